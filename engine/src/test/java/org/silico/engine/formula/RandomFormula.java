package org.silico.engine.formula;

import java.util.Random;

/** Random formulas over the names of {@link Example}, without units, from a fixed seed. */
final class RandomFormula {
  private static final String[] FUNCTIONS = {
    "exp", "log", "log2", "log10", "sqrt", "abs", "floor", "ceil", "round", "expit", "logit", "phi",
    "qnorm", "sin", "cos"
  };
  private static final String[] COMPARISONS = {"<", "<=", ">", ">=", "==", "!="};

  private final Random random;

  RandomFormula(long seed) {
    random = new Random(seed);
  }

  String number(int depth) {
    if (depth == 0) {
      return switch (random.nextInt(7)) {
        case 0 -> "AGE";
        case 1 -> "effect";
        case 2 -> "(TIME / 1 week)";
        case 3 -> "(hazard * TIME)";
        case 4 -> "0";
        case 5 -> Integer.toString(random.nextInt(5));
        default -> Double.toString(Math.abs(random.nextGaussian()));
      };
    }
    int d = random.nextInt(depth);
    return switch (random.nextInt(13)) {
      case 0 -> "(" + number(d) + " + " + number(depth - 1) + ")";
      case 1 -> "(" + number(depth - 1) + " - " + number(d) + ")";
      case 2, 3 -> "(" + number(d) + " * " + number(depth - 1) + ")";
      case 4 -> "(" + number(depth - 1) + " / " + number(d) + ")";
      case 5 -> "(-" + number(depth - 1) + ")";
      case 6 -> "(" + number(d) + " ^ " + number(0) + ")";
      case 7, 8 -> pick(FUNCTIONS) + "(" + number(depth - 1) + ")";
      case 9 ->
          (random.nextBoolean() ? "min(" : "max(")
              + number(d)
              + ", "
              + number(depth - 1)
              + ", "
              + number(0)
              + ")";
      case 10 -> "(" + truth(depth - 1) + " * " + number(d) + ")";
      default -> "(if " + truth(d) + " then " + number(depth - 1) + " else " + number(d) + ")";
    };
  }

  String truth(int depth) {
    if (depth == 0) {
      return switch (random.nextInt(6)) {
        case 0 -> "SMOKER";
        case 1 -> "blinded";
        case 2 -> "(SEX == 'F')";
        case 3 -> "(ARM in ['low', 'placebo'])";
        case 4 -> "(region != 'EU')";
        default -> Boolean.toString(random.nextBoolean());
      };
    }
    int d = random.nextInt(depth);
    return switch (random.nextInt(6)) {
      case 0 -> "(" + truth(d) + " and " + truth(depth - 1) + ")";
      case 1 -> "(" + truth(depth - 1) + " or " + truth(d) + ")";
      case 2 -> "(not " + truth(depth - 1) + ")";
      case 3 -> "(if " + truth(d) + " then " + truth(d) + " else " + truth(depth - 1) + ")";
      case 4 -> "(" + number(d) + comparison() + number(depth - 1) + comparison() + number(d) + ")";
      default -> "(" + number(depth - 1) + comparison() + number(d) + ")";
    };
  }

  private String comparison() {
    return " " + pick(COMPARISONS) + " ";
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
