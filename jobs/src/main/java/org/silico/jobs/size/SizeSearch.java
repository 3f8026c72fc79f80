package org.silico.jobs.size;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.silico.engine.random.StandardNormal;

/**
 * Finds where power reaches a target: a ladder of points refuses what cannot be answered; then
 * probit regression in √x near the root, on replicates that no two points share, until power at the
 * root is known to a precision; then new replicates at the answer.
 */
public final class SizeSearch {
  /** Points of the ladder. */
  private static final int RUNGS = 7;

  private static final int PER_RUNG = 400;

  /** Replicates more at an end of the range where it is in doubt. */
  private static final int IN_DOUBT = 2_000;

  /** Of Φ⁻¹ of power from the target: two points so far on both sides are simulated. */
  private static final double ASIDE = 0.35;

  /** Points further away are left out of the fit: the curve need not be a probit's there. */
  private static final double WINDOW = 0.7;

  /** Replicates near the root before the fit is to them alone. */
  private static final long ENOUGH = 3_000;

  private static final long FIRST_AT_ONCE = 2_000;
  private static final long MOST_AT_ONCE = 4_000;
  private static final long FEWEST_AT_ONCE = 500;

  /** Of a normal distribution, two-sided 95 %. */
  private static final double TWO_SIDED = 1.959963984540054;

  /** One-sided 95 %. */
  private static final double ONE_SIDED = 1.6448536269514722;

  /** Two-sided 99.9 %: a refusal must be sure. */
  private static final double SURE = 3.290526731491926;

  private static final int MOST_ROUNDS = 200;

  /** Whole numbers in a row that must all fail, or all hold, for the search beyond to end. */
  private static final int IN_A_ROW = 8;

  private final PowerSource source;
  private final Question question;
  private final Map<Double, long[]> points = new TreeMap<>();
  private long used;

  /**
   * @param low end of the range, above 0
   * @param high end of the range
   * @param whole whether only whole numbers can be
   * @param power the target
   * @param precision half the width of the 95 % interval of power at the root
   * @param exact whether the whole numbers around the root are judged one by one
   */
  public record Question(
      double low, double high, boolean whole, double power, double precision, boolean exact) {}

  /**
   * Whole numbers around the root, judged one by one: power of an exact test falls between its
   * steps, and more patients can have less.
   *
   * @param first the smallest at which power is at least the target
   * @param always the smallest from which on it always is
   * @param doubtful those at which power is within the precision of the target, and which were
   *     judged by their share alone
   */
  public record Exact(double first, double always, List<Double> doubtful) {}

  /** What was simulated at a point. */
  public record Point(double x, long replicates, long successes) {
    public double power() {
      return (double) successes / replicates;
    }
  }

  /**
   * @param refusal why there is no answer; null when there is one, else all numbers are NaN
   * @param root where power is the target
   * @param lower limit of its 95 % interval
   * @param upper limit of its 95 % interval
   * @param assured the smallest x of which one can be 95 % sure that power is at least the target
   * @param confirmed new replicates there; null when there is no answer
   * @param exact what the whole numbers are; null when it is not asked for
   * @param misfit whether the points lie further from the fitted curve than chance explains
   * @param replicates simulated before the confirmation
   */
  public record Answer(
      String refusal,
      double root,
      double lower,
      double upper,
      double assured,
      Point confirmed,
      Exact exact,
      boolean misfit,
      List<Point> points,
      long replicates) {}

  private SizeSearch(PowerSource source, Question question) {
    this.source = source;
    this.question = question;
  }

  /** Searches, on replicates from 0 on. */
  public static Answer run(PowerSource source, Question question) throws InterruptedException {
    return new SizeSearch(source, question).search();
  }

  private Answer search() throws InterruptedException {
    double target = StandardNormal.quantile(question.power);
    String refusal = ladder();
    if (refusal != null) {
      return refused(refusal);
    }
    ProbitFit fit = fit(target);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (!(fit.slope() != 0) || !Double.isFinite(fit.slope())) {
        return refused("power does not follow from it");
      }
      double root = Math.max(question.low, Math.min(question.high, fit.root(target)));
      double half = TWO_SIDED * fit.error(root) * ProbitFit.density(target);
      if (half <= question.precision) {
        break;
      }
      double more =
          round == 0 ? FIRST_AT_ONCE : used * (half * half / square(question.precision) - 1);
      long batch = (long) Math.max(FEWEST_AT_ONCE, Math.min(MOST_AT_ONCE, Math.ceil(more)));
      double one = possible(fit.root(target - ASIDE));
      double other = possible(fit.root(target + ASIDE));
      if (one == other) {
        simulate(one, batch);
      } else {
        simulate(one, (batch + 1) / 2);
        simulate(other, batch / 2);
      }
      fit = fit(target);
    }
    return answer(fit, target);
  }

  private Answer answer(ProbitFit fit, double target) throws InterruptedException {
    double root = fit.root(target);
    double margin = TWO_SIDED * fit.error(root) / Math.abs(fit.slope());
    double lower = square(Math.max(0, Math.sqrt(root) - margin));
    double upper = square(Math.sqrt(root) + margin);
    double sure = ONE_SIDED * fit.error(root) / fit.slope();
    double assured = square(Math.sqrt(root) + sure);
    if (question.whole) {
      assured = fit.slope() > 0 ? Math.ceil(assured) : Math.floor(assured);
    }
    Exact exact = null;
    if (question.exact) {
      if (fit.slope() < 0) {
        return refused("power falls with it, and numbers are judged one by one where it grows");
      }
      exact = exact(Math.rint(root));
      assured = exact.always;
    }
    long before = used;
    double least = Math.min(root, assured);
    double most = Math.max(root, assured);
    if (least < question.low || most > question.high) {
      return refused(
          "power "
              + percent(question.power)
              + " is reached at "
              + shown(root)
              + ", and for sure at "
              + shown(assured)
              + ", which is not in the range");
    }
    long replicates = precise();
    Point confirmed =
        new Point(assured, replicates, source.successes(assured, used, used + replicates));
    return new Answer(
        null,
        root,
        lower,
        upper,
        assured,
        confirmed,
        exact,
        fit.df() > 0 && fit.deviation() > fit.df() + SURE * Math.sqrt(2.0 * fit.df()) + 4,
        seen(),
        before);
  }

  /** Replicates of which the share is as precise as asked. */
  private long precise() {
    return (long)
        Math.ceil(square(TWO_SIDED / question.precision) * question.power * (1 - question.power));
  }

  /**
   * Goes down from a whole number until so many in a row fail, and up until so many hold.
   *
   * @param from near the root
   */
  private Exact exact(double from) throws InterruptedException {
    List<Double> doubtful = new ArrayList<>();
    double low = from;
    for (int failing = 0; low >= question.low && failing < IN_A_ROW; low--) {
      failing = holds(low, doubtful) ? 0 : failing + 1;
    }
    double high = from;
    for (int holding = 0; high <= question.high && holding < IN_A_ROW; high++) {
      holding = holds(high, doubtful) ? holding + 1 : 0;
    }
    double first = low + 1;
    while (first < high && !holds(first, doubtful)) {
      first++;
    }
    double always = high;
    while (always - 1 > low && holds(always - 1, doubtful)) {
      always--;
    }
    return new Exact(first, always, List.copyOf(doubtful));
  }

  /** Judged by as many replicates as it takes to be sure, or by as many as are precise. */
  private boolean holds(double x, List<Double> doubtful) throws InterruptedException {
    while (true) {
      long n = points.containsKey(x) ? points.get(x)[0] : 0;
      if (n > 0 && surely(x, true)) {
        return true;
      }
      if (n > 0 && surely(x, false)) {
        return false;
      }
      long most = precise();
      if (n >= most) {
        if (!doubtful.contains(x)) {
          doubtful.add(x);
        }
        return power(x) >= question.power;
      }
      simulate(x, Math.min(Math.max(FEWEST_AT_ONCE, n), most - n));
    }
  }

  /** Null when there is something to search for. */
  private String ladder() throws InterruptedException {
    for (int k = 0; k < RUNGS; k++) {
      double share = (double) k / (RUNGS - 1);
      // the last is the end itself, which a power would miss by a bit
      double x =
          k == RUNGS - 1
              ? question.high
              : possible(question.low * StrictMath.pow(question.high / question.low, share));
      if (!points.containsKey(x)) {
        simulate(x, PER_RUNG);
      }
    }
    settle(question.low);
    settle(question.high);
    boolean lowMeets = surely(question.low, true);
    boolean highMeets = surely(question.high, true);
    boolean lowFails = surely(question.low, false);
    boolean highFails = surely(question.high, false);
    if (lowMeets && highMeets) {
      return "power is above "
          + percent(question.power)
          + " at both ends of the range: "
          + ends()
          + "; begin the range lower";
    }
    if (lowFails && highFails) {
      return (moves() ? "power is below " : "it does not move power, which is below ")
          + percent(question.power)
          + " at both ends of the range: "
          + ends()
          + (moves() ? "; widen the range, or the effect is too small" : "");
    }
    return null;
  }

  private String ends() {
    return percent(power(question.low))
        + " at "
        + shown(question.low)
        + " and "
        + percent(power(question.high))
        + " at "
        + shown(question.high);
  }

  /** Whether the ends of the range differ in power by more than chance. */
  private boolean moves() {
    double p = power(question.low);
    double q = power(question.high);
    double error =
        Math.sqrt(
            (p * (1 - p) + 1e-9) / points.get(question.low)[0]
                + (q * (1 - q) + 1e-9) / points.get(question.high)[0]);
    return Math.abs(p - q) > SURE * error;
  }

  private void settle(double end) throws InterruptedException {
    if (!surely(end, true) && !surely(end, false)) {
      simulate(end, IN_DOUBT);
    }
  }

  private boolean surely(double x, boolean meets) {
    long[] point = points.get(x);
    // two successes and failures more, so that no share is 0 or 1 (Agresti and Coull 1998)
    double n = point[0] + 4;
    double p = (point[1] + 2) / n;
    double error = SURE * Math.sqrt(p * (1 - p) / n);
    return meets ? p - error > question.power : p + error < question.power;
  }

  private double power(double x) {
    return (double) points.get(x)[1] / points.get(x)[0];
  }

  /** Of the points near the root of a first fit to all. */
  private ProbitFit fit(double target) {
    ProbitFit all = ProbitFit.of(points);
    Map<Double, long[]> near = new TreeMap<>();
    points.forEach(
        (x, counts) -> {
          if (Math.abs(all.eta(x) - target) <= WINDOW) {
            near.put(x, counts);
          }
        });
    // few are not fitted alone: their slope would be chance
    long replicates = near.values().stream().mapToLong(counts -> counts[0]).sum();
    return near.size() < 2 || replicates < ENOUGH ? all : ProbitFit.of(near);
  }

  private double possible(double x) {
    double within = Math.max(question.low, Math.min(question.high, x));
    return question.whole ? Math.rint(within) : within;
  }

  private void simulate(double x, long replicates) throws InterruptedException {
    long[] counts = points.computeIfAbsent(x, key -> new long[2]);
    counts[1] += source.successes(x, used, used + replicates);
    counts[0] += replicates;
    used += replicates;
  }

  private Answer refused(String why) {
    return new Answer(
        why, Double.NaN, Double.NaN, Double.NaN, Double.NaN, null, null, false, seen(), used);
  }

  private List<Point> seen() {
    List<Point> seen = new ArrayList<>();
    points.forEach((x, counts) -> seen.add(new Point(x, counts[0], counts[1])));
    return List.copyOf(seen);
  }

  private static double square(double x) {
    return x * x;
  }

  private static String percent(double p) {
    return String.format(Locale.ROOT, "%.4f", p);
  }

  private String shown(double x) {
    return String.format(Locale.ROOT, question.whole ? "%.0f" : "%.4g", x);
  }
}
