package org.silico.engine.model;

import java.util.Arrays;
import java.util.Map;
import org.silico.engine.random.RandomStream;
import org.silico.engine.random.StandardNormal;

/** Patients of one model on columns, for tests: fixed seed, one draw number per column. */
final class Simulated {
  final LongitudinalModel model;
  final BoundModel bound;
  final int n;
  final double[][] eta;
  final double[][] covariates;
  final double[][] individual;
  final double[][] terms;
  final double[] prediction;
  private final RandomStream stream;
  private int draws;

  /** n patients, covariates typical; no between-study effects. */
  Simulated(LongitudinalModel model, long seed, int n) {
    this(model, seed, n, Map.of(), Map.of());
  }

  Simulated(
      LongitudinalModel model,
      long seed,
      int n,
      Map<String, Double> theta,
      Map<String, Double> deviations) {
    this.model = model;
    this.n = n;
    stream = new RandomStream(seed, 1);
    ModelInfo info = model.info();
    bound = model.bind(theta);
    eta = new double[info.effects().size()][n];
    for (int j = 0; j < eta.length; j++) {
      scores(eta[j]);
      if (info.effects().get(j).level() == RandomEffect.Level.STUDY) {
        Arrays.fill(eta[j], 0);
      }
    }
    new RandomEffects(info.covariance(deviations)).correlate(eta, n);
    covariates = new double[info.covariates().size()][n];
    for (int j = 0; j < covariates.length; j++) {
      Arrays.fill(covariates[j], info.covariates().get(j).typical());
    }
    individual = new double[info.individual().size()][n];
    terms = new double[Term.values().length][n];
    prediction = new double[n];
    prepare();
  }

  /** To be called again once covariates were changed. */
  Simulated prepare() {
    bound.individualParameters(eta, covariates, n, individual);
    return this;
  }

  double[] uniforms(double[] u) {
    stream.uniforms(0, 7, draws++, 0, n, u);
    return u;
  }

  double[] scores(double[] z) {
    uniforms(z);
    StandardNormal.quantiles(z, n, z);
    return z;
  }

  double[] constant(double value) {
    double[] column = new double[n];
    Arrays.fill(column, value);
    return column;
  }

  double[] predict(double day, double exposure, double[] previous) {
    bound.terms(individual, day, constant(exposure), previous, n, terms);
    model.info().outcome().predict(terms, n, prediction);
    return prediction;
  }

  /** One observation of every patient. */
  double[] observe(double day, double exposure, double[] previous) {
    predict(day, exposure, previous);
    double[] observed = new double[n];
    bound.observe(individual, day, prediction, previous, uniforms(new double[n]), n, observed);
    return observed;
  }

  static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  static double sd(double[] x) {
    double mean = mean(x);
    return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
  }

  static double[] difference(double[] a, double[] b) {
    double[] d = new double[a.length];
    Arrays.setAll(d, i -> a[i] - b[i]);
    return d;
  }
}
