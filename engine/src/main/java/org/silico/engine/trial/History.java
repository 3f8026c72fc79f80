package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.TermKind;

/**
 * What happens to a block of patients visit by visit in one {@link World}, seen or not: the values
 * of longitudinal endpoints, their terms where they are kept, and the days of intercurrent events.
 */
public final class History {
  /** Rows of {@link #terms}: a row for each kind of term, then the prediction. */
  static final int ROWS = TermKind.values().length + 1;

  /** Row of the prediction: the link of the sum of terms. */
  public static final int PREDICTION = ROWS - 1;

  private final double[][][] values;
  private final double[][][][] terms;
  private final boolean[][][] missed;
  private final double[][] events;

  /**
   * @param keepTerms whether {@link #terms} are kept
   */
  public History(TrialPlan plan, int capacity, boolean keepTerms) {
    int endpoints = plan.questions().endpoints().size();
    values = new double[endpoints][][];
    terms = keepTerms ? new double[endpoints][][][] : null;
    missed = new boolean[endpoints][][];
    for (int e : plan.questions().longitudinal()) {
      LongitudinalPlan course = plan.questions().course(e);
      values[e] = new double[course.visits()][capacity];
      if (course.missed() != null) {
        missed[e] = new boolean[course.visits()][capacity];
      }
      if (keepTerms) {
        terms[e] = new double[course.visits()][ROWS][capacity];
      }
    }
    events = new double[plan.conduct().events().size()][capacity];
  }

  /** The values of an endpoint at a visit, from 0. */
  public double[] values(int endpoint, int visit) {
    return values[endpoint][visit];
  }

  /** By row the terms of an endpoint at a visit; null when they are not kept. */
  public double[][] terms(int endpoint, int visit) {
    return terms == null ? null : terms[endpoint][visit];
  }

  /** Who misses a visit of an endpoint; null when nobody does. */
  public boolean[] missed(int endpoint, int visit) {
    return missed[endpoint] == null ? null : missed[endpoint][visit];
  }

  /** The day of an event of each patient since randomisation; infinite for never. */
  public double[] event(int event) {
    return events[event];
  }

  void clearEvents(int n) {
    for (double[] day : events) {
      Arrays.fill(day, 0, n, Double.POSITIVE_INFINITY);
    }
  }
}
