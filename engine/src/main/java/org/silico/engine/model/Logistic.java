package org.silico.engine.model;

import org.silico.engine.arithmetic.Elementary;

/** The logistic function and its inverse. */
final class Logistic {

  private Logistic() {}

  /** 1 / (1 + exp(-x)). */
  static double expit(double x) {
    return 1 / (1 + Elementary.exp(-x));
  }

  /** log(p / (1 - p)). */
  static double logit(double p) {
    return Elementary.log(p / (1 - p));
  }
}
