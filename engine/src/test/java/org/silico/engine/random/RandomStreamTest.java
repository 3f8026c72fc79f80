package org.silico.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  private static final int N = 100_000;
  private static final RandomStream STREAM = new RandomStream(20260101, 7);

  @Test
  void aColumnIsItsSingleDrawsAtEveryAlignment() {
    for (long first : new long[] {0, 1, 2, 3, 4, 5, 1_000_002, (1L << 40) + 3}) {
      for (int n = 0; n <= 13; n++) {
        double[] column = new double[n + 1];
        column[n] = -1;
        STREAM.uniforms(3, 11, 5, first, n, column);
        for (int i = 0; i < n; i++) {
          assertEquals(STREAM.uniform(3, 11, first + i, 5), column[i]);
        }
        assertEquals(-1, column[n], "nothing is written past the column");
      }
    }
  }

  /** The counter and the lanes as documented, against the published words of a zero counter. */
  @Test
  void theFirstFourPatientsShareTheBlockOfTheZeroCounter() {
    RandomStream zero = new RandomStream(0, 0);
    long[] words = {
      0x5dc8ee6268ec62cdL, 0x139bc570b6c125a0L, 0x84d6deb4fb65f49eL, 0xaff7583376d378c2L
    };
    for (int patient = 0; patient < 4; patient++) {
      double expected = ((words[patient] >>> 12) + 0.5) / 4503599627370496.0;
      assertEquals(expected, zero.uniform(0, 0, patient, 0));
    }
  }

  @Test
  void everyPartOfTheAddressMatters() {
    double u = STREAM.uniform(1, 2, 3, 4);
    assertNotEquals(u, new RandomStream(20260102, 7).uniform(1, 2, 3, 4));
    assertNotEquals(u, new RandomStream(20260101, 8).uniform(1, 2, 3, 4));
    assertNotEquals(u, STREAM.uniform(2, 2, 3, 4));
    assertNotEquals(u, STREAM.uniform(1, 3, 3, 4));
    assertNotEquals(u, STREAM.uniform(1, 2, 7, 4));
    assertNotEquals(u, STREAM.uniform(1, 2, 3, 5));
  }

  /** Mean 1/2 and variance 1/12, within four standard errors. */
  @Test
  void uniformsHaveTheMomentsOfTheUniform() {
    double[] u = new double[N];
    STREAM.uniforms(0, 0, 0, 0, N, u);
    double sum = 0;
    double squares = 0;
    for (double value : u) {
      assertTrue(value > 0 && value < 1);
      sum += value;
      squares += (value - 0.5) * (value - 0.5);
    }
    assertEquals(0.5, sum / N, 4 / Math.sqrt(12.0 * N));
    assertEquals(1.0 / 12, squares / N, 4 / Math.sqrt(180.0 * N));
  }

  /** Serial correlation along each part of the address within 4 standard errors, 4 / sqrt(n). */
  @Test
  void drawsAreUncorrelatedAlongEveryPartOfTheAddress() {
    assertUncorrelated("trial", i -> STREAM.uniform(i, 1, 2, 3));
    assertUncorrelated("purpose", i -> STREAM.uniform(1, i, 2, 3));
    assertUncorrelated("patient", i -> STREAM.uniform(1, 2, i, 3));
    assertUncorrelated("draw", i -> STREAM.uniform(1, 2, 3, i));
    assertUncorrelated("seed", i -> new RandomStream(i, 1).uniform(1, 2, 3, 4));
    assertUncorrelated("scenario", i -> new RandomStream(1, i).uniform(1, 2, 3, 4));
  }

  private static void assertUncorrelated(String part, IntToDoubleFunction draw) {
    for (int lag = 1; lag <= 5; lag++) {
      double sum = 0;
      for (int i = 0; i < N; i++) {
        sum += (draw.applyAsDouble(i) - 0.5) * (draw.applyAsDouble(i + lag) - 0.5);
      }
      assertEquals(0, 12 * sum / N, 4 / Math.sqrt(N), part + ", lag " + lag);
    }
  }
}
