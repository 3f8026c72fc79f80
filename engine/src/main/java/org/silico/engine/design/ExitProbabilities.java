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
 * <p>Integrals are sums over panels no wider than 2.5 standard deviations of the steps to and from
 * a look, by Gauss and Legendre's rule of 16 points in each: their error is that of rounding.
 *
 * <p>To be gone through look by look: ask for the probabilities of bounds at the look at hand, and
 * go on with those chosen.
 */
public final class ExitProbabilities {
  /** Width of a panel in the lesser of the standard deviations of the steps to and from a look. */
  private static final double PANEL = 2.5;

  /** Beyond so many standard deviations there is nothing. */
  private static final double FAR = 9;

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
    Panels panels = Panels.of(from, to, scale());
    double[] newPoints = panels.points();
    double[] newMasses = panels.weights();
    for (int j = 0; j < newPoints.length; j++) {
      newMasses[j] *= density(newPoints[j]);
    }
    points = newPoints;
    masses = newMasses;
    look++;
  }

  /** The width of panels over which the density of Z at this look is smooth. */
  double scale() {
    double step = information[look] - before();
    if (look < information.length - 1) {
      step = Math.min(step, information[look + 1] - information[look]);
    }
    return PANEL * Math.min(1, Math.sqrt(step / information[look]));
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
