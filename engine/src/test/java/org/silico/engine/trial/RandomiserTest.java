package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Layout;

class RandomiserTest {
  private static final String ENDPOINT =
      "endpoints: {Y: {type: binary, visit: 1 day, probability: 0.5}}\n";
  private static final String FACTORS =
      "population:\n"
          + "  covariates:\n"
          + "    SEX: {distribution: categorical, probabilities: {F: 0.7, M: 0.3}}\n"
          + "    AGE: {distribution: normal, mean: 60, sd: 10}\n"
          + "    OLD: {formula: AGE > 65}\n"
          + "    REGION: {distribution: categorical, probabilities: {EU: 0.5, US: 0.3, ASIA: 0.2}}\n";
  private static final int SEX = Layout.COVARIATES;
  private static final int OLD = Layout.COVARIATES + 2;
  private static final int REGION = Layout.COVARIATES + 3;

  private static TrialPlan plan(String arms, int patients, String randomisation) {
    return Plans.plan(
        "arms: "
            + arms
            + "\nenrolment: {patients: "
            + patients
            + "}\nrandomisation: "
            + randomisation
            + "\n"
            + FACTORS
            + ENDPOINT);
  }

  private static final String TWO = "{A: {control: true}, B: {}}";
  private static final String ONE_TO_TWO = "{A: {control: true}, B: {ratio: 2}}";
  private static final String THREE = "{A: {control: true, ratio: 3}, B: {ratio: 2}, C: {}}";

  @Test
  void simpleRandomisationHasTheRatios() {
    TrialPlan plan = plan(THREE, 60_000, "{method: simple}");
    TrialData data = new TrialSimulator(plan).simulate(0);
    long[] n = new long[3];
    long repeats = 0;
    for (int i = 0; i < data.size(); i++) {
      n[data.arm()[i]]++;
      repeats += i > 0 && data.arm()[i] == data.arm()[i - 1] ? 1 : 0;
    }
    for (int a = 0; a < 3; a++) {
      Sampled.assertShare((3.0 - a) / 6, n[a], 60_000, "arm " + a);
    }
    // independent draws: the next patient is of the same arm with probability sum p^2
    Sampled.assertShare((9 + 4 + 1) / 36.0, repeats, 59_999, "same arm again");
  }

  /** A formula of the arm alone becomes a number for each arm, which needs no column. */
  @ParameterizedTest
  @CsvSource({"AGE * ACTIVE, true", "AGE + DOSE, true", "2 * DOSE, false", "AGE, false"})
  void columnsOfTheArmFollowItWhereAFormulaReadsThem(String mean, boolean read) {
    TrialPlan plan =
        Plans.plan(
            "arms: {A: {control: true}, B: {dose: 7}, C: {dose: 20}}\n"
                + "enrolment: {patients: 300}\n"
                + FACTORS
                + "endpoints: {Y: {type: continuous, visit: 1 day, sd: 1, mean: "
                + mean
                + "}}\n");
    TrialSimulator simulator = new TrialSimulator(plan);
    TrialData data = simulator.simulate(0);
    assertEquals(read, plan.arms().inFormulas());
    double[] dose = {0, 7, 20};
    for (int i = 0; i < data.size(); i++) {
      int a = data.arm()[i];
      assertEquals(read ? a : Double.NaN, data.columns()[Layout.ARM][i]);
      assertEquals(read ? Math.min(a, 1) : Double.NaN, data.columns()[Layout.ACTIVE][i]);
      assertEquals(read ? dose[a] : Double.NaN, data.columns()[Layout.DOSE][i]);
    }
  }

  @Test
  void everyBlockIsBalanced() {
    TrialPlan plan = plan(THREE, 1_200, "{method: permuted blocks, block size: 12}");
    TrialData data = new TrialSimulator(plan).simulate(0);
    for (int block = 0; block < 100; block++) {
      int[] n = new int[3];
      for (int i = 0; i < 12; i++) {
        n[data.arm()[12 * block + i]]++;
      }
      assertArrayEquals(new int[] {6, 4, 2}, n);
    }
  }

  /** Six orders of a block of four; chi-square with 5 degrees of freedom at 1e-4. */
  @Test
  void everyOrderOfABlockIsEquallyLikely() {
    int blocks = 12_000;
    TrialPlan plan = plan(TWO, 4 * blocks, "{method: permuted blocks, block size: 4}");
    TrialData data = new TrialSimulator(plan).simulate(0);
    Map<String, Integer> orders = new HashMap<>();
    for (int b = 0; b < blocks; b++) {
      StringBuilder order = new StringBuilder();
      for (int i = 0; i < 4; i++) {
        order.append(data.arm()[4 * b + i]);
      }
      orders.merge(order.toString(), 1, Integer::sum);
    }
    assertEquals(6, orders.size());
    double expected = blocks / 6.0;
    double statistic =
        orders.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    double critical = new ChiSquaredDistribution(5).inverseCumulativeProbability(1 - 1e-4);
    assertTrue(statistic < critical, "chi-square " + statistic);
  }

  /**
   * Sizes 2 and 6 with equal chance. The first block is of size 2 with probability 1/2; after two
   * patients the arms balance with probability 1/2 + 1/2 * 2 * (3/6)(3/5) = 0.8.
   */
  @Test
  void blockSizesAreDrawnWithEqualChance() {
    TrialPlan plan = plan(TWO, 60, "{method: permuted blocks, block sizes: [2, 6]}");
    TrialSimulator simulator = new TrialSimulator(plan);
    int trials = 20_000;
    int balanced = 0;
    for (int t = 0; t < trials; t++) {
      TrialData data = simulator.simulate(t);
      balanced += data.arm()[0] != data.arm()[1] ? 1 : 0;
      int difference = 0;
      for (int i = 0; i < 60; i++) {
        difference += data.arm()[i] == 0 ? 1 : -1;
        assertTrue(Math.abs(difference) <= 3);
      }
    }
    Sampled.assertShare(0.8, balanced, trials, "balance after two");
  }

  @Test
  void blocksAreBalancedWithinEveryStratum() {
    TrialPlan plan =
        plan(TWO, 3_000, "{method: permuted blocks, block size: 4, strata: [SEX, OLD, REGION]}");
    TrialData data = new TrialSimulator(plan).simulate(0);
    Map<String, int[]> strata = new HashMap<>();
    double[][] x = data.columns();
    for (int i = 0; i < data.size(); i++) {
      int[] n =
          strata.computeIfAbsent(x[SEX][i] + "/" + x[OLD][i] + "/" + x[REGION][i], k -> new int[2]);
      n[data.arm()[i]]++;
      if ((n[0] + n[1]) % 4 == 0) {
        assertEquals(n[0], n[1], "arms at the end of a block");
      }
      assertTrue(Math.abs(n[0] - n[1]) <= 2);
    }
    assertEquals(12, strata.size());
  }

  /** A block is a multiple of the ratios in lowest terms, and ratios need not be whole. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{A: {control: true, ratio: 2}, B: {ratio: 4}}",
        "{A: {control: true, ratio: 0.5}, B: {}}"
      })
  void blocksHoldRatiosInLowestTerms(String arms) {
    TrialPlan plan = plan(arms, 300, "{method: permuted blocks, block size: 3}");
    TrialData data = new TrialSimulator(plan).simulate(0);
    for (int b = 0; b < 100; b++) {
      assertEquals(2, data.arm()[3 * b] + data.arm()[3 * b + 1] + data.arm()[3 * b + 2]);
    }
  }

  // minimisation

  /** Allocates patients with given levels of SEX (and OLD, the same for all if absent). */
  private static int[] allocate(TrialPlan plan, long trial, double[] sex, double[] old) {
    TrialData data = new TrialData(plan, sex.length, false);
    data.open(trial, 0, sex.length);
    System.arraycopy(sex, 0, data.columns()[SEX], 0, sex.length);
    System.arraycopy(old, 0, data.columns()[OLD], 0, sex.length);
    Randomiser allocation = new Randomiser(plan, sex.length);
    allocation.restart(TrialState.start(plan));
    allocation.fill(data);
    return data.arm().clone();
  }

  /**
   * By hand, two arms, range, probability 1. Patients (SEX, OLD): (M, y) (M, n) (F, y) (F, n). The
   * first is tied; say A. Second: giving A leaves ranges M 2, n 1, sum 3; B leaves M 0, n 1, sum 1:
   * B. Third: A leaves F 1, y 2; B leaves F 1, y 0: B. Fourth: A leaves F 0, n 0; B leaves F 2, n
   * 2: A. So A B B A, or with the arms exchanged B A A B.
   */
  @Test
  void minimisationGivesTheArmsWorkedOutByHand() {
    TrialPlan plan = plan(TWO, 4, "{method: minimisation, factors: [SEX, OLD], probability: 1}");
    int startsWithA = 0;
    for (int t = 0; t < 1_000; t++) {
      int[] arms = allocate(plan, t, new double[] {1, 1, 0, 0}, new double[] {1, 0, 1, 0});
      int first = arms[0];
      startsWithA += 1 - first;
      assertArrayEquals(new int[] {first, 1 - first, 1 - first, first}, arms);
    }
    Sampled.assertShare(0.5, startsWithA, 1_000, "ties are broken evenly");
  }

  /**
   * By hand, ratio 1:2, one factor of one level, probability 0.8: three shares, one of A and two of
   * B, of which one that is not best has s = (1 - 0.8)/(3 - 1) = 0.1. The first patient is of A
   * with probability 1/3. After A both shares of B are best: A with 0.1. After B the share of A and
   * the other of B are: A with (1 - 0.1)/2 = 0.45. So 1/3 again for the second patient.
   */
  @Test
  void minimisationWithRatiosHasTheProbabilitiesWorkedOutByHand() {
    TrialPlan plan =
        plan(ONE_TO_TWO, 2, "{method: minimisation, factors: [SEX], probability: 0.8}");
    int trials = 40_000;
    int firstA = 0;
    int bothA = 0;
    int onlySecondA = 0;
    for (int t = 0; t < trials; t++) {
      int[] arms = allocate(plan, t, new double[2], new double[2]);
      firstA += 1 - arms[0];
      bothA += arms[0] + arms[1] == 0 ? 1 : 0;
      onlySecondA += arms[0] == 1 && arms[1] == 0 ? 1 : 0;
    }
    Sampled.assertShare(1.0 / 3, firstA, trials, "first");
    Sampled.assertShare(0.1 / 3, bothA, trials, "A after A");
    Sampled.assertShare(0.45 * 2 / 3, onlySecondA, trials, "A after B");
  }

  /** With probability 1 every three patients of a level hold the ratio, in each order alike. */
  @Test
  void minimisationWithoutChanceKeepsTheRatioAsBlocksDo() {
    TrialPlan plan = plan(ONE_TO_TWO, 9, "{method: minimisation, factors: [SEX], probability: 1}");
    long[] place = new long[3];
    for (int t = 0; t < 3_000; t++) {
      int[] arms = allocate(plan, t, new double[9], new double[9]);
      for (int block = 0; block < 9; block += 3) {
        assertEquals(2, arms[block] + arms[block + 1] + arms[block + 2]);
      }
      place[arms[3] == 0 ? 0 : arms[4] == 0 ? 1 : 2]++;
    }
    for (int k = 0; k < 3; k++) {
      Sampled.assertShare(1.0 / 3, place[k], 3_000, "A at " + k);
    }
  }

  /**
   * The share of every arm is its ratio, of all patients together and of the first, second, ...
   * alone, whatever the probability, with ties (one factor of two levels has many) and without.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{A: {control: true}, B: {ratio: 2}}; [SEX]; 0.55; range",
        "{A: {control: true}, B: {ratio: 2}}; [SEX]; 0.6; range",
        "{A: {control: true}, B: {ratio: 2}}; [SEX, OLD, REGION]; 0.8; range",
        "{A: {control: true}, B: {ratio: 2}}; [SEX, OLD, REGION]; 0.8; variance",
        "{A: {control: true}, B: {ratio: 2}}; [SEX, OLD]; 1; range",
        "{A: {control: true}, B: {}, C: {ratio: 3}}; [SEX, OLD, REGION]; 0.4; range",
        "{A: {control: true}, B: {}, C: {ratio: 3}}; [SEX]; 0.8; variance",
        "{A: {control: true, ratio: 3}, B: {ratio: 2}, C: {}}; [SEX, OLD]; 0.7; range",
        "{A: {control: true}, B: {ratio: 1.5}}; [REGION]; 0.7; range",
        "{A: {control: true}, B: {}, C: {}}; [SEX]; 0.4; range",
      })
  void minimisationKeepsTheRatioAtEveryPatient(
      String arms, String factors, double probability, String imbalance) {
    int patients = 60;
    int trials = 4_000;
    TrialPlan plan =
        plan(
            arms,
            patients,
            "{method: minimisation, factors: "
                + factors
                + ", probability: "
                + probability
                + ", imbalance: "
                + imbalance
                + "}");
    int k = plan.arms().count();
    double sum = Arrays.stream(plan.arms().ratio()).sum();
    long[][] at = new long[k][patients];
    Sampled[] share = new Sampled[k];
    for (int a = 0; a < k; a++) {
      share[a] = new Sampled();
    }
    TrialSimulator simulator = new TrialSimulator(plan);
    for (int t = 0; t < trials; t++) {
      TrialData data = simulator.simulate(t);
      double[] n = new double[k];
      for (int i = 0; i < patients; i++) {
        n[data.arm()[i]]++;
        at[data.arm()[i]][i]++;
      }
      for (int a = 0; a < k; a++) {
        share[a].add(n[a] / patients);
      }
    }
    for (int a = 0; a < k; a++) {
      double ratio = plan.arms().ratio()[a] / sum;
      share[a].assertMean(ratio, "share of arm " + a);
      // balance: less than half the SD of simple randomisation's, where chance is small
      double simple = Math.sqrt(ratio * (1 - ratio) / patients);
      assertTrue(
          Math.sqrt(share[a].variance()) < (probability < 0.7 ? 1 : 0.6) * simple,
          "SD of the share " + Math.sqrt(share[a].variance()) + ", simple " + simple);
      for (int i = 0; i < patients; i++) {
        Sampled.assertShare(ratio, at[a][i], trials, "arm " + a + ", patient " + i);
      }
    }
  }

  /** Against a naive count over all patients so far, for both measures of imbalance. */
  @ParameterizedTest
  @ValueSource(strings = {"range", "variance"})
  void minimisationGivesAnArmOfLeastImbalance(String imbalance) {
    int patients = 600;
    TrialPlan plan =
        plan(
            "{A: {control: true}, B: {}, C: {}}",
            patients,
            "{method: minimisation, factors: [SEX, OLD, REGION], probability: 1, imbalance: "
                + imbalance
                + "}");
    TrialData data = new TrialSimulator(plan).simulate(7);
    int unique = 0;
    for (int i = 0; i < patients; i++) {
      double[] score = new double[3];
      for (int a = 0; a < 3; a++) {
        for (int factor : new int[] {SEX, OLD, REGION}) {
          double[] x = {0, 0, 0};
          for (int j = 0; j < i; j++) {
            if (data.columns()[factor][j] == data.columns()[factor][i]) {
              x[data.arm()[j]]++;
            }
          }
          x[a]++;
          score[a] +=
              imbalance.equals("range")
                  ? Math.max(x[0], Math.max(x[1], x[2])) - Math.min(x[0], Math.min(x[1], x[2]))
                  : new Variance().evaluate(x);
        }
      }
      double least = Math.min(score[0], Math.min(score[1], score[2]));
      assertEquals(least, score[data.arm()[i]], 1e-9, "patient " + i);
      unique += (score[0] > least + 1e-9 ? 1 : 0) + (score[1] > least + 1e-9 ? 1 : 0) == 2 ? 1 : 0;
    }
    assertTrue(unique > 0);
  }

  /** The preferred arm with probability 0.7: the second patient of two alike gets the other arm. */
  @Test
  void thePreferredArmIsGivenWithTheStatedProbability() {
    TrialPlan plan = plan(TWO, 2, "{method: minimisation, factors: [SEX], probability: 0.7}");
    int other = 0;
    for (int t = 0; t < 20_000; t++) {
      int[] arms = allocate(plan, t, new double[2], new double[2]);
      other += arms[0] != arms[1] ? 1 : 0;
    }
    Sampled.assertShare(0.7, other, 20_000, "preferred arm");
  }

  /**
   * Simple randomisation of n = 100 leaves a mean absolute difference of sqrt(2 m / pi) in a level
   * of m patients; minimisation a small part of it.
   */
  @Test
  void minimisationBalancesMargins() {
    double[] mean = new double[2];
    String[] methods = {
      "{method: simple}", "{method: minimisation, factors: [SEX, OLD, REGION], probability: 0.9}"
    };
    for (int m = 0; m < 2; m++) {
      TrialSimulator simulator = new TrialSimulator(plan(TWO, 100, methods[m]));
      for (int t = 0; t < 1_000; t++) {
        TrialData data = simulator.simulate(t);
        int difference = 0;
        for (int i = 0; i < 100; i++) {
          if (data.columns()[SEX][i] == 0) {
            difference += data.arm()[i] == 0 ? 1 : -1;
          }
        }
        mean[m] += Math.abs(difference) / 1_000.0;
      }
    }
    assertEquals(Math.sqrt(2 * 70 / Math.PI), mean[0], 0.7);
    assertTrue(mean[1] < 0.3 * mean[0], mean[1] + " against " + mean[0]);
  }
}
