package org.silico.engine.arithmetic;

/**
 * Logarithm, exponential and power from operations that IEEE 754 fixes: additions, multiplications,
 * fused multiply-adds and moves of bits. The same bits on every processor, and faster than {@link
 * Math}'s. Special values are Math's. Largest errors seen, in units in the last place: {@code log}
 * 0.52, {@code log1p} 0.67, {@code exp} 0.51 and where that is subnormal 0.76, {@code pow} 0.52.
 *
 * <p>Tang (1990), "Table-driven implementation of the logarithm function in IEEE floating-point
 * arithmetic", ACM Transactions on Mathematical Software 16, 378-400; (1989) for the exponential,
 * 15, 144-157.
 *
 * <p>A processor without fused multiply-add (x86-64 before 2013) gets the same bits, very slowly.
 */
public final class Elementary {

  /** Entries of either table. */
  static final int ENTRIES = 128;

  private static final long EXPONENT = 0xfff0000000000000L;
  private static final long SMALLEST_NORMAL = 0x0010000000000000L;
  private static final long INFINITY = 0x7ff0000000000000L;

  /** Bits of 0.6875: an argument is z 2^k with z in [0.6875, 1.375). */
  static final long START = 0x3fe6000000000000L;

  /** log 2, of which the first part times a k is exact: a multiple of 2^-42. */
  private static final double LN2_HIGH = 0x1.62e42fefa3800p-1;

  private static final double LN2_LOW = 0x1.ef35793c76730p-45;

  /** Per interval of z: c close to 1/z; -log(c) as a multiple of 2^-42 and the rest; unused. */
  private static final double[] LOG = LogTable.entries();

  /** Per j: 2^(j/128) and the relative rest. */
  private static final double[] POWER = PowerTable.entries();

  private static final double PER_STEP = 0x1.71547652b82fep7;
  private static final double STEP_HIGH = LN2_HIGH / ENTRIES;
  private static final double STEP_LOW = LN2_LOW / ENTRIES;

  /** Added to a number below 2^51, it leaves the nearest whole number in the low bits. */
  private static final double WHOLE = 0x1.8p52;

  private Elementary() {}

  /** The natural logarithm; -Infinity at 0, NaN below. */
  public static double log(double x) {
    long bits = Double.doubleToRawLongBits(x);
    if (bits < SMALLEST_NORMAL || bits >= INFINITY) {
      return logOfUnusual(x);
    }
    return log(bits, 0, 0);
  }

  private static double logOfUnusual(double x) {
    if (x > 0 && x < Double.POSITIVE_INFINITY) {
      return log(Double.doubleToRawLongBits(x * 0x1p54), -54, 0);
    }
    return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
  }

  /**
   * log(x 2^shift) + correction, with k log 2 - log c + log(1 + r) where r = c z - 1, |r| <= 2^-7.
   *
   * @param bits of a normal x
   * @param correction much smaller than the logarithm, or the logarithm of 1
   */
  private static double log(long bits, int shift, double correction) {
    long offset = bits - START;
    int entry = (int) (offset >>> 43) & 4 * (ENTRIES - 1);
    double k = (int) (offset >> 52) + shift;
    double z = Double.longBitsToDouble(bits - (offset & EXPONENT));
    double r = Math.fma(z, LOG[entry], -1);
    double whole = Math.fma(k, LN2_HIGH, LOG[entry + 1]);
    double rest = Math.fma(k, LN2_LOW, LOG[entry + 2]) + correction;
    double high = whole + r;
    double low = whole - high + r + rest;
    double square = r * r;
    double series = Math.fma(r, 1.0 / 3, -0.5);
    double upper = Math.fma(r, 1.0 / 5, -0.25);
    double top = Math.fma(square, -1.0 / 8, Math.fma(r, 1.0 / 7, -1.0 / 6));
    series = Math.fma(square, Math.fma(square, top, upper), series);
    return high + Math.fma(square, series, low);
  }

  /** log(1 + x), accurate for small x; -Infinity at -1, NaN below; -0 at -0. */
  public static double log1p(double x) {
    if (!(x > -1 && x < Double.POSITIVE_INFINITY)) {
      return x == -1 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
    }
    if (Math.abs(x) < 0x1p-54) {
      return x;
    }
    double u = 1 + x;
    double lost = x < 1 ? x - (u - 1) : 1 - (u - x);
    return log(Double.doubleToRawLongBits(u), 0, lost / u);
  }

  /**
   * x^y; exact where x^y is a double. Arguments or results out of the ordinary go the way of {@link
   * StrictMath#pow}, which takes 30 times as long.
   */
  public static double pow(double x, double y) {
    long bits = Double.doubleToRawLongBits(x);
    if (bits < SMALLEST_NORMAL || bits >= INFINITY) {
      return StrictMath.pow(x, y);
    }
    long offset = bits - START;
    int entry = (int) (offset >>> 43) & 4 * (ENTRIES - 1);
    double k = (int) (offset >> 52);
    double r = Math.fma(Double.longBitsToDouble(bits - (offset & EXPONENT)), LOG[entry], -1);
    double whole = Math.fma(k, LN2_HIGH, LOG[entry + 1]);
    double rest = Math.fma(k, LN2_LOW, LOG[entry + 2]);
    // log x = whole + r - r^2/2 + cube + rest to 2^-66 of itself: the square with what it loses
    double square = r * r;
    double lost = Math.fma(r, r, -square);
    double top = Math.fma(square, Math.fma(r, -1.0 / 10, 1.0 / 9), Math.fma(r, -1.0 / 8, 1.0 / 7));
    double series = Math.fma(square, top, Math.fma(r, -1.0 / 6, 1.0 / 5));
    series = Math.fma(square, series, Math.fma(r, -1.0 / 4, 1.0 / 3));
    double cube = Math.fma(square * r, series, -0.5 * lost);
    double first = whole + r;
    double second = first - 0.5 * square;
    double small = whole - first + r + (first - second - 0.5 * square) + (cube + rest);
    double high = second + small;
    double low = second - high + small;
    double exponent = y * high;
    if (!(Math.abs(exponent) < 707)) {
      return StrictMath.pow(x, y);
    }
    double shifted = Math.fma(exponent, PER_STEP, WHOLE);
    int steps = (int) Double.doubleToRawLongBits(shifted);
    double correction = Math.fma(y, low, Math.fma(y, high, -exponent));
    double power = exp(exponent, correction, shifted - WHOLE, steps);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(power) + ((long) (steps >> 7) << 52));
  }

  /** e^x; 0 and Infinity where it leaves the range of a double. */
  public static double exp(double x) {
    if (!(Math.abs(x) < 708)) {
      return expOfUnusual(x);
    }
    double shifted = Math.fma(x, PER_STEP, WHOLE);
    int steps = (int) Double.doubleToRawLongBits(shifted);
    double y = exp(x, 0, shifted - WHOLE, steps);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + ((long) (steps >> 7) << 52));
  }

  /**
   * 2^(j/128) e^r with j the last seven bits of steps and r = x + correction - steps log(2)/128.
   *
   * @param number steps as a double
   */
  private static double exp(double x, double correction, double number, int steps) {
    int entry = 2 * (steps & (ENTRIES - 1));
    double r = Math.fma(-number, STEP_HIGH, x) + Math.fma(-number, STEP_LOW, correction);
    double square = r * r;
    double series = Math.fma(r, 1.0 / 6, 0.5);
    series = Math.fma(square, Math.fma(r, 1.0 / 120, 1.0 / 24), series);
    double tail = Math.fma(square, series, POWER[entry + 1] + r);
    return Math.fma(POWER[entry], tail, POWER[entry]);
  }

  /** Scaled in two steps, of which only the second may round or overflow. */
  private static double expOfUnusual(double x) {
    if (x > 710 || x < -746) {
      return x > 0 ? Double.POSITIVE_INFINITY : 0;
    } else if (Double.isNaN(x)) {
      return x;
    }
    double shifted = Math.fma(x, PER_STEP, WHOLE);
    int steps = (int) Double.doubleToRawLongBits(shifted);
    double y = exp(x, 0, shifted - WHOLE, steps);
    int power = steps >> 7;
    int first = power > 0 ? 1023 : -1021;
    return y * Math.scalb(1.0, first) * Math.scalb(1.0, power - first);
  }
}
