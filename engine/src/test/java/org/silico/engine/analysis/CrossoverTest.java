package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import org.junit.jupiter.api.Test;

/** Expected values from R's lm and t.test, see src/test/r/expected.R, section Crossover. */
class CrossoverTest {

  private static final double NaN = Double.NaN;
  private static final DataFile ENURESIS = DataFile.read("enuresis");
  private final Crossover crossover = new Crossover();

  private Estimate effect(double nullValue) {
    return crossover.effect(
        ENURESIS.numbers("period1"),
        ENURESIS.numbers("period2"),
        ENURESIS.codes("sequence"),
        ENURESIS.size(),
        nullValue);
  }

  @Test
  void effectAgreesWithR() {
    // lm(I((period1 - period2) / 2) ~ sequence), and lm(y ~ patient + period + treatment)
    Estimate e = effect(0);
    Agree.estimate(12, 2.036764705882354, 0.618600023042914, 3.292539007456613, e);
    assertEquals(27, e.df());
    toDigits(12, 0.767502301107496, e.interval(0.95).lower());
    toDigits(12, 3.306027110657212, e.interval(0.95).upper());
    toDigits(12, 1 / (0.618600023042914 * 0.618600023042914), e.information());
  }

  @Test
  void nullValueIsOnTheScaleOfTheEffect() {
    // t.test(period1 - period2 ~ sequence, var.equal = TRUE, mu = 2)
    toDigits(12, 1.67598555975228, effect(1).statistic());
  }

  @Test
  void carryOverAgreesWithR() {
    // lm(I(period1 + period2) ~ sequence)
    Estimate e =
        crossover.carryOver(
            ENURESIS.numbers("period1"),
            ENURESIS.numbers("period2"),
            ENURESIS.codes("sequence"),
            ENURESIS.size());
    Agree.estimate(12, -3.17156862745098, 2.44028147811978, -1.29967327781164, e);
    assertEquals(27, e.df());
  }

  @Test
  void carryOverMovesTheEffectByMinusItsHalf() {
    // treatment 3 and, carried over, 1; period 2; patients -1 to 1 on each sequence
    double[] first = {13.1, 14.2, 12, 10, 11.2, 9.1};
    double[] second = {12.1, 13, 11.1, 15, 16.1, 14};
    int[] sequence = {1, 1, 1, 0, 0, 0};
    double effect = crossover.effect(first, second, sequence, 6, 0).estimate();
    double carryOver = crossover.carryOver(first, second, sequence, 6).estimate();
    for (int i = 0; i < 3; i++) {
      second[i] += 4;
    }
    assertEquals(effect - 2, crossover.effect(first, second, sequence, 6, 0).estimate(), 1e-12);
    assertEquals(carryOver + 4, crossover.carryOver(first, second, sequence, 6).estimate(), 1e-12);
  }

  @Test
  void patientsWithAMissingPeriodAreLeftOut() {
    double[] first = {1, NaN, 4, 2, 3, 5, 7, 9};
    double[] second = {2, 4, 3, NaN, 1, 5, 8, 2};
    int[] sequence = {0, 0, 0, 1, 1, 1, 0, 1};
    double[] firstComplete = {1, 4, 3, 5, 7};
    double[] secondComplete = {2, 3, 1, 5, 8};
    int[] sequenceComplete = {0, 0, 1, 1, 0};
    assertEquals(
        crossover.effect(firstComplete, secondComplete, sequenceComplete, 5, 0.2),
        crossover.effect(first, second, sequence, 7, 0.2));
    assertEquals(
        crossover.carryOver(firstComplete, secondComplete, sequenceComplete, 5),
        crossover.carryOver(first, second, sequence, 7));
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    double[] a = {1, 2, 3, 5};
    double[] b = {2, 4, 3, 4};
    int[] sequence = {0, 0, 1, 1};
    assertEquals(Status.OK, crossover.effect(a, b, sequence, 4, 0).status());
    assertEquals(Estimate.failed(Status.EMPTY_ARM), crossover.effect(a, b, sequence, 2, 0));
    assertEquals(Status.EMPTY_ARM, crossover.carryOver(a, b, sequence, 0).status());
    double[] oneEach = {1, NaN, 3, NaN};
    assertEquals(Status.TOO_FEW, crossover.effect(oneEach, b, sequence, 4, 0).status());
    double[] shifted = {3, 5, 4, 5};
    assertEquals(Status.NO_VARIANCE, crossover.effect(shifted, b, sequence, 4, 0).status());
    assertEquals(Status.OK, crossover.carryOver(shifted, b, sequence, 4).status());
  }
}
