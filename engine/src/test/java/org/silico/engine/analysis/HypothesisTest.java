package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.silico.engine.analysis.Hypothesis.Decision;
import org.silico.engine.analysis.Hypothesis.Direction;
import org.silico.engine.analysis.Hypothesis.Equivalence;
import org.silico.engine.analysis.Hypothesis.NonInferiority;
import org.silico.engine.analysis.Hypothesis.Superiority;

/** Normal tail areas are from tables: P(Z > 2) = 0.02275, P(Z > 3) = 0.00135. */
class HypothesisTest {

  /** An effect with standard error 1. */
  private static DoubleFunction<Estimate> effect(double estimate) {
    return nullValue -> Estimate.wald(estimate, 1, nullValue);
  }

  @Test
  void oneSidedSuperiorityLooksInTheGoodDirectionOnly() {
    Superiority greater = new Superiority(Direction.GREATER, 1, 0.025);
    Superiority less = new Superiority(Direction.LESS, 1, 0.025);
    Decision good = greater.decide(effect(2));
    assertEquals(0.02275, good.p(), 1e-5);
    assertTrue(good.reject());
    assertTrue(good.beneficial());
    Decision bad = less.decide(effect(2));
    assertEquals(0.97725, bad.p(), 1e-5);
    assertFalse(bad.reject());
    assertFalse(bad.beneficial());
    assertTrue(less.decide(effect(-2)).reject());
    assertEquals(0.95, greater.confidenceLevel(), 1e-15);
  }

  @Test
  void twoSidedSuperiorityRejectsHarmButDoesNotCallItBeneficial() {
    Superiority less = new Superiority(Direction.LESS, 2, 0.05);
    Decision harm = less.decide(effect(2));
    assertEquals(0.0455, harm.p(), 1e-4);
    assertTrue(harm.reject());
    assertFalse(harm.beneficial());
    assertTrue(less.decide(effect(-2)).beneficial());
    assertEquals(0.95, less.confidenceLevel(), 1e-15);
  }

  @Test
  void nonInferiorityTestsTheMargin() {
    NonInferiority greater = new NonInferiority(Direction.GREATER, -2.5, 1, 0.025);
    assertEquals(0.02275, greater.decide(effect(-0.5)).p(), 1e-5);
    assertTrue(greater.decide(effect(-0.5)).reject());
    assertFalse(greater.decide(effect(-0.6)).reject());
    assertTrue(greater.decide(effect(-0.6)).beneficial());
    NonInferiority less = new NonInferiority(Direction.LESS, 2.5, 1, 0.025);
    assertTrue(less.decide(effect(0.5)).reject());
    assertFalse(less.decide(effect(0.6)).reject());
  }

  @Test
  void twoSidedAlphaOfNonInferiorityIsHalved() {
    NonInferiority two = new NonInferiority(Direction.GREATER, -2.5, 2, 0.05);
    NonInferiority one = new NonInferiority(Direction.GREATER, -2.5, 1, 0.025);
    for (double estimate = -2; estimate < 2; estimate += 0.1) {
      assertEquals(one.decide(effect(estimate)), two.decide(effect(estimate)));
    }
    assertEquals(one.confidenceLevel(), two.confidenceLevel(), 1e-15);
    assertFalse(new NonInferiority(Direction.GREATER, -2.5, 2, 0.04).decide(effect(-0.5)).reject());
  }

  @Test
  void equivalenceTakesTheLargerOfTwoOneSidedP() {
    Equivalence equivalence = new Equivalence(-3, 3, 0.05);
    Decision inside = equivalence.decide(effect(0));
    assertEquals(0.00135, inside.p(), 1e-5);
    assertTrue(inside.reject());
    assertEquals(0.02275, equivalence.decide(effect(1)).p(), 1e-5);
    assertEquals(0.02275, equivalence.decide(effect(-1)).p(), 1e-5);
    Decision outside = equivalence.decide(effect(4));
    assertFalse(outside.reject());
    assertFalse(outside.beneficial());
    assertEquals(0.9, equivalence.confidenceLevel(), 1e-15);
  }

  @Test
  void decisionsAgreeWithTheConfidenceInterval() {
    Hypothesis[] hypotheses = {
      new NonInferiority(Direction.GREATER, -2, 2, 0.05), new Equivalence(-2, 2, 0.05)
    };
    for (double estimate = -3; estimate < 3; estimate += 0.07) {
      for (Hypothesis h : hypotheses) {
        Estimate e = Estimate.wald(estimate, 0.9, 0);
        double level = h.confidenceLevel();
        boolean inside =
            e.interval(level).lower() > -2
                && (h instanceof NonInferiority || e.interval(level).upper() < 2);
        double at = estimate;
        assertEquals(inside, h.decide(margin -> Estimate.wald(at, 0.9, margin)).reject());
      }
    }
  }

  @Test
  void aFailedAnalysisDoesNotReject() {
    Hypothesis[] hypotheses = {
      new Superiority(Direction.GREATER, 1, 0.025),
      new Superiority(Direction.LESS, 2, 0.05),
      new NonInferiority(Direction.LESS, 1, 1, 0.025),
      new Equivalence(-1, 1, 0.05)
    };
    for (Hypothesis h : hypotheses) {
      Decision decision = h.decide(margin -> Estimate.failed(Status.NO_EVENTS));
      assertFalse(decision.reject());
      assertFalse(decision.beneficial());
      assertEquals(Double.NaN, decision.p());
    }
  }

  @Test
  void impossibleHypothesesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Superiority(Direction.LESS, 3, 0.05));
    assertThrows(IllegalArgumentException.class, () -> new Equivalence(1, 1, 0.05));
  }
}
