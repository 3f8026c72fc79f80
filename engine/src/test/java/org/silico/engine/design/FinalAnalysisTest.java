package org.silico.engine.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.random.StandardNormal;

/**
 * What is said at the end, and on the way, against a recursion that shares no code; final p values
 * and intervals also as by getFinalPValue, getFinalConfidenceInterval and
 * getRepeatedConfidenceIntervals of R package rpact 3.3.4, designs of one-sided 0.025.
 */
class FinalAnalysisTest {
  private static final double[] THIRDS = {1.0 / 3, 2.0 / 3, 1};
  private static final double[] QUARTERS = {0.25, 0.5, 0.75, 1};

  private static double[] none(int looks) {
    double[] lower = new double[looks];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    return lower;
  }

  private static Efficacy family(String name) {
    return switch (name) {
      case "asOF" -> new Efficacy.Spent(new Spending.OBrienFleming());
      case "P" -> new Efficacy.Pocock();
      case "OF" -> new Efficacy.OBrienFleming();
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "asOF, 3, 2, 2.9, 0.001923753, 3.5481483, 1.14410115, 5.94989535",
    "asOF, 3, 3, 2.3, 0.013744214, 2.2539707, 0.25351249, 4.23006529",
    "P, 4, 1, 2.9, 0.001865813, 5.8, 1.88007203, 9.71992797",
    "OF, 4, 3, 2.6, 0.005761828, 2.96569872, 0.6716337, 5.24137315",
  })
  void pEstimateAndIntervalByStages(
      String family,
      int looks,
      int look,
      double z,
      double p,
      double median,
      double low,
      double high) {
    double[] information = looks == 3 ? THIRDS : QUARTERS;
    double[] upper = family(family).bounds(information, 0.025, 1);
    StagewiseOrdering end = new StagewiseOrdering(information, none(looks), upper, look - 1, z);
    assertEquals(p, end.p(0), 1e-9);
    assertEquals(median, end.drift(0.5), 1e-6);
    assertEquals(low, end.drift(0.025), 1e-6);
    assertEquals(high, end.drift(0.975), 1e-6);
  }

  /** Log hazard ratios of 100 and 200 events: drift x 2 / sqrt(300). */
  @Test
  void repeatedIntervalsAndPValues() {
    Efficacy family = family("asOF");
    double[] upper = family.bounds(THIRDS, 0.025, 1);
    double[] z = {1.2, 2.9};
    double[][] ratios = {{0.6052821, 2.6699522}, {1.0564904, 2.1496207}};
    double[] p = {0.3629311, 0.01110281};
    for (int k = 0; k < 2; k++) {
      double[] drifts = StagewiseOrdering.repeatedInterval(THIRDS[k], upper[k], z[k]);
      double[] found = Arrays.stream(drifts).map(x -> Math.exp(2 * x / Math.sqrt(300))).toArray();
      assertArrayEquals(ratios[k], found, 1e-6);
      assertEquals(p[k], StagewiseOrdering.repeatedP(family, THIRDS, k, z[k]), 1e-6);
    }
  }

  /** Drift at the look's own estimate is z / sqrt(t). */
  @ParameterizedTest
  @CsvSource({
    "1, -0.5, 0, 0.00260836, 0.00259878",
    "1, 0, 3.24151555, 0.58202722, 0.58149194",
    "1, 1, 1.73205081, 0.37910952, 0.37461519",
    "1, 2, 0, 0.17110706, 0.15226648",
    "1, 2, 3.24151555, 0.95087546, 0.94737583",
    "2, -0.5, -0.61237244, 0.0000032, 0.0000032",
    "2, 1.5, 1.83711731, 0.39354975, 0.39354975",
    "2, 2, 3.24151555, 0.89395838, 0.89395838",
  })
  void conditionalPowerToCrossAnyBoundOrTheLast(
      int look, double z, double drift, double any, double last) {
    double[] upper = family("asOF").bounds(THIRDS, 0.025, 1);
    ExitProbabilities onward = ExitProbabilities.after(THIRDS, drift, look - 1, z);
    double sum = 0;
    for (int k = look; k < 3; k++) {
      sum += onward.above(upper[k]);
      onward.goOn(Double.NEGATIVE_INFINITY, upper[k]);
    }
    assertEquals(any, sum, 1.5e-8);
    double[] ends = {THIRDS[look - 1], 1};
    assertEquals(last, ExitProbabilities.after(ends, drift, 0, z).above(upper[2]), 1.5e-8);
  }

  /** The rows above, the other way round: where conditional power is what it is there. */
  @Test
  void futilityByPowerIsWherePowerFallsBelow() {
    double[] upper = family("asOF").bounds(THIRDS, 0.025, 1);
    FutilityByPower futility = new FutilityByPower(THIRDS, upper);
    assertEquals(0, futility.conditionalBound(0, 0.58202722, 3.24151555), 1e-6);
    assertEquals(1, futility.trendBound(0, 0.37910952), 1e-6);
    assertEquals(1.5, futility.trendBound(1, 0.39354975), 1e-6);
  }

  /**
   * Without an effect conditional power is the conditional error:
   * 1-pnorm((qnorm(.975)-z√t)/√(1-t)).
   */
  @ParameterizedTest
  @CsvSource({
    "-1, 0.00008103",
    "0, 0.0027873",
    "1, 0.03821325",
    "1.5, 0.10172074",
    "2, 0.22011418",
    "2.5, 0.39288496"
  })
  void conditionalErrorOfATestWithOneLook(double z, double error) {
    double[] upper = {Double.POSITIVE_INFINITY, 1.959963984540054};
    FutilityByPower power = new FutilityByPower(new double[] {0.5, 1}, upper);
    assertEquals(error, power.conditional(0, z, 0), 1e-8);
  }

  /**
   * Before the last look alone: with a flat prior Z at the end has mean z√(1/t) and variance 1/t on
   * the scale of information 1, so P = Φ((z/√t - b)/√(1/t - 1)).
   */
  @ParameterizedTest
  @CsvSource({"0.5, 1.2", "0.8, 0.3", "0.3, -1"})
  void predictivePowerHasAClosedFormBeforeTheLastLook(double t, double z) {
    double[] information = {t, 1};
    double[] upper = {3, 1.98};
    FutilityByPower futility = new FutilityByPower(information, upper);
    double expected = StandardNormal.cdf((z / Math.sqrt(t) - 1.98) / Math.sqrt(1 / t - 1));
    assertEquals(expected, futility.predictive(0, z), 1e-10);
    assertEquals(z, futility.predictiveBound(0, expected), 1e-8);
  }

  /** Lan-DeMets bounds, futility at Z below 0 and 0.5, not binding. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.02472613, 0.69242988",
    "1, 0.16358698, 0.82081854",
    "2, 0.50375925, 0.86405096",
    "3.2415, 0.89241605, 0.76112853",
    "4, 0.97670106, 0.6701679",
  })
  void powerAndExpectedInformation(double drift, double power, double expected) {
    double[] information = {0.5, 0.75, 1};
    double[] upper = family("asOF").bounds(information, 0.025, 1);
    double[] lower = {0, 0.5, Double.NEGATIVE_INFINITY};
    double[] exits = ExitProbabilities.of(information, drift, lower, upper)[0];
    assertEquals(power, Arrays.stream(exits).sum(), 1.5e-8);
    assertEquals(expected, Power.expectedInformation(information, lower, upper, drift), 1.5e-8);
  }

  /** Planned at 100, 200 and 300 events; spending of the looks on the way by the plan. */
  @ParameterizedTest
  @CsvSource({
    "100 200 300, 3.71030287 2.51142748 1.99304748",
    "100 230 300, 3.71030287 2.3103272 2.01625718",
    "100 230 330, 3.71030287 2.3103272 2.0357204",
    "230 300, 2.30901537 2.01603978",
  })
  void boundsWithMoreOrFewerEventsThanPlannedOrWithoutALook(String events, String z) {
    double[] seen = numbers(events);
    double[] shares = Arrays.stream(seen).map(d -> d / 300).toArray();
    shares[shares.length - 1] = 1;
    double[] information = Arrays.stream(seen).map(d -> d / seen[seen.length - 1]).toArray();
    Efficacy.Spent family = new Efficacy.Spent(new Spending.OBrienFleming());
    assertArrayEquals(numbers(z), family.bounds(shares, information, 0.025, 1), 1e-6);
  }

  @Test
  void stagesAreCombined() {
    InverseNormal three = new InverseNormal(new double[] {1, 1, 1});
    assertEquals(1.28155157, three.z(0.1), 1e-8);
    assertEquals(2.35841358, three.z(0.1, 0.02), 1e-8);
    assertEquals(2.9363957, three.z(0.1, 0.02, 0.04), 1e-8);
    InverseNormal two = new InverseNormal(new double[] {Math.sqrt(0.3), Math.sqrt(0.7)});
    assertEquals(2.50610679, two.z(0.3, 0.004), 1e-8);
  }

  /**
   * Of a fixed test of 0.025 after half of the information: 1 - pnorm((qnorm(.975) - z sqrt(t)) /
   * sqrt(1 - t)).
   */
  @ParameterizedTest
  @CsvSource({
    "-1, 0.00008103",
    "0, 0.0027873",
    "1, 0.03821325",
    "2, 0.22011418",
    "2.5, 0.39288496"
  })
  void conditionalError(double z, double error) {
    double[] halves = {0.5, 1};
    double bound = -StandardNormal.quantile(0.025);
    assertEquals(error, ExitProbabilities.after(halves, 0, 0, z).above(bound), 1.5e-8);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
