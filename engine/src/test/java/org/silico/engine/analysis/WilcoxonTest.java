package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import org.junit.jupiter.api.Test;

/**
 * Expected values from R's wilcox.test(exact = FALSE, correct = FALSE), see src/test/r/expected.R,
 * section Wilcoxon.
 */
class WilcoxonTest {

  private static final double NaN = Double.NaN;
  private final Wilcoxon wilcoxon = new Wilcoxon();

  private Estimate run(String name, String outcome, String stratum) {
    DataFile data = DataFile.read(name);
    int[] strata = stratum == null ? null : data.codes(stratum);
    return wilcoxon.test(data.numbers(outcome), data.codes("group"), strata, data.size());
  }

  private static void agrees(double estimate, double p, Estimate e) {
    toDigits(11, estimate, e.estimate());
    toDigits(11, p, e.pTwoSided());
    toDigits(12, e.estimate() / e.standardError(), e.statistic());
  }

  @Test
  void agreesWithR() {
    // wilcox.test(y[g == 1], y[g == 0], exact = FALSE, correct = FALSE)
    agrees(0.2450000000000000, 0.0637222501550252, run("sleep", "extra", null));
    agrees(0.1777188328912467, 0.0238658052741157, run("anorexia", "after", null));
    agrees(-0.0985023041474654, 0.1939378889800233, run("epilepsy", "count", null));
  }

  @Test
  void agreesWithRWithHeavyTies() {
    agrees(-0.0156649616368286, 0.7490379381665508, run("veteran", "karno", null));
  }

  @Test
  void stratifiedIsVanElterensTest() {
    // from its definition with rank() and var() in R
    Agree.estimate(
        11,
        -0.0293251445605718,
        0.0506682110440926,
        -0.5787681063981596,
        run("veteran", "karno", "celltype"));
  }

  @Test
  void missingRowsAndStrataWithOneArmAddNothing() {
    double[] y = {1, 2, 2, 5, 7, 8, NaN};
    int[] group = {0, 1, 0, 1, 1, 1, 0};
    int[] stratum = {0, 0, 0, 0, 1, 1, 1};
    assertEquals(
        wilcoxon.test(y, group, null, 4).statistic(),
        wilcoxon.test(y, group, stratum, 7).statistic());
  }

  @Test
  void onePatientAnArmIsEnough() {
    Estimate e = wilcoxon.test(new double[] {1, 2}, new int[] {0, 1}, null, 2);
    assertEquals(0.5, e.estimate());
    assertEquals(1, e.statistic(), 1e-15); // W - E = 1/2, variance 1/4
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    int[] group = {0, 1, 0, 1};
    double[] y = {1, 2, 3, 4};
    double[] missing = {NaN, NaN, NaN, NaN};
    double[] tied = {0.1, 0.1, 0.1, 0.1};
    assertEquals(Status.EMPTY_ARM, wilcoxon.test(y, new int[4], null, 4).status());
    assertEquals(Status.EMPTY_ARM, wilcoxon.test(missing, group, null, 4).status());
    assertEquals(Status.NO_VARIANCE, wilcoxon.test(tied, group, null, 4).status());
    assertEquals(Status.NO_VARIANCE, wilcoxon.test(y, group, new int[] {0, 1, 0, 1}, 4).status());
  }
}
