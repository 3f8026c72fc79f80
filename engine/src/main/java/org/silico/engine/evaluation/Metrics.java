package org.silico.engine.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.silico.engine.analysis.Status;
import org.silico.engine.trial.DataCut;

/**
 * The operating characteristics of a scenario, from sums over its trials. Estimates and Monte-Carlo
 * standard errors as in Morris, White and Crowther 2019, Stat Med 38:2074, Table 6. Estimates enter
 * the sums as deviations from the true value, so that nothing cancels. The error of a true value
 * that is itself simulated, on random numbers of its own, is part of that of the bias.
 *
 * <p>A trial whose analysis gave no p value counts as one that did not reject; a trial without an
 * estimate or standard error is left out of bias and errors, one without an interval out of
 * coverage. All are counted as failures of what they are left out of. How analyses ended other than
 * well is counted by its status, apart for those without and those with a p value. A trial that
 * could not be simulated is one without all of these, and is left out of what trials took.
 */
public final class Metrics {
  /** The probability of rejecting the null hypothesis in the good direction. */
  public static final String POWER = "power";

  /**
   * The share of trials in which at least one of several analyses rejects in the good direction.
   */
  public static final String POWER_OF_ANY = "power of any";

  /** The share of trials in which all of several analyses do. */
  public static final String POWER_OF_ALL = "power of all";

  /** The share of trials whose cut came with as many events as it waits for. */
  public static final String TARGET_REACHED = "target reached";

  /** Before a status: the share of trials that ended so, without a p value. */
  public static final String FAILED = "failed: ";

  /** Before a status: the share of trials that ended so, with a p value. */
  public static final String NOTED = "noted: ";

  /** Before an endpoint: the mean number of its events, of all arms. */
  public static final String EVENTS = "events ";

  /** Before a look: the share of trials in which it was held. */
  public static final String HELD = "held: ";

  /** Before a look: the mean time to it, from the opening of enrolment, where it was held. */
  public static final String DAYS_TO = "duration (days) to ";

  /** Before a look: the mean number of patients who had entered by it, likewise. */
  public static final String SUBJECTS_AT = "subjects at ";

  /**
   * Before a look that is not the last: the share of trials in which an analysis rejects the null
   * hypothesis in the good direction at it.
   */
  public static final String REJECTED_AT = "rejected at ";

  /** Before a look that is not the last: the share of trials given up at it. */
  public static final String FUTILE_AT = "stopped for futility at ";

  /**
   * Before a look, the last among them: the mean of an estimate less the true value, of the trials
   * that ended at it.
   */
  public static final String BIAS_AT = "bias, ended at ";

  /** The mean of the median-unbiased estimate by the stagewise ordering. */
  public static final String STAGEWISE_ESTIMATE = "mean estimate, stagewise";

  /** Of it, less the true value. */
  public static final String STAGEWISE_BIAS = "bias, stagewise";

  /** How often the interval by the stagewise ordering has the true value. */
  public static final String STAGEWISE_COVERAGE = "coverage, stagewise";

  /** The mean number of events among the patients of an analysis. */
  public static final String EVENTS_ANALYSED = "events";

  /** The name of the last look. */
  private static final String FINAL = "final";

  private static final int TRIALS = 0;
  private static final int REACHED = 1;
  private static final int NOT_SIMULATED = 2;
  private static final int ANY = 3;
  private static final int EVERY = 4;
  private static final int TRIAL_COUNTS = 5;
  private static final int REJECTED = 0;
  private static final int NO_TEST = 1;
  private static final int ESTIMATED = 2;
  private static final int INTERVALS = 3;
  private static final int COVERED = 4;

  /** By status, first of trials without a p value, then of those with one. */
  private static final int STATUSES = 5;

  private static final int ANALYSIS_COUNTS = STATUSES + 2 * Status.values().length;

  private static final String[] TRIAL_METRICS = {
    "duration (days)", "subjects", "dropouts", "screen failures"
  };
  // d, d^2, d^3, d^4, se^2, se^4, n, n^2, events, events^2
  private static final int ANALYSIS_SUMS = 10;

  // held, futile
  private static final int LOOK_COUNTS = 2;

  // days, days^2, subjects, subjects^2
  private static final int LOOK_SUMS = 4;

  // estimates, intervals, covered; d, d^2
  private static final int STAGEWISE_COUNTS = 3;
  private static final int STAGEWISE_SUMS = 2;

  private final List<String> analyses;
  private final double[] truth;
  private final double[] truthError;
  private final List<String> endpoints;
  private final boolean target;
  private final List<String> looks;
  private final int trialSums;
  private final int lookCounts;
  private final int lookSums;
  private final int endCounts;
  private final int endSums;
  private final int stagewise;

  /**
   * @param analyses their names
   * @param truth true value of what each estimates, NaN when unknown
   * @param truthError its Monte-Carlo standard error, 0 when it is exact
   * @param endpoints names of the endpoints, in order, null for those without events
   * @param target whether the cut waits for events
   * @param looks names of those before the last
   * @param stagewise the analysis whose results at the end are ordered by stage; -1 for none
   */
  public Metrics(
      List<String> analyses,
      double[] truth,
      double[] truthError,
      List<String> endpoints,
      boolean target,
      List<String> looks,
      int stagewise) {
    this.looks = List.copyOf(looks);
    this.analyses = List.copyOf(analyses);
    this.truth = truth.clone();
    this.truthError = truthError.clone();
    this.endpoints = Collections.unmodifiableList(new ArrayList<>(endpoints));
    this.target = target;
    this.trialSums = 2 * (TRIAL_METRICS.length + endpoints.size());
    this.lookCounts = TRIAL_COUNTS + ANALYSIS_COUNTS * analyses.size();
    this.lookSums = trialSums + ANALYSIS_SUMS * analyses.size();
    this.endCounts = lookCounts + looks.size() * (LOOK_COUNTS + analyses.size());
    this.endSums = lookSums + looks.size() * LOOK_SUMS;
    this.stagewise = stagewise;
  }

  /** Of analyses with exact true values; the trial's own events are not looked at. */
  public Metrics(List<String> analyses, double[] truth) {
    this(analyses, truth, new double[truth.length], List.of(), false, List.of(), -1);
  }

  public Tally zero() {
    int ends = ends() * analyses.size();
    int counts = ends + (stagewise < 0 ? 0 : STAGEWISE_COUNTS);
    int sums = 2 * ends + (stagewise < 0 ? 0 : STAGEWISE_SUMS);
    return Tally.zero(endCounts + counts, endSums + sums);
  }

  /** The looks at which trials end, where there is more than one. */
  private int ends() {
    return looks.isEmpty() ? 0 : looks.size() + 1;
  }

  /** Adds one trial. */
  public void add(Tally tally, TrialOutcome outcome) {
    if (outcome.failed()) {
      failed(tally);
      return;
    }
    trial(tally, outcome);
    int rejecting = 0;
    for (int a = 0; a < outcome.results().size(); a++) {
      analysis(tally, a, outcome.results().get(a));
      rejecting += outcome.results().get(a).success() ? 1 : 0;
    }
    tally.counts()[ANY] += rejecting > 0 ? 1 : 0;
    tally.counts()[EVERY] += rejecting == analyses.size() ? 1 : 0;
    for (LookOutcome held : outcome.looks()) {
      if (held.look() <= looks.size()) {
        look(tally, held);
        if (held == outcome.last() && outcome.stop() == TrialOutcome.Stop.FUTILITY) {
          tally.counts()[atLook(held.look() - 1) + 1]++;
        }
      }
    }
    if (!looks.isEmpty()) {
      end(tally, outcome.last());
    }
    if (stagewise >= 0) {
      stagewise(tally, outcome.stagewise());
    }
  }

  /** Estimates of the look with which a trial ended. */
  private void end(Tally tally, LookOutcome last) {
    for (int a = 0; a < analyses.size(); a++) {
      double d = last.results().get(a).estimate().estimate() - centre(a);
      if (Double.isFinite(d)) {
        int at = (last.look() - 1) * analyses.size() + a;
        tally.counts()[endCounts + at]++;
        squares(tally.sums(), endSums + 2 * at, d);
      }
    }
  }

  private void stagewise(Tally tally, StagewiseResult result) {
    int c = endCounts + ends() * analyses.size();
    int s = endSums + 2 * ends() * analyses.size();
    if (Double.isFinite(result.estimate())) {
      tally.counts()[c]++;
      squares(tally.sums(), s, result.estimate() - centre(stagewise));
    }
    boolean covers = result.lower() <= truth[stagewise] && truth[stagewise] <= result.upper();
    tally.counts()[c + 1] += result.lower() <= result.upper() ? 1 : 0;
    tally.counts()[c + 2] += covers ? 1 : 0;
  }

  /** A look before the last: that it was held, when, of how many, and which analyses rejected. */
  private void look(Tally tally, LookOutcome held) {
    int k = held.look() - 1;
    int c = atLook(k);
    int s = lookSums + k * LOOK_SUMS;
    tally.counts()[c]++;
    squares(tally.sums(), s, held.days());
    squares(tally.sums(), s + 2, held.subjects());
    for (int a = 0; a < held.results().size(); a++) {
      tally.counts()[c + LOOK_COUNTS + a] += held.results().get(a).success() ? 1 : 0;
    }
  }

  private int atLook(int k) {
    return lookCounts + k * (LOOK_COUNTS + analyses.size());
  }

  /** Adds a trial that could not be simulated. */
  public void failed(Tally tally) {
    tally.counts()[TRIALS]++;
    tally.counts()[NOT_SIMULATED]++;
    for (int a = 0; a < analyses.size(); a++) {
      int c = TRIAL_COUNTS + ANALYSIS_COUNTS * a;
      tally.counts()[c + NO_TEST]++;
      tally.counts()[c + STATUSES + Status.SIMULATION_FAILED.ordinal()]++;
    }
  }

  /** What one trial took. */
  void trial(Tally tally, TrialOutcome outcome) {
    tally.counts()[TRIALS]++;
    tally.counts()[REACHED] += outcome.cut() == DataCut.Reason.TARGET_REACHED ? 1 : 0;
    double[] sums = tally.sums();
    squares(sums, 0, outcome.duration());
    squares(sums, 2, outcome.subjects());
    squares(sums, 4, outcome.dropouts());
    squares(sums, 6, outcome.screenFailures());
    for (int e = 0; e < endpoints.size(); e++) {
      squares(sums, 2 * (TRIAL_METRICS.length + e), outcome.events().get(e));
    }
  }

  /** One analysis of one trial. */
  void analysis(Tally tally, int analysis, AnalysisResult result) {
    long[] counts = tally.counts();
    double[] sums = tally.sums();
    int c = TRIAL_COUNTS + ANALYSIS_COUNTS * analysis;
    int s = trialSums + ANALYSIS_SUMS * analysis;
    boolean tested = !Double.isNaN(result.decision().p());
    int status = result.estimate().status().ordinal();
    counts[c + REJECTED] += result.success() ? 1 : 0;
    counts[c + NO_TEST] += tested ? 0 : 1;
    counts[c + STATUSES + status + (tested ? Status.values().length : 0)]++;
    squares(sums, s + 6, result.treated() + result.control());
    squares(sums, s + 8, result.eventsTreated() + result.eventsControl());
    double lower = result.lower();
    double upper = result.upper();
    counts[c + INTERVALS] += lower <= upper ? 1 : 0;
    counts[c + COVERED] += lower <= truth[analysis] && truth[analysis] <= upper ? 1 : 0;
    double estimate = result.estimate().estimate();
    double standardError = result.estimate().standardError();
    if (Double.isFinite(estimate) && Double.isFinite(standardError)) {
      double d = estimate - centre(analysis);
      counts[c + ESTIMATED]++;
      double d2 = d * d;
      sums[s] += d;
      sums[s + 1] += d2;
      sums[s + 2] += d2 * d;
      sums[s + 3] += d2 * d2;
      squares(sums, s + 4, standardError * standardError);
    }
  }

  /** How many trials a tally holds. */
  public static long trials(Tally tally) {
    return tally.counts()[TRIALS];
  }

  /** How many of them could not be simulated. */
  public static long failures(Tally tally) {
    return tally.counts()[NOT_SIMULATED];
  }

  /**
   * The Monte-Carlo standard error of the least precise power, with two successes and two failures
   * added (Agresti and Coull 1998, Am Stat 52:119), so that it is not 0 where all trials agree.
   */
  public double powerError(Tally tally) {
    long n = tally.counts()[TRIALS];
    double worst = 0;
    for (int a = 0; a < analyses.size(); a++) {
      long rejected = tally.counts()[TRIAL_COUNTS + ANALYSIS_COUNTS * a + REJECTED];
      worst = Math.max(worst, proportionError(rejected + 2, n + 4));
    }
    return worst;
  }

  /** All characteristics, trial-wide ones last. */
  public List<Characteristic> summarise(Tally tally) {
    List<Characteristic> all = new ArrayList<>();
    for (int a = 0; a < analyses.size(); a++) {
      analysis(tally, a, all);
    }
    if (analyses.size() > 1) {
      long[] counts = tally.counts();
      long trials = trials(tally);
      all.add(Characteristic.share("", POWER_OF_ANY, counts[ANY], trials, failures(tally)));
      all.add(Characteristic.share("", POWER_OF_ALL, counts[EVERY], trials, failures(tally)));
    }
    for (int m = 0; m < TRIAL_METRICS.length; m++) {
      all.add(mean("", TRIAL_METRICS[m], tally, 2 * m));
    }
    for (int e = 0; e < endpoints.size(); e++) {
      if (endpoints.get(e) != null) {
        int at = 2 * (TRIAL_METRICS.length + e);
        all.add(mean("", EVENTS + endpoints.get(e), tally, at));
      }
    }
    for (int k = 0; k < looks.size(); k++) {
      look(tally, k, all);
    }
    if (target) {
      long failures = failures(tally);
      long n = trials(tally) - failures;
      all.add(Characteristic.share("", TARGET_REACHED, tally.counts()[REACHED], n, failures));
    }
    return all;
  }

  private void look(Tally tally, int k, List<Characteristic> all) {
    long failures = failures(tally);
    long trials = trials(tally) - failures;
    int c = atLook(k);
    int s = lookSums + k * LOOK_SUMS;
    long held = tally.counts()[c];
    String name = looks.get(k);
    all.add(Characteristic.share("", HELD + name, held, trials, failures));
    all.add(mean("", DAYS_TO + name, tally, s, held));
    all.add(mean("", SUBJECTS_AT + name, tally, s + 2, held));
    all.add(Characteristic.share("", FUTILE_AT + name, tally.counts()[c + 1], trials, failures));
    for (int a = 0; a < analyses.size(); a++) {
      long rejected = tally.counts()[c + LOOK_COUNTS + a];
      all.add(
          Characteristic.share(analyses.get(a), REJECTED_AT + name, rejected, trials, failures));
    }
  }

  private void analysis(Tally tally, int a, List<Characteristic> all) {
    long[] counts = tally.counts();
    double[] sums = tally.sums();
    String name = analyses.get(a);
    int c = TRIAL_COUNTS + ANALYSIS_COUNTS * a;
    int s = trialSums + ANALYSIS_SUMS * a;
    long trials = counts[TRIALS];
    all.add(Characteristic.share(name, POWER, counts[c + REJECTED], trials, counts[c + NO_TEST]));

    long n = counts[c + ESTIMATED];
    long failures = trials - n;
    double bias = sums[s] / n;
    double mse = sums[s + 1] / n;
    double variance = n > 1 ? Math.max(0, (sums[s + 1] - n * bias * bias) / (n - 1)) : Double.NaN;
    double empirical = Math.sqrt(variance);
    all.add(
        Characteristic.of(
            name, "mean estimate", centre(a) + bias, Math.sqrt(variance / n), n, failures));
    all.add(
        Characteristic.of(
            name, "empirical SE", empirical, empirical / Math.sqrt(2.0 * (n - 1)), n, failures));
    all.add(modelError(name, sums, s, n, failures));
    if (!Double.isNaN(truth[a])) {
      all.add(Characteristic.of(name, "true value", truth[a], truthError[a], n, failures));
      double biasError = StrictMath.hypot(Math.sqrt(variance / n), truthError[a]);
      all.add(Characteristic.of(name, "bias", bias, biasError, n, failures));
      all.add(rootMeanSquare(name, mse, sums[s + 3], n, failures));
      long intervals = counts[c + INTERVALS];
      all.add(
          Characteristic.share(
              name, "coverage", counts[c + COVERED], intervals, trials - intervals));
    }
    all.add(mean(name, "subjects analysed", tally, s + 6));
    all.add(mean(name, EVENTS_ANALYSED, tally, s + 8));
    if (!Double.isNaN(truth[a])) {
      for (int k = 0; k < ends(); k++) {
        int at = k * analyses.size() + a;
        String look = k < looks.size() ? looks.get(k) : FINAL;
        all.add(mean(name, BIAS_AT + look, tally, endSums + 2 * at, counts[endCounts + at]));
      }
    }
    if (a == stagewise) {
      stagewise(tally, name, all);
    }
    statuses(name, counts, c + STATUSES, all);
  }

  private void stagewise(Tally tally, String name, List<Characteristic> all) {
    int c = endCounts + ends() * analyses.size();
    int s = endSums + 2 * ends() * analyses.size();
    long n = tally.counts()[c];
    Characteristic bias = mean(name, STAGEWISE_BIAS, tally, s, n);
    all.add(
        Characteristic.of(
            name,
            STAGEWISE_ESTIMATE,
            centre(stagewise) + bias.estimate(),
            bias.mcse(),
            n,
            trials(tally) - n));
    if (!Double.isNaN(truth[stagewise])) {
      double error = StrictMath.hypot(bias.mcse(), truthError[stagewise]);
      all.add(
          Characteristic.of(name, STAGEWISE_BIAS, bias.estimate(), error, n, trials(tally) - n));
      long intervals = tally.counts()[c + 1];
      all.add(
          Characteristic.share(
              name,
              STAGEWISE_COVERAGE,
              tally.counts()[c + 2],
              intervals,
              trials(tally) - intervals));
    }
  }

  /** What has occurred of each status: of trials without a p value, and of those with one. */
  private static void statuses(String name, long[] counts, int at, List<Characteristic> all) {
    Status[] statuses = Status.values();
    for (int k = 0; k < 2 * statuses.length; k++) {
      boolean tested = k >= statuses.length;
      Status status = statuses[k % statuses.length];
      if (counts[at + k] > 0 && !(tested && status == Status.OK)) {
        String metric = (tested ? NOTED : FAILED) + status.label();
        all.add(Characteristic.share(name, metric, counts[at + k], counts[TRIALS], 0));
      }
    }
  }

  /** Square root of the mean squared SE; its MCSE is sqrt(Var(SE^2) / (4 n ModSE^2)). */
  private static Characteristic modelError(
      String name, double[] sums, int s, long n, long failures) {
    double mean = sums[s + 4] / n;
    double variance = n > 1 ? Math.max(0, (sums[s + 5] - n * mean * mean) / (n - 1)) : Double.NaN;
    return Characteristic.of(
        name, "model SE", Math.sqrt(mean), Math.sqrt(variance / (4 * n * mean)), n, failures);
  }

  /** MCSE of the MSE is sqrt((mean d^4 - MSE^2) / (n - 1)); of its root by the delta method. */
  private static Characteristic rootMeanSquare(
      String name, double mse, double fourth, long n, long failures) {
    double error = Math.sqrt(Math.max(0, fourth / n - mse * mse) / (n - 1));
    return Characteristic.of(
        name, "RMSE", Math.sqrt(mse), error / (2 * Math.sqrt(mse)), n, failures);
  }

  /** Of the trials that could be simulated. */
  private static Characteristic mean(String name, String metric, Tally tally, int at) {
    return mean(name, metric, tally, at, trials(tally) - failures(tally));
  }

  /** Of n trials; the others have no such number. */
  private static Characteristic mean(String name, String metric, Tally tally, int at, long n) {
    double[] sums = tally.sums();
    long failures = trials(tally) - n;
    double mean = sums[at] / n;
    double variance = n > 1 ? Math.max(0, (sums[at + 1] - n * mean * mean) / (n - 1)) : Double.NaN;
    return Characteristic.of(name, metric, mean, Math.sqrt(variance / n), n, failures);
  }

  private double centre(int analysis) {
    return Double.isNaN(truth[analysis]) ? 0 : truth[analysis];
  }

  private static void squares(double[] sums, int at, double x) {
    sums[at] += x;
    sums[at + 1] += x * x;
  }

  private static double proportionError(long x, long n) {
    double p = (double) x / n;
    return Math.sqrt(p * (1 - p) / n);
  }
}
