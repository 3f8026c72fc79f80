package org.silico.engine.model;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a page shows them. */
final class Numbers {

  private Numbers() {}

  /** The shortest decimal that is the number: {@code 0.0859}, {@code 42}, {@code -1.3E-7}. */
  static String text(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return value == 0
        ? "0"
        : Math.abs(value) < 1e-5 || Math.abs(value) >= 1e9
            ? decimal.toString()
            : decimal.toPlainString();
  }

  /** The same, rounded to four significant digits. */
  static String rounded(double value) {
    return Double.isNaN(value) || Double.isInfinite(value)
        ? Double.toString(value)
        : text(new BigDecimal(value).round(new MathContext(4)).doubleValue());
  }
}
