package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * R 4.2.2 with survival 3.5-3: of each arm {@code summary(survfit(Surv(time, event) ~ 1), rmean =
 * tau)$table}, its rmean and se(rmean).
 */
class RestrictedMeanTest {

  private static Estimate test(RestrictedMean method, String name, String stratum, double margin) {
    DataFile data = DataFile.read(name);
    return method.test(
        data.numbers("time"),
        data.codes("event"),
        data.codes("group"),
        stratum == null ? null : data.codes(stratum),
        data.size(),
        margin);
  }

  @ParameterizedTest
  @CsvSource({
    "veteran, 100, 68.0315430520034, 4.5620940508512, 60.1419537815126, 4.4509707235135",
    "veteran, 180, 95.3744657416462, 7.9479937333668, 81.6143214285714, 7.9153974692328",
    "veteran, 365, 118.9715415793431, 13.020378321428, 112.4041331932772, 14.8747662066403",
    // at the last time, an event, and beyond it: the curves are at 0
    "veteran, 999, 123.9281666615, 14.8435180439, 142.0612817227, 26.8107096798",
    "veteran, 1500, 123.9281666615, 14.8435180439, 142.0612817227, 26.8107096798",
    "ovarian, 400, 317.461538461538, 33.613116519966, 393.692307692308, 4.154394002882",
    "ovarian, 600, 427.538461538461, 57.079267563773, 534.905982905983, 25.684241712098",
  })
  void agreesWithR(String data, double tau, double m0, double se0, double m1, double se1) {
    RestrictedMean method = new RestrictedMean(tau);
    double se = Math.sqrt(se0 * se0 + se1 * se1);
    Agree.estimate(10, m1 - m0, se, (m1 - m0) / se, test(method, data, null, 0));
    toDigits(10, m0, method.mean(0));
    toDigits(10, m1, method.mean(1));
    toDigits(10, se0, method.standardError(0));
    toDigits(10, se1, method.standardError(1));
    Estimate margin = test(method, data, null, -20);
    toDigits(10, (m1 - m0 + 20) / se, margin.statistic());
    toDigits(10, m1 - m0, margin.estimate());
    toDigits(10, 1 / (se * se), margin.information());
  }

  /** The same of each cell type, weighed by its share of the patients, squared in the variance. */
  @ParameterizedTest
  @CsvSource({
    "80, -6.00444591904, 4.94253378026, -1.21485177158",
    "95, -8.48348816633, 5.95615824304, -1.42432215871",
  })
  void stratifiedIsTheMeanOverStrata(double tau, double estimate, double se, double z) {
    Agree.estimate(10, estimate, se, z, test(new RestrictedMean(tau), "veteran", "celltype", 0));
  }

  /** Of small cell carcinoma on treatment the last time is 103 days, censored. */
  @Test
  void everyStratumMustBeFollowed() {
    assertEquals(
        Status.FOLLOW_UP_TOO_SHORT,
        test(new RestrictedMean(120), "veteran", "celltype", 0).status());
  }

  /** The largest times are 1106 and 1227 days, both censored. */
  @Test
  void nothingIsSaidBeyondTheFollowUpOfAnArm() {
    assertEquals(Status.OK, test(new RestrictedMean(1106), "ovarian", null, 0).status());
    assertEquals(
        Status.FOLLOW_UP_TOO_SHORT, test(new RestrictedMean(1106.5), "ovarian", null, 0).status());
  }

  /** Who is censored at the last time, beside one who has the event then, leaves the curve open. */
  @Test
  void aTieWithCensoringAtTheLastTimeLeavesTheCurveOpen() {
    double[] time = {1, 3, 3, 2, 3, 3};
    int[] group = {0, 0, 0, 1, 1, 1};
    RestrictedMean method = new RestrictedMean(4);
    int[] closed = {1, 1, 1, 1, 1, 1};
    int[] open = {1, 1, 0, 1, 1, 1};
    Estimate all = method.test(time, closed, group, null, 6, 0);
    // means (1 + 3 + 3) / 3 and (2 + 3 + 3) / 3, the variances of means, by n
    Agree.estimate(12, 1.0 / 3, Math.sqrt((8.0 / 3 + 2.0 / 3) / 9), 1 / Math.sqrt(10.0 / 3), all);
    assertEquals(Status.FOLLOW_UP_TOO_SHORT, method.test(time, open, group, null, 6, 0).status());
    assertEquals(Status.OK, new RestrictedMean(3).test(time, open, group, null, 6, 0).status());
  }

  /** Sums of times round: 3 minus a rounding is followed to 3. */
  @Test
  void aRoundingIsNoShortFollowUp() {
    double[] time = {1, 3 - 1e-12, 2, 3 - 1e-12};
    int[] event = {1, 0, 1, 0};
    int[] group = {0, 0, 1, 1};
    Estimate e = new RestrictedMean(3).test(time, event, group, null, 4, 0);
    assertEquals(Status.OK, e.status());
    // 1 + 2 / 2 and 2 + 1 / 2
    assertEquals(0.5, e.estimate(), 1e-11);
  }

  /** Strata of one arm are left out; rows without a time too. */
  @Test
  void aStratumOfOneArmAddsNothing() {
    double[] time = {1, 3, 2, 3, 1, 2, Double.NaN};
    int[] event = {1, 0, 1, 0, 1, 1, 1};
    int[] group = {0, 0, 1, 1, 1, 1, 0};
    int[] stratum = {1, 1, 1, 1, 3, 3, 1};
    Estimate with = new RestrictedMean(3).test(time, event, group, stratum, 7, 0);
    Estimate without = new RestrictedMean(3).test(time, event, group, null, 4, 0);
    assertEquals(without, with);
  }

  @Test
  void saysWhatItCannotTest() {
    RestrictedMean method = new RestrictedMean(2);
    double[] time = {1, 2, 3, 4};
    int[] both = {0, 1, 0, 1};
    int[] all = {1, 1, 1, 1};
    assertEquals(Status.EMPTY_ARM, method.test(time, all, new int[4], null, 4, 0).status());
    assertEquals(Status.EMPTY_ARM, method.test(time, all, all, null, 4, 0).status());
    assertEquals(Status.EMPTY_ARM, method.test(time, all, both, both, 4, 0).status());
    assertEquals(Status.EMPTY_ARM, method.test(time, all, both, null, 0, 0).status());
    assertEquals(Status.NO_EVENTS, method.test(time, new int[4], both, null, 4, 0).status());
    // after tau is too late to be seen
    int[] late = {0, 0, 1, 1};
    assertEquals(Status.NO_EVENTS, method.test(time, late, both, null, 4, 0).status());
    double[] atOnce = {1, 2, 1, 2};
    assertEquals(Status.NO_VARIANCE, method.test(atOnce, all, both, null, 4, 0).status());
    double[] copy = Arrays.copyOf(time, 4);
    method.test(time, all, both, null, 4, 0);
    assertEquals(Arrays.toString(copy), Arrays.toString(time));
  }
}
