package org.silico.engine.simulation;

import java.util.Arrays;
import org.silico.engine.method.Taken;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.TargetPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis.Missing;
import org.silico.engine.trial.History;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;

/**
 * The outcomes that an analysis takes of a longitudinal endpoint, from the visits of a block of
 * patients: all visits (mixed model, imputation), two stages or periods, or one visit with what
 * stands for a value that was not seen.
 *
 * <p>Where something stands for what was not seen (carried forward, a failure, imputed), only
 * patients for whom the visit is due by the cut are taken, whether they stayed or left, unless the
 * analysis asks for all: who is still ongoing would count as one who left, and who left early,
 * before others of their time could have been seen, would count too much. Methods that take what
 * was seen as it is take all of it.
 */
public final class VisitOutcomes {
  private final int endpoint;
  private final TargetPlan target;
  private final Variable variable;
  private final Taken taken;
  private final int visits;
  private double[][] values = new double[0][];
  private double[][] columns = new double[0][];
  private double[] eligible = new double[0];

  /** Whether a patient may have outcomes that were not seen. */
  private boolean[] counted = new boolean[0];

  /** Whether patients are taken for whom the visit is not due. */
  private final boolean ongoing;

  public VisitOutcomes(TrialPlan trial, AnalysisPlan plan) {
    this.endpoint = plan.analysis().endpoint();
    this.target = plan.target();
    this.variable = new Variable(target.change(), target.responder());
    LongitudinalPlan course = trial.questions().course(endpoint);
    this.taken = plan.analysis().method().method().taken();
    this.ongoing = plan.analysis().ongoing();
    boolean every = taken == Taken.ALL_VISITS || taken == Taken.ALL_VISITS_OF_ALL;
    this.visits = every ? course.visits() : target.visit() + 1;
  }

  /** How many outcomes a patient has. */
  int rows() {
    return switch (taken) {
      case ONE_VISIT -> 1;
      case ALL_VISITS -> visits;
      case ALL_VISITS_OF_ALL -> target.excludeAfter().length > 0 ? visits + 1 : visits;
      case STAGES, PERIODS -> 2;
    };
  }

  /** An outcome of every patient of the block. */
  public double[] column(int row) {
    return columns[row];
  }

  /** Whether patient i has an outcome, or the method takes who has none. */
  boolean has(int i) {
    if (taken == Taken.ALL_VISITS_OF_ALL) {
      return counted[i];
    }
    int seen = 0;
    for (int r = 0; r < rows(); r++) {
      seen += Double.isNaN(columns[r][i]) ? 0 : 1;
    }
    return seen >= (taken == Taken.PERIODS ? 2 : 1);
  }

  /** Takes what was seen of the first n patients. */
  void observe(TrialData data, Observation observation, int n) {
    reserve(data.capacity());
    for (int v = 0; v < visits; v++) {
      for (int i = 0; i < n; i++) {
        values[v][i] = observation.value(endpoint, v, i);
      }
    }
    double[] day = data.visitDays(endpoint, target.visit());
    for (int i = 0; i < n; i++) {
      counted[i] = ongoing || observation.due(day[i], i);
    }
    for (int event : target.excludeAfter()) {
      exclude(data, data.history().event(event), n);
    }
    if (rows() > visits && taken == Taken.ALL_VISITS_OF_ALL) {
      followed(data, observation, n);
    }
    derive(data, n);
  }

  /**
   * Who was seen to have an event had followed the treatment at all visits before it, also at those
   * that were missed.
   */
  private void followed(TrialData data, Observation observation, int n) {
    double[] followed = columns[visits];
    for (int i = 0; i < n; i++) {
      double first = Double.POSITIVE_INFINITY;
      for (int event : target.excludeAfter()) {
        if (observation.happened(event, i)) {
          first = Math.min(first, data.history().event(event)[i]);
        }
      }
      int v = first == Double.POSITIVE_INFINITY ? -1 : visits - 1;
      while (v >= 0 && first < data.visitDays(endpoint, v)[i]) {
        v--;
      }
      followed[i] = v;
    }
  }

  /** Values after an event count as not seen. */
  private void exclude(TrialData data, double[] when, int n) {
    for (int v = 0; v < visits; v++) {
      double[] day = data.visitDays(endpoint, v);
      for (int i = 0; i < n; i++) {
        values[v][i] = when[i] < day[i] ? Double.NaN : values[v][i];
      }
    }
  }

  /** Takes all values of a world, seen or not. */
  public void complete(TrialData data, History history) {
    reserve(data.capacity());
    for (int v = 0; v < visits; v++) {
      System.arraycopy(history.values(endpoint, v), 0, values[v], 0, data.size());
    }
    Arrays.fill(counted, true);
    if (rows() > visits && taken == Taken.ALL_VISITS_OF_ALL) {
      Arrays.fill(columns[visits], visits - 1);
    }
    derive(data, data.size());
  }

  private void derive(TrialData data, int n) {
    double[] base = data.baseline(endpoint);
    switch (taken) {
      case ONE_VISIT -> one(data, n, base);
      case ALL_VISITS, ALL_VISITS_OF_ALL -> {
        for (int v = 0; v < visits; v++) {
          variable.fill(values[v], base, data.columns(), n, columns[v]);
        }
      }
      case STAGES -> stages(data, n, base);
      case PERIODS -> {
        System.arraycopy(values[target.earlier()], 0, columns[0], 0, n);
        System.arraycopy(values[target.visit()], 0, columns[1], 0, n);
      }
    }
  }

  private void one(TrialData data, int n, double[] base) {
    double[] value = values[target.visit()];
    if (target.missing() == Missing.BASELINE || target.missing() == Missing.LAST_OBSERVATION) {
      for (int i = 0; i < n; i++) {
        int v = target.missing() == Missing.BASELINE ? -1 : target.visit() - 1;
        while (counted[i] && Double.isNaN(value[i])) {
          value[i] = v < 0 ? base[i] : values[v][i];
          v--;
        }
      }
    }
    variable.fill(value, base, data.columns(), n, columns[0]);
    if (target.missing() == Missing.FAILURE) {
      for (int i = 0; i < n; i++) {
        columns[0][i] = counted[i] && Double.isNaN(columns[0][i]) ? 0 : columns[0][i];
      }
    }
  }

  /**
   * Stage 1 from baseline, for all; stage 2 from the end of stage 1, for those who did not respond
   * in it. Who began on the drug is not in stage 2, which the analysis sees by the group.
   */
  private void stages(TrialData data, int n, double[] base) {
    double[] first = values[target.earlier()];
    double[] second = values[target.visit()];
    Variable.see(first, base, data.columns(), n);
    target.nonResponder().evaluate(data.columns(), n, eligible);
    variable.fill(first, base, data.columns(), n, columns[0]);
    variable.fill(
        second, variable.responder() == null ? first : base, data.columns(), n, columns[1]);
    for (int i = 0; i < n; i++) {
      if (eligible[i] == 0 || Double.isNaN(first[i])) {
        columns[1][i] = Double.NaN;
      }
    }
  }

  private void reserve(int capacity) {
    if (eligible.length < capacity) {
      eligible = new double[capacity];
      counted = new boolean[capacity];
      values = new double[visits][capacity];
      columns = new double[rows()][capacity];
    }
  }
}
