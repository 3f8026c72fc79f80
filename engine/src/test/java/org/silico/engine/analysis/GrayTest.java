package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** R: {@code cmprsk::cuminc(...)$Tests}, section CompetingRisks of expected.R. */
class GrayTest {

  /** The sign is that of the more men than expected, whose incidence of death is the higher. */
  private static void agrees(double chiSquared, int sign, Estimate e) {
    assertEquals(Status.OK, e.status());
    toDigits(11, chiSquared, e.statistic() * e.statistic());
    assertEquals(sign, Math.signum(e.statistic()));
    toDigits(12, e.statistic(), e.estimate() / e.standardError());
  }

  @Test
  void agreesWithR() {
    agrees(1.19450782507551, -1, CompetingData.mgus2(1).gray(null));
    agrees(11.65125901212774, 1, CompetingData.mgus2(2).gray(null));
  }

  @Test
  void stratifiedAgreesWithR() {
    CompetingData one = CompetingData.mgus2(1);
    agrees(1.73730539889943, -1, one.gray(one.old()));
    agrees(23.47198450233721, 1, CompetingData.mgus2(2).gray(one.old()));
  }

  @Test
  void manyTiesAgreeWithR() {
    CompetingData one = CompetingData.mgus2(1).coarse();
    agrees(1.26906001332765, -1, one.gray(null));
    agrees(11.73353310071940, 1, CompetingData.mgus2(2).coarse().gray(null));
    agrees(1.78815822548212, -1, one.gray(one.old()));
    agrees(24.59578890309016, 1, CompetingData.mgus2(2).coarse().gray(one.old()));
  }

  @Test
  void anArmThatIsGoneEarlyAgreesWithR() {
    CompetingData small = CompetingData.small();
    Estimate one = small.gray(null);
    agrees(0.276908295581700, 1, one);
    // by hand: 2 events, expected 5/13 + 5/12 + 3.75/9.75 + 2.75/8.75 while treatment is at risk
    double score = 2 - 5 / 13.0 - 5 / 12.0 - 3.75 / 9.75 - 2.75 / 8.75;
    toDigits(12, score, one.statistic() * Math.sqrt(one.information()));
    int[] other = Arrays.stream(small.event()).map(e -> (3 - e) % 3).toArray();
    agrees(1.527149390430502, 1, small.withEvent(other).gray(null));
  }

  @Test
  void exchangedArmsChangeTheSignAlone() {
    CompetingData data = CompetingData.mgus2(2).coarse();
    Estimate one = data.gray(data.old());
    Estimate other =
        data.withGroup(Arrays.stream(data.group()).map(g -> 1 - g).toArray()).gray(data.old());
    toDigits(12, -one.statistic(), other.statistic());
    toDigits(12, -one.estimate(), other.estimate());
    toDigits(12, one.standardError(), other.standardError());
  }

  /** Without competing events R is the number at risk: score and I are the log-rank test's. */
  @Test
  void theEstimateWithoutCompetingEventsIsThatOfTheLogRankTest() {
    CompetingData data = CompetingData.mgus2(1).coarse();
    int[] alone = Arrays.stream(data.event()).map(e -> e & 1).toArray();
    Estimate logRank = new LogRank().test(data.time(), alone, data.group(), null, data.size());
    Estimate gray = data.withEvent(alone).gray(null);
    toDigits(10, logRank.estimate(), gray.estimate());
    // its variance is another estimate of the same
    toDigits(2, logRank.standardError(), gray.standardError());
  }

  /** The estimate is one step of Newton's method, the other its end. */
  @Test
  void theEstimateIsNearThatOfFineAndGray() {
    CompetingData data = CompetingData.mgus2(2);
    Estimate gray = data.gray(null);
    Estimate fineGray = data.fineGray(false, null);
    assertEquals(fineGray.estimate(), gray.estimate(), 0.02);
    assertEquals(fineGray.standardError(), gray.standardError(), 0.002);
  }

  @Test
  void strataOfOneArmOrWithoutEventsAddNothing() {
    double[] time = {1, 2, 3, 4, 5, 6, 1, 2, 3, 1, 2, 3};
    int[] event = {1, 2, 1, 1, 2, 0, 1, 2, 0, 2, 0, 0};
    int[] group = {0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0};
    // 1 holds one arm, 2 nobody, 3 no event of interest
    int[] stratum = {0, 0, 0, 0, 0, 0, 1, 1, 1, 3, 3, 3};
    Gray gray = new Gray();
    Estimate alone = gray.test(time, event, group, null, 6);
    assertEquals(Status.OK, alone.status());
    assertEquals(alone, gray.test(time, event, group, stratum, 12));
  }

  @Test
  void saysWhatItCannotTest() {
    Gray gray = new Gray();
    double[] time = {1, 2, 3, 4};
    int[] both = {0, 1, 0, 1};
    int[] mixed = {1, 2, 1, 2};
    assertEquals(Status.EMPTY_ARM, gray.test(time, mixed, new int[4], null, 4).status());
    assertEquals(
        Status.EMPTY_ARM, gray.test(time, mixed, new int[] {1, 1, 1, 1}, null, 4).status());
    assertEquals(
        Status.EMPTY_ARM,
        gray.test(new double[] {1, Double.NaN, 3, Double.NaN}, mixed, both, null, 4).status());
    assertEquals(Status.NO_EVENTS, gray.test(time, new int[] {2, 2, 0, 2}, both, null, 4).status());
    assertEquals(Status.NO_EVENTS, gray.test(time, new int[4], both, null, 4).status());
    // all have their event at one time
    assertEquals(
        Status.NO_VARIANCE,
        gray.test(new double[] {1, 1, 1, 1}, new int[] {1, 1, 1, 1}, both, null, 4).status());
    // the first arm is gone before the first event of interest
    assertEquals(
        Status.NO_VARIANCE,
        gray.test(time, new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, 1}, null, 4).status());
    // an arm that has ended by competing events is compared no more
    assertEquals(
        Status.NO_VARIANCE,
        gray.test(time, new int[] {2, 2, 1, 0}, new int[] {0, 0, 1, 1}, null, 4).status());
  }
}
