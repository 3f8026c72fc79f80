package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values from R 4.2.2, see src/test/r/expected.R, section Tail. */
class TailTest {

  @ParameterizedTest
  @CsvSource({
    "0.3, 0.382088577811047",
    "1.96, 0.0249978951482204",
    "5, 2.86651571879194e-07",
    "7.9, 1.39451714665926e-15",
    "8.1, 2.74795939239823e-16",
    "20, 2.75362411860623e-89",
    "37, 5.72557122252458e-300"
  })
  void normalTailAgreesWithR(double z, double p) { // pnorm(z, lower = FALSE)
    assertEquals(p, Tail.normal(z), 1e-12 * p);
    assertEquals(1 - p, Tail.normal(-z), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 3, 0.325723982424076",
    "2, 1, 0.147583617650433",
    "2.5, 7.3, 0.0198251173328002",
    "40, 5, 9.20598108588648e-08",
    "12, 60, 6.89316132090885e-18",
    "30, 1000, 7.68734372202253e-142",
    "1.9, 1e5, 0.0287179966420539",
    "9, 0.7, 0.0666388803218355"
  })
  void tTailAgreesWithR(double t, double df, double p) { // pt(t, df, lower = FALSE)
    assertEquals(p, Tail.t(t, df), 1e-12 * p);
    assertEquals(1 - p, Tail.t(-t, df), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0.2533471031358",
    "0.025, 1.95996398454005",
    "1e-10, 6.36134090240406",
    "1e-200, 30.2055941795796",
    "0.5, 0"
  })
  void normalQuantileAgreesWithR(double p, double z) { // qnorm(p, lower = FALSE)
    assertEquals(z, Tail.normalQuantile(p), 1e-13 * z);
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 3, 0.27667066233269",
    "0.025, 1, 12.7062047361747",
    "0.025, 17.78, 2.10278694662517",
    "1e-6, 2.5, 220.173429178238",
    "0.005, 400, 2.58817608003474"
  })
  void tQuantileAgreesWithR(double p, double df, double t) { // qt(p, df, lower = FALSE)
    assertEquals(t, Tail.tQuantile(p, df), 1e-12 * t);
    assertEquals(-t, Tail.tQuantile(1 - p, df), 1e-9 * t);
  }

  @Test
  void tailsEndAtZeroAndOneAndPassNaNOn() {
    assertEquals(0.5, Tail.normal(0), 1e-16);
    assertEquals(0.5, Tail.t(0, 4), 1e-16);
    assertEquals(0, Tail.normal(Double.POSITIVE_INFINITY));
    assertEquals(1, Tail.normal(Double.NEGATIVE_INFINITY));
    assertEquals(0, Tail.t(Double.POSITIVE_INFINITY, 4));
    assertEquals(Double.NaN, Tail.normal(Double.NaN));
    assertEquals(Double.NaN, Tail.t(1, Double.NaN));
    assertEquals(Double.NaN, Tail.tQuantile(0.1, Double.NaN));
  }

  @Test
  void normalTailIsSmoothAcrossNodes() {
    for (double z = 0.125; z < 8.2; z += 0.25) {
      double below = Tail.normal(Math.nextDown(z));
      assertEquals(1, Tail.normal(z) / below, 2e-14);
    }
  }
}
