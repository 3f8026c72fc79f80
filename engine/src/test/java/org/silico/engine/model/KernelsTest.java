package org.silico.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelsTest {

  @Test
  void exponentialPlateauReachesHalfAtItsHalfLife() {
    assertEquals(-4, value(new ExponentialPlateau(), Math.log(2) / .05, -8, .05), 1e-13);
    assertEquals(-8, value(new ExponentialPlateau(), 1e4, -8, .05), 1e-13);
  }

  @Test
  void weibullReachesItsTimeScaleAt63Percent() {
    assertEquals(-8 * (1 - Math.exp(-1)), value(new WeibullOnset(), 14, -8, 14, 1.3), 1e-13);
    assertEquals(
        value(new ExponentialPlateau(), 9, -8, .05),
        value(new WeibullOnset(), 9, -8, 20, 1),
        1e-13);
  }

  @Test
  void emaxInTimeReachesHalfAtT50() {
    assertEquals(-4, value(new EmaxInTime(), 14, -8, 14), 1e-13);
  }

  /** Against the differential equations x' = -k1 x, y' = k1 x - k2 y by a fine Runge-Kutta. */
  @Test
  void batemanSolvesItsDifferentialEquation() {
    for (double[] k : new double[][] {{.1, .02}, {.02, .1}, {.05, .05}, {.05, .05 + 1e-9}}) {
      double x = 1;
      double y = 0;
      int steps = 4000;
      double h = 30.0 / steps;
      for (int i = 0; i < steps; i++) {
        double[] a = slope(k, x, y);
        double[] b = slope(k, x + h / 2 * a[0], y + h / 2 * a[1]);
        double[] c = slope(k, x + h / 2 * b[0], y + h / 2 * b[1]);
        double[] d = slope(k, x + h * c[0], y + h * c[1]);
        x += h / 6 * (a[0] + 2 * b[0] + 2 * c[0] + d[0]);
        y += h / 6 * (a[1] + 2 * b[1] + 2 * c[1] + d[1]);
      }
      assertEquals(y, value(new Bateman(), 30, 1, k[0], k[1]), 1e-10);
    }
  }

  private static double[] slope(double[] k, double x, double y) {
    return new double[] {-k[0] * x, k[0] * x - k[1] * y};
  }

  /** The placebo effect of Rogers 2012: largest at ln(keq/kel)/(keq - kel) = 20.2 weeks. */
  @Test
  void inverseBatemanHasItsAreaAndItsPeak() {
    double kel = .027475;
    double keq = kel + .05362;
    double b = -5.2945 / (1 / kel - 1 / keq);
    assertEquals(-0.22000, b, 5e-6);
    double peak = Math.log(keq / kel) / (keq - kel);
    assertEquals(20.2, peak, 0.05);
    double area = 0;
    double lowest = 0;
    double at = 0;
    for (double t = 0.005; t < 1500; t += 0.01) {
      double v = value(new InverseBateman(), t, b, kel, keq);
      area += v * 0.01;
      if (v < lowest) {
        lowest = v;
        at = t;
      }
    }
    assertEquals(-5.2945, area, 1e-5);
    assertEquals(peak, at, 0.011);
  }

  @Test
  void weibullLinearStartsAtItsBaselineAndEndsOnTheLine() {
    assertEquals(22, value(new WeibullLinear(), 0, 22, 60, .8, .05), 1e-13);
    assertEquals(.05 * 1e5, value(new WeibullLinear(), 1e5, 22, 60, .8, .05), 1e-9);
  }

  @Test
  void logitPlateauAsAModelGivesProbabilities() {
    TypicalCourse course = TypicalCourse.of(new LogitPlateau(), 0, 1e4);
    assertEquals(1 / (1 + Math.exp(5)), course.placebo()[0], 1e-13);
    assertEquals(1 / (1 + Math.exp(1)), course.placebo()[1], 1e-13);
    assertEquals(course.placebo()[0], course.untreated()[1], 1e-15);
  }

  @Test
  void linearCourseGoesBackwardsToo() {
    assertEquals(24.72, value(new LinearCourse(), -14, 25, .02), 1e-13);
  }

  /** dD/dt = r D (1 - (D/max)^S), by central differences. */
  @Test
  void richardsCourseSolvesItsDifferentialEquation() {
    for (double shape : new double[] {1, 6.91, .4}) {
      for (double t : new double[] {-100, 0, 300, 1500}) {
        double h = 1e-3;
        double d = value(new RichardsCourse(), t, 22, 70, .004, shape);
        double slope =
            (value(new RichardsCourse(), t + h, 22, 70, .004, shape)
                    - value(new RichardsCourse(), t - h, 22, 70, .004, shape))
                / (2 * h);
        assertEquals(.004 * d * (1 - Math.pow(d / 70, shape)), slope, 1e-8);
      }
    }
    assertEquals(22, value(new RichardsCourse(), 0, 22, 70, .004, 2), 1e-12);
    assertEquals(70, value(new RichardsCourse(), 1e5, 22, 70, .004, 2), 1e-9);
  }

  @Test
  void responderClassesHaveTheirSharesAndPlateaus() {
    int n = 200_000;
    var patients = new Simulated(new ResponderClasses(), 8, n, Map.of(), Map.of());
    double[] end = patients.predict(1e4, 0, null);
    double[] shares = new double[3];
    for (double v : end) {
      shares[v == -15 ? 0 : v == -8 ? 1 : 2] += 1.0 / n;
    }
    assertEquals(.2, shares[0], 4 * Math.sqrt(.16 / n));
    assertEquals(.5, shares[1], 4 * Math.sqrt(.25 / n));
    assertEquals(-15 * .2 - 8 * .5 - .3, Simulated.mean(end), 4 * 5.2 / Math.sqrt(n));
  }

  @Test
  void kernelsTakeRandomEffectsWhenGiven() {
    int n = 100_000;
    var patients =
        new Simulated(
            new ExponentialPlateau(), 9, n, Map.of("Pmax", -6.0), Map.of("Pmax", 2.0, "k", .5));
    assertEquals(-6, Simulated.mean(patients.individual[0]), 4 * 2 / Math.sqrt(n));
    assertEquals(2, Simulated.sd(patients.individual[0]), 4 * 2 / Math.sqrt(2.0 * n));
    assertTrue(Arrays.stream(patients.individual[1]).allMatch(k -> k > 0));
  }

  private static double value(Kernel kernel, double t, double... parameters) {
    double[][] columns = new double[parameters.length][1];
    for (int j = 0; j < parameters.length; j++) {
      columns[j][0] = parameters[j];
    }
    double[] out = new double[1];
    kernel.course(t, columns, 1, out);
    return out[0];
  }
}
