package org.silico.engine.simulation;

import java.util.Arrays;
import org.silico.engine.method.AnalysisRows;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.AnalysisPlan.ModelColumn;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;

/**
 * The rows that one analysis works on: the patients of its arms with an outcome, by column. Blocks
 * of a trial are added in order.
 */
public final class AnalysisSet extends AnalysisRows {
  private final AnalysisPlan plan;
  private final int endpoint;
  private final boolean timeToEvent;
  private final boolean count;
  private final double period;
  private final boolean change;
  private final boolean stratified;
  private final int[] groups;
  private final VisitOutcomes visits;
  private final int[] competing;

  // by patient of a block the first of the analysed and the competing events
  private double[] firstTime = new double[0];
  private int[] firstEvent = new int[0];

  /** Whether who has no value is a failure, though their visit is not due. */
  private final boolean notDueFail;

  int treated;
  int controls;
  long eventsTreated;
  long eventsControl;

  AnalysisSet(TrialPlan trial, AnalysisPlan plan) {
    this.plan = plan;
    this.endpoint = plan.analysis().endpoint();
    EndpointPlan e = trial.questions().endpoints().get(endpoint);
    this.timeToEvent = e.timeToEvent();
    this.count = e.counts();
    this.period = e.counts() ? e.day() : Double.NaN;
    this.change = plan.analysis().method().values().change();
    this.stratified = plan.strata().columns().length > 0;
    this.stratum = stratified ? new int[0] : null;
    this.covariates = new double[plan.covariates().length][0];
    this.competing = plan.competing();
    this.groups = groups(plan.analysis(), trial.arms().count());
    this.visits = plan.target() == null ? null : new VisitOutcomes(trial, plan);
    this.y = new double[visits == null ? 1 : visits.rows()][0];
    this.notDueFail = plan.analysis().ongoing() && e.dropoutsFail();
  }

  /** By arm the group, -1 for arms that are not in the analysis. */
  private static int[] groups(Analysis analysis, int arms) {
    boolean all = analysis.method().method().comparison().all();
    int[] groups = new int[arms];
    int next = 2;
    for (int a = 0; a < arms; a++) {
      groups[a] = a == analysis.treatment() ? 1 : a == analysis.control() ? 0 : all ? next++ : -1;
    }
    return groups;
  }

  void clear() {
    n = 0;
    treated = 0;
    controls = 0;
    eventsTreated = 0;
    eventsControl = 0;
  }

  /** Adds the patients of a block who are in the analysis. */
  void add(TrialData data, Observation observation) {
    int enrolled = observation.enrolled();
    reserve(n + enrolled);
    if (visits != null) {
      visits.observe(data, observation, enrolled);
      addVisits(data, enrolled);
      return;
    }
    if (timeToEvent) {
      addTimes(data, observation, enrolled);
      return;
    }
    double[] base = change ? data.baseline(endpoint) : null;
    for (int i = 0; i < enrolled; i++) {
      int g = groups[data.arm()[i]];
      if (g < 0) {
        continue;
      }
      double value = observation.value(endpoint, i);
      if (Double.isNaN(value) && notDueFail) {
        value = 0;
      }
      if (Double.isNaN(value)) {
        continue;
      }
      y[0][n] = change ? value - base[i] : value;
      if (count) {
        exposure[n] = observation.exposure(endpoint, i);
      }
      row(data, i, g);
    }
  }

  /** Times to events: no branch depends on chance, which a processor cannot foresee. */
  private void addTimes(TrialData data, Observation observation, int enrolled) {
    int[] arm = data.arm();
    double[] times = observation.times(endpoint);
    int[] happened = observation.happened(endpoint);
    if (competing.length > 0) {
      first(observation, enrolled);
      times = firstTime;
      happened = firstEvent;
    }
    int[] group = this.group;
    int[] event = this.event;
    double[] time = y[0];
    int at = n;
    int ones = 0;
    int events = 0;
    int eventsOfOnes = 0;
    for (int i = 0; i < enrolled; i++) {
      int g = groups[arm[i]];
      // every row is written, and one that is not in the analysis is written over
      group[at] = g;
      time[at] = times[i];
      event[at] = happened[i];
      int taken = 1 + (g >> 31);
      int one = taken & g;
      ones += one;
      // of a competing event, which is a 2, nothing remains
      events += taken & happened[i];
      eventsOfOnes += one & happened[i];
      at += taken;
    }
    treated += ones;
    controls += at - n - ones;
    eventsTreated += eventsOfOnes;
    eventsControl += events - eventsOfOnes;
    if (stratified || covariates.length > 0) {
      for (int i = 0; i < enrolled; i++) {
        if (groups[arm[i]] >= 0) {
          columns(data, i, n++);
        }
      }
    }
    n = at;
  }

  /** Of events at the same time the analysed one counts. */
  private void first(Observation observation, int enrolled) {
    if (firstTime.length < enrolled) {
      firstTime = new double[enrolled];
      firstEvent = new int[enrolled];
    }
    System.arraycopy(observation.times(endpoint), 0, firstTime, 0, enrolled);
    System.arraycopy(observation.happened(endpoint), 0, firstEvent, 0, enrolled);
    for (int other : competing) {
      double[] times = observation.times(other);
      int[] happened = observation.happened(other);
      for (int i = 0; i < enrolled; i++) {
        // who is censored is so after all events that were seen
        if (happened[i] == 1 && (firstEvent[i] == 0 || times[i] < firstTime[i])) {
          firstTime[i] = times[i];
          firstEvent[i] = 2;
        }
      }
    }
  }

  /**
   * Adds every patient of a block with the outcome of one arm, complete up to a horizon.
   *
   * @param treatment 1 for the treatment's outcomes, 0 for the control's
   * @param other times of the first competing event, infinite where there is none; only read where
   *     the analysis has such events
   * @param horizon days from randomisation to the planned end, for times to events
   */
  public void addPotential(
      TrialData data, int treatment, double[] outcome, double[] other, double[] horizon) {
    int size = data.size();
    reserve(n + size);
    double[] base = change ? data.baseline(endpoint) : null;
    for (int i = 0; i < size; i++) {
      if (timeToEvent) {
        double rival = competing.length > 0 ? other[i] : Double.POSITIVE_INFINITY;
        double first = Math.min(outcome[i], rival);
        event[n] = first > horizon[i] ? 0 : outcome[i] <= rival ? 1 : 2;
        y[0][n] = Math.min(first, horizon[i]);
      } else {
        y[0][n] = change ? outcome[i] - base[i] : outcome[i];
        if (count) {
          exposure[n] = period;
        }
      }
      row(data, i, treatment);
    }
  }

  /** Adds the patients of a block as if nobody had left or missed a visit. */
  public void addComplete(TrialData data) {
    reserve(n + data.size());
    visits.complete(data, data.history());
    addVisits(data, data.size());
  }

  private void addVisits(TrialData data, int size) {
    for (int i = 0; i < size; i++) {
      int g = groups[data.arm()[i]];
      if (g < 0 || !visits.has(i)) {
        continue;
      }
      for (int k = 0; k < y.length; k++) {
        y[k][n] = visits.column(k)[i];
      }
      row(data, i, g);
    }
  }

  private void row(TrialData data, int i, int g) {
    group[n] = g;
    long events = timeToEvent ? event[n] & 1 : count ? (long) y[0][n] : 0;
    if (g == 1) {
      treated++;
      eventsTreated += events;
    } else if (g == 0) {
      controls++;
      eventsControl += events;
    }
    columns(data, i, n);
    n++;
  }

  /** Stratum and covariates of patient i as row {@code at}. */
  private void columns(TrialData data, int i, int at) {
    if (stratified) {
      stratum[at] = plan.strata().cell(data.columns(), i);
    }
    for (int c = 0; c < covariates.length; c++) {
      ModelColumn m = plan.covariates()[c];
      double x = data.columns()[m.column()][i];
      covariates[c][at] = m.level() < 0 ? x : (int) x == m.level() ? 1 : 0;
    }
  }

  /** A copy of the rows so far. */
  AnalysisSetRows rows() {
    return new AnalysisSetRows(
        Arrays.copyOf(group, n),
        copy(y),
        timeToEvent ? Arrays.copyOf(event, n) : event,
        count ? Arrays.copyOf(exposure, n) : exposure,
        stratified ? Arrays.copyOf(stratum, n) : null,
        copy(covariates),
        treated,
        controls,
        eventsTreated,
        eventsControl);
  }

  private double[][] copy(double[][] columns) {
    return Arrays.stream(columns).map(c -> Arrays.copyOf(c, n)).toArray(double[][]::new);
  }

  /** Adds the rows of a later block. */
  void add(AnalysisSetRows next) {
    int m = next.size();
    reserve(n + m);
    System.arraycopy(next.group(), 0, group, n, m);
    append(next.y(), y, m);
    if (timeToEvent) {
      System.arraycopy(next.event(), 0, event, n, m);
    }
    if (count) {
      System.arraycopy(next.exposure(), 0, exposure, n, m);
    }
    if (stratified) {
      System.arraycopy(next.stratum(), 0, stratum, n, m);
    }
    append(next.covariates(), covariates, m);
    n += m;
    treated += next.treated();
    controls += next.controls();
    eventsTreated += next.eventsTreated();
    eventsControl += next.eventsControl();
  }

  private void append(double[][] from, double[][] to, int m) {
    for (int c = 0; c < to.length; c++) {
      System.arraycopy(from[c], 0, to[c], n, m);
    }
  }

  private void reserve(int rows) {
    if (group.length >= rows) {
      return;
    }
    int size = Math.max(rows, group.length + group.length / 2);
    group = Arrays.copyOf(group, size);
    event = timeToEvent ? Arrays.copyOf(event, size) : event;
    exposure = count ? Arrays.copyOf(exposure, size) : exposure;
    if (stratified) {
      stratum = Arrays.copyOf(stratum, size);
    }
    for (double[][] columns : new double[][][] {y, covariates}) {
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Arrays.copyOf(columns[c], size);
      }
    }
  }
}
