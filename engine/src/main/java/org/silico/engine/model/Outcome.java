package org.silico.engine.model;

import org.silico.engine.arithmetic.Elementary;

/**
 * What a model predicts and in what range.
 *
 * @param name such as {@code PANSS total score}
 * @param unit such as {@code points}
 * @param low least possible value, possibly infinite
 * @param high largest possible value, possibly infinite
 * @param wholeNumbers whether what is measured is whole numbers (the model may predict others)
 * @param ofChange whether it is the change of a score from its level before treatment
 * @param link from the sum of the terms to the prediction
 */
public record Outcome(
    String name,
    String unit,
    double low,
    double high,
    boolean wholeNumbers,
    boolean ofChange,
    Link link) {

  /**
   * The predictions: the link of the sum of the columns.
   *
   * @param terms any number of columns, those of the model and those added to them
   */
  public void predict(double[][] terms, int n, double[] prediction) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (double[] term : terms) {
        sum += term[i];
      }
      prediction[i] = sum;
    }
    if (link == Link.LOGIT) {
      for (int i = 0; i < n; i++) {
        prediction[i] = low + (high - low) * Logistic.expit(prediction[i]);
      }
    } else if (link == Link.LOG) {
      for (int i = 0; i < n; i++) {
        prediction[i] = Elementary.exp(prediction[i]);
      }
    }
  }

  /**
   * Sets values outside the range to its nearest end.
   *
   * @return how many there were
   */
  public int restrict(double[] values, int n) {
    int outside = 0;
    for (int i = 0; i < n; i++) {
      if (values[i] < low) {
        values[i] = low;
        outside++;
      } else if (values[i] > high) {
        values[i] = high;
        outside++;
      }
    }
    return outside;
  }

  /** Rounds values to whole numbers, for scales that are counted in them. */
  public void round(double[] values, int n) {
    if (wholeNumbers) {
      for (int i = 0; i < n; i++) {
        values[i] = Math.rint(values[i]);
      }
    }
  }

  /** The range in words, such as {@code 0 to 70}. */
  public String range() {
    if (Double.isInfinite(low) && Double.isInfinite(high)) {
      return "any";
    }
    String ends =
        Double.isInfinite(high)
            ? "≥ " + Numbers.text(low)
            : Numbers.text(low) + " to " + Numbers.text(high);
    return wholeNumbers ? ends + ", whole numbers" : ends;
  }
}
