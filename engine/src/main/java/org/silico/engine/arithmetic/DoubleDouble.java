package org.silico.engine.arithmetic;

/**
 * An unevaluated sum of two doubles, about 106 bits, for tables that are made once.
 *
 * <p>Dekker (1971), "A floating-point technique for extending the available precision", Numerische
 * Mathematik 18, 224-242, with the product's error by a fused multiply-add.
 *
 * @param high the sum rounded to a double
 * @param low the rest, at most half a unit in the last place of {@code high}
 */
record DoubleDouble(double high, double low) {

  /** The exact sum of two doubles of which the first is not the smaller by size. */
  static DoubleDouble sum(double large, double small) {
    double high = large + small;
    return new DoubleDouble(high, small - (high - large));
  }

  DoubleDouble plus(DoubleDouble other) {
    double s = high + other.high;
    double part = s - high;
    double error = (high - (s - part)) + (other.high - part);
    return sum(s, error + low + other.low);
  }

  DoubleDouble times(DoubleDouble other) {
    double p = high * other.high;
    double error = Math.fma(high, other.high, -p);
    return sum(p, Math.fma(high, other.low, Math.fma(low, other.high, error)));
  }

  DoubleDouble over(DoubleDouble other) {
    double q = high / other.high;
    double rest = Math.fma(-q, other.high, high);
    return sum(q, (rest + low - q * other.low) / other.high);
  }
}
