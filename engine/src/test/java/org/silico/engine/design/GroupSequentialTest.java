package org.silico.engine.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values from rpact 3.3.4 with R 4.2.2, by the calls named. */
class GroupSequentialTest {
  private static final Efficacy SPENT = new Efficacy.Spent(new Spending.OBrienFleming());

  /**
   * getDesignGroupSequential(informationRates = c(0.5, 0.75, 1), alpha = 0.025, sided = 1,
   * typeOfDesign = "asOF", futilityBounds = c(0, 0.5), bindingFutility = FALSE) and its power.
   */
  @Test
  void givenFutilityThatIsNotBindingLeavesEfficacyAsItIs() {
    double[] t = {0.5, 0.75, 1};
    GroupSequential design = GroupSequential.of(t, 0.025, SPENT, new double[] {0, 0.5}, false);
    assertArrayEquals(new double[] {2.96258804, 2.35901771, 2.01408367}, design.efficacy(), 1e-6);
    double[][] none = design.exits(0);
    assertArrayEquals(new double[] {0.00152532, 0.00812266, 0.01507815}, none[0], 2e-8);
    assertArrayEquals(new double[] {0.5, 0.21910717}, Arrays.copyOf(none[1], 2), 2e-8);
    double[][] under = design.exits(3.2415);
    assertArrayEquals(new double[] {0.2512691, 0.424857, 0.21628995}, under[0], 2e-8);
    assertArrayEquals(new double[] {0.01095032, 0.00619004}, Arrays.copyOf(under[1], 2), 2e-8);
    assertEquals(0.69242988, design.expectedInformation(0), 2e-8);
    assertEquals(0.76112853, design.expectedInformation(3.2415), 2e-8);
  }

  /** The same with bindingFutility = TRUE. */
  @Test
  void bindingFutilityLowersEfficacy() {
    GroupSequential design =
        GroupSequential.of(new double[] {0.5, 0.75, 1}, 0.025, SPENT, new double[] {0, 0.5}, true);
    assertArrayEquals(new double[] {2.96258804, 2.35896119, 2.00806127}, design.efficacy(), 1e-6);
    assertEquals(0.025, Arrays.stream(design.exits(0)[0]).sum(), 2e-8);
  }

  /**
   * getDesignGroupSequential(informationRates = c(230, 300) / 300, alpha = 0.025, sided = 1,
   * typeOfDesign = "asUser", userAlphaSpending = c(0.0104713643, 0.025)).
   */
  @Test
  void aMissedLookLeavesItsAlphaToTheNext() {
    GroupSequential design =
        GroupSequential.of(new double[] {100.0 / 300, 230.0 / 300, 1}, 0.025, 1, SPENT);
    assertEquals(2.30901537, design.efficacy(0b010), 1e-6);
    assertEquals(2.01603978, design.efficacy(0b110), 1e-6);
    assertEquals(1.95996398454005, design.efficacy(0b100), 1e-6);
    // as planned: 100, 230 and 300 events
    assertEquals(2.3103272, design.efficacy(0b011), 1e-6);
    assertEquals(2.01625718, design.efficacy(0b111), 1e-6);
    // other families keep the bounds of the looks
    GroupSequential pocock =
        GroupSequential.of(new double[] {0.5, 1}, 0.05, 2, new Efficacy.Pocock());
    assertEquals(2.178272, pocock.efficacy(0b10), 1e-6);
  }

  @Test
  void betaIsSpentBesideAlpha() {
    // getDesignGroupSequential(informationRates = c(0.5, 1), alpha = 0.025, beta = 0.1, sided = 1,
    // typeOfDesign = "asOF", typeBetaSpending = "bsOF", bindingFutility = TRUE)
    GroupSequential design =
        GroupSequential.of(
            new double[] {0.5, 1}, 0.025, SPENT, 0.1, new Spending.OBrienFleming(), true);
    assertArrayEquals(new double[] {2.96258804, 1.95548259}, design.efficacy(), 1e-6);
    assertEquals(0.25783507, design.futility()[0], 1e-6);
    assertEquals(3.26880318, design.power(0.9).drift(), 1e-6);
    assertEquals(0.6017329, design.exits(0)[1][0], 2e-8);
    assertTrue(design.hasFutility());
  }

  @Test
  void whatCannotBeIsRefused() {
    double[] t = {0.5, 1};
    double[] crossing = {3};
    assertThrows(
        IllegalArgumentException.class, () -> GroupSequential.of(t, 0.025, SPENT, crossing, false));
    double[] zero = {0};
    Efficacy pocock = new Efficacy.Pocock();
    assertThrows(
        IllegalArgumentException.class, () -> GroupSequential.of(t, 0.025, pocock, zero, true));
  }

  /** Planned at 100, 200 and 300 events, as {@code boundsWithMoreOrFewerEventsThanPlanned…}. */
  @ParameterizedTest
  @CsvSource({
    "0 1 2, 100 230 300, 2.01625718",
    "0 1 2, 100 230 330, 2.0357204",
    "0 1, 100 230, 2.3103272",
    "1 2, 230 300, 2.01603978",
  })
  void boundsFollowTheInformationThatIsSeen(String looks, String events, double z) {
    GroupSequential design =
        GroupSequential.of(
            new double[] {1 / 3.0, 2 / 3.0, 1},
            0.025,
            1,
            new Efficacy.Spent(new Spending.OBrienFleming()));
    int[] held = Arrays.stream(looks.split(" ")).mapToInt(Integer::parseInt).toArray();
    double[] seen =
        Arrays.stream(events.split(" ")).mapToDouble(x -> Double.parseDouble(x) / 300).toArray();
    double[] bounds = new double[0];
    for (int k = 1; k <= held.length; k++) {
      double next = design.efficacy(Arrays.copyOf(held, k), Arrays.copyOf(seen, k), bounds);
      bounds = Arrays.copyOf(bounds, k);
      bounds[k - 1] = next;
    }
    assertEquals(z, bounds[held.length - 1], 1e-6);
  }

  /** By the search for the level, which shares no table with it. */
  @ParameterizedTest
  @CsvSource({"0, 1.2, 0.3629311", "1, 2.9, 0.01110281"})
  void repeatedPValuesAreThoseOfRpact(int look, double z, double p) {
    double[] thirds = {1 / 3.0, 2 / 3.0, 1};
    Efficacy family = new Efficacy.Spent(new Spending.OBrienFleming());
    GroupSequential design = GroupSequential.of(thirds, 0.025, 1, family);
    assertEquals(p, design.repeatedP((1L << look + 1) - 1, z), 1e-6);
    for (double other : new double[] {-0.3, 0.4, 1.7, 2.2, 3.1, 4.5}) {
      double exact = StagewiseOrdering.repeatedP(family, thirds, 2, other);
      assertEquals(exact, design.repeatedP(0b111, other), 1e-4 * exact, "z " + other);
    }
  }

  @Test
  void aLookThatTestsNothingHasNoRepeatedPValue() {
    Efficacy family =
        new Efficacy.Spent(new Spending.Table(new double[] {0.5, 1}, new double[] {0, 1}));
    GroupSequential design = GroupSequential.of(new double[] {0.5, 1}, 0.025, 1, family);
    assertEquals(Double.POSITIVE_INFINITY, design.efficacy(0b01));
    assertEquals(0.5, design.repeatedP(0b01, 4));
    assertEquals(0.025, design.repeatedP(0b11, 1.959963984540054), 1e-6);
  }
}
