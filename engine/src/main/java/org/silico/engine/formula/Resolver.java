package org.silico.engine.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives names their meaning and checks types and units. A part with a problem has no meaning
 * (null), and what contains it is not complained about again.
 */
final class Resolver {
  private static final int MAX_TIME_EXPONENT = 9;
  private static final int MAX_LEVELS_SHOWN = 10;
  private static final int MAX_QUOTED = 30;

  private final String text;
  private final Scope scope;
  private final List<FormulaException.Problem> problems = new ArrayList<>();
  private final Set<String> unknown = new HashSet<>();
  private final Set<Integer> columns = new HashSet<>();

  /** An expression and what its values are; {@code node} is where it came from. */
  private record Checked(Node node, Expr expr, Type type) {
    /** A 0 without a unit, which is at home in any unit. */
    boolean isZero() {
      Node inner = node instanceof Node.Negate negate ? negate.operand() : node;
      return inner instanceof Node.Number number && number.value() == 0 && !number.hasUnit();
    }

    int timeExponent() {
      return ((Type.Num) type).timeExponent();
    }
  }

  private Resolver(String text, Scope scope) {
    this.text = text;
    this.scope = scope;
  }

  /** The checked formula; {@code wanted} is the type it must have, or null. */
  static Typed resolve(String text, Node root, Scope scope, Type wanted) {
    Resolver resolver = new Resolver(text, scope);
    Checked checked = resolver.check(root);
    if (checked != null && wanted != null) {
      checked = resolver.fit(checked, wanted);
    }
    if (!resolver.problems.isEmpty()) {
      resolver.problems.sort(Comparator.comparingInt(FormulaException.Problem::offset));
      throw new FormulaException(resolver.problems);
    }
    return new Typed(checked.expr(), checked.type(), resolver.columns);
  }

  private Checked fit(Checked checked, Type wanted) {
    if (wanted.equals(checked.type())) {
      return checked;
    }
    if (wanted instanceof Type.Num number) {
      if (checked.isZero()) {
        return new Checked(checked.node(), checked.expr(), wanted);
      }
      if (checked.type() instanceof Type.Bool && number.timeExponent() == 0) {
        return asNumber(checked);
      }
    }
    String must = "must be " + wanted.describe() + ", but is " + checked.type().describe();
    return problem(checked.node(), must + unitHint(checked, wanted));
  }

  private Checked check(Node node) {
    if (node instanceof Node.Number number) {
      return checked(node, new Expr.Literal(number.value()), new Type.Num(number.timeExponent()));
    } else if (node instanceof Node.Truth truth) {
      return checked(node, new Expr.Truth(truth.value()), Type.truth());
    } else if (node instanceof Node.Text level) {
      return problem(node, "the text '" + level.text() + "' can be compared with a category only");
    } else if (node instanceof Node.Name name) {
      return name(name);
    } else if (node instanceof Node.Call call) {
      return call(call);
    } else if (node instanceof Node.Negate negate) {
      Checked operand = number(negate.operand(), "'-'");
      return operand == null
          ? null
          : checked(node, new Expr.Negate(operand.expr()), operand.type());
    } else if (node instanceof Node.Not not) {
      Checked operand = truth(not.operand(), "'not'");
      return operand == null ? null : checked(node, new Expr.Not(operand.expr()), Type.truth());
    } else if (node instanceof Node.Arithmetic arithmetic) {
      return arithmetic(arithmetic);
    } else if (node instanceof Node.Power power) {
      Checked base = number(power.base(), "'^'");
      Checked exponent = number(power.exponent(), "'^'");
      return base == null || exponent == null ? null : power(node, base, exponent);
    } else if (node instanceof Node.Logic logic) {
      return logic(logic);
    } else if (node instanceof Node.Chain chain) {
      return chain(chain);
    } else if (node instanceof Node.In in) {
      return membership(in);
    } else if (node instanceof Node.If choice) {
      return choice(choice);
    }
    throw new AssertionError(node);
  }

  private Checked name(Node.Name node) {
    Symbol symbol = scope.lookup(node.name());
    if (symbol == null) {
      if (!unknown.add(node.name())) {
        return null;
      }
      if (Builtin.named(node.name()) != null) {
        return problem(
            node, "'" + node.name() + "' is a function; write '" + node.name() + "(...)'");
      }
      return problem(
          node, "unknown name '" + node.name() + "'" + Nearest.hint(node.name(), scope.names()));
    }
    Expr read;
    if (symbol instanceof Symbol.Column column) {
      columns.add(column.index());
      read = new Expr.Column(column.index());
    } else {
      read = new Expr.Parameter(((Symbol.Parameter) symbol).index());
    }
    boolean isTruth = symbol.type() instanceof Type.Bool;
    return checked(node, isTruth ? new Expr.Stored(read) : read, symbol.type());
  }

  private Checked call(Node.Call node) {
    Builtin function = Builtin.named(node.name());
    if (function == null) {
      node.arguments().forEach(this::check);
      return problem(node.function(), unknownFunction(node.name()));
    }
    String subject = "'" + function.spelling + "'";
    List<Checked> arguments = new ArrayList<>();
    for (Node argument : node.arguments()) {
      arguments.add(number(argument, subject));
    }
    if (!function.takes(arguments.size())) {
      return problem(
          node.function(),
          subject + " takes " + function.describeArguments() + ", not " + arguments.size());
    }
    if (arguments.contains(null)) {
      return null;
    }
    switch (function.units) {
      case POWER:
        return power(node, arguments.get(0), arguments.get(1));
      case SAME:
        Type same = sameUnits(arguments, (a, b) -> subject + " mixes " + a + " with " + b);
        return same == null ? null : checked(node, fold(function, arguments), same);
      case HALVED:
        int exponent = arguments.get(0).timeExponent();
        if (exponent % 2 != 0) {
          return problem(node, "there is no square root of " + arguments.get(0).type().describe());
        }
        return checked(node, fold(function, arguments), new Type.Num(exponent / 2));
      default:
        Checked argument = plain(arguments.get(0), subject);
        return argument == null ? null : checked(node, fold(function, arguments), Type.number());
    }
  }

  private String unknownFunction(String name) {
    if (scope.lookup(name) != null) {
      return "'" + name + "' is not a function; to multiply, write '" + name + " * (...)'";
    }
    String meant = Builtin.HABITS.get(name.toLowerCase(Locale.ROOT));
    return "unknown function '"
        + name
        + "'"
        + (meant != null ? "; write '" + meant + "'" : Nearest.hint(name, Builtin.spellings()));
  }

  /** The call, with many arguments halved again and again until a function takes them. */
  private static Expr fold(Builtin function, List<Checked> arguments) {
    int count = arguments.size();
    if (function.unary != null) {
      return new Expr.Apply(function, arguments.get(0).expr());
    }
    if (count == 1) {
      return arguments.get(0).expr();
    }
    return new Expr.Apply2(
        function,
        fold(function, arguments.subList(0, count / 2)),
        fold(function, arguments.subList(count / 2, count)));
  }

  private Checked arithmetic(Node.Arithmetic node) {
    List<Checked> operands = new ArrayList<>();
    for (int i = 0; i < node.operands().size(); i++) {
      String symbol = node.operators().get(Math.max(0, i - 1)).symbol;
      operands.add(number(node.operands().get(i), "'" + symbol + "'"));
    }
    if (operands.contains(null)) {
      return null;
    }
    Checked left = operands.get(0);
    for (int i = 1; i < operands.size(); i++) {
      Type type = units(node.operators().get(i - 1), left, operands.get(i));
      if (type == null) {
        return null;
      }
      left = checked(node.firstOperands(i + 1), left.expr(), type);
    }
    List<Expr> exprs = operands.stream().map(Checked::expr).toList();
    return checked(node, new Expr.Arithmetic(exprs, node.operators()), left.type());
  }

  private Type units(Node.Operator operator, Checked left, Checked right) {
    List<Checked> both = List.of(left, right);
    Span span = left.node().span().to(right.node().span());
    return switch (operator) {
      case ADD -> sameUnits(both, (a, b) -> "adds " + b + " to " + a);
      case SUBTRACT -> sameUnits(both, (a, b) -> "subtracts " + b + " from " + a);
      case MULTIPLY -> units(span, left.timeExponent() + right.timeExponent());
      case DIVIDE -> units(span, left.timeExponent() - right.timeExponent());
    };
  }

  private Checked logic(Node.Logic node) {
    List<Checked> operands = new ArrayList<>();
    for (Node operand : node.operands()) {
      operands.add(truth(operand, node.any() ? "'or'" : "'and'"));
    }
    if (operands.contains(null)) {
      return null;
    }
    List<Expr> exprs = operands.stream().map(Checked::expr).toList();
    return checked(node, new Expr.Logic(node.any(), exprs), Type.truth());
  }

  private Checked power(Node node, Checked base, Checked exponent) {
    if (plain(exponent, "an exponent") == null) {
      return null;
    }
    int units = base.timeExponent();
    if (units != 0) {
      boolean negative = exponent.node() instanceof Node.Negate;
      Node literal = negative ? ((Node.Negate) exponent.node()).operand() : exponent.node();
      if (!(literal instanceof Node.Number number) || number.value() != Math.rint(number.value())) {
        return problem(
            exponent.node(),
            base.type().describe()
                + " can be raised to a whole number only, for example 2; divide it by a unit first,"
                + " for example '("
                + quoted(base.node())
                + " / 1 week)'");
      }
      double product = units * (negative ? -number.value() : number.value());
      Type type = units(node.span(), Math.abs(product) > MAX_TIME_EXPONENT ? 1000 : (int) product);
      return type == null ? null : checked(node, power(base, exponent), type);
    }
    return checked(node, power(base, exponent), Type.number());
  }

  private static Expr power(Checked base, Checked exponent) {
    return new Expr.Apply2(Builtin.POW, base.expr(), exponent.expr());
  }

  private Checked choice(Node.If node) {
    Checked condition = truth(node.condition(), "'if'");
    Checked whenTrue = notCategory(check(node.whenTrue()), "'then'");
    Checked whenFalse = notCategory(check(node.whenFalse()), "'else'");
    if (condition == null || whenTrue == null || whenFalse == null) {
      return null;
    }
    Type type = Type.truth();
    if (!(whenTrue.type() instanceof Type.Bool && whenFalse.type() instanceof Type.Bool)) {
      whenTrue = asNumber(whenTrue);
      whenFalse = asNumber(whenFalse);
      type =
          sameUnits(
              List.of(whenTrue, whenFalse), (a, b) -> "'then' gives " + a + " but 'else' " + b);
    }
    return type == null
        ? null
        : checked(node, new Expr.If(condition.expr(), whenTrue.expr(), whenFalse.expr()), type);
  }

  private Checked chain(Node.Chain node) {
    if (node.operands().stream()
        .anyMatch(operand -> operand instanceof Node.Text || category(operand) != null)) {
      return level(node);
    }
    List<Checked> operands = new ArrayList<>();
    for (Node operand : node.operands()) {
      operands.add(number(operand, "a comparison"));
    }
    if (operands.contains(null)
        || sameUnits(operands, (a, b) -> "compares " + a + " with " + b) == null) {
      return null;
    }
    List<Expr> exprs = operands.stream().map(Checked::expr).toList();
    return checked(node, new Expr.Chain(exprs, node.operators()), Type.truth());
  }

  /** A comparison of which a part is a category or a level. */
  private Checked level(Node.Chain node) {
    if (node.operands().size() > 2) {
      return problem(node, "a category cannot stand in a chain of comparisons; join them by 'and'");
    }
    Comparison operator = node.operators().get(0);
    boolean flipped = category(node.operands().get(0)) == null;
    Node left = node.operands().get(flipped ? 1 : 0);
    Node right = node.operands().get(flipped ? 0 : 1);
    Type.Category category = category(left);
    if (category == null) {
      // one side is a text: 'F' == AGE, or 'F' == 'M'
      Node text = left instanceof Node.Text ? left : right;
      Node other = text == left ? right : left;
      Checked meaning = other instanceof Node.Text ? null : check(other);
      if (meaning != null) {
        String what = "'" + quoted(other) + "' is " + meaning.type().describe();
        problem(text, what + ", not a category; it cannot be compared with text");
      } else if (other instanceof Node.Text) {
        problem(node, "compares a text with a text; one side must be a category");
      }
      return null;
    }
    if (operator != Comparison.EQUAL && operator != Comparison.NOT_EQUAL) {
      return problem(node, "the levels of a category have no order; use '==', '!=' or 'in'");
    }
    boolean negated = operator == Comparison.NOT_EQUAL;
    if (right instanceof Node.Text text) {
      return oneOf(node, left, category, List.of(text), negated);
    }
    String name = quoted(left);
    if (right instanceof Node.Name word && scope.lookup(word.name()) == null) {
      String near = Nearest.of(word.name(), category.levels()).orElse(null);
      if (near != null) {
        return problem(
            word, "unknown name '" + word.name() + "'; a level stands in quotes: '" + near + "'");
      }
    }
    int before = problems.size();
    check(right);
    return problems.size() > before
        ? null
        : problem(
            right,
            "'" + name + "' is a category; compare it with one of its levels: " + levels(category));
  }

  private Checked membership(Node.In node) {
    Type.Category category = category(node.operand());
    if (category == null) {
      Checked operand = check(node.operand());
      return operand == null
          ? null
          : problem(
              node.operand(),
              "'in' wants a category before it, but found " + operand.type().describe());
    }
    return oneOf(node, node.operand(), category, node.levels(), node.negated());
  }

  private Checked oneOf(
      Node node, Node operand, Type.Category category, List<Node.Text> texts, boolean negated) {
    List<Integer> codes = new ArrayList<>();
    for (Node.Text text : texts) {
      int code = category.levels().indexOf(text.text());
      if (code < 0) {
        String hint = Nearest.hint(text.text(), category.levels());
        String message = "'" + quoted(operand) + "' has no level '" + text.text() + "'";
        problem(text, message + (hint.isEmpty() ? "; it has " + levels(category) : hint));
      } else if (!codes.contains(code)) {
        codes.add(code);
      }
    }
    Checked read = check(operand);
    return codes.isEmpty()
        ? null
        : checked(node, new Expr.OneOf(read.expr(), codes, negated), Type.truth());
  }

  /** The category that a name stands for, or null. */
  private Type.Category category(Node node) {
    return node instanceof Node.Name name
            && scope.lookup(name.name()) != null
            && scope.lookup(name.name()).type() instanceof Type.Category category
        ? category
        : null;
  }

  private Checked number(Node node, String subject) {
    Checked checked = notCategory(check(node), subject);
    return checked == null ? null : asNumber(checked);
  }

  private static Checked asNumber(Checked checked) {
    return checked.type() instanceof Type.Bool
        ? new Checked(checked.node(), new Expr.AsNumber(checked.expr()), Type.number())
        : checked;
  }

  private Checked notCategory(Checked checked, String subject) {
    return checked != null && checked.type() instanceof Type.Category category
        ? problem(
            checked.node(),
            subject
                + " wants a number, but '"
                + quoted(checked.node())
                + "' is a category; compare it with one of its levels: "
                + levels(category))
        : checked;
  }

  private Checked truth(Node node, String subject) {
    Checked checked = notCategory(check(node), subject);
    if (checked == null || checked.type() instanceof Type.Bool) {
      return checked;
    }
    return problem(
        node,
        subject
            + " wants true or false, but found "
            + checked.type().describe()
            + "; write a comparison, for example '"
            + quoted(node)
            + " > 0'");
  }

  private Checked plain(Checked checked, String subject) {
    int exponent = checked.timeExponent();
    if (exponent == 0) {
      return checked;
    }
    String quoted = quoted(checked.node());
    String hint =
        exponent == 1
            ? "; divide it by a unit, for example '" + quoted + " / 1 week'"
            : exponent == -1
                ? "; multiply it by a unit, for example '" + quoted + " * 1 year'"
                : "";
    return problem(
        checked.node(),
        subject + " wants a plain number, but found " + checked.type().describe() + hint);
  }

  private interface Mismatch {
    String say(String first, String second);
  }

  /** The one unit of all, a literal 0 fitting any; null when they differ. */
  private Type sameUnits(List<Checked> operands, Mismatch mismatch) {
    Checked first = operands.get(0);
    for (Checked next : operands) {
      if (first.isZero()) {
        first = next;
      } else if (!next.isZero() && next.timeExponent() != first.timeExponent()) {
        Checked plain = first.timeExponent() == 0 ? first : next;
        String say = mismatch.say(first.type().describe(), next.type().describe());
        Span span = first.node().span().to(next.node().span());
        problem(span, say + unitHint(plain, (plain == first ? next : first).type()));
        return null;
      }
    }
    return first.type();
  }

  /** How to give a plain number the unit that is wanted, where that is what is missing. */
  private String unitHint(Checked plain, Type wanted) {
    if (!plain.type().equals(Type.number()) || !(wanted instanceof Type.Num number)) {
      return "";
    }
    boolean literal = plain.node() instanceof Node.Number;
    String quoted = quoted(plain.node());
    return switch (number.timeExponent()) {
      case 1 -> "; write a unit, for example '" + quoted + (literal ? " weeks'" : " * 1 week'");
      case -1 ->
          "; write a unit, for example '" + quoted + (literal ? " per year'" : " * 1 per year'");
      default -> "";
    };
  }

  private Type units(Span span, int timeExponent) {
    if (Math.abs(timeExponent) > MAX_TIME_EXPONENT) {
      problem(span, "the unit of this is beyond time^" + MAX_TIME_EXPONENT);
      return null;
    }
    return new Type.Num(timeExponent);
  }

  private static String levels(Type.Category category) {
    String shown =
        category.levels().stream()
            .limit(MAX_LEVELS_SHOWN)
            .map(level -> "'" + level + "'")
            .collect(Collectors.joining(", "));
    return category.levels().size() > MAX_LEVELS_SHOWN ? shown + ", ..." : shown;
  }

  private String quoted(Node node) {
    String part = node.span().of(text).strip();
    return part.length() > MAX_QUOTED ? "..." : part;
  }

  private static Checked checked(Node node, Expr expr, Type type) {
    return new Checked(node, expr, type);
  }

  private Checked problem(Node node, String message) {
    return problem(node.span(), message);
  }

  private Checked problem(Span span, String message) {
    problems.add(new FormulaException.Problem(span.start(), span.length(), message));
    return null;
  }
}
