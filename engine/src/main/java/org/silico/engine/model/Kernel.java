package org.silico.engine.model;

/**
 * A shape in time, alone: a term of a response whose parameters a protocol sets.
 *
 * <p>As a {@link LongitudinalModel} it has a random effect on each parameter, of variance 0 unless
 * the protocol gives one, and no residual.
 */
public interface Kernel extends LongitudinalModel {

  /** The term that the shape describes. */
  Term term();

  /**
   * The shape at one time, for n patients.
   *
   * @param t time since the start of treatment, in the unit that the rates have; placebo kernels
   *     take times before 0 as 0
   * @param parameters a column per parameter of {@link ModelInfo#parameters}
   * @param out receives the values
   */
  void course(double t, double[][] parameters, int n, double[] out);

  @Override
  default BoundModel bind(double[] theta) {
    return new KernelModel(this, info().checked(theta));
  }
}
