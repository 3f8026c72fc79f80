package org.silico.engine.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * The Java source of one checked formula: a static method with a plain loop over the rows. All of
 * it is made of indices, codes, numbers and words of this file; nothing of a protocol's text.
 *
 * <p>Columns and parameters become locals, and what mentions no column is computed before the loop.
 * An expression nested deeper than {@link #MAX_DEPTH} is cut by locals, as the Java compiler
 * recurses; both branches of an {@code if} may then be computed, which nobody can tell.
 */
final class JavaSource {
  private static final int MAX_DEPTH = 20;

  private final Set<Integer> columns = new TreeSet<>();
  private final Set<Integer> parameters = new TreeSet<>();
  private final StringBuilder beforeLoop = new StringBuilder();
  private final StringBuilder inLoop = new StringBuilder();
  private int locals;

  /**
   * A Java expression.
   *
   * @param constant it has the same value in every row
   * @param atom it costs nothing to write it twice
   */
  private record Code(String java, boolean truth, boolean constant, boolean atom, int depth) {}

  private JavaSource() {}

  /** The method {@code name} that does what {@link ColumnFormula#evaluate} says. */
  static String method(String name, Expr expr) {
    JavaSource source = new JavaSource();
    Code value = source.code(expr.isTruth() ? new Expr.AsNumber(expr) : expr);
    StringBuilder method = new StringBuilder();
    method
        .append("static void ")
        .append(name)
        .append("(double[][] columns, double[] parameters, int from, int to, double[] out) {\n");
    source.columns.forEach(c -> method.append("final double[] c" + c + " = columns[" + c + "];\n"));
    source.parameters.forEach(
        p -> method.append("final double p" + p + " = parameters[" + p + "];\n"));
    return method
        .append(source.beforeLoop)
        .append("for (int i = from; i < to; i++) {\n")
        .append(source.inLoop)
        .append("out[i] = ")
        .append(value.java())
        .append(";\n}\n}\n")
        .toString();
  }

  private Code code(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      // Double.toString gives back the same double when read
      return new Code(Double.toString(literal.value()), false, true, true, 0);
    } else if (expr instanceof Expr.Truth truth) {
      return new Code(Boolean.toString(truth.value()), true, true, true, 0);
    } else if (expr instanceof Expr.Parameter parameter) {
      parameters.add(parameter.index());
      return new Code("p" + parameter.index(), false, true, true, 0);
    } else if (expr instanceof Expr.Column column) {
      columns.add(column.index());
      return new Code("c" + column.index() + "[i]", false, false, true, 0);
    } else if (expr instanceof Expr.Negate negate) {
      return join(false, "(-", "", ")", negate.operand());
    } else if (expr instanceof Expr.Arithmetic arithmetic) {
      return arithmetic(arithmetic);
    } else if (expr instanceof Expr.Apply apply) {
      return join(false, apply.function().java + "(", "", ")", apply.argument());
    } else if (expr instanceof Expr.Apply2 apply) {
      return join(false, apply.function().java + "(", ", ", ")", apply.first(), apply.second());
    } else if (expr instanceof Expr.AsNumber number) {
      return join(false, "(", "", " ? 1.0 : 0.0)", number.truth());
    } else if (expr instanceof Expr.Stored stored) {
      return join(true, "(", "", " == 1.0)", stored.read());
    } else if (expr instanceof Expr.Not not) {
      return join(true, "(!", "", ")", not.operand());
    } else if (expr instanceof Expr.Logic logic) {
      List<Code> codes = codes(logic.operands());
      List<String> truths = codes.stream().map(Code::java).toList();
      return node(balanced(truths, logic.any() ? " || " : " && "), true, codes);
    } else if (expr instanceof Expr.If choice) {
      return choice(choice);
    } else if (expr instanceof Expr.Chain chain) {
      return chain(chain);
    } else if (expr instanceof Expr.OneOf oneOf) {
      Code category = code(oneOf.category());
      String any = anyOf(category.java(), oneOf.codes());
      String java = oneOf.negated() ? "(!" + any + ")" : any;
      return bounded(new Code(java, true, category.constant(), false, 1));
    }
    throw new AssertionError(expr);
  }

  private Code join(boolean truth, String open, String between, String close, Expr... parts) {
    List<Code> codes = codes(List.of(parts));
    StringJoiner java = new StringJoiner(between, open, close);
    codes.forEach(code -> java.add(code.java()));
    return node(java.toString(), truth, codes);
  }

  private Code arithmetic(Expr.Arithmetic arithmetic) {
    Code value = code(arithmetic.operands().get(0));
    for (int i = 0; i < arithmetic.operators().size(); i++) {
      Code next = code(arithmetic.operands().get(i + 1));
      List<Code> both = beforeLoopIfConstant(List.of(value, next));
      String symbol = arithmetic.operators().get(i).symbol;
      String java = "(" + both.get(0).java() + " " + symbol + " " + both.get(1).java() + ")";
      value = node(java, false, both);
    }
    return value;
  }

  private Code choice(Expr.If choice) {
    List<Code> codes = codes(List.of(choice.condition(), choice.whenTrue(), choice.whenFalse()));
    String java =
        "(" + codes.get(0).java() + " ? " + codes.get(1).java() + " : " + codes.get(2).java() + ")";
    return node(java, choice.isTruth(), codes);
  }

  /** Operands between two operators are written twice, so they must be atoms. */
  private Code chain(Expr.Chain chain) {
    List<Code> codes = codes(chain.operands());
    for (int i = 1; i < codes.size() - 1; i++) {
      codes.set(i, codes.get(i).atom() ? codes.get(i) : local(codes.get(i)));
    }
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < chain.operators().size(); i++) {
      String symbol = chain.operators().get(i).symbol;
      pairs.add(codes.get(i).java() + " " + symbol + " " + codes.get(i + 1).java());
    }
    return node(balanced(pairs, " && "), true, codes);
  }

  private static String anyOf(String category, List<Integer> codes) {
    List<String> tests = new ArrayList<>();
    for (int code : codes) {
      tests.add(category + " == " + code + ".0");
    }
    return balanced(tests, " || ");
  }

  /** Joined in halves of halves, so that many parts do not nest deeply. */
  private static String balanced(List<String> parts, String operator) {
    int count = parts.size();
    return count == 1
        ? "(" + parts.get(0) + ")"
        : "("
            + balanced(parts.subList(0, count / 2), operator)
            + operator
            + balanced(parts.subList(count / 2, count), operator)
            + ")";
  }

  private List<Code> codes(List<Expr> parts) {
    List<Code> codes = new ArrayList<>();
    for (Expr part : parts) {
      codes.add(code(part));
    }
    return beforeLoopIfConstant(codes);
  }

  /** The parts of an expression; the constant ones leave the loop if not all are constant. */
  private List<Code> beforeLoopIfConstant(List<Code> parts) {
    boolean constant = parts.stream().allMatch(Code::constant);
    List<Code> moved = new ArrayList<>();
    for (Code part : parts) {
      moved.add(!constant && part.constant() && !part.atom() ? local(part) : part);
    }
    return moved;
  }

  private Code node(String java, boolean truth, List<Code> parts) {
    int depth = 1 + parts.stream().mapToInt(Code::depth).max().orElse(0);
    return bounded(new Code(java, truth, parts.stream().allMatch(Code::constant), false, depth));
  }

  private Code bounded(Code code) {
    return code.depth() > MAX_DEPTH ? local(code) : code;
  }

  /** The code's value in a local, set before the loop when it is constant. */
  private Code local(Code code) {
    String name = "t" + locals++;
    (code.constant() ? beforeLoop : inLoop)
        .append(code.truth() ? "final boolean " : "final double ")
        .append(name + " = " + code.java() + ";\n");
    return new Code(name, code.truth(), code.constant(), true, 0);
  }
}
