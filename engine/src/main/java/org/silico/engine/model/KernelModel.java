package org.silico.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A kernel as a model, its time in days. The natural course of a placebo kernel is its value at
 * time 0, and the placebo term what it adds to that.
 */
record KernelModel(Kernel kernel, double[] theta) implements BoundModel {

  /** The description of a kernel: an effect on each parameter, of variance 0. */
  static ModelInfo info(
      String name,
      String title,
      String equation,
      Link link,
      List<Parameter> parameters,
      List<EffectScale> scales,
      List<String> notes) {
    return new ModelInfo(
        name,
        ModelInfo.Kind.KERNEL,
        title,
        equation,
        link == Link.LOGIT
            ? new Outcome("response", "", 0, 1, true, false, link)
            : new Outcome(
                "score",
                "its unit",
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                false,
                false,
                link),
        TimeUnit.DAY,
        parameters,
        IntStream.range(0, scales.size())
            .mapToObj(
                j ->
                    RandomEffect.patient(
                        parameters.get(j).name(), scales.get(j), 0, parameters.get(j).meaning()))
            .toList(),
        List.of(),
        List.of(),
        Optional.empty(),
        parameters.stream().map(Parameter::name).toList(),
        List.of(),
        new ModelInfo.Source("", "values to plot with, of no particular trial", "any"),
        56,
        notes);
  }

  @Override
  public void individualParameters(
      double[][] eta, double[][] covariates, int n, double[][] individual) {
    for (int j = 0; j < theta.length; j++) {
      EffectScale scale = kernel.info().effects().get(j).scale();
      for (int i = 0; i < n; i++) {
        individual[j][i] = scale.apply(theta[j], eta[j][i]);
      }
    }
  }

  @Override
  public void naturalCourse(
      double[][] individual, double day, double[] previous, int n, double[] out) {
    kernel.course(kernel.term() == Term.NATURAL_COURSE ? day : 0, individual, n, out);
  }

  @Override
  public void placebo(double[][] individual, double day, double[] previous, int n, double[] out) {
    if (kernel.term() == Term.NATURAL_COURSE) {
      Arrays.fill(out, 0, n, 0);
      return;
    }
    double[] start = new double[n];
    kernel.course(0, individual, n, start);
    kernel.course(day, individual, n, out);
    for (int i = 0; i < n; i++) {
      out[i] -= start[i];
    }
  }

  @Override
  public int observe(
      double[][] individual,
      double day,
      double[] prediction,
      double[] previous,
      double[] u,
      int n,
      double[] observed) {
    if (kernel.info().outcome().link() == Link.LOGIT) {
      Bernoulli.observe(prediction, u, n, observed);
    } else {
      System.arraycopy(prediction, 0, observed, 0, n);
    }
    return 0;
  }
}
