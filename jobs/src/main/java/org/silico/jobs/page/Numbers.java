package org.silico.jobs.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a page shows them. */
final class Numbers {
  private Numbers() {}

  /** To four significant digits; nothing for none. */
  static String shown(double x) {
    if (Double.isNaN(x)) {
      return "";
    } else if (Double.isInfinite(x)) {
      return x > 0 ? "∞" : "-∞";
    } else if (x == Math.rint(x) && Math.abs(x) < 1e7) {
      return String.format(Locale.ROOT, "%.0f", x + 0.0);
    }
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(4));
    double size = Math.abs(x);
    return size >= 1e-4 && size < 1e7
        ? rounded.stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%.3e", x);
  }

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
