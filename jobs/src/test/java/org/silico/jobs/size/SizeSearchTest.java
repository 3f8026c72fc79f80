package org.silico.jobs.size;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.silico.jobs.size.SizeSearch.Answer;
import org.silico.jobs.size.SizeSearch.Question;

/** The search on power functions that are known, many times over. */
class SizeSearchTest {
  private static final int SEEDS = 500;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  private static PowerSource exact(DoubleUnaryOperator power, long seed) {
    Well19937c random = new Well19937c(seed);
    return (x, first, end) ->
        new BinomialDistribution(random, (int) (end - first), power.applyAsDouble(x)).sample();
  }

  private static void holds(
      DoubleUnaryOperator power, double low, double high, double root, double mostSd)
      throws InterruptedException {
    double[] roots = new double[SEEDS];
    int covered = 0;
    int assured = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Answer a =
          SizeSearch.run(exact(power, seed), new Question(low, high, true, 0.9, 0.005, false));
      assertNull(a.refusal());
      assertTrue(a.replicates() <= 20_000, a.replicates() + " replicates");
      roots[seed] = a.root();
      covered += a.lower() <= root && root <= a.upper() ? 1 : 0;
      assured += power.applyAsDouble(a.assured()) >= 0.9 ? 1 : 0;
    }
    double sd = Math.sqrt(StatUtils.variance(roots));
    String what = "sd " + sd + ", covered " + covered + ", assured " + assured;
    assertEquals(root, StatUtils.mean(roots), 4 * sd / Math.sqrt(SEEDS) + 0.002 * root, what);
    assertTrue(sd <= mostSd, what);
    assertTrue(covered >= 0.92 * SEEDS && covered <= 0.98 * SEEDS, what);
    assertTrue(assured >= 0.93 * SEEDS, what);
  }

  /** z test of a difference of 0.3 standard deviations: 2 (1.95996 + 1.28155)² / 0.09 per arm. */
  @Test
  void ofADifferenceOfMeans() throws InterruptedException {
    holds(
        n -> NORMAL.cumulativeProbability(0.3 * Math.sqrt(n / 2) - 1.959963984540054),
        50,
        800,
        2 * Math.pow(1.959963984540054 + 1.2815515655446004, 2) / 0.09,
        2.5);
  }

  /** Schoenfeld: 330.378 events for a hazard ratio of 0.7. */
  @Test
  void ofAHazardRatio() throws InterruptedException {
    holds(
        d -> NORMAL.cumulativeProbability(-Math.log(0.7) * Math.sqrt(d) / 2 - 1.959963984540054),
        100,
        1000,
        330.378,
        3.5);
  }

  @Test
  void whatCannotBeAnsweredIsRefused() throws InterruptedException {
    Question question = new Question(50, 500, true, 0.9, 0.005, false);
    Answer none = SizeSearch.run(exact(n -> 0.025, 1), question);
    assertTrue(none.refusal().startsWith("it does not move power"), none.refusal());
    DoubleUnaryOperator weak =
        n -> NORMAL.cumulativeProbability(0.1 * Math.sqrt(n / 2) - 1.959963984540054);
    Answer low = SizeSearch.run(exact(weak, 1), question);
    assertTrue(low.refusal().startsWith("power is below 0.9000"), low.refusal());
    DoubleUnaryOperator strong =
        n -> NORMAL.cumulativeProbability(Math.sqrt(n / 2) - 1.959963984540054);
    Answer high = SizeSearch.run(exact(strong, 1), question);
    assertTrue(high.refusal().startsWith("power is above 0.9000"), high.refusal());
    for (Answer refused : new Answer[] {none, low, high}) {
      assertNotNull(refused.refusal());
      assertTrue(refused.replicates() <= 10_000);
    }
  }

  /** 0.1 (0.7 / 0.1) is not 0.7 in binary: the end of the range is a point all the same. */
  @Test
  void endsOfARangeOfRealNumbersAreExact() throws InterruptedException {
    DoubleUnaryOperator power =
        d -> NORMAL.cumulativeProbability(5 * Math.sqrt(d) - 1.959963984540054);
    double root = Math.pow((1.959963984540054 + 1.2815515655446004) / 5, 2);
    for (double high : new double[] {0.7, 0.9, 1.1, 1.3, 2.3}) {
      for (double low : new double[] {0.1, 0.13, 0.17, 0.3}) {
        Answer a =
            SizeSearch.run(exact(power, 1), new Question(low, high, false, 0.9, 0.02, false));
        assertNull(a.refusal());
        double error = (a.upper() - a.lower()) / (2 * 1.96);
        assertEquals(root, a.root(), 4 * error);
      }
    }
  }

  /** Assurance with a prior of mean 0.2 and SD 0.3: at most 0.7475 can be reached. */
  @Test
  void assuranceThatNoSizeReachesIsRefused() throws InterruptedException {
    DoubleUnaryOperator assurance =
        n ->
            NORMAL.cumulativeProbability(
                (Math.sqrt(n / 2) * 0.2 - 1.959963984540054) / Math.sqrt(1 + n / 2 * 0.09));
    Answer answer =
        SizeSearch.run(exact(assurance, 1), new Question(100, 100_000, true, 0.8, 0.005, false));
    assertTrue(answer.refusal().startsWith("power is below 0.8000"), answer.refusal());
  }

  /**
   * One arm, 0.2 against 0.4, α 0.05, power 0.8: 35 is the first (power 0.8048), from 38 on it
   * always is; 36 and 37 have 0.7484 and 0.7802 (R 4.2.2, for n: c the least with pbinom(c - 1, n,
   * 0.2, lower = FALSE) <= 0.05; pbinom(c - 1, n, 0.4, lower = FALSE)).
   */
  @Test
  void wholeNumbersOfAnExactTestAreJudgedOneByOne() throws InterruptedException {
    DoubleUnaryOperator power =
        n -> {
          BinomialDistribution under = new BinomialDistribution(null, (int) n, 0.2);
          int c = 0;
          while (1 - under.cumulativeProbability(c - 1) > 0.05) {
            c++;
          }
          return 1 - new BinomialDistribution(null, (int) n, 0.4).cumulativeProbability(c - 1);
        };
    int right = 0;
    for (int seed = 0; seed < 100; seed++) {
      Answer a = SizeSearch.run(exact(power, seed), new Question(15, 100, true, 0.8, 0.003, true));
      right += a.exact().first() == 35 && a.exact().always() == 38 ? 1 : 0;
      assertEquals(a.exact().always(), a.assured());
    }
    assertTrue(right >= 97, right + " of 100");
  }
}
