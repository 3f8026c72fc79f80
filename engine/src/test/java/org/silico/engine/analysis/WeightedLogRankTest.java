package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Of R's survival::veteran. The score, its variance and z by an independent program of the formulas
 * in R, whose fh 1 0 agrees with survdiff(..., rho = 1).
 */
class WeightedLogRankTest {

  private static Estimate veteran(String weights, String stratum) {
    DataFile data = DataFile.read("veteran");
    return new WeightedLogRank(LogRankWeight.of(weights))
        .test(
            data.numbers("time"),
            data.codes("event"),
            data.codes("group"),
            stratum == null ? null : data.codes(stratum),
            data.size());
  }

  private static void agrees(double u, double v, double z, Estimate e) {
    toDigits(8, z, e.statistic());
    toDigits(8, v, e.information());
    toDigits(8, u, e.statistic() * Math.sqrt(e.information()));
    // the estimate over its standard error is the statistic
    toDigits(12, e.statistic(), e.estimate() / e.standardError());
  }

  @ParameterizedTest
  @CsvSource({
    "fh 0 1, -2.64196064, 8.65518781, -0.898024315",
    "fh 1 0, 3.14215731, 11.3326962, 0.933386036",
    "fh 1 1, 0.617290942, 1.05023601, 0.602346584",
    "fh 0.5 0.5, 0.719069792, 5.21125218, 0.314992345",
    "gehan, 447, 207971.85, 0.980178665",
    "tarone-ware, 34.7383652, 2211.3055, 0.738728756",
    "peto-prentice, 3.05753019, 10.9601595, 0.923554048",
    "modest 2, -1.57990336, 87.20884, -0.169180486",
  })
  void agreesWithR(String weights, double u, double v, double z) {
    agrees(u, v, z, veteran(weights, null));
  }

  @ParameterizedTest
  @CsvSource({
    "fh 0 1, 0.921823336, 5.70982219, 0.385777066",
    "fh 1 0, 3.28572964, 10.6925202, 1.00482813",
    "fh 1 1, 0.707728052, 0.910391784, 0.741740931",
    "fh 0.5 0.5, 1.62028697, 4.41277246, 0.771322803",
    "gehan, 124, 14734.3098, 1.02154332",
    "tarone-ware, 23.4383757, 537.258007, 1.01119768",
    "peto-prentice, 3.1238804, 9.92527202, 0.991569566",
    "modest 2, 5.48535028, 68.2170366, 0.664137405",
  })
  void stratifiedAgreesWithR(String weights, double u, double v, double z) {
    agrees(u, v, z, veteran(weights, "celltype"));
  }

  @Test
  void aConstantWeightIsTheLogRankTest() {
    // no ties and no censoring before the events: m is 4 at the only time with both arms at risk
    double[] time = {1, 5, 6, 7};
    int[] event = {1, 0, 0, 0};
    int[] group = {1, 1, 0, 0};
    Estimate plain = new LogRank().test(time, event, group, null, 4);
    Estimate gehan = new WeightedLogRank(LogRankWeight.GEHAN).test(time, event, group, null, 4);
    Agree.estimate(12, plain.estimate(), plain.standardError(), plain.statistic(), gehan);
    toDigits(12, 16 * plain.information(), gehan.information());
  }

  @Test
  void saysWhatItCannotTest() {
    WeightedLogRank late = new WeightedLogRank(LogRankWeight.LATE);
    double[] time = {1, 2, 3, 4};
    int[] both = {0, 1, 0, 1};
    assertEquals(
        Status.EMPTY_ARM, late.test(time, new int[] {1, 1, 1, 1}, new int[4], null, 4).status());
    assertEquals(Status.NO_EVENTS, late.test(time, new int[4], both, null, 4).status());
    // before the first event S(t-) is 1
    assertEquals(
        Status.NO_VARIANCE, late.test(time, new int[] {1, 0, 0, 0}, both, null, 4).status());
  }
}
