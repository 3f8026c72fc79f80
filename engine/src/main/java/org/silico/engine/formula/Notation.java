package org.silico.engine.formula;

import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.silico.engine.arithmetic.Elementary;

/** How the author of a formula wrote its numbers, so that messages give values likewise. */
public final class Notation {
  static final Notation PLAIN = new Notation(Form.FORMULA, null, false);

  /** What the formula consists of. */
  public enum Form {
    /** A number, with or without sign, per cent sign and unit. */
    LITERAL,
    /** Numbers only: {@code log(2) / 6 months}. */
    CONSTANT,
    FORMULA
  }

  private final Form form;
  private final Unit unit;
  private final boolean percent;

  private Notation(Form form, Unit unit, boolean percent) {
    this.form = form;
    this.unit = unit;
    this.percent = percent;
  }

  /**
   * The notation of a tree whose values are of type {@code type}: the unit of the first number of
   * that type, else the first unit; a parameter counts as the number that defines it.
   */
  static Notation of(Node root, Scope scope, Type type) {
    int exponent = type instanceof Type.Num number ? number.timeExponent() : 0;
    boolean literal =
        root instanceof Node.Number
            || root instanceof Node.Negate negate && negate.operand() instanceof Node.Number;
    boolean named = leaves(root).anyMatch(Node.Name.class::isInstance);
    Unit same = unit(root, scope, exponent, true);
    return new Notation(
        literal ? Form.LITERAL : named ? Form.FORMULA : Form.CONSTANT,
        same == null ? unit(root, scope, exponent, false) : same,
        leaves(root).anyMatch(leaf -> percent(leaf, scope)));
  }

  public Form form() {
    return form;
  }

  /** Whether shares are written per cent. */
  public boolean percent() {
    return percent;
  }

  /**
   * A value with its unit, such as {@code -1.4 per year}.
   *
   * @param value in days to the power of its type
   * @param number how a number is written
   */
  public String amount(double value, Type type, DoubleFunction<String> number) {
    int exponent = type instanceof Type.Num num ? num.timeExponent() : 0;
    if (exponent == 0 || !Double.isFinite(value)) {
      return number.apply(value);
    }
    Unit shown = unit == null ? Unit.DAY : unit;
    double amount = value / Elementary.pow(shown.toDays(1), exponent);
    return switch (exponent) {
      case 1 -> number.apply(amount) + " " + (amount == 1 ? shown.singular() : shown.plural());
      case -1 -> number.apply(amount) + " per " + shown.singular();
      default -> number.apply(amount) + " " + shown.plural() + "^" + exponent;
    };
  }

  private static boolean percent(Node leaf, Scope scope) {
    return leaf instanceof Node.Number number && number.percent()
        || leaf instanceof Node.Name name
            && scope.lookup(name.name()) instanceof Symbol.Parameter parameter
            && parameter.notation().percent;
  }

  private static Unit unit(Node root, Scope scope, int exponent, boolean same) {
    return leaves(root)
        .filter(leaf -> !same || exponent(leaf, scope) == exponent)
        .map(leaf -> unit(leaf, scope))
        .filter(unit -> unit != null)
        .findFirst()
        .orElse(null);
  }

  private static int exponent(Node leaf, Scope scope) {
    if (leaf instanceof Node.Number number) {
      return number.timeExponent();
    }
    Symbol symbol = leaf instanceof Node.Name name ? scope.lookup(name.name()) : null;
    return symbol != null && symbol.type() instanceof Type.Num number ? number.timeExponent() : 0;
  }

  private static Unit unit(Node leaf, Scope scope) {
    if (leaf instanceof Node.Number number) {
      return number.unit();
    }
    return leaf instanceof Node.Name name
            && scope.lookup(name.name()) instanceof Symbol.Parameter parameter
        ? parameter.notation().unit
        : null;
  }

  /** Numbers, names and texts, from left to right. */
  private static Stream<Node> leaves(Node node) {
    if (node instanceof Node.Call call) {
      return call.arguments().stream().flatMap(Notation::leaves);
    } else if (node instanceof Node.Negate negate) {
      return leaves(negate.operand());
    } else if (node instanceof Node.Not not) {
      return leaves(not.operand());
    } else if (node instanceof Node.Arithmetic arithmetic) {
      return arithmetic.operands().stream().flatMap(Notation::leaves);
    } else if (node instanceof Node.Power power) {
      return Stream.concat(leaves(power.base()), leaves(power.exponent()));
    } else if (node instanceof Node.Logic logic) {
      return logic.operands().stream().flatMap(Notation::leaves);
    } else if (node instanceof Node.Chain chain) {
      return chain.operands().stream().flatMap(Notation::leaves);
    } else if (node instanceof Node.In in) {
      return leaves(in.operand());
    } else if (node instanceof Node.If choice) {
      return Stream.of(choice.condition(), choice.whenTrue(), choice.whenFalse())
          .flatMap(Notation::leaves);
    }
    return Stream.of(node);
  }
}
