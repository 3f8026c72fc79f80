package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

/**
 * The maximum of the restricted likelihood of repeated measures.
 *
 * <p>Newton's method from moments, on the observed information (nearly, on the way) where it is
 * positive definite, else on the expected one. With few outcomes the likelihood can have several
 * maxima: then, and where no maximum was found, compound symmetry and shrunken moments are starts
 * too, and the highest maximum counts.
 */
final class RestrictedMaximum {
  private static final int SHRINKS = 60;

  /** A visit with less variance has no residual to start from: other visits lend it theirs. */
  private static final double NO_VARIANCE = 1e-12;

  /** Moments; compound symmetry; shrunken moments. */
  private static final int STARTS = 3;

  /** A higher maximum is higher by more than rounding. */
  private static final double HIGHER = 1e-6;

  final RestrictedLikelihood likelihood = new RestrictedLikelihood();

  private final CovarianceStructure structure;
  private final double unidentified;
  private final Newton newton = new Newton();
  private RepeatedMeasures data;
  private double[] moments = new double[0];
  private double[] counts = new double[0];
  private double[] begin = new double[0];
  private double[] best = new double[0];

  /**
   * @param unidentified fixed effects that leave less than this share of the information on a
   *     parameter have used up its data
   */
  RestrictedMaximum(CovarianceStructure structure, double unidentified) {
    this.structure = structure;
    this.unidentified = unidentified;
  }

  /** OK with {@link #likelihood} at its maximum, or why there is none. */
  Status find(RepeatedMeasures outcomes) {
    data = outcomes;
    likelihood.take(data, structure);
    Status moments = takeMoments();
    return moments == Status.OK ? search() : moments;
  }

  /** &theta; where the search ended. */
  double[] parameters() {
    return newton.parameters;
  }

  private Status takeMoments() {
    int visits = data.visits;
    moments = atLeast(moments, visits * visits);
    counts = atLeast(counts, visits * visits);
    begin = atLeast(begin, visits * visits);
    best = atLeast(best, likelihood.k);
    likelihood.fit.moments(moments, counts);
    int rank = likelihood.fit.rank;
    if (rank < 0) {
      return Status.SINGULAR;
    }
    if (data.observations <= rank) {
      return Status.TOO_FEW;
    }
    double variance = 0;
    int seen = 0;
    for (int v = 0; v < visits; v++) {
      double own = moments[v * visits + v];
      if (own > NO_VARIANCE) {
        variance += own;
        seen++;
      }
    }
    variance = seen == 0 ? 0 : variance / seen;
    for (int v = 0; v < visits; v++) {
      if (!(moments[v * visits + v] > NO_VARIANCE)) {
        for (int u = 0; u < visits; u++) {
          moments[u * visits + v] = 0;
          moments[v * visits + u] = 0;
        }
        moments[v * visits + v] = variance;
      }
    }
    // outcomes have variance 1
    return variance > 0 ? Status.OK : Status.NO_VARIANCE;
  }

  /** The maximum from moments, or the highest from all starts if that is in doubt. */
  private Status search() {
    Status first = Status.SINGULAR;
    double highest = Double.NEGATIVE_INFINITY;
    boolean found = false;
    for (int s = 0; s < STARTS; s++) {
      if (!start(s)) {
        continue;
      }
      Status ended = newton.climb(likelihood);
      if (s == 0) {
        first = ended;
        if (ended == Status.OK && !doubtful()) {
          return Status.OK;
        }
      }
      if (newton.value > highest + HIGHER) {
        highest = newton.value;
        found = ended == Status.OK;
        System.arraycopy(newton.parameters, 0, best, 0, likelihood.k);
      }
    }
    if (!found) {
      return first == Status.OK ? Status.SINGULAR : first;
    }
    // where the search had ended
    newton.start(likelihood.k);
    System.arraycopy(best, 0, newton.parameters, 0, likelihood.k);
    likelihood.restart();
    return newton.climb(likelihood);
  }

  /**
   * Whether there are so few patients that the likelihood may have other maxima: in simulated
   * trials it had them in up to 2 of 100 with 12 patients at 4 visits, and in none beyond this.
   */
  private boolean doubtful() {
    int visits = data.visits;
    for (int i = 0; i < visits * visits; i++) {
      if (counts[i] - data.q < 3 * visits + 4) {
        return true;
      }
    }
    return false;
  }

  /** Parameters to start from, brought towards no correlation until in the domain. */
  private boolean start(int s) {
    int visits = data.visits;
    int k = likelihood.k;
    System.arraycopy(moments, 0, begin, 0, visits * visits);
    if (s == 1) {
      even(begin, visits);
    } else if (s == 2) {
      shrink(begin, visits, 0.3);
    }
    newton.start(k);
    likelihood.restart();
    for (int shrinks = 0; shrinks < SHRINKS; shrinks++) {
      structure.near(begin, visits, newton.parameters);
      if (likelihood.fit.cover(structure, newton.parameters)) {
        if (s == 0 && sparse()) {
          likelihood.at(newton.parameters, new double[k], new double[k * k]);
          likelihood.determine(newton.parameters, unidentified);
          likelihood.restart();
        }
        newton.floor = likelihood.floor;
        return true;
      }
      shrink(begin, visits, 0.8);
    }
    return false;
  }

  /** Whether a pair of visits has so few patients that the means of both may use them up. */
  private boolean sparse() {
    for (int i = 0; i < data.visits * data.visits; i++) {
      if (counts[i] <= 2 * data.q) {
        return true;
      }
    }
    return false;
  }

  private static void shrink(double[] matrix, int visits, double factor) {
    for (int i = 0; i < visits * visits; i++) {
      if (i % (visits + 1) != 0) {
        matrix[i] *= factor;
      }
    }
  }

  /** Makes all variances equal, and all covariances. */
  private static void even(double[] matrix, int visits) {
    double variance = 0;
    double covariance = 0;
    for (int i = 0; i < visits * visits; i++) {
      if (i % (visits + 1) == 0) {
        variance += matrix[i] / visits;
      } else {
        covariance += matrix[i] / (visits * (visits - 1));
      }
    }
    for (int i = 0; i < visits * visits; i++) {
      matrix[i] = i % (visits + 1) == 0 ? variance : covariance;
    }
  }
}
