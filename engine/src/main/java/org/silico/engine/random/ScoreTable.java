package org.silico.engine.random;

/**
 * A continuous distribution with its quantile function in a table: y, the {@link Line} of the
 * distribution, as a piecewise polynomial of the normal score z = Phi^-1(u).
 *
 * <p>Each piece of width 1/16 is the quintic that meets y, y' and y'' at both ends (Hermite
 * interpolation of order 6, error at most h^6/46080 max|y^(6)|). With g the density on the line,
 *
 * <pre>
 *   y' = phi(z) / g(y),    y'' = -y' (z + y' dlog g/dy)
 * </pre>
 *
 * The idea of a table of the inverse by Hermite pieces: Hoermann and Leydold (2003), "Continuous
 * random variate generation by fast numerical inversion", ACM TOMACS 13, 347-362.
 */
final class ScoreTable implements Distribution {

  /** Reaches past Phi^-1(2^-53) = -8.21, the smallest uniform of a stream. */
  private static final double REACH = 8.25;

  private static final int PER_UNIT = 16;
  private static final int PIECES = (int) (2 * REACH * PER_UNIT);

  /** Largest error of a probability at which the table is used. */
  static final double TOLERANCE = 1e-11;

  private final Distribution exact;
  private final Line line;
  private final double scale;
  private final double[] coefficients;

  private ScoreTable(Distribution exact, Line line, double scale, double[] coefficients) {
    this.exact = exact;
    this.line = line;
    this.scale = scale;
    this.coefficients = coefficients;
  }

  /**
   * The distribution with a table, or the distribution itself where the table would not be as
   * accurate as it must be, as seen at the middle of every piece.
   *
   * @param scale what {@link Line#x} is multiplied with
   */
  static Distribution of(Distribution exact, Line line, double scale) {
    double[] y = new double[PIECES + 1];
    double[] first = new double[PIECES + 1];
    double[] second = new double[PIECES + 1];
    double h = 1.0 / PER_UNIT;
    for (int i = 0; i <= PIECES; i++) {
      double z = -REACH + i * h;
      y[i] = line.inverse(StandardNormal.cdf(-Math.abs(z)), z > 0);
      first[i] = StandardNormal.density(z) / line.density(y[i]);
      second[i] = -first[i] * (z + first[i] * line.slope(y[i]));
    }
    double[] c = new double[6 * PIECES];
    for (int i = 0; i < PIECES; i++) {
      quintic(
          y[i],
          y[i + 1] - y[i],
          h * first[i],
          h * first[i + 1],
          h * h * second[i],
          h * h * second[i + 1],
          c,
          6 * i);
    }
    ScoreTable table = new ScoreTable(exact, line, scale, c);
    for (int i = 0; i < PIECES; i++) {
      double z = -REACH + (i + 0.5) * h;
      double p = StandardNormal.cdf(-Math.abs(z));
      double at = table.y(z);
      double g = line.density(at);
      double error = (z > 0 ? line.upper(at, g) : line.lower(at, g)) - p;
      if (!(Math.abs(error) <= 0.5 * TOLERANCE * Math.max(p, 1e-6))) {
        return exact;
      }
    }
    return table;
  }

  /** The quintic on [0, 1] with f(0) = y, f(1) - f(0) = rise and these derivatives at the ends. */
  private static void quintic(
      double y, double rise, double d0, double d1, double s0, double s1, double[] c, int at) {
    double r0 = rise - d0 - 0.5 * s0;
    double r1 = d1 - d0 - s0;
    double r2 = s1 - s0;
    c[at] = y;
    c[at + 1] = d0;
    c[at + 2] = 0.5 * s0;
    c[at + 3] = 10 * r0 - 4 * r1 + 0.5 * r2;
    c[at + 4] = -15 * r0 + 7 * r1 - r2;
    c[at + 5] = 6 * r0 - 3 * r1 + 0.5 * r2;
  }

  private double y(double z) {
    double t = (z + REACH) * PER_UNIT;
    int piece = (int) t;
    t -= piece;
    int k = 6 * piece;
    double[] c = coefficients;
    return ((((c[k + 5] * t + c[k + 4]) * t + c[k + 3]) * t + c[k + 2]) * t + c[k + 1]) * t + c[k];
  }

  @Override
  public double quantile(double u) {
    double z = StandardNormal.quantile(u);
    return Math.abs(z) < REACH ? scale * line.x(y(z)) : exact.quantile(u);
  }

  @Override
  public double upperQuantile(double q) {
    double z = -StandardNormal.quantile(q);
    return Math.abs(z) < REACH ? scale * line.x(y(z)) : exact.upperQuantile(q);
  }

  @Override
  public double cdf(double x) {
    return exact.cdf(x);
  }

  @Override
  public double survival(double x) {
    return exact.survival(x);
  }

  @Override
  public double mean() {
    return exact.mean();
  }

  @Override
  public double variance() {
    return exact.variance();
  }

  @Override
  public String toString() {
    return exact + ", tabulated";
  }
}
