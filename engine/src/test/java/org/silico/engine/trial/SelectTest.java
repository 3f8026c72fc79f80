package org.silico.engine.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Against a full sort. */
class SelectTest {
  private static final Random RANDOM = new Random(20261126);

  private static void sameAsSorted(DoubleSupplier number) {
    Select select = new Select();
    for (int n : new int[] {1, 2, 63, 64, 65, 66, 100, 500, 2_000, 70}) {
      double[] a = new double[n];
      Arrays.setAll(a, i -> number.getAsDouble());
      double[] sorted = a.clone();
      Arrays.sort(sorted);
      for (int k : new int[] {0, 1, n / 3, n / 2, n - 2, n - 1}) {
        if (k >= 0 && k < n) {
          // numbers between n and the end of the array are no part of it
          double[] longer = Arrays.copyOf(a, n + 3);
          assertEquals(sorted[k], select.smallest(longer, n, k), "n = " + n + ", k = " + k);
        }
      }
    }
  }

  @Test
  void theKthSmallestOfManyKinds() {
    sameAsSorted(RANDOM::nextDouble);
    sameAsSorted(() -> -Math.log(RANDOM.nextDouble()) * 1e6);
    sameAsSorted(() -> RANDOM.nextInt(7));
    sameAsSorted(() -> 5);
  }

  @Test
  void numbersFarFromTheOthersAndInfinite() {
    sameAsSorted(() -> RANDOM.nextInt(50) == 0 ? 1e300 : RANDOM.nextDouble());
    sameAsSorted(() -> RANDOM.nextInt(9) == 0 ? Double.POSITIVE_INFINITY : RANDOM.nextDouble());
    sameAsSorted(() -> Double.POSITIVE_INFINITY);
    sameAsSorted(() -> RANDOM.nextInt(3) * Double.MIN_VALUE);
    sameAsSorted(() -> (RANDOM.nextDouble() - 0.5) * Double.MAX_VALUE * 2);
    sameAsSorted(() -> 1 + RANDOM.nextInt(4) * Math.ulp(1.0));
  }
}
