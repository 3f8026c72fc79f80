package org.silico.engine.simulation;

import java.util.Arrays;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.AnalysisPlan.ModelColumn;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Analysis.Method;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;

/**
 * The rows that one analysis works on: the patients of its two arms with an outcome, by column.
 * Blocks of a trial are added in order.
 */
final class Sample {
  private final AnalysisPlan plan;
  private final int endpoint;
  private final boolean timeToEvent;
  private final boolean count;
  private final double period;
  private final boolean change;
  private final boolean stratified;

  int n;

  /** 0 control, 1 treatment. */
  int[] group = new int[0];

  /** The outcome, the change from baseline, the count, or the time in days. */
  double[] y = new double[0];

  /** 1 event, 0 censored; for times to events. */
  int[] event = new int[0];

  /** Days observed; for counts. */
  double[] exposure = new double[0];

  /** Null without strata. */
  int[] stratum;

  double[][] covariates;
  int treated;
  int eventsTreated;
  int eventsControl;

  Sample(TrialPlan trial, AnalysisPlan plan) {
    this.plan = plan;
    this.endpoint = plan.analysis().endpoint();
    EndpointPlan e = trial.endpoints().get(endpoint);
    this.timeToEvent = e instanceof EndpointPlan.TimeToEvent;
    this.count = e instanceof EndpointPlan.Count;
    this.period = e instanceof EndpointPlan.Count c ? c.period() : Double.NaN;
    this.change = comparesChange(plan.analysis());
    this.stratified = plan.strata().columns().length > 0;
    this.stratum = stratified ? new int[0] : null;
    this.covariates = new double[plan.covariates().length][0];
  }

  static boolean comparesChange(Analysis analysis) {
    return analysis.method() instanceof Method.TTest t && t.change()
        || analysis.method() instanceof Method.Ancova a && a.change();
  }

  void clear() {
    n = 0;
    treated = 0;
    eventsTreated = 0;
    eventsControl = 0;
  }

  /** Adds the patients of a block who are in the analysis. */
  void add(TrialData data, Observation observation) {
    int enrolled = observation.enrolled();
    reserve(n + enrolled);
    int[] arm = data.arm();
    int treatment = plan.analysis().treatment();
    int control = plan.analysis().control();
    double[] base = change ? data.baseline(endpoint) : null;
    for (int i = 0; i < enrolled; i++) {
      int a = arm[i];
      if (a != treatment && a != control) {
        continue;
      }
      if (timeToEvent) {
        boolean seen = observation.event(endpoint, i);
        y[n] = seen ? data.outcome(endpoint)[i] : observation.seen(i);
        event[n] = seen ? 1 : 0;
      } else {
        double value = observation.value(endpoint, i);
        if (Double.isNaN(value)) {
          continue;
        }
        y[n] = change ? value - base[i] : value;
        if (count) {
          exposure[n] = observation.exposure(endpoint, i);
        }
      }
      row(data, i, a == treatment ? 1 : 0);
    }
  }

  /**
   * Adds every patient of a block with the outcome of one arm, complete up to a horizon.
   *
   * @param treatment 1 for the treatment's outcomes, 0 for the control's
   * @param horizon days from randomisation to the planned end, for times to events
   */
  void addPotential(TrialData data, int treatment, double[] outcome, double[] horizon) {
    int size = data.size();
    reserve(n + size);
    double[] base = change ? data.baseline(endpoint) : null;
    for (int i = 0; i < size; i++) {
      if (timeToEvent) {
        event[n] = outcome[i] <= horizon[i] ? 1 : 0;
        y[n] = Math.min(outcome[i], horizon[i]);
      } else {
        y[n] = change ? outcome[i] - base[i] : outcome[i];
        if (count) {
          exposure[n] = period;
        }
      }
      row(data, i, treatment);
    }
  }

  private void row(TrialData data, int i, int treatment) {
    group[n] = treatment;
    treated += treatment;
    int events = timeToEvent ? event[n] : count ? (int) y[n] : 0;
    if (treatment == 1) {
      eventsTreated += events;
    } else {
      eventsControl += events;
    }
    if (stratified) {
      stratum[n] = plan.strata().cell(data.columns(), i);
    }
    for (int c = 0; c < covariates.length; c++) {
      ModelColumn m = plan.covariates()[c];
      double x = data.columns()[m.column()][i];
      covariates[c][n] = m.level() < 0 ? x : (int) x == m.level() ? 1 : 0;
    }
    n++;
  }

  /** A copy of the rows so far. */
  SampleRows rows() {
    double[][] x = new double[covariates.length][];
    for (int c = 0; c < x.length; c++) {
      x[c] = Arrays.copyOf(covariates[c], n);
    }
    return new SampleRows(
        Arrays.copyOf(group, n),
        Arrays.copyOf(y, n),
        timeToEvent ? Arrays.copyOf(event, n) : event,
        count ? Arrays.copyOf(exposure, n) : exposure,
        stratified ? Arrays.copyOf(stratum, n) : null,
        x,
        treated,
        eventsTreated,
        eventsControl);
  }

  /** Adds the rows of a later block. */
  void add(SampleRows next) {
    int m = next.size();
    reserve(n + m);
    System.arraycopy(next.group(), 0, group, n, m);
    System.arraycopy(next.y(), 0, y, n, m);
    if (timeToEvent) {
      System.arraycopy(next.event(), 0, event, n, m);
    }
    if (count) {
      System.arraycopy(next.exposure(), 0, exposure, n, m);
    }
    if (stratified) {
      System.arraycopy(next.stratum(), 0, stratum, n, m);
    }
    for (int c = 0; c < covariates.length; c++) {
      System.arraycopy(next.covariates()[c], 0, covariates[c], n, m);
    }
    n += m;
    treated += next.treated();
    eventsTreated += next.eventsTreated();
    eventsControl += next.eventsControl();
  }

  private void reserve(int rows) {
    if (group.length >= rows) {
      return;
    }
    int size = Math.max(rows, group.length + group.length / 2);
    group = Arrays.copyOf(group, size);
    y = Arrays.copyOf(y, size);
    event = timeToEvent ? Arrays.copyOf(event, size) : event;
    exposure = count ? Arrays.copyOf(exposure, size) : exposure;
    if (stratified) {
      stratum = Arrays.copyOf(stratum, size);
    }
    for (int c = 0; c < covariates.length; c++) {
      covariates[c] = Arrays.copyOf(covariates[c], size);
    }
  }
}
