package org.silico.jobs.standard;

/**
 * Numbers as IBM mainframes hold them, eight bytes as one long: a sign bit, seven bits of an
 * exponent of 16 (64 more than it is), and 56 bits of fraction: {@code ± fraction / 2^56 ×
 * 16^exponent}. Source: SAS Institute, TS-140, "The Record Layout of a Data Set in SAS Transport
 * (XPORT) Format". A double fits without loss where its exponent does.
 */
final class IbmDouble {
  /** The missing value {@code .} */
  static final long MISSING = 0x2EL << 56;

  private IbmDouble() {}

  /** The bits of a value; NaN is {@link #MISSING}. */
  static long bits(double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    if (value == 0) {
      return 0;
    }
    int binary = Math.getExponent(value) + 4; // value = significand × 2^(binary − 56)
    int exponent = Math.floorDiv(binary, 4);
    if (exponent < -64 || exponent > 63) {
      throw new IllegalArgumentException(
          value + " does not fit; SAS transport holds numbers from 5.4e-79 to 7.2e75");
    }
    long significand = Double.doubleToRawLongBits(value) & ((1L << 52) - 1) | 1L << 52;
    long sign = value < 0 ? 1L << 63 : 0;
    return sign | (long) (exponent + 64) << 56 | significand << Math.floorMod(binary, 4);
  }

  /** The value of bits; NaN for the missing values {@code .}, {@code ._} and .A to .Z. */
  static double value(long bits) {
    long fraction = bits & ((1L << 56) - 1);
    int first = (int) (bits >>> 56);
    if (fraction == 0) {
      boolean missing = first == '.' || first == '_' || first >= 'A' && first <= 'Z';
      return missing ? Double.NaN : 0;
    }
    double size = Math.scalb((double) fraction, 4 * ((first & 0x7F) - 64) - 56);
    return first >= 0x80 ? -size : size;
  }
}
