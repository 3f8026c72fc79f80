package org.silico.engine.method;

import java.util.function.DoubleFunction;
import org.silico.engine.analysis.ConfidenceInterval;
import org.silico.engine.analysis.Estimate;
import org.silico.engine.analysis.Hypothesis;
import org.silico.engine.analysis.Hypothesis.Decision;

/** A method with its workspace, for one thread. */
@FunctionalInterface
public interface Estimator {
  /**
   * @param nullValue on the scale of the estimate
   */
  Estimate estimate(AnalysisRows rows, double nullValue);

  /**
   * Tests a hypothesis. A method whose p value does not follow from the estimate's statistic has
   * its own.
   *
   * @param tested the estimate of the rows as a function of the null value; must be asked for at
   *     least once
   */
  default Decision decide(
      AnalysisRows rows, Hypothesis hypothesis, DoubleFunction<Estimate> tested) {
    return hypothesis.decide(tested);
  }

  /**
   * The interval that inverts the test.
   *
   * @param tested the estimate of the rows against {@code nullValue}
   */
  default ConfidenceInterval interval(
      AnalysisRows rows, Estimate tested, double nullValue, double level) {
    return tested.interval(level);
  }
}
