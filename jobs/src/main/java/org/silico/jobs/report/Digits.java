package org.silico.jobs.report;

import java.util.Locale;

/** Numbers as people read them; nothing where there is none. */
final class Digits {
  private Digits() {}

  static String fixed(double x, int digits) {
    return Double.isNaN(x) ? "" : String.format(Locale.ROOT, "%." + digits + "f", x);
  }

  /** About so many significant digits, never in scientific notation for everyday numbers. */
  static String significant(double x, int digits) {
    if (Double.isNaN(x)) {
      return "";
    }
    if (Math.abs(x) < RunSummary.ROUNDING) {
      return "0";
    }
    int magnitude = (int) Math.floor(StrictMath.log10(Math.abs(x)));
    if (magnitude < -6 || magnitude > 9) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", x);
    }
    return fixed(x, Math.max(0, Math.min(6, digits - 1 - magnitude)));
  }

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  static String bytes(double n) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    int unit = 0;
    while (n >= 1000 && unit < units.length - 1) {
      n /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, n < 10 ? "%.1f %s" : "%.0f %s", n, units[unit]);
  }
}
