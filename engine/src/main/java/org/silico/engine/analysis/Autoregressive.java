package org.silico.engine.analysis;

import org.silico.engine.arithmetic.Elementary;

/**
 * One variance, and a correlation that falls with the power of the distance between visits, counted
 * in visits: SAS TYPE=AR(1). &theta; is (&sigma;&sup2;, &rho;), &Sigma;<sub>uv</sub> =
 * &sigma;&sup2;&rho;<sup>u-v</sup>: the one structure here that is not linear in its parameters.
 */
public record Autoregressive() implements CovarianceStructure {

  @Override
  public int parameters(int visits) {
    return Math.min(2, visits);
  }

  @Override
  public void near(double[] matrix, int visits, double[] theta) {
    theta[0] = CovarianceStructure.meanAtLag(matrix, visits, 0);
    if (visits > 1) {
      // a lag that no patient tells of has covariance 0; at rho = 0, longer lags tell nothing
      int lag = 1;
      double correlation = CovarianceStructure.meanAtLag(matrix, visits, lag) / theta[0];
      while (correlation == 0 && lag < visits - 1) {
        correlation = CovarianceStructure.meanAtLag(matrix, visits, ++lag) / theta[0];
      }
      double rho = Math.signum(correlation) * Elementary.pow(Math.abs(correlation), 1.0 / lag);
      theta[1] = Math.max(-0.9, Math.min(0.9, rho));
    }
  }

  @Override
  public double element(double[] theta, int u, int v) {
    return u == v ? theta[0] : theta[0] * power(theta[1], u - v);
  }

  @Override
  public double first(double[] theta, int i, int u, int v) {
    int lag = u - v;
    if (i == 0) {
      return lag == 0 ? 1 : power(theta[1], lag);
    }
    return lag == 0 ? 0 : theta[0] * lag * power(theta[1], lag - 1);
  }

  @Override
  public boolean linear() {
    return false;
  }

  @Override
  public double second(double[] theta, int i, int j, int u, int v) {
    int lag = u - v;
    if (i + j == 0 || lag == 0) {
      return 0;
    }
    if (i + j == 1) {
      return lag * power(theta[1], lag - 1);
    }
    return lag == 1 ? 0 : theta[0] * lag * (lag - 1) * power(theta[1], lag - 2);
  }

  private static double power(double base, int exponent) {
    double result = 1;
    for (int k = 0; k < exponent; k++) {
      result *= base;
    }
    return result;
  }
}
