package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What units are for: a formula that passes the check means the same whatever time is counted in.
 */
class UnitInvarianceTest {
  private static final String[] PARTS = {
    "TIME", "halfLife", "hazard", "effect", "AGE", "SMOKER", "0", "2", "1"
  };

  @Test
  void aCheckedFormulaScalesAsItsTypeSays() {
    Random random = new Random(41);
    double[][] inHours = {{40}, {1}, {14 * 24.0}, {1}, {2}};
    double[] hourly = {-2, 7 * 24.0, 0.01 / 24, 1, 1};
    int withUnits = 0;
    for (int i = 0; i < 20_000; i++) {
      Typed typed;
      try {
        typed = Example.typed(text(random, 3));
      } catch (FormulaException e) {
        continue;
      }
      if (!(typed.type() instanceof Type.Num number)) {
        continue;
      }
      withUnits += number.timeExponent() != 0 ? 1 : 0;
      double days = Interpreter.value(typed.expr(), Example.ROW, Example.PARAMETERS, 0);
      double hours = Interpreter.value(typed.expr(), inHours, hourly, 0);
      double scaled = days * Math.pow(24, number.timeExponent());
      if (Double.isFinite(scaled)) {
        assertEquals(scaled, hours, 1e-9 * Math.max(1e-3, Math.abs(scaled)));
      }
    }
    assertTrue(withUnits > 1000, "enough have units: " + withUnits);
  }

  private static String text(Random random, int depth) {
    if (depth == 0) {
      return PARTS[random.nextInt(PARTS.length)];
    }
    String a = text(random, random.nextInt(depth));
    String b = text(random, random.nextInt(depth));
    return switch (random.nextInt(9)) {
      case 0 -> "(" + a + " + " + b + ")";
      case 1 -> "(" + a + " - " + b + ")";
      case 2 -> "(" + a + " * " + b + ")";
      case 3 -> "(" + a + " / " + b + ")";
      case 4 -> "min(" + a + ", " + b + ")";
      case 5 -> "(if SMOKER then " + a + " else " + b + ")";
      case 6 -> "sqrt(" + a + ")";
      case 7 -> "exp(" + a + ")";
      default -> "(" + a + " ^ " + (random.nextInt(5) - 2) + ")";
    };
  }
}
