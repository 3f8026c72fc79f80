package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

import java.util.Arrays;

/**
 * The directions in which a positive semidefinite matrix A = LL' is flat, one for each row that
 * {@link Cholesky#factorInOrder} left out: e<sub>d</sub> less its regression on the rows before it.
 * A linear function c of parameters with information A can be estimated exactly if it is orthogonal
 * to all of them (Searle 1971, Linear Models, section 5.4).
 */
final class NullSpace {
  private double[] direction = new double[0];
  private int[] row = new int[0];
  private int p;
  private int count;

  /** Takes a factor in order. */
  void take(double[] l, int p) {
    this.p = p;
    count = 0;
    for (int d = 0; d < p; d++) {
      count += Cholesky.leftOut(l, p, d) ? 1 : 0;
    }
    direction = atLeast(direction, count * p);
    if (row.length < count) {
      row = new int[count];
    }
    int at = 0;
    for (int d = 0; d < p; d++) {
      if (Cholesky.leftOut(l, p, d)) {
        regress(l, d, at);
        row[at++] = d;
      }
    }
  }

  /** Solves L'x = (row d of L) among the rows before d. */
  private void regress(double[] l, int d, int at) {
    int from = at * p;
    Arrays.fill(direction, from, from + p, 0);
    for (int i = d - 1; i >= 0; i--) {
      double sum = l[d * p + i];
      for (int k = i + 1; k < d; k++) {
        sum += l[k * p + i] * direction[from + k];
      }
      direction[from + i] = -sum / l[i * p + i];
    }
    direction[from + d] = 1;
  }

  /** The number of directions. */
  int count() {
    return count;
  }

  /** The row left out that direction i belongs to. */
  int row(int i) {
    return row[i];
  }

  /** Whether c is orthogonal to all directions, but for a share {@code tolerance} of its size. */
  boolean orthogonal(double[] c, double tolerance) {
    for (int i = 0; i < count; i++) {
      double sum = 0;
      double size = 0;
      for (int j = 0; j < p; j++) {
        double term = c[j] * direction[i * p + j];
        sum += term;
        size += Math.abs(c[j]);
      }
      if (Math.abs(sum) > tolerance * size) {
        return false;
      }
    }
    return true;
  }
}
