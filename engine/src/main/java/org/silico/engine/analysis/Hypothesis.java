package org.silico.engine.analysis;

import java.io.Serializable;
import java.util.function.DoubleFunction;

/**
 * What a trial sets out to show of a treatment effect, and its test by any method that gives an
 * {@link Estimate} for a null value. Null values are on the scale of the method: a difference or a
 * log ratio.
 */
public sealed interface Hypothesis {

  /** Which values of the effect are good for patients. */
  enum Direction {
    GREATER,
    LESS;

    /** One-sided p of the alternative that the effect is better than the null value. */
    double p(Estimate estimate) {
      return this == GREATER ? estimate.pGreater() : estimate.pLess();
    }

    /** Whether the statistic points to a better effect than the null value. */
    boolean better(Estimate estimate) {
      return this == GREATER ? estimate.statistic() > 0 : estimate.statistic() < 0;
    }
  }

  /**
   * The outcome of a test. An analysis without a statistic has p = NaN and does not reject.
   *
   * @param reject whether the null hypothesis is rejected, in whatever direction
   * @param p the p value that was compared with the significance level
   * @param beneficial whether the effect lies on the good side of the null value; power counts
   *     {@code reject && beneficial}
   */
  record Decision(boolean reject, double p, boolean beneficial) implements Serializable {}

  /**
   * Tests the hypothesis.
   *
   * @param method the analysis as a function of its null value; called once, for equivalence twice
   */
  Decision decide(DoubleFunction<Estimate> method);

  /** Level of the two-sided confidence interval that agrees with the decision. */
  double confidenceLevel();

  /**
   * Different from no effect, or better than a margin. One-sided: p of the better direction against
   * alpha. Two-sided: twice the smaller p against alpha, so that harm is rejected too, with {@code
   * beneficial} false.
   *
   * @param nullValue 0, or a margin that is better than no effect, on the scale of the method
   * @param sides 1 or 2; 1 with a margin
   */
  record Superiority(Direction better, double nullValue, int sides, double alpha)
      implements Hypothesis {
    public Superiority {
      requireSides(sides);
    }

    /** Against no effect. */
    public Superiority(Direction better, int sides, double alpha) {
      this(better, 0, sides, alpha);
    }

    @Override
    public Decision decide(DoubleFunction<Estimate> method) {
      Estimate estimate = method.apply(nullValue);
      double p = sides == 1 ? better.p(estimate) : estimate.pTwoSided();
      return new Decision(p <= alpha, p, better.better(estimate));
    }

    @Override
    public double confidenceLevel() {
      return sides == 1 ? 1 - 2 * alpha : 1 - alpha;
    }
  }

  /**
   * Not worse than a margin: one-sided test of the effect against the margin. With two sides, alpha
   * is that of the two-sided interval that is to lie above (below) the margin: the one-sided test
   * is at alpha/2.
   *
   * @param margin the null value with its sign, on the scale of the method: below 0 where greater
   *     is better, above 0 where less is better
   * @param sides 1 or 2
   */
  record NonInferiority(Direction better, double margin, int sides, double alpha)
      implements Hypothesis {
    public NonInferiority {
      requireSides(sides);
      if (better == Direction.GREATER ? !(margin < 0) : !(margin > 0)) {
        throw new IllegalArgumentException(
            "a margin of " + margin + " is not worse than no effect");
      }
    }

    @Override
    public Decision decide(DoubleFunction<Estimate> method) {
      Estimate estimate = method.apply(margin);
      double p = better.p(estimate);
      return new Decision(p <= alpha / sides, p, better.better(estimate));
    }

    @Override
    public double confidenceLevel() {
      return 1 - 2 * alpha / sides;
    }
  }

  /**
   * Between two margins: two one-sided tests, each at alpha; p is the larger of the two (Schuirmann
   * 1987, J Pharmacokinet Biopharm 15:657-680). {@code beneficial} is an effect between the
   * margins.
   */
  record Equivalence(double lower, double upper, double alpha) implements Hypothesis {
    public Equivalence {
      if (!(lower < 0 && upper > 0)) {
        throw new IllegalArgumentException(
            "margins of " + lower + " and " + upper + " do not enclose 0");
      }
    }

    @Override
    public Decision decide(DoubleFunction<Estimate> method) {
      Estimate aboveLower = method.apply(lower);
      Estimate belowUpper = method.apply(upper);
      double p = Math.max(aboveLower.pGreater(), belowUpper.pLess());
      return new Decision(p <= alpha, p, aboveLower.statistic() > 0 && belowUpper.statistic() < 0);
    }

    @Override
    public double confidenceLevel() {
      return 1 - 2 * alpha;
    }
  }

  private static void requireSides(int sides) {
    if (sides != 1 && sides != 2) {
      throw new IllegalArgumentException("sides must be 1 or 2, not " + sides);
    }
  }
}
