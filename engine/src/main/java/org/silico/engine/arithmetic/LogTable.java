package org.silico.engine.arithmetic;

/** The table of the logarithm: per interval of z a short c close to 1/z, and -log(c). */
final class LogTable {

  /** Terms of the series: the first left out is below 2^-110 of the sum. */
  private static final int TERMS = 22;

  private static final double GRID = 0x1p42;

  private LogTable() {}

  /**
   * Four doubles an interval: c, the multiple of 2^-42 next to -log(c), the rest of -log(c), and a
   * filler. The intervals part [0.6875, 1.375) by the first seven bits after the {@linkplain
   * Elementary#START start}'s. c is 2 / (from + to) to so few bits that c z - 1 is exact, namely a
   * multiple of 2^-60 below 2^-7; it is 1 beside 1, where the logarithm is as small as z - 1.
   */
  static double[] entries() {
    double[] table = new double[4 * Elementary.ENTRIES];
    for (int i = 0; i < Elementary.ENTRIES; i++) {
      double from = Double.longBitsToDouble(Elementary.START + ((long) i << 45));
      double to = Double.longBitsToDouble(Elementary.START + ((long) (i + 1) << 45));
      double bits = from < 1 ? 0x1p7 : 0x1p8;
      double c = from == 1 || to == 1 ? 1 : Math.rint(2 / (from + to) * bits) / bits;
      DoubleDouble log = logarithm(c);
      double high = Math.rint(log.high() * GRID) / GRID;
      table[4 * i] = c;
      table[4 * i + 1] = 0 - high;
      table[4 * i + 2] = 0 - (log.high() - high + log.low());
    }
    return table;
  }

  /** log(c) = 2 artanh(s), s = (c - 1)/(c + 1), by the series s + s^3/3 + s^5/5 + ... */
  private static DoubleDouble logarithm(double c) {
    // exact, as c has few bits
    DoubleDouble s = new DoubleDouble(c - 1, 0).over(new DoubleDouble(c + 1, 0));
    DoubleDouble square = s.times(s);
    DoubleDouble sum = new DoubleDouble(0, 0);
    for (int n = TERMS; n >= 0; n--) {
      DoubleDouble term = new DoubleDouble(1, 0).over(new DoubleDouble(2 * n + 1, 0));
      sum = n == TERMS ? term : sum.times(square).plus(term);
    }
    return sum.times(s).times(new DoubleDouble(2, 0));
  }
}
