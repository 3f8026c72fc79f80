package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * R: {@code cmprsk::crr(..., gtol = 1e-13)}, and for strata the formulas by double sums; section
 * CompetingRisks of expected.R.
 */
class FineGrayTest {

  private static void agrees(double estimate, double standardError, Estimate e) {
    Agree.estimate(11, estimate, standardError, estimate / standardError, e);
  }

  @Test
  void agreesWithR() {
    agrees(-0.229237136579967, 0.185778351552683, CompetingData.mgus2(1).fineGray(false, null));
  }

  @Test
  void withACovariateAgreesWithR() {
    agrees(-0.26003823782794949, 0.18568103479413048, CompetingData.mgus2(1).fineGray(true, null));
    agrees(0.37079684590470230, 0.06678946378602087, CompetingData.mgus2(2).fineGray(true, null));
  }

  @Test
  void manyTiesAgreeWithR() {
    agrees(
        -0.2630175470911139,
        0.1849022215513491,
        CompetingData.mgus2(1).coarse().fineGray(true, null));
  }

  /** Age and the number of the row, from 1, modulo 5; one instance for all. */
  @Test
  void withTwoCovariatesAgreesWithR() {
    CompetingData fine = CompetingData.mgus2(1);
    CompetingData coarse = fine.coarse();
    double[] row = new double[fine.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = (i + 1) % 5;
    }
    double[][] two = {fine.age(), row};
    FineGray f = new FineGray();
    int n = fine.size();
    agrees(
        -0.25116425438167345,
        0.18460995610101924,
        f.test(coarse.time(), fine.event(), fine.group(), two, null, n, 0));
    agrees(
        -0.25243546719801424,
        0.18583069602931743,
        f.test(fine.time(), fine.event(), fine.group(), two, fine.old(), n, 0));
    agrees(
        -0.229237136579967,
        0.185778351552683,
        f.test(fine.time(), fine.event(), fine.group(), null, null, n, 0));
  }

  /** All who are seen have the event at once, and one is at risk by a competing event. */
  @Test
  void whoHadACompetingEventIsAtRisk() {
    Estimate e =
        new FineGray()
            .test(
                new double[] {1, 2, 2}, new int[] {2, 1, 1}, new int[] {0, 0, 1}, null, null, 3, 0);
    // the score 1 - 2 theta / (theta + 2) is 0
    toDigits(12, Math.log(2), e.estimate());
  }

  @Test
  void stratifiedAgreesWithDoubleSums() {
    CompetingData data = CompetingData.mgus2(1);
    agrees(-0.263666438212148, 0.186229817243804, data.fineGray(false, data.old()));
    agrees(-0.26490285983461359, 0.18604459253677114, data.fineGray(true, data.old()));
  }

  @Test
  void anArmThatIsGoneEarlyAgreesWithR() {
    agrees(-0.419031734546247, 0.816935633378464, CompetingData.small().fineGray(false, null));
  }

  /** Nobody is censored: who had a competing event is at risk for ever. */
  @Test
  void withoutCensoringItIsCoxsModelOfTimesWithoutEnd() {
    CompetingData all = CompetingData.mgus2(1).untied();
    int[] event = Arrays.stream(all.event()).map(e -> e == 0 ? 2 : e).toArray();
    double[] endless = all.time().clone();
    for (int i = 0; i < endless.length; i++) {
      endless[i] = event[i] == 2 ? 1e6 : endless[i];
    }
    int[] once = Arrays.stream(event).map(e -> e & 1).toArray();
    Estimate cox =
        new Cox()
            .test(endless, once, all.group(), new double[][] {all.age()}, all.old(), all.size(), 0);
    Estimate fineGray = all.withEvent(event).fineGray(true, all.old());
    toDigits(9, cox.estimate(), fineGray.estimate());
  }

  /** Without competing events it is Cox's model, with a robust standard error. */
  @Test
  void withoutCompetingEventsItIsCoxsModel() {
    CompetingData all = CompetingData.mgus2(1).untied();
    int[] once = Arrays.stream(all.event()).map(e -> e & 1).toArray();
    Estimate cox = new Cox().test(all.time(), once, all.group(), null, null, all.size(), 0);
    Estimate fineGray = all.withEvent(once).fineGray(false, null);
    toDigits(9, cox.estimate(), fineGray.estimate());
    toDigits(2, cox.standardError(), fineGray.standardError());
  }

  @Test
  void aMarginMovesTheStatistic() {
    CompetingData data = CompetingData.mgus2(1);
    Estimate e =
        new FineGray().test(data.time(), data.event(), data.group(), null, null, data.size(), 0.2);
    toDigits(11, (-0.229237136579967 - 0.2) / 0.185778351552683, e.statistic());
  }

  @Test
  void strataOfOneArmOrWithoutEventsAddNothing() {
    double[] time = {1, 2, 3, 4, 5, 6, 1, 2, 3, 1, 2, 3};
    int[] event = {1, 2, 1, 1, 2, 0, 1, 2, 0, 2, 0, 0};
    int[] group = {0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0};
    int[] stratum = {0, 0, 0, 0, 0, 0, 1, 1, 1, 3, 3, 3};
    FineGray fineGray = new FineGray();
    Estimate alone = fineGray.test(time, event, group, null, null, 6, 0);
    Agree.estimate(
        12,
        alone.estimate(),
        alone.standardError(),
        alone.statistic(),
        fineGray.test(time, event, group, null, stratum, 12, 0));
  }

  @Test
  void aConstantCovariateIsLeftOut() {
    CompetingData data = CompetingData.mgus2(1);
    double[][] ones = {new double[data.size()]};
    Estimate e =
        new FineGray().test(data.time(), data.event(), data.group(), ones, null, data.size(), 0);
    assertEquals(Status.COVARIATE_DROPPED, e.status());
    toDigits(11, -0.229237136579967, e.estimate());
    toDigits(11, 0.185778351552683, e.standardError());
  }

  /** A level of which nobody has the event has its coefficient at infinity. */
  @Test
  void aLevelWithoutEventsLeavesTheEffectOfTheOthers() {
    CompetingData data = CompetingData.mgus2(1);
    double[][] level = {new double[data.size()]};
    int[] stratum = new int[data.size()];
    for (int i = 0; i < data.size(); i++) {
      boolean none = i % 7 == 0 && data.event()[i] != 1;
      level[0][i] = none ? 1 : 0;
      stratum[i] = none ? 1 : 0;
    }
    Estimate e =
        new FineGray().test(data.time(), data.event(), data.group(), level, null, data.size(), 0);
    assertEquals(Status.LEVEL_WITHOUT_EVENTS, e.status());
    assertEquals(data.fineGray(false, stratum).estimate(), e.estimate(), 0.01);
    assertEquals(0.19, e.standardError(), 0.01);
  }

  @Test
  void saysWhatItCannotEstimate() {
    FineGray f = new FineGray();
    double[] time = {1, 2, 3, 4};
    int[] both = {0, 1, 0, 1};
    int[] mixed = {1, 2, 1, 2};
    assertEquals(Status.EMPTY_ARM, f.test(time, mixed, new int[4], null, null, 4, 0).status());
    assertEquals(
        Status.NO_EVENTS, f.test(time, new int[] {2, 2, 0, 2}, both, null, null, 4, 0).status());
    assertEquals(Status.SEPARATION, f.test(time, mixed, both, null, null, 4, 0).status());
    assertEquals(
        Status.SEPARATION, f.test(time, new int[] {2, 1, 2, 1}, both, null, null, 4, 0).status());
    assertEquals(
        Status.NO_VARIANCE,
        f.test(new double[] {1, 1, 1, 1}, new int[] {1, 1, 1, 1}, both, null, null, 4, 0).status());
    // the first arm is gone before the first event of interest
    assertEquals(
        Status.NO_VARIANCE,
        f.test(time, new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, 1}, null, null, 4, 0).status());
    // after competing events it is at risk still
    assertEquals(
        Status.SEPARATION,
        f.test(time, new int[] {2, 2, 1, 0}, new int[] {0, 0, 1, 1}, null, null, 4, 0).status());
    assertEquals(
        Status.SINGULAR,
        f.test(
                new double[] {1, 2, 3, 4, 5, 6},
                new int[] {1, 2, 1, 1, 1, 0},
                new int[] {0, 1, 1, 0, 1, 0},
                new double[][] {{0, 1, 1, 0, 1, 0}},
                null,
                6,
                0)
            .status());
  }
}
