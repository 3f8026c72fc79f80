package org.silico.engine.analysis;

/**
 * Student's t test for two arms: difference of means against a null value.
 *
 * <p>Pooled: SE&sup2; = s&sup2;(1/n&#8320; + 1/n&#8321;) with n&#8320; + n&#8321; - 2 degrees of
 * freedom. Welch: SE&sup2; = s&#8320;&sup2;/n&#8320; + s&#8321;&sup2;/n&#8321; with Satterthwaite's
 * degrees of freedom (Welch 1947, Biometrika 34:28-35). Means and variances are taken in two
 * passes.
 *
 * <p>Edges: no row in an arm is EMPTY_ARM; pooled with n&#8320; + n&#8321; &lt; 3, or Welch with an
 * arm of one, is TOO_FEW; a standard error within rounding of zero is NO_VARIANCE.
 */
public final class TTest {

  /** Whether the arms share one variance. */
  public enum Variance {
    POOLED,
    WELCH
  }

  private final Variance variance;

  public TTest(Variance variance) {
    this.variance = variance;
  }

  /**
   * Tests mean(treatment) - mean(control) = {@code nullValue}.
   *
   * @param y outcome, NaN where missing
   * @param group 0 control, 1 treatment
   */
  public Estimate test(double[] y, int[] group, int n, double nullValue) {
    // weights instead of branches: the arm of the next row is a coin's toss
    double n0 = 0;
    double n1 = 0;
    double sum0 = 0;
    double sum1 = 0;
    for (int i = 0; i < n; i++) {
      double v = y[i];
      if (v == v) {
        double g = group[i];
        n1 += g;
        n0 += 1 - g;
        sum1 += g * v;
        sum0 += (1 - g) * v;
      }
    }
    if (n0 == 0 || n1 == 0) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    if (n0 + n1 < 3 || variance == Variance.WELCH && (n0 == 1 || n1 == 1)) {
      return Estimate.failed(Status.TOO_FEW);
    }
    double mean0 = sum0 / n0;
    double mean1 = sum1 / n1;
    double ss0 = 0;
    double ss1 = 0;
    for (int i = 0; i < n; i++) {
      double v = y[i];
      if (v == v) {
        double g = group[i];
        double residual = v - (g == 0 ? mean0 : mean1);
        double square = residual * residual;
        ss1 += g * square;
        ss0 += (1 - g) * square;
      }
    }

    double se2;
    double df;
    if (variance == Variance.POOLED) {
      df = n0 + n1 - 2;
      se2 = (ss0 + ss1) / df * (1 / n0 + 1 / n1);
    } else {
      double v0 = ss0 / (n0 - 1) / n0;
      double v1 = ss1 / (n1 - 1) / n1;
      se2 = v0 + v1;
      df = se2 * se2 / (v0 * v0 / (n0 - 1) + v1 * v1 / (n1 - 1));
    }
    double se = Math.sqrt(se2);
    if (!(se > 1e-14 * Math.max(Math.abs(mean0), Math.abs(mean1)))) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    double difference = mean1 - mean0;
    return new Estimate(Status.OK, difference, se, (difference - nullValue) / se, df, 1 / se2);
  }
}
