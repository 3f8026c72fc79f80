package org.silico.engine.formula;

/** A part of a formula that has been checked: where it came from, its code, what its values are. */
record Checked(Node node, Expr expr, Type type) {
  /** A 0 without a unit, which is at home in any unit. */
  boolean isZero() {
    Node inner = node instanceof Node.Negate negate ? negate.operand() : node;
    return inner instanceof Node.Number number && number.value() == 0 && number.unit() == null;
  }

  /** Of a number only. */
  int timeExponent() {
    return ((Type.Num) type).timeExponent();
  }
}
