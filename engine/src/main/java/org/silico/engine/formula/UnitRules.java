package org.silico.engine.formula;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of units, with the words for what breaks them. */
final class UnitRules {
  /** A number and a unit of time. */
  private static final Pattern TIME = Pattern.compile("(\\S+) ([a-z]+?)s?");

  private static final int MAX_TIME_EXPONENT = 9;

  private final Problems problems;

  UnitRules(Problems problems) {
    this.problems = problems;
  }

  /** The unit of a sum, difference, product or quotient; null when there is none. */
  Type of(Node.Operator operator, Checked left, Checked right) {
    List<Checked> both = List.of(left, right);
    Span span = left.node().span().to(right.node().span());
    return switch (operator) {
      case ADD -> sameUnits(both, (a, b) -> "adds " + b + " to " + a);
      case SUBTRACT -> sameUnits(both, (a, b) -> "subtracts " + b + " from " + a);
      case MULTIPLY -> number(span, left.timeExponent() + right.timeExponent());
      case DIVIDE -> number(span, left.timeExponent() - right.timeExponent());
    };
  }

  /** {@code base ^ exponent}. */
  Checked power(Node node, Checked base, Checked exponent) {
    if (plain(exponent, "an exponent") == null) {
      return null;
    }
    int units = base.timeExponent();
    if (units != 0) {
      boolean negative = exponent.node() instanceof Node.Negate;
      Node literal = negative ? ((Node.Negate) exponent.node()).operand() : exponent.node();
      if (!(literal instanceof Node.Number number) || number.value() != Math.rint(number.value())) {
        return problems.at(
            exponent.node(),
            base.type().describe()
                + " can be raised to a whole number only, for example 2; divide it by a unit first,"
                + " for example '("
                + problems.quoted(base.node())
                + " / 1 week)'");
      }
      double product = units * (negative ? -number.value() : number.value());
      Type type = number(node.span(), Math.abs(product) > MAX_TIME_EXPONENT ? 1000 : (int) product);
      return type == null ? null : new Checked(node, power(base, exponent), type);
    }
    return new Checked(node, power(base, exponent), Type.number());
  }

  private static Expr power(Checked base, Checked exponent) {
    return new Expr.Apply2(Builtin.POW, base.expr(), exponent.expr());
  }

  /** A plain number, or a problem. */
  Checked plain(Checked checked, String subject) {
    int exponent = checked.timeExponent();
    if (exponent == 0) {
      return checked;
    }
    String quoted = problems.quoted(checked.node());
    String hint =
        exponent == 1
            ? "; divide it by a unit, for example '" + quoted + " / 1 week'"
            : exponent == -1
                ? "; multiply it by a unit, for example '" + quoted + " * 1 year'"
                : "";
    return problems.at(
        checked.node(),
        subject + " wants a plain number, but found " + checked.type().describe() + hint);
  }

  /** Words for two units that should be one. */
  interface Mismatch {
    String say(String first, String second);
  }

  /** The one unit of all, a literal 0 fitting any; null when they differ. */
  Type sameUnits(List<Checked> operands, Mismatch mismatch) {
    Checked first = operands.get(0);
    for (Checked next : operands) {
      if (first.isZero()) {
        first = next;
      } else if (!next.isZero() && next.timeExponent() != first.timeExponent()) {
        Checked plain = first.timeExponent() == 0 ? first : next;
        String say = mismatch.say(first.type().describe(), next.type().describe());
        Span span = first.node().span().to(next.node().span());
        problems.at(span, say + unitHint(plain, (plain == first ? next : first).type()));
        return null;
      }
    }
    return first.type();
  }

  /** How to give a plain number the unit that is wanted, where that is what is missing. */
  String unitHint(Checked plain, Type wanted) {
    if (!(wanted instanceof Type.Num number)) {
      return "";
    }
    boolean literal = plain.node() instanceof Node.Number;
    String quoted = problems.quoted(plain.node());
    if (plain.type().equals(Type.duration()) && number.timeExponent() == -1 && literal) {
      Matcher time = TIME.matcher(quoted);
      return time.matches()
          ? "; so many per time are '" + time.group(1) + " per " + time.group(2) + "'"
          : "";
    }
    if (!plain.type().equals(Type.number())) {
      return "";
    }
    return switch (number.timeExponent()) {
      case 1 -> "; write a unit, for example '" + quoted + (literal ? " weeks'" : " * 1 week'");
      case -1 ->
          "; write a unit, for example '" + quoted + (literal ? " per year'" : " * 1 per year'");
      default -> "";
    };
  }

  /** The number of that power of time, or null when it is out of bounds. */
  Type number(Span span, int timeExponent) {
    if (Math.abs(timeExponent) > MAX_TIME_EXPONENT) {
      problems.at(span, "the unit of this is beyond time^" + MAX_TIME_EXPONENT);
      return null;
    }
    return new Type.Num(timeExponent);
  }
}
