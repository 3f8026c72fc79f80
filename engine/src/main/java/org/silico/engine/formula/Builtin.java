package org.silico.engine.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.silico.engine.arithmetic.Elementary;

/** The functions of the formula language: one line each. */
enum Builtin {
  EXP("exp", Units.PLAIN, "org.silico.engine.arithmetic.Elementary.exp", Elementary::exp),
  LOG("log", Units.PLAIN, "org.silico.engine.arithmetic.Elementary.log", Elementary::log),
  LOG2("log2", Units.PLAIN, "FormulaFunctions.log2", FormulaFunctions::log2),
  LOG10("log10", Units.PLAIN, "StrictMath.log10", StrictMath::log10),
  SQRT("sqrt", Units.HALVED, "Math.sqrt", Math::sqrt),
  ABS("abs", Units.SAME, "Math.abs", Math::abs),
  MIN("min", Units.SAME, "Math.min", Math::min),
  MAX("max", Units.SAME, "Math.max", Math::max),
  FLOOR("floor", Units.PLAIN, "Math.floor", Math::floor),
  CEIL("ceil", Units.PLAIN, "Math.ceil", Math::ceil),
  /** Halves go to the even neighbour, as in IEC 60559 and R. */
  ROUND("round", Units.PLAIN, "Math.rint", Math::rint),
  EXPIT("expit", Units.PLAIN, "FormulaFunctions.expit", FormulaFunctions::expit),
  LOGIT("logit", Units.PLAIN, "FormulaFunctions.logit", FormulaFunctions::logit),
  PHI("phi", Units.PLAIN, "FormulaFunctions.phi", FormulaFunctions::phi),
  QNORM("qnorm", Units.PLAIN, "FormulaFunctions.qnorm", FormulaFunctions::qnorm),
  POW("pow", Units.POWER, "org.silico.engine.arithmetic.Elementary.pow", Elementary::pow),
  SIN("sin", Units.PLAIN, "StrictMath.sin", StrictMath::sin),
  COS("cos", Units.PLAIN, "StrictMath.cos", StrictMath::cos);

  /** What a function asks of its arguments' units. */
  enum Units {
    /** Plain numbers in, a plain number out. */
    PLAIN,
    /** Equal units in, the same out. */
    SAME,
    /** An even power of time in, half of it out. */
    HALVED,
    /** As {@code ^}. */
    POWER
  }

  /** What other languages call {@code if}. */
  static final Set<String> CHOICES = Set.of("ifelse", "if_else", "ifn", "iif", "case_when", "case");

  /** What draws a random number in other languages. */
  static final Set<String> DRAWS =
      Set.of(
          "rnorm",
          "runif",
          "rbinom",
          "rpois",
          "rexp",
          "rgamma",
          "rbeta",
          "rweibull",
          "rlnorm",
          "sample",
          "rand",
          "random",
          "rannor",
          "ranuni",
          "normal",
          "uniform");

  /** What other languages call these functions. */
  static final Map<String, String> HABITS =
      Map.ofEntries(
          Map.entry("ln", "log"),
          Map.entry("loge", "log"),
          Map.entry("ceiling", "ceil"),
          Map.entry("int", "floor"),
          Map.entry("power", "pow"),
          Map.entry("fabs", "abs"),
          Map.entry("pmin", "min"),
          Map.entry("pmax", "max"),
          Map.entry("plogis", "expit"),
          Map.entry("invlogit", "expit"),
          Map.entry("inv_logit", "expit"),
          Map.entry("logistic", "expit"),
          Map.entry("sigmoid", "expit"),
          Map.entry("qlogis", "logit"),
          Map.entry("pnorm", "phi"),
          Map.entry("probnorm", "phi"),
          Map.entry("normcdf", "phi"),
          Map.entry("probit", "qnorm"),
          Map.entry("norminv", "qnorm"));

  private static final Map<String, Builtin> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(builtin -> builtin.spelling, builtin -> builtin));

  /** As it is written in formulas. */
  final String spelling;

  final Units units;

  /** The static Java method that computes it. */
  final String java;

  /** Null unless the function takes one argument. */
  final DoubleUnaryOperator unary;

  /** Null unless it takes two; {@code min} and {@code max} fold more into two. */
  final DoubleBinaryOperator binary;

  Builtin(String spelling, Units units, String java, DoubleUnaryOperator unary) {
    this.spelling = spelling;
    this.units = units;
    this.java = java;
    this.unary = unary;
    this.binary = null;
  }

  Builtin(String spelling, Units units, String java, DoubleBinaryOperator binary) {
    this.spelling = spelling;
    this.units = units;
    this.java = java;
    this.unary = null;
    this.binary = binary;
  }

  /** The function of that name, or null. */
  static Builtin named(String spelling) {
    return BY_NAME.get(spelling);
  }

  static List<String> spellings() {
    return BY_NAME.keySet().stream().sorted().toList();
  }

  boolean takes(int arguments) {
    return unary != null ? arguments == 1 : this == POW ? arguments == 2 : arguments >= 2;
  }

  String describeArguments() {
    return unary != null ? "one argument" : this == POW ? "two arguments" : "two or more arguments";
  }
}
