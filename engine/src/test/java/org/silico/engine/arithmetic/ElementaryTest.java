package org.silico.engine.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Against series of 45 digits, which share nothing with the tables. */
class ElementaryTest {
  private static final MathContext DIGITS = new MathContext(45);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal LN_2 = artanh(BigDecimal.ONE.divide(new BigDecimal(3), DIGITS));
  private static final int N = 1000;
  private final SplittableRandom random = new SplittableRandom(20261126);

  @Test
  void logarithmsAreWithinTheirErrorOverTheWholeRange() {
    for (int i = 0; i < N; i++) {
      assertLog(Double.longBitsToDouble(random.nextLong(0x7ff0000000000000L)));
      assertLog(Double.longBitsToDouble(random.nextLong(0x0010000000000000L)));
      assertLog(random.nextDouble());
      assertLog(1 + (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(52)));
    }
    assertLog(Double.MIN_VALUE);
    assertLog(Double.MAX_VALUE);
  }

  private static void assertLog(double x) {
    assertWithin(0.52, log(new BigDecimal(x)), Elementary.log(x), "log", x);
  }

  @Test
  void logarithmsBesideOneAreWithinTheirErrorOverTheWholeRange() {
    for (int i = 0; i < N; i++) {
      assertLog1p(Double.longBitsToDouble(random.nextLong(0x7ff0000000000000L)));
      assertLog1p(random.nextDouble(-1, 1));
      assertLog1p(-1 + random.nextDouble() * Math.scalb(1.0, -random.nextInt(52)));
      assertLog1p((random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(60)));
    }
    assertLog1p(Double.MIN_VALUE);
    assertLog1p(-Double.MIN_VALUE);
    assertLog1p(Double.MAX_VALUE);
  }

  private static void assertLog1p(double x) {
    if (Math.abs(x) < 1e-25) {
      assertEquals(x, Elementary.log1p(x));
    } else if (x != -1) {
      BigDecimal exact = log(BigDecimal.ONE.add(new BigDecimal(x)));
      assertWithin(0.67, exact, Elementary.log1p(x), "log1p", x);
    }
  }

  @Test
  void exponentialsAreWithinTheirErrorOverTheWholeRange() {
    for (int i = 0; i < N; i++) {
      assertExp(0.51, random.nextDouble(-708, 709.7));
      assertExp(0.51, random.nextDouble(-2, 2));
      assertExp(0.51, (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(60)));
      assertExp(0.76, random.nextDouble(-745, -707));
    }
    assertExp(0.51, Double.MIN_VALUE);
    assertExp(0.51, 709.782712893384); // the largest that is finite
  }

  private static void assertExp(double ulps, double x) {
    assertWithin(ulps, exp(new BigDecimal(x)), Elementary.exp(x), "exp", x);
  }

  @Test
  void powersAreWithinTheirErrorOverTheWholeRange() {
    for (int i = 0; i < N; i++) {
      double x = Double.longBitsToDouble(random.nextLong(0x7fe0000000000000L) + (1L << 52));
      assertPow(x, random.nextDouble(-706, 706) / StrictMath.log(x));
      assertPow(random.nextDouble(0, 20), random.nextDouble(-5, 5));
      double beside = 1 + (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(40));
      assertPow(beside, random.nextDouble(-706, 706) / StrictMath.log(beside));
    }
  }

  private static void assertPow(double x, double y) {
    if (Double.isFinite(y)) {
      BigDecimal exact = exp(new BigDecimal(y).multiply(log(new BigDecimal(x))));
      assertWithin(0.52, exact, Elementary.pow(x, y), "pow " + y + " of", x);
    }
  }

  @Test
  void powersThatAreDoublesAreExact() {
    for (int i = 1; i < 1000; i++) {
      assertEquals(i, Elementary.pow(i, 1));
      assertEquals((double) i * i, Elementary.pow(i, 2));
      assertEquals((double) i * i * i, Elementary.pow(i, 3));
      assertEquals(i, Elementary.pow((double) i * i, 0.5));
      assertEquals(1, Elementary.pow(i, 0));
      assertEquals(1.0 / (1L << (i & 31)), Elementary.pow(2, -(i & 31)));
    }
    assertEquals(1e22, Elementary.pow(10, 22));
  }

  /** All pairs of what is special, bit for bit, NaN being one. */
  @Test
  void specialValuesAreThoseOfMath() {
    double[] special = {
      0.0,
      -0.0,
      1,
      -1,
      2,
      -2,
      0.5,
      -0.5,
      3,
      -3,
      1e300,
      -1e300,
      1e-300,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      709.79,
      711,
      -745.2,
      -747,
      0x1.fffffffffffffp-1
    };
    for (double x : special) {
      assertNext(Math.log(x), Elementary.log(x), "log " + x);
      assertNext(Math.log1p(x), Elementary.log1p(x), "log1p " + x);
      assertNext(Math.exp(x), Elementary.exp(x), "exp " + x);
      for (double y : special) {
        assertNext(Math.pow(x, y), Elementary.pow(x, y), "pow " + x + " " + y);
      }
    }
    assertEquals(0.0, Elementary.log(1));
    assertEquals(1.0, Elementary.exp(0));
    assertEquals(-0.0, Elementary.log1p(-0.0));
    assertEquals(Double.POSITIVE_INFINITY, Elementary.exp(Math.nextUp(709.782712893384)));
  }

  /** Equal if infinite, zero or NaN, else within a unit in the last place. */
  private static void assertNext(double expected, double actual, String what) {
    if (Double.isFinite(expected) && expected != 0) {
      assertEquals(expected, actual, Math.ulp(expected), what);
    } else {
      assertEquals(expected, actual, what);
    }
  }

  /** Around every border of the tables' intervals, and where the range is left. */
  @Test
  void nothingFallsAtTheSeams() {
    for (int i = 0; i <= 128; i++) {
      double border = Double.longBitsToDouble(Elementary.START + ((long) i << 45));
      assertRises(Elementary::log, border);
      assertRises(Elementary::log, border * 0x1p-300);
      assertRises(Elementary::log1p, border - 1);
      assertRises(Elementary::exp, (i + 0.5) * StrictMath.log(2) / 128);
      assertRises(Elementary::exp, -(i + 0.5) * StrictMath.log(2) / 128);
    }
    for (double seam : new double[] {708, -708, 709.782712893384, -708.3964185322641, -745.13}) {
      assertRises(Elementary::exp, seam);
    }
    assertRises(Elementary::log, Double.MIN_NORMAL);
    assertRises(Elementary::log1p, 0x1p-54);
    assertRises(Elementary::log1p, -0x1p-54);
    assertRises(x -> Elementary.pow(x, 0.7), Double.MIN_NORMAL);
    assertRises(x -> Elementary.pow(10, x), 707 / StrictMath.log(10));
  }

  private static void assertRises(DoubleUnaryOperator f, double seam) {
    double x = seam;
    for (int i = 0; i < 200; i++) {
      x = Math.nextDown(x);
    }
    double before = f.applyAsDouble(x);
    for (int i = 0; i < 400; i++) {
      x = Math.nextUp(x);
      double now = f.applyAsDouble(x);
      assertTrue(now >= before, "falls at " + x);
      before = now;
    }
  }

  /** A sum over all bits of results on a fixed grid: the same on every processor. */
  @Test
  void theBitsAreTheSameEverywhere() {
    long log = 0;
    long log1p = 0;
    long exp = 0;
    long pow = 0;
    for (int i = 0; i < 1_000_000; i++) {
      double u = (i + 0.5) / 1_000_000;
      double x = Double.longBitsToDouble((long) (u * 0x7ff0000000000000L));
      log = 31 * log + Double.doubleToRawLongBits(Elementary.log(x));
      log1p = 31 * log1p + Double.doubleToRawLongBits(Elementary.log1p(3 * u - 1));
      exp = 31 * exp + Double.doubleToRawLongBits(Elementary.exp(1460 * u - 748));
      pow = 31 * pow + Double.doubleToRawLongBits(Elementary.pow(20 * u, 7 - 9 * u));
    }
    assertEquals(
        "e48edb976523e4ba 573a17ec8b3c75e9 b1c91702c0e83cf1 616ca576907491f9",
        String.join(
            " ",
            Long.toHexString(log),
            Long.toHexString(log1p),
            Long.toHexString(exp),
            Long.toHexString(pow)));
  }

  private static void assertWithin(
      double ulps, BigDecimal exact, double actual, String function, double x) {
    BigDecimal size = exact.abs();
    double ulp = Math.ulp(size.doubleValue());
    if (size.compareTo(new BigDecimal(size.doubleValue())) < 0
        && Double.doubleToRawLongBits(size.doubleValue()) << 12 == 0
        && ulp > Double.MIN_VALUE) {
      ulp /= 2; // just below a power of two
    }
    double error = exact.subtract(new BigDecimal(actual)).abs().doubleValue();
    // a quotient of subnormal numbers is exact
    assertTrue(
        error <= ulps * ulp || error / ulp <= ulps, function + " " + x + " off " + error / ulp);
  }

  /** log(x) = k log 2 + 2 artanh((m - 1)/(m + 1)), x = m 2^k, m in [0.7, 1.4]. */
  private static BigDecimal log(BigDecimal x) {
    if (x.compareTo(BigDecimal.ONE) == 0) {
      return BigDecimal.ZERO;
    }
    if (x.doubleValue() < Double.MIN_NORMAL) {
      return log(x.multiply(TWO.pow(60))).subtract(LN_2.multiply(new BigDecimal(60)));
    }
    int k = Math.getExponent(x.doubleValue());
    BigDecimal power = k >= 0 ? TWO.pow(k) : BigDecimal.ONE.divide(TWO.pow(-k));
    BigDecimal m = x.divide(power, new MathContext(1200)).round(new MathContext(120));
    if (m.doubleValue() > 1.4) {
      m = m.divide(TWO);
      k++;
    }
    BigDecimal s = m.subtract(BigDecimal.ONE).divide(m.add(BigDecimal.ONE), DIGITS);
    return artanh(s).add(LN_2.multiply(new BigDecimal(k)));
  }

  /** 2 artanh(s) = 2 (s + s^3/3 + s^5/5 + ...). */
  private static BigDecimal artanh(BigDecimal s) {
    BigDecimal square = s.multiply(s, DIGITS);
    BigDecimal power = s.multiply(TWO);
    BigDecimal sum = power;
    for (int n = 3; power.signum() != 0 && n < 250; n += 2) {
      power = power.multiply(square, DIGITS);
      BigDecimal term = power.divide(new BigDecimal(n), DIGITS);
      if (term.abs().compareTo(sum.abs().movePointLeft(45)) < 0) {
        break;
      }
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** (1 + t + t^2/2 + ...)^256 2^k with x = k log 2 + 256 t. */
  private static BigDecimal exp(BigDecimal x) {
    int k = (int) Math.rint(x.doubleValue() / 0.6931471805599453);
    BigDecimal rest = x.subtract(LN_2.multiply(new BigDecimal(k))).round(new MathContext(60));
    BigDecimal t = rest.divide(new BigDecimal(256), new MathContext(60));
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 25; n++) {
      term = term.multiply(t, DIGITS).divide(new BigDecimal(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < 8; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return k >= 0 ? sum.multiply(TWO.pow(k)) : sum.divide(TWO.pow(-k), DIGITS);
  }
}
