package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Expected values from R's survdiff, see src/test/r/expected.R, section LogRank. */
class LogRankTest {

  private static final double NaN = Double.NaN;
  private final LogRank logRank = new LogRank();

  private Estimate run(String name, String stratum) {
    DataFile data = DataFile.read(name);
    return logRank.test(
        data.numbers("time"),
        data.codes("event"),
        data.codes("group"),
        stratum == null ? null : data.codes(stratum),
        data.size());
  }

  @Test
  void agreesWithRWithTies() {
    // survdiff(Surv(time, event) ~ group, leukaemia); the chi-squared of 16.79 is widely printed
    Estimate e = run("leukaemia", null);
    Agree.estimate(12, -1.638255639832124, 0.399777447516297, -4.097919104767263, e);
    toDigits(12, 6.256960573675499, e.information());
    assertEquals(Double.POSITIVE_INFINITY, e.df());
    Estimate ovarian = run("ovarian", null);
    Agree.estimate(12, -0.601618183851022, 0.583589499540387, -1.030892749655081, ovarian);
  }

  @Test
  void isPositiveWhenTreatmentHasMoreEvents() {
    // survdiff(Surv(time, event) ~ group, veteran)
    Estimate e = run("veteran", null);
    Agree.estimate(12, 0.01644821687358349, 0.18133808141759702, 0.09070470330887351, e);
  }

  @Test
  void stratifiedAgreesWithR() {
    // survdiff(Surv(time, event) ~ group + strata(celltype), veteran)
    Estimate e = run("veteran", "celltype");
    Agree.estimate(12, 0.166781820859193, 0.199094635831619, 0.837701227672683, e);
    // survdiff(Surv(time, event) ~ group + strata(pair), leukaemia): pairs are numbered from 1, so
    // that stratum 0 is empty
    Estimate pairs = run("leukaemia", "pair");
    Agree.estimate(12, -1.428571428571429, 0.436435780471985, -3.273268353539886, pairs);
  }

  @Test
  void aSingleStratumChangesNothing() {
    DataFile data = DataFile.read("veteran");
    Estimate one =
        logRank.test(
            data.numbers("time"),
            data.codes("event"),
            data.codes("group"),
            new int[data.size()],
            data.size());
    assertEquals(run("veteran", null), one);
  }

  @Test
  void strataWithOneArmAddNothing() {
    double[] time = {5, 6, 7, 8, 1, 2, 3};
    int[] event = {1, 1, 0, 1, 1, 1, 1};
    int[] group = {0, 1, 0, 1, 1, 1, 1};
    int[] stratum = {0, 0, 0, 0, 1, 1, 1};
    assertEquals(
        logRank.test(time, event, group, stratum, 4), logRank.test(time, event, group, stratum, 7));
  }

  @Test
  void missingTimesAreLeftOut() {
    double[] time = {5, NaN, 6, 7, NaN, 8};
    int[] event = {1, 1, 1, 0, 1, 1};
    int[] group = {0, 0, 1, 0, 1, 1};
    assertEquals(
        logRank.test(
            new double[] {5, 6, 7, 8}, new int[] {1, 1, 0, 1}, new int[] {0, 1, 0, 1}, null, 4),
        logRank.test(time, event, group, null, 6));
  }

  @Test
  void agreesWithTheDefinitionOnRandomData() {
    SplittableRandom random = new SplittableRandom(20240501);
    for (int n : new int[] {3, 10, 57, 200, 1000}) {
      for (int digits = 0; digits < 3; digits++) {
        double[] time = new double[n];
        int[] event = new int[n];
        int[] group = new int[n];
        double unit = new double[] {0.5, 0.01, 1e-12}[digits];
        for (int i = 0; i < n; i++) {
          // heavy-tailed, so that the times crowd together near zero
          time[i] = Math.ceil(Math.pow(1 - random.nextDouble(), -3) / unit) * unit;
          event[i] = random.nextInt(4) == 0 ? 0 : 1;
          group[i] = i % 2;
        }
        double[] expected = definition(time, event, group);
        Estimate e = logRank.test(time, event, group, null, n);
        if (expected[1] > 0) {
          toDigits(10, expected[0] / Math.sqrt(expected[1]), e.statistic());
          toDigits(10, expected[1], e.information());
        } else {
          assertEquals(NaN, e.statistic());
        }
      }
    }
  }

  /** O - E and V by counting, for each event time, over all patients. */
  private static double[] definition(double[] time, int[] event, int[] group) {
    double u = 0;
    double v = 0;
    double[] eventTimes =
        java.util.stream.IntStream.range(0, time.length)
            .filter(i -> event[i] == 1)
            .mapToDouble(i -> time[i])
            .distinct()
            .toArray();
    for (double t : eventTimes) {
      double m = 0;
      double m1 = 0;
      double d = 0;
      double d1 = 0;
      for (int i = 0; i < time.length; i++) {
        if (time[i] >= t) {
          m++;
          m1 += group[i];
          if (time[i] == t && event[i] == 1) {
            d++;
            d1 += group[i];
          }
        }
      }
      u += d1 - d * m1 / m;
      if (m > 1) {
        v += d * (m1 / m) * (1 - m1 / m) * (m - d) / (m - 1);
      }
    }
    return new double[] {u, v};
  }

  @Test
  void onePatientAnArmIsEnough() {
    double[] time = {1, 2};
    int[] event = {1, 1};
    Estimate e = logRank.test(time, event, new int[] {0, 1}, null, 2);
    assertEquals(-1, e.statistic(), 1e-15); // O - E = -1/2, V = 1/4
    assertEquals(-2, e.estimate(), 1e-15);
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    double[] time = {1, 2, 3, 4};
    int[] group = {0, 1, 0, 1};
    int[] all = {1, 1, 1, 1};
    assertEquals(Status.NO_EVENTS, status(time, new int[4], group, null));
    assertEquals(Status.EMPTY_ARM, status(time, all, new int[4], null));
    assertEquals(Status.EMPTY_ARM, status(time, all, all, null));
    assertEquals(Status.EMPTY_ARM, status(new double[] {1, NaN, 3, NaN}, all, group, null));
    assertEquals(Status.EMPTY_ARM, status(new double[] {NaN, NaN, NaN, NaN}, all, group, null));
    assertEquals(Status.NO_VARIANCE, status(new double[] {3, 3, 3, 3}, all, group, null));
    assertEquals(Status.NO_VARIANCE, status(time, all, group, new int[] {0, 1, 0, 1}));
    assertEquals(Status.NO_VARIANCE, status(time, all, group, new int[] {0, 1, 2, 3}));
  }

  private Status status(double[] time, int[] event, int[] group, int[] stratum) {
    return logRank.test(time, event, group, stratum, 4).status();
  }
}
