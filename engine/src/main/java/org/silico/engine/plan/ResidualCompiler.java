package org.silico.engine.plan;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.language.Location;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.random.GaussianCopula;

/** The correlation of the scores behind residuals, in one scenario. */
final class ResidualCompiler {
  private final Endpoint.Longitudinal endpoint;
  private final CourseScope scope;

  ResidualCompiler(Endpoint.Longitudinal endpoint, CourseScope scope) {
    this.endpoint = endpoint;
    this.scope = scope;
  }

  /** Null when scores are independent. */
  double[][] correlation(int n) {
    Course.ResidualCorrelation structure =
        endpoint
            .residual()
            .map(Course.Residual::correlation)
            .orElse(new Course.ResidualCorrelation.Independent());
    if (structure instanceof Course.ResidualCorrelation.Independent) {
      return null;
    }
    double[][] matrix = new double[n][n];
    if (structure instanceof Course.ResidualCorrelation.Unstructured u) {
      if (u.rows().size() != n || u.rows().stream().anyMatch(row -> row.size() != n)) {
        throw new PlanException(
            u.location(),
            "the correlation matrix of "
                + endpoint.name()
                + " must be "
                + n
                + " x "
                + n
                + ": "
                + (n - endpoint.schedule().days().size() == 0
                    ? ""
                    : n - endpoint.schedule().days().size() == 1
                        ? "baseline and "
                        : "screening, baseline and ")
                + endpoint.schedule().days().size()
                + " visits");
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          matrix[i][j] = scope.number("correlation", u.rows().get(i).get(j));
        }
      }
      return matrix;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] =
            i == j
                ? 1
                : structure instanceof Course.ResidualCorrelation.Autoregressive a
                    ? Elementary.pow(correlation(a.value()), Math.abs(i - j))
                    : correlation(
                        ((Course.ResidualCorrelation.CompoundSymmetry) structure).value());
      }
    }
    return matrix;
  }

  private double correlation(Quantity q) {
    return scope.number(
        q, new Range(scope.of("residual correlation"), q, Math.nextUp(-1.0), Math.nextDown(1.0)));
  }

  /** Where the correlation is written. */
  private Location location() {
    Course.ResidualCorrelation structure = endpoint.residual().orElseThrow().correlation();
    if (structure instanceof Course.ResidualCorrelation.Unstructured unstructured) {
      return unstructured.location();
    } else if (structure instanceof Course.ResidualCorrelation.CompoundSymmetry symmetry) {
      return symmetry.value().location();
    }
    return ((Course.ResidualCorrelation.Autoregressive) structure).value().location();
  }

  GaussianCopula copula(double[][] matrix, int n) {
    double[][] leading = new double[n][];
    for (int i = 0; i < n; i++) {
      leading[i] = Arrays.copyOf(matrix[i], n);
    }
    try {
      return new GaussianCopula(leading);
    } catch (IllegalArgumentException e) {
      throw new PlanException(location(), scope.of("residuals") + ": " + e.getMessage());
    }
  }
}
