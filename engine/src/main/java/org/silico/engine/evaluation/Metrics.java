package org.silico.engine.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * The operating characteristics of a scenario, from sums over its trials. Estimates and Monte-Carlo
 * standard errors as in Morris, White & Crowther 2019, Stat Med 38:2074, Table 6. Estimates enter
 * the sums as deviations from the true value, so that nothing cancels. The error of a true value
 * that is itself simulated, on random numbers of its own, is part of that of the bias.
 *
 * <p>A trial whose analysis gave no p value counts as one that did not reject; a trial without an
 * estimate or standard error is left out of bias and errors, one without an interval out of
 * coverage. All are counted as failures of what they are left out of.
 */
public final class Metrics {
  /** The probability of rejecting the null hypothesis in the good direction. */
  public static final String POWER = "power";

  private static final int TRIALS = 0;
  private static final int TRIAL_COUNTS = 1;
  private static final int REJECTED = 0;
  private static final int NO_TEST = 1;
  private static final int ESTIMATED = 2;
  private static final int INTERVALS = 3;
  private static final int COVERED = 4;
  private static final int ANALYSIS_COUNTS = 5;

  private static final String[] TRIAL_METRICS = {
    "duration (days)", "subjects", "dropouts", "screen failures"
  };
  private static final int TRIAL_SUMS = 2 * TRIAL_METRICS.length;
  // d, d^2, d^3, d^4, se^2, se^4, n, n^2, events, events^2
  private static final int ANALYSIS_SUMS = 10;

  private final List<String> analyses;
  private final double[] truth;
  private final double[] truthError;

  /**
   * @param analyses their names
   * @param truth true value of what each estimates, NaN when unknown
   * @param truthError its Monte-Carlo standard error, 0 when it is exact
   */
  public Metrics(List<String> analyses, double[] truth, double[] truthError) {
    this.analyses = List.copyOf(analyses);
    this.truth = truth.clone();
    this.truthError = truthError.clone();
  }

  /** With exact true values. */
  public Metrics(List<String> analyses, double[] truth) {
    this(analyses, truth, new double[truth.length]);
  }

  public Tally zero() {
    return Tally.zero(
        TRIAL_COUNTS + ANALYSIS_COUNTS * analyses.size(),
        TRIAL_SUMS + ANALYSIS_SUMS * analyses.size());
  }

  /** Adds what one trial took. */
  public void trial(
      Tally tally, double duration, double subjects, double dropouts, double screenFailures) {
    tally.counts()[TRIALS]++;
    double[] sums = tally.sums();
    squares(sums, 0, duration);
    squares(sums, 2, subjects);
    squares(sums, 4, dropouts);
    squares(sums, 6, screenFailures);
  }

  /**
   * Adds one analysis of one trial.
   *
   * @param lower limit of its interval, infinite where there is none on this side; NaN without one
   * @param tested whether it gave a p value
   */
  public void analysis(
      Tally tally,
      int analysis,
      double estimate,
      double standardError,
      double lower,
      double upper,
      boolean success,
      boolean tested,
      double n,
      double events) {
    long[] counts = tally.counts();
    double[] sums = tally.sums();
    int c = TRIAL_COUNTS + ANALYSIS_COUNTS * analysis;
    int s = TRIAL_SUMS + ANALYSIS_SUMS * analysis;
    counts[c + REJECTED] += success ? 1 : 0;
    counts[c + NO_TEST] += tested ? 0 : 1;
    squares(sums, s + 6, n);
    squares(sums, s + 8, events);
    counts[c + INTERVALS] += lower <= upper ? 1 : 0;
    counts[c + COVERED] += lower <= truth[analysis] && truth[analysis] <= upper ? 1 : 0;
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

  /**
   * The Monte-Carlo standard error of the least precise power, with two successes and two failures
   * added (Agresti & Coull 1998, Am Stat 52:119), so that it is not 0 where all trials agree.
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
    long n = tally.counts()[TRIALS];
    for (int m = 0; m < TRIAL_METRICS.length; m++) {
      all.add(mean("", TRIAL_METRICS[m], tally.sums(), 2 * m, n));
    }
    return all;
  }

  private void analysis(Tally tally, int a, List<Characteristic> all) {
    long[] counts = tally.counts();
    double[] sums = tally.sums();
    String name = analyses.get(a);
    int c = TRIAL_COUNTS + ANALYSIS_COUNTS * a;
    int s = TRIAL_SUMS + ANALYSIS_SUMS * a;
    long trials = counts[TRIALS];
    long rejected = counts[c + REJECTED];
    all.add(
        new Characteristic(
            name,
            POWER,
            (double) rejected / trials,
            proportionError(rejected, trials),
            trials,
            counts[c + NO_TEST]));

    long n = counts[c + ESTIMATED];
    long failures = trials - n;
    double bias = sums[s] / n;
    double mse = sums[s + 1] / n;
    double variance = n > 1 ? Math.max(0, (sums[s + 1] - n * bias * bias) / (n - 1)) : Double.NaN;
    double empirical = Math.sqrt(variance);
    all.add(
        new Characteristic(
            name, "mean estimate", centre(a) + bias, Math.sqrt(variance / n), n, failures));
    all.add(
        new Characteristic(
            name, "empirical SE", empirical, empirical / Math.sqrt(2.0 * (n - 1)), n, failures));
    all.add(modelError(name, sums, s, n, failures));
    if (!Double.isNaN(truth[a])) {
      all.add(new Characteristic(name, "true value", truth[a], truthError[a], n, failures));
      double biasError = Math.hypot(Math.sqrt(variance / n), truthError[a]);
      all.add(new Characteristic(name, "bias", bias, biasError, n, failures));
      all.add(rootMeanSquare(name, mse, sums[s + 3], n, failures));
      long intervals = counts[c + INTERVALS];
      long covered = counts[c + COVERED];
      all.add(
          new Characteristic(
              name,
              "coverage",
              (double) covered / intervals,
              proportionError(covered, intervals),
              intervals,
              trials - intervals));
    }
    all.add(mean(name, "subjects analysed", sums, s + 6, trials));
    all.add(mean(name, "events", sums, s + 8, trials));
  }

  /** Square root of the mean squared SE; its MCSE is sqrt(Var(SE^2) / (4 n ModSE^2)). */
  private static Characteristic modelError(
      String name, double[] sums, int s, long n, long failures) {
    double mean = sums[s + 4] / n;
    double variance = n > 1 ? Math.max(0, (sums[s + 5] - n * mean * mean) / (n - 1)) : Double.NaN;
    return new Characteristic(
        name, "model SE", Math.sqrt(mean), Math.sqrt(variance / (4 * n * mean)), n, failures);
  }

  /** MCSE of the MSE is sqrt((mean d^4 - MSE^2) / (n - 1)); of its root by the delta method. */
  private static Characteristic rootMeanSquare(
      String name, double mse, double fourth, long n, long failures) {
    double error = Math.sqrt(Math.max(0, fourth / n - mse * mse) / (n - 1));
    return new Characteristic(
        name, "RMSE", Math.sqrt(mse), error / (2 * Math.sqrt(mse)), n, failures);
  }

  private static Characteristic mean(String name, String metric, double[] sums, int at, long n) {
    double mean = sums[at] / n;
    double variance = n > 1 ? Math.max(0, (sums[at + 1] - n * mean * mean) / (n - 1)) : Double.NaN;
    return new Characteristic(name, metric, mean, Math.sqrt(variance / n), n, 0);
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
