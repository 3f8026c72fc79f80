package org.silico.engine.model;

import org.silico.engine.arithmetic.Elementary;

/** How a random effect eta turns a typical value into a patient's (or a study's) own. */
public enum EffectScale {
  /** typical + eta */
  NORMAL("normal"),
  /** typical x exp(eta) */
  LOG_NORMAL("log-normal"),
  /** expit(logit(typical) + eta) */
  LOGIT_NORMAL("logit-normal"),
  /** typical + (exp(shape x eta) - 1) / shape, with shape a parameter of the model */
  BOX_COX("Box–Cox"),
  /** The class whose interval of cumulative weights holds Phi(eta); eta has variance 1. */
  LATENT_CLASS("latent class");

  private final String text;

  EffectScale(String text) {
    this.text = text;
  }

  /** As the reference page calls it. */
  public String text() {
    return text;
  }

  /**
   * The value that the effect gives, for the scales that need nothing but a typical value.
   *
   * @throws UnsupportedOperationException for {@link #BOX_COX} and {@link #LATENT_CLASS}
   */
  double apply(double typical, double eta) {
    switch (this) {
      case NORMAL:
        return typical + eta;
      case LOG_NORMAL:
        return typical * Elementary.exp(eta);
      case LOGIT_NORMAL:
        return Logistic.expit(Logistic.logit(typical) + eta);
      default:
        throw new UnsupportedOperationException(text);
    }
  }

  /** (exp(shape x eta) - 1) / shape, and eta itself at shape 0. */
  static double boxCox(double eta, double shape) {
    return shape == 0 ? eta : StrictMath.expm1(shape * eta) / shape;
  }
}
