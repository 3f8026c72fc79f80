package org.silico.engine.trial;

import org.silico.engine.random.RandomStream;
import org.silico.engine.random.StandardNormal;

/**
 * Numbers of the candidates for some places of a trial.
 *
 * @param places positions after the first patient; null for the first n
 */
record Draws(RandomStream stream, long trial, int first, int[] places, int n, long candidate) {

  /** One uniform for each place. */
  void uniforms(int purpose, double[] out) {
    if (places == null) {
      stream.uniforms(trial, purpose, candidate, first, n, out);
    } else {
      for (int k = 0; k < n; k++) {
        out[k] = stream.uniform(trial, purpose, first + (long) places[k], candidate);
      }
    }
  }

  /** One standard normal for each place. */
  void scores(int purpose, double[] out) {
    uniforms(purpose, out);
    StandardNormal.quantiles(out, n, out);
  }

  /** The standard normal of a site, a rater or the study, the same for all who share it. */
  double sharedScore(int purpose, long who) {
    return StandardNormal.quantile(stream.uniform(trial, purpose, who, 0));
  }
}
