package org.silico.engine.formula;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gives names their meaning and checks types and units. A part with a problem has no meaning
 * (null), and what contains it is not complained about again.
 */
final class Resolver {
  private final Scope scope;
  private final Problems problems;
  private final UnitRules units;
  private final CategoryRules categories;
  private final Set<String> unknown = new HashSet<>();
  private final Set<Integer> columns = new HashSet<>();
  private final Set<Integer> parameters = new HashSet<>();

  private Resolver(String text, Scope scope) {
    this.scope = scope;
    this.problems = new Problems(text);
    this.units = new UnitRules(problems);
    this.categories = new CategoryRules(scope, problems, this::check);
  }

  /** The checked formula; {@code wanted} is the type it must have, or null. */
  static Typed resolve(String text, Node root, Scope scope, Type wanted) {
    Resolver resolver = new Resolver(text, scope);
    Checked checked = resolver.check(root);
    if (checked != null && wanted != null) {
      checked = resolver.fit(checked, wanted);
    }
    resolver.problems.throwIfAny();
    return new Typed(
        checked.expr(),
        checked.type(),
        resolver.columns,
        resolver.parameters,
        Notation.of(root, scope, checked.type()));
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
    return problems.at(checked.node(), must + units.unitHint(checked, wanted));
  }

  private Checked check(Node node) {
    if (node instanceof Node.Number number) {
      return checked(node, new Expr.Literal(number.value()), new Type.Num(number.timeExponent()));
    } else if (node instanceof Node.Truth truth) {
      return checked(node, new Expr.Truth(truth.value()), Type.truth());
    } else if (node instanceof Node.Text level) {
      return problems.at(
          node, "the text '" + level.text() + "' can be compared with a category only");
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
      return base == null || exponent == null ? null : units.power(node, base, exponent);
    } else if (node instanceof Node.Logic logic) {
      return logic(logic);
    } else if (node instanceof Node.Chain chain) {
      return chain(chain);
    } else if (node instanceof Node.In in) {
      return categories.membership(in);
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
        return problems.at(
            node, "'" + node.name() + "' is a function; write '" + node.name() + "(...)'");
      }
      String lowerCase = node.name().toLowerCase(Locale.ROOT);
      String hint =
          List.of("true", "false", "pi").contains(lowerCase)
              ? "; write '" + lowerCase + "'"
              : Nearest.hint(node.name(), scope.names());
      return problems.at(node, "unknown name '" + node.name() + "'" + hint);
    }
    Expr read;
    if (symbol instanceof Symbol.Column column) {
      columns.add(column.index());
      read = new Expr.Column(column.index());
    } else {
      int index = ((Symbol.Parameter) symbol).index();
      parameters.add(index);
      read = new Expr.Parameter(index);
    }
    boolean isTruth = symbol.type() instanceof Type.Bool;
    return checked(node, isTruth ? new Expr.Stored(read) : read, symbol.type());
  }

  private Checked call(Node.Call node) {
    Builtin function = Builtin.named(node.name());
    if (function == null) {
      node.arguments().forEach(this::check);
      return problems.at(node.function(), unknownFunction(node.name()));
    }
    String subject = "'" + function.spelling + "'";
    List<Checked> arguments = new ArrayList<>();
    for (Node argument : node.arguments()) {
      arguments.add(number(argument, subject));
    }
    if (!function.takes(arguments.size())) {
      return problems.at(
          node.function(),
          subject + " takes " + function.describeArguments() + ", not " + arguments.size());
    }
    if (arguments.contains(null)) {
      return null;
    }
    switch (function.units) {
      case POWER:
        return units.power(node, arguments.get(0), arguments.get(1));
      case SAME:
        Type same = units.sameUnits(arguments, (a, b) -> subject + " mixes " + a + " with " + b);
        return same == null ? null : checked(node, fold(function, arguments), same);
      case HALVED:
        int exponent = arguments.get(0).timeExponent();
        if (exponent % 2 != 0) {
          return problems.at(
              node, "there is no square root of " + arguments.get(0).type().describe());
        }
        return checked(node, fold(function, arguments), new Type.Num(exponent / 2));
      default:
        Checked argument = units.plain(arguments.get(0), subject);
        return argument == null ? null : checked(node, fold(function, arguments), Type.number());
    }
  }

  private String unknownFunction(String name) {
    if (scope.lookup(name) != null) {
      return "'" + name + "' is not a function; to multiply, write '" + name + " * (...)'";
    }
    String lowerCase = name.toLowerCase(Locale.ROOT);
    if (Builtin.CHOICES.contains(lowerCase)) {
      return "unknown function '" + name + "'; write '(if ... then ... else ...)'";
    }
    if (Builtin.DRAWS.contains(lowerCase)) {
      return "unknown function '"
          + name
          + "'; a formula draws nothing: what is drawn is a covariate, a random effect or the"
          + " endpoint";
    }
    String meant = Builtin.HABITS.get(lowerCase);
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
      Type type = units.of(node.operators().get(i - 1), left, operands.get(i));
      if (type == null) {
        return null;
      }
      left = checked(node.firstOperands(i + 1), left.expr(), type);
    }
    List<Expr> exprs = operands.stream().map(Checked::expr).toList();
    return checked(node, new Expr.Arithmetic(exprs, node.operators()), left.type());
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
          units.sameUnits(
              List.of(whenTrue, whenFalse), (a, b) -> "'then' gives " + a + " but 'else' " + b);
    }
    return type == null
        ? null
        : checked(node, new Expr.If(condition.expr(), whenTrue.expr(), whenFalse.expr()), type);
  }

  private Checked chain(Node.Chain node) {
    if (node.operands().stream()
        .anyMatch(
            operand -> operand instanceof Node.Text || categories.category(operand) != null)) {
      return categories.comparison(node);
    }
    List<Checked> operands = new ArrayList<>();
    for (Node operand : node.operands()) {
      operands.add(number(operand, "a comparison"));
    }
    if (operands.contains(null)
        || units.sameUnits(operands, (a, b) -> "compares " + a + " with " + b) == null) {
      return null;
    }
    List<Expr> exprs = operands.stream().map(Checked::expr).toList();
    return checked(node, new Expr.Chain(exprs, node.operators()), Type.truth());
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
        ? problems.at(
            checked.node(),
            subject
                + " wants a number, but '"
                + problems.quoted(checked.node())
                + "' is a category; compare it with one of its levels: "
                + Problems.levels(category))
        : checked;
  }

  private Checked truth(Node node, String subject) {
    Checked checked = notCategory(check(node), subject);
    if (checked == null || checked.type() instanceof Type.Bool) {
      return checked;
    }
    return problems.at(
        node,
        subject
            + " wants true or false, but found "
            + checked.type().describe()
            + "; write a comparison, for example '"
            + problems.quoted(node)
            + " > 0'");
  }

  private static Checked checked(Node node, Expr expr, Type type) {
    return new Checked(node, expr, type);
  }
}
