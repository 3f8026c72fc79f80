package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.Proportions.Measure;
import org.silico.engine.analysis.Proportions.Statistic;

/**
 * Expected values from R: prop.test and glm, and for the score statistics the restricted likelihood
 * maximised numerically; see src/test/r/expected.R, section Proportions.
 */
class ProportionsTest {

  private static final double NaN = Double.NaN;

  private static Estimate run(Measure measure, Statistic statistic, double nullValue) {
    return new Proportions(measure, statistic).test(56, 70, 48, 80, nullValue);
  }

  private static Status status(
      Measure measure, Statistic statistic, int x1, int n1, int x0, int n0, double nullValue) {
    return new Proportions(measure, statistic).test(x1, n1, x0, n0, nullValue).status();
  }

  @Test
  void pooledIsPearsonsChiSquared() {
    // prop.test(c(56, 48), c(70, 80), correct = FALSE)
    Estimate e = run(Measure.DIFFERENCE, Statistic.POOLED, 0);
    toDigits(12, 2.65017195125853, e.statistic());
    toDigits(12, 0.2, e.estimate());
  }

  @Test
  void unpooledAgreesWithR() {
    // prop.test(...)$conf.int
    Estimate difference = run(Measure.DIFFERENCE, Statistic.UNPOOLED, 0);
    toDigits(12, 0.0575048991490372, difference.interval(0.95).lower());
    toDigits(12, 0.3424951008509630, difference.interval(0.95).upper());
    // glm(cbind(event, none) ~ group, binomial("log")), binomial("logit")
    Agree.estimate(
        10,
        0.287682072451781,
        0.109108945117996,
        2.636649746184113,
        run(Measure.RATIO, Statistic.UNPOOLED, 0));
    Agree.estimate(
        10,
        0.980829253011727,
        0.375990754698899,
        2.608652581889134,
        run(Measure.ODDS_RATIO, Statistic.UNPOOLED, 0));
  }

  @Test
  void pooledLogRatiosHaveTheVarianceOfEquality() {
    // p = 104/150: log ratio (1-p)/p (1/70 + 1/80), log odds ratio (1/70 + 1/80)/(p(1-p))
    double p = 104.0 / 150;
    double inverse = 1.0 / 70 + 1.0 / 80;
    toDigits(
        12,
        Math.sqrt((1 - p) / p * inverse),
        run(Measure.RATIO, Statistic.POOLED, 0).standardError());
    toDigits(
        12,
        Math.sqrt(inverse / (p * (1 - p))),
        run(Measure.ODDS_RATIO, Statistic.POOLED, 0).standardError());
  }

  @Test
  void scoreOfADifferenceIsAtTheRestrictedMaximum() {
    toDigits(8, 3.93420607212753, run(Measure.DIFFERENCE, Statistic.SCORE, -0.1).statistic());
    toDigits(8, 2.65017195317066, run(Measure.DIFFERENCE, Statistic.SCORE, 0).statistic());
    assertEquals(0, run(Measure.DIFFERENCE, Statistic.SCORE, 0.2).statistic(), 1e-12);
    Estimate e = new Proportions(Measure.DIFFERENCE, Statistic.SCORE).test(0, 20, 3, 25, -0.1);
    assertEquals(-0.3333333333331, e.statistic(), 1e-9);
    toDigits(9, e.statistic(), (e.estimate() + 0.1) / e.standardError());
  }

  @Test
  void scoreOfARatioIsAtTheRestrictedMaximum() {
    double[] ratio = {0.8, 1, 1.5};
    double[] z = {4.49341592352513, 2.65017195317066, -1.05143268192645};
    for (int i = 0; i < 3; i++) {
      toDigits(8, z[i], run(Measure.RATIO, Statistic.SCORE, Math.log(ratio[i])).statistic());
    }
  }

  @Test
  void scoreOfAnOddsRatioIsAtTheRestrictedMaximum() {
    double[] odds = {0.5, 1, 4};
    double[] z = {4.6510300336098, 2.65017193345602, -1.08189836597762};
    for (int i = 0; i < 3; i++) {
      toDigits(7, z[i], run(Measure.ODDS_RATIO, Statistic.SCORE, Math.log(odds[i])).statistic());
    }
  }

  @Test
  void rowsAndCountsGiveTheSame() {
    double[] y = {1, 0, 0, 1, NaN, 1, 1, 0, NaN};
    int[] group = {0, 0, 0, 0, 0, 1, 1, 1, 1};
    Proportions method = new Proportions(Measure.DIFFERENCE, Statistic.UNPOOLED);
    assertEquals(method.test(2, 3, 2, 4, 0.1), method.test(y, group, 9, 0.1));
  }

  @Test
  void noneOrAllEventsAreDefined() {
    for (Statistic statistic : Statistic.values()) {
      for (Measure measure : Measure.values()) {
        assertEquals(Status.NO_VARIANCE, status(measure, statistic, 0, 10, 0, 12, 0));
        assertEquals(Status.NO_VARIANCE, status(measure, statistic, 10, 10, 12, 12, 0));
        assertEquals(Status.EMPTY_ARM, status(measure, statistic, 0, 0, 1, 12, 0));
      }
      assertEquals(Status.OK, status(Measure.DIFFERENCE, statistic, 0, 10, 3, 12, 0));
      assertEquals(Status.SEPARATION, status(Measure.RATIO, statistic, 0, 10, 3, 12, 0));
      assertEquals(Status.SEPARATION, status(Measure.RATIO, statistic, 3, 10, 0, 12, 0));
      assertEquals(Status.OK, status(Measure.RATIO, statistic, 10, 10, 3, 12, 0));
      assertEquals(Status.SEPARATION, status(Measure.ODDS_RATIO, statistic, 10, 10, 3, 12, 0));
    }
    // a margin can be tested without events: both arms have 0 difference, better than the margin
    Proportions score = new Proportions(Measure.DIFFERENCE, Statistic.SCORE);
    Estimate margin = score.test(0, 100, 0, 100, -0.1);
    assertEquals(Status.OK, margin.status());
    assertEquals(0, margin.estimate());
    assertEquals(true, margin.statistic() > 3);
    assertEquals(Status.OK, status(Measure.RATIO, Statistic.SCORE, 10, 10, 12, 12, -0.2));
    assertEquals(Status.NO_VARIANCE, status(Measure.DIFFERENCE, Statistic.UNPOOLED, 5, 5, 0, 5, 0));
  }

  @Test
  void scoreTestIsDefinedWhereTheRatioIsNot() {
    Estimate e = new Proportions(Measure.RATIO, Statistic.SCORE).test(0, 20, 3, 25, 0);
    assertEquals(Status.SEPARATION, e.status());
    assertEquals(NaN, e.estimate());
    // at equality it is the pooled statistic of the difference
    double p = 3.0 / 45;
    double pooled = -3.0 / 25 / Math.sqrt(p * (1 - p) * (1.0 / 20 + 1.0 / 25));
    toDigits(10, pooled, e.statistic());
    toDigits(10, Tail.normal(-pooled), e.pLess());
  }

  @Test
  void onePatientAnArmIsDefined() {
    assertEquals(Status.OK, status(Measure.DIFFERENCE, Statistic.POOLED, 1, 1, 0, 1, 0));
    assertEquals(Status.OK, status(Measure.DIFFERENCE, Statistic.SCORE, 1, 1, 0, 1, 0));
    assertEquals(Status.NO_VARIANCE, status(Measure.DIFFERENCE, Statistic.UNPOOLED, 1, 1, 0, 1, 0));
  }
}
