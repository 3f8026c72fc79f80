package org.silico.engine.design;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.silico.engine.random.StandardNormal;

/**
 * A group-sequential test: its bounds at the looks that are held.
 *
 * <p>Where α is spent by a function and looks are missed, later ones spend what those left, as
 * their information says. Bounds of other families, and for futility, are those of their looks as
 * planned; then the test is conservative.
 */
public final class GroupSequential {
  /** What information grows by, relatively, where it does not. */
  public static final double LEAST_STEP = 1e-4;

  private final double[] information;
  private final double alpha;
  private final int sides;
  private final Efficacy efficacy;
  private final boolean binding;

  /** Whether looks that are missed leave what they would have spent to later ones. */
  private final boolean recomputes;

  private final double[] lower;
  private final double[] upper;
  private final Map<Long, Double> byHeld = new ConcurrentHashMap<>();
  private final Map<Long, RepeatedLevels> levels = new ConcurrentHashMap<>();

  private GroupSequential(
      double[] information,
      double alpha,
      int sides,
      Efficacy efficacy,
      boolean binding,
      boolean recomputes,
      double[] lower,
      double[] upper) {
    this.information = information.clone();
    this.alpha = alpha;
    this.sides = sides;
    this.efficacy = efficacy;
    this.binding = binding;
    this.recomputes = recomputes && efficacy instanceof Efficacy.Spent;
    this.lower = lower;
    this.upper = upper;
    for (int k = 0; k < lower.length - 1; k++) {
      if (lower[k] >= upper[k]) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "at look %d the bound for futility, %.4f, is not below that for efficacy, %.4f",
                k + 1,
                lower[k],
                upper[k]));
      }
    }
  }

  /**
   * Without futility.
   *
   * @param information shares at the looks, ascending to 1
   * @param alpha of all sides
   * @param sides 1 or 2
   * @throws IllegalArgumentException if there are no such bounds
   */
  public static GroupSequential of(
      double[] information, double alpha, int sides, Efficacy efficacy) {
    double[] none = new double[information.length];
    Arrays.fill(none, Double.NEGATIVE_INFINITY);
    return new GroupSequential(
        information,
        alpha,
        sides,
        efficacy,
        false,
        true,
        none,
        efficacy.bounds(information, alpha, sides));
  }

  /**
   * One-sided, with bounds for futility that are given.
   *
   * @param futility bounds of Z at all looks but the last, minus infinity for none
   * @param binding whether bounds for efficacy rely on it that the trial stops for futility, for
   *     which they must be spent by a function
   * @throws IllegalArgumentException if there are no such bounds, or they cross
   */
  public static GroupSequential of(
      double[] information, double alpha, Efficacy efficacy, double[] futility, boolean binding) {
    double[] lower = Arrays.copyOf(futility, information.length);
    lower[lower.length - 1] = Double.NEGATIVE_INFINITY;
    double[] upper =
        binding
            ? spent(efficacy).bounds(information, alpha, lower)
            : efficacy.bounds(information, alpha, 1);
    return new GroupSequential(information, alpha, 1, efficacy, binding, true, lower, upper);
  }

  /**
   * One-sided, with bounds for futility that spend β.
   *
   * @throws IllegalArgumentException if there are no such bounds
   */
  public static GroupSequential of(
      double[] information,
      double alpha,
      Efficacy efficacy,
      double beta,
      Spending futility,
      boolean binding) {
    BetaSpending bounds =
        BetaSpending.of(information, alpha, spent(efficacy).spending(), beta, futility, binding);
    return new GroupSequential(
        information, alpha, 1, efficacy, binding, !binding, bounds.lower(), bounds.upper());
  }

  private static Efficacy.Spent spent(Efficacy efficacy) {
    if (efficacy instanceof Efficacy.Spent spent) {
      return spent;
    }
    throw new IllegalArgumentException(
        "futility that is binding or spends beta needs efficacy by a spending function");
  }

  /** Shares at the looks as planned, to 1. */
  public double[] information() {
    return information.clone();
  }

  public double alpha() {
    return alpha;
  }

  public int sides() {
    return sides;
  }

  /** Bounds that Z must reach, at the looks as planned; infinite for none. */
  public double[] efficacy() {
    return upper.clone();
  }

  /**
   * Bounds below which the trial stops, at the looks as planned; minus infinity for none. That of
   * the last look is of no use.
   */
  public double[] futility() {
    return lower.clone();
  }

  /** Whether there is any bound for futility. */
  public boolean hasFutility() {
    return Arrays.stream(lower, 0, lower.length - 1).anyMatch(z -> z > Double.NEGATIVE_INFINITY);
  }

  /** Lower bounds as a trial follows them, two-sided mirror images among them. */
  private double[] followed() {
    int last = upper.length - 1;
    double[] followed = new double[upper.length];
    Arrays.setAll(followed, k -> sides == 2 ? -upper[k] : k == last ? upper[k] : lower[k]);
    return followed;
  }

  /**
   * The probabilities to cross the bounds first at each look, if it stops at every bound.
   *
   * @param drift the mean of Z when all information is there
   * @return above those for efficacy; below those for futility, or for two sides their mirror
   *     images
   */
  public double[][] exits(double drift) {
    return ExitProbabilities.of(information, drift, followed(), upper);
  }

  /**
   * The drift with a power.
   *
   * @throws IllegalArgumentException if power is not above α of one side
   */
  public Power power(double power) {
    return Power.of(information, followed(), upper, alpha / sides, power);
  }

  /** The mean share of information when the trial ends. */
  public double expectedInformation(double drift) {
    return Power.expectedInformation(information, followed(), upper, drift);
  }

  /**
   * The bound for efficacy at the last of the looks held so far.
   *
   * @param held bit k for look k from 0
   */
  public double efficacy(long held) {
    int look = Long.SIZE - 1 - Long.numberOfLeadingZeros(held);
    boolean missed = held != (1L << look << 1) - 1;
    return missed && recomputes ? byHeld.computeIfAbsent(held, this::recomputed) : upper[look];
  }

  private double recomputed(long held) {
    int[] looks = looks(held);
    double[] t = Arrays.stream(looks).mapToDouble(k -> information[k]).toArray();
    double[] bounds =
        binding
            ? spent(efficacy).bounds(t, alpha, lower(looks, t))
            : efficacy.bounds(t, alpha, sides);
    return bounds[t.length - 1];
  }

  /** The looks that are held, from 0. */
  private static int[] looks(long held) {
    return IntStream.range(0, Long.SIZE).filter(k -> (held >> k & 1) == 1).toArray();
  }

  /**
   * The bound for efficacy at the last of the looks held so far by the information that is seen:
   * what is spent at a look before the last goes by it, and all is spent at the last, however much
   * there is.
   *
   * @param looks held, from 0
   * @param seen information at them, as shares of the planned; one that is not above that before it
   *     counts as a little more
   * @param before bounds at the looks before the last of them
   * @throws IllegalArgumentException if α is not spent by a function
   */
  public double efficacy(int[] looks, double[] seen, double[] before) {
    int n = looks.length;
    double[] t = seen.clone();
    for (int k = 1; k < n; k++) {
      t[k] = Math.max(t[k], t[k - 1] * (1 + LEAST_STEP));
    }
    double[] shares = t.clone();
    if (looks[n - 1] == information.length - 1) {
      shares[n - 1] = 1;
    }
    int[] earlier = Arrays.copyOf(looks, n - 1);
    return spent(efficacy).next(shares, t, alpha / sides, lower(earlier, before), before);
  }

  /**
   * The lower bounds by which results are ordered at the end: mirror images of the upper ones,
   * those for futility where they are binding, else none.
   *
   * @param uppers at the looks held
   */
  public double[] lower(int[] looks, double[] uppers) {
    double[] own = new double[looks.length];
    for (int k = 0; k < own.length; k++) {
      own[k] = sides == 2 ? -uppers[k] : binding ? lower[looks[k]] : Double.NEGATIVE_INFINITY;
    }
    return own;
  }

  /**
   * The least α of all sides at which a value of Z at the last of the looks held would have
   * rejected, by the planned information (Jennison and Turnbull 2000, section 9.5).
   *
   * @param z in the direction of the hypothesis; of two sides its size counts
   * @return that of no decision at all, half for each side, where none would have; NaN for bounds
   *     of Haybittle and Peto's, which are not those of an α
   */
  public double repeatedP(long held, double z) {
    if (efficacy instanceof Efficacy.HaybittlePeto) {
      return Double.NaN;
    }
    return levels.computeIfAbsent(held, this::levels).p(sides == 2 ? Math.abs(z) : z);
  }

  private RepeatedLevels levels(long held) {
    int[] looks = looks(held);
    double[] t = Arrays.stream(looks).mapToDouble(k -> information[k]).toArray();
    double[] low = lower(looks, new double[looks.length]);
    return RepeatedLevels.of(
        sides,
        level ->
            binding
                ? spent(efficacy).bounds(t, t, level, low)[t.length - 1]
                : efficacy.bounds(t, level, sides)[t.length - 1]);
  }

  /** One-sided p of a value of Z. */
  public static double p(double z) {
    return StandardNormal.cdf(-z);
  }
}
