package org.silico.engine.design;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.StandardNormal;

/**
 * How likely a group-sequential trial is to leave its region of continuation at each look, by
 * integrating the density of Z over the region look by look (Armitage, McPherson and Rowe 1969):
 * with Δ = t<sub>k</sub> - t<sub>k-1</sub>, √t<sub>k</sub> Z<sub>k</sub> given Z<sub>k-1</sub> is
 * normal with mean √t<sub>k-1</sub> Z<sub>k-1</sub> + θΔ and variance Δ.
 *
 * <p>Integrals are sums over panels no wider than the standard deviations of the steps to and from
 * a look, by Gauss and Legendre's rule of 16 points in each: their error is that of rounding.
 *
 * <p>To be gone through look by look: ask for the probabilities of bounds at the look at hand, and
 * go on with those chosen.
 */
public final class ExitProbabilities {
  /** Beyond so many standard deviations there is nothing. */
  private static final double FAR = 9;

  /** Positive abscissae and weights of the rule of 16 points on [-1, 1]. */
  private static final double[] ABSCISSAE = {
    0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
    0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326
  };

  private static final double[] WEIGHTS = {
    0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382, 0.1495959888165767321,
    0.1246289712555338720, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949
  };

  private final double[] information;
  private final double drift;
  private int look;

  /** Of the look before, or a single point of weight 1 at information 0. */
  private double[] points = {0};

  private double[] masses = {1};

  /**
   * @param information shares at the looks, ascending and positive; the last may exceed 1
   * @param drift the mean of Z at information 1
   * @throws IllegalArgumentException if the shares do not ascend from above 0
   */
  public ExitProbabilities(double[] information, double drift) {
    double before = 0;
    for (double t : information) {
      if (!(t > before && t < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "shares of information must ascend from above 0: " + Arrays.toString(information));
      }
      before = t;
    }
    this.information = information.clone();
    this.drift = drift;
  }

  /**
   * Of a trial that has come to a look with a value of Z, from the next look on: conditional
   * probabilities.
   *
   * @param seen the look, from 0, before the last
   * @param z what it had
   */
  public static ExitProbabilities after(double[] information, double drift, int seen, double z) {
    ExitProbabilities recursion = new ExitProbabilities(information, drift);
    recursion.look = seen + 1;
    recursion.points = new double[] {z};
    return recursion;
  }

  /** The probability to reach this look and have Z above a bound there. */
  public double above(double bound) {
    double sum = 0;
    for (int j = 0; j < points.length; j++) {
      sum += masses[j] * StandardNormal.cdf(-step(bound, points[j]));
    }
    return sum;
  }

  /** The probability to reach this look and have Z below a bound there. */
  public double below(double bound) {
    double sum = 0;
    for (int j = 0; j < points.length; j++) {
      sum += masses[j] * StandardNormal.cdf(step(bound, points[j]));
    }
    return sum;
  }

  /** The step to z in its standard deviations, less its mean. */
  private double step(double z, double from) {
    double before = before();
    double length = information[look] - before;
    double path = z * Math.sqrt(information[look]) - from * Math.sqrt(before) - drift * length;
    return path / Math.sqrt(length);
  }

  private double before() {
    return look == 0 ? 0 : information[look - 1];
  }

  /**
   * To the next look, for trials that are between the bounds.
   *
   * @param lower minus infinity for none
   * @param upper infinity for none
   */
  public void goOn(double lower, double upper) {
    double mean = drift * Math.sqrt(information[look]);
    double from = Math.max(lower, mean - FAR);
    double to = Math.min(upper, mean + FAR);
    if (!(from < to) || look == information.length - 1) {
      points = new double[0];
      masses = new double[0];
      look = Math.min(look + 1, information.length - 1);
      return;
    }
    double root = Math.sqrt(information[look]);
    double next = information[look + 1] - information[look];
    double scale = Math.sqrt(Math.min(next, information[look] - before())) / root;
    int panels = (int) Math.ceil((to - from) / Math.min(1, scale));
    double half = (to - from) / panels / 2;
    double[] newPoints = new double[16 * panels];
    double[] newMasses = new double[16 * panels];
    int n = 0;
    for (int p = 0; p < panels; p++) {
      double middle = from + (2 * p + 1) * half;
      for (int a = 0; a < ABSCISSAE.length; a++) {
        for (int side = -1; side <= 1; side += 2) {
          newPoints[n] = middle + side * half * ABSCISSAE[a];
          newMasses[n] = half * WEIGHTS[a] * density(newPoints[n]);
          n++;
        }
      }
    }
    points = newPoints;
    masses = newMasses;
    look++;
  }

  /** The density of Z at this look, of trials that reach it. */
  public double density(double z) {
    double sum = 0;
    for (int j = 0; j < points.length; j++) {
      double x = step(z, points[j]);
      sum += masses[j] * Elementary.exp(-0.5 * x * x);
    }
    double scale = Math.sqrt(information[look] / (information[look] - before()));
    return sum * scale / Math.sqrt(2 * Math.PI);
  }

  /**
   * The probabilities to cross bounds first at each look.
   *
   * @param lower bounds by look, minus infinity for none
   * @param upper bounds by look, infinity for none
   * @return above the upper bounds, then below the lower ones
   */
  public static double[][] of(double[] information, double drift, double[] lower, double[] upper) {
    ExitProbabilities recursion = new ExitProbabilities(information, drift);
    double[][] exits = new double[2][information.length];
    for (int k = 0; k < information.length; k++) {
      exits[0][k] = recursion.above(upper[k]);
      exits[1][k] = recursion.below(lower[k]);
      recursion.goOn(lower[k], upper[k]);
    }
    return exits;
  }
}
