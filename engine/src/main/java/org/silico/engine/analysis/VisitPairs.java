package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

import java.util.Arrays;

/**
 * From the elements of a covariance matrix &Sigma; over visits, on and below its diagonal, to the
 * parameters &theta; of its structure: the chain rule.
 */
final class VisitPairs {

  /** The elements. */
  int count;

  /** k. */
  int parameters;

  /**
   * &part;&Sigma;/&part;&theta;, row-major count &times; k, halved on the diagonal of &Sigma;, so
   * that V<sub>i</sub> is the sum of slope times (E<sub>uv</sub> + E<sub>vu</sub>).
   */
  double[] slope = new double[0];

  /** By pair between which parameters the slope is not 0. */
  int[] first = new int[0];

  int[] end = new int[0];

  private double[] halfway = new double[0];

  void take(CovarianceStructure structure, int visits) {
    parameters = structure.parameters(visits);
    count = visits * (visits + 1) / 2;
    slope = atLeast(slope, count * parameters);
    halfway = atLeast(halfway, count * parameters);
    if (first.length < count) {
      first = new int[count];
      end = new int[count];
    }
  }

  void differentiate(CovarianceStructure structure, double[] theta, int visits) {
    for (int a = 0; a < visits; a++) {
      for (int b = 0; b <= a; b++) {
        int pair = Unstructured.pair(a, b);
        first[pair] = parameters;
        end[pair] = 0;
        for (int i = 0; i < parameters; i++) {
          double value = structure.first(theta, i, a, b);
          slope[pair * parameters + i] = a == b ? 0.5 * value : value;
          if (value != 0) {
            first[pair] = Math.min(first[pair], i);
            end[pair] = i + 1;
          }
        }
      }
    }
  }

  /**
   * Writes the sum of slopes times a matrix over pairs.
   *
   * @param matrix symmetric, of which the lower triangle is read, row-major count &times; count
   * @param result row-major k &times; k
   */
  void leadOver(double[] matrix, double[] result) {
    int k = parameters;
    Arrays.fill(halfway, 0, count * k, 0);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double value = matrix[j <= i ? i * count + j : j * count + i];
        for (int e = first[j]; e < end[j]; e++) {
          halfway[i * k + e] += value * slope[j * k + e];
        }
      }
    }
    Arrays.fill(result, 0, k * k, 0);
    for (int i = 0; i < count; i++) {
      for (int e = first[i]; e < end[i]; e++) {
        double weight = slope[i * k + e];
        for (int g = 0; g < k; g++) {
          result[e * k + g] += weight * halfway[i * k + g];
        }
      }
    }
  }

  /**
   * Writes the sum of slopes times a matrix over parameters.
   *
   * @param matrix symmetric, row-major k &times; k
   * @param result row-major count &times; count
   */
  void leadBack(double[] matrix, double[] result) {
    int k = parameters;
    Arrays.fill(halfway, 0, count * k, 0);
    for (int pair = 0; pair < count; pair++) {
      for (int i = first[pair]; i < end[pair]; i++) {
        double weight = slope[pair * k + i];
        for (int j = 0; j < k; j++) {
          halfway[pair * k + j] += weight * matrix[i * k + j];
        }
      }
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double sum = 0;
        for (int e = first[j]; e < end[j]; e++) {
          sum += halfway[i * k + e] * slope[j * k + e];
        }
        result[i * count + j] = sum;
      }
    }
  }
}
