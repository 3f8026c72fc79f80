package org.silico.engine.design;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.silico.engine.arithmetic.Elementary;

/**
 * Critical values of Fisher's combination of independent one-sided p values of stages: the trial
 * rejects at the first stage k at which p<sub>1</sub>...p<sub>k</sub> &le; c<sub>k</sub>, and stops
 * for futility, bindingly, where p<sub>k</sub> &gt; &alpha;<sub>0,k</sub> (Bauer and K&ouml;hne
 * 1994, Biometrics 50:1029-1041; Wassmer 1999, Biom J 41:279-293).
 *
 * <p>With s = -log of the product, the trials that go on after stage k have the density
 * g<sub>k</sub>(s) e<sup>-s</sup>, where g<sub>k</sub> is the volume of the paths that lead to s: g
 * <sub>1</sub> = 1 and g<sub>k+1</sub>(s) the integral of g<sub>k</sub> up to s + log
 * &alpha;<sub>0,k+1</sub>, a polynomial in pieces. As c<sub>k+1</sub> &le; c<sub>k</sub>, stage k +
 * 1 rejects with probability c<sub>k+1</sub> times the volume of g<sub>k</sub>.
 *
 * @param critical c<sub>k</sub> by stage, not rising
 */
public record FisherCombination(double[] critical) {
  private static final double PRECISION = 1e-15;

  /**
   * The same level at each stage: that of a product of k p values alone.
   *
   * @param futility &alpha;<sub>0</sub> of all stages but the last
   */
  public static FisherCombination equalLevels(double alpha, double[] futility) {
    return solved(
        alpha,
        futility,
        1e-3 * alpha,
        level -> {
          double[] c = new double[futility.length + 1];
          for (int k = 0; k < c.length; k++) {
            c[k] = critical(level, k + 1);
          }
          return c;
        });
  }

  /** All of &alpha; at the last stage, and the same level at each stage before. */
  public static FisherCombination fullLast(double alpha, double[] futility) {
    double last = critical(alpha, futility.length + 1);
    return solved(
        alpha,
        futility,
        // the critical value before the last is not below it
        level(last, futility.length),
        level -> {
          int stages = futility.length + 1;
          double[] c = new double[stages];
          for (int k = 0; k < stages - 1; k++) {
            c[k] = critical(level, k + 1);
          }
          c[stages - 1] = last;
          return c;
        });
  }

  /**
   * All of &alpha; at the last stage, and c<sub>k</sub> = c<sub>k+1</sub>/&alpha;<sub>0,k</sub>
   * before it, but at the first: no trial goes on that could not but reject.
   */
  public static FisherCombination noInteraction(double alpha, double[] futility) {
    return solved(
        alpha,
        futility,
        critical(alpha, futility.length + 1),
        first -> {
          int stages = futility.length + 1;
          double[] c = new double[stages];
          c[stages - 1] = critical(alpha, stages);
          for (int k = stages - 2; k > 0; k--) {
            c[k] = c[k + 1] / futility[k];
          }
          c[0] = first;
          return c;
        });
  }

  private static FisherCombination solved(
      double alpha, double[] futility, double least, DoubleFunction<double[]> critical) {
    double level =
        new BrentSolver(PRECISION, PRECISION)
            .solve(
                1000,
                x -> rejects(critical.apply(x), futility) - alpha,
                least,
                (1 - 1e-12) * alpha);
    return new FisherCombination(critical.apply(level));
  }

  /** c of which a product of so many p values is smaller with a probability. */
  static double critical(double level, int stages) {
    return Elementary.exp(
        -0.5 * new ChiSquaredDistribution(2.0 * stages).inverseCumulativeProbability(1 - level));
  }

  /** The level of stage k from 1, were it the only one. */
  public double level(int stage) {
    return level(critical[stage - 1], stage);
  }

  /** The probability that a product of so many p values is smaller than c. */
  private static double level(double c, int stages) {
    return 1
        - new ChiSquaredDistribution(2.0 * stages).cumulativeProbability(-2 * Elementary.log(c));
  }

  /** The probability to reject without an effect. */
  static double rejects(double[] critical, double[] futility) {
    double sum = critical[0];
    Pieces paths = null;
    for (int k = 0; k < futility.length; k++) {
      double from = -Elementary.log(futility[k]);
      double to = -Elementary.log(critical[k]);
      paths = paths == null ? Pieces.one(from, to) : paths.integral().shifted(from, to);
      sum += critical[k + 1] * paths.volume();
    }
    return sum;
  }

  /** A polynomial on each of consecutive intervals, in the distance from where it begins. */
  private record Pieces(List<double[]> coefficients, List<Double> starts, double end) {

    static Pieces one(double from, double to) {
      return new Pieces(List.of(new double[] {1}), List.of(from), to);
    }

    /** The integral from the first start; its last piece goes on as a constant. */
    Pieces integral() {
      List<double[]> integrals = new ArrayList<>();
      List<Double> from = new ArrayList<>(starts);
      double sum = 0;
      for (int i = 0; i < coefficients.size(); i++) {
        double[] c = coefficients.get(i);
        double[] integral = new double[c.length + 1];
        integral[0] = sum;
        for (int d = 0; d < c.length; d++) {
          integral[d + 1] = c[d] / (d + 1);
        }
        integrals.add(integral);
        sum = value(integral, stop(i) - starts.get(i));
      }
      integrals.add(new double[] {sum});
      from.add(end);
      return new Pieces(integrals, from, Double.POSITIVE_INFINITY);
    }

    /** Later by a step, and cut off at an end. */
    Pieces shifted(double step, double cut) {
      List<double[]> kept = new ArrayList<>();
      List<Double> from = new ArrayList<>();
      for (int i = 0; i < coefficients.size(); i++) {
        if (starts.get(i) + step < cut) {
          kept.add(coefficients.get(i));
          from.add(starts.get(i) + step);
        }
      }
      return new Pieces(kept, from, cut);
    }

    double volume() {
      double sum = 0;
      for (int i = 0; i < coefficients.size(); i++) {
        double[] c = coefficients.get(i);
        double length = stop(i) - starts.get(i);
        double power = 1;
        for (int d = 0; d < c.length; d++) {
          power *= length;
          sum += c[d] * power / (d + 1);
        }
      }
      return sum;
    }

    private double stop(int i) {
      return i + 1 < starts.size() ? starts.get(i + 1) : end;
    }

    private static double value(double[] c, double x) {
      double value = 0;
      for (int d = c.length - 1; d >= 0; d--) {
        value = value * x + c[d];
      }
      return value;
    }
  }
}
