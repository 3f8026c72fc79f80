package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class OrderTest {

  private final Order order = new Order();
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void ordersEveryShapeOfDistribution() {
    for (int n : new int[] {0, 1, 2, 25, 100, 3000}) {
      sorts(n, u -> u);
      sorts(n, u -> -Math.log(u));
      sorts(n, u -> Math.pow(u, -20)); // all but a few in one interval
      sorts(n, u -> Math.floor(u * 5));
      sorts(n, u -> u < 0.9 ? u : Double.POSITIVE_INFINITY);
      sorts(n, u -> u < 0.5 ? -Double.MAX_VALUE * u : Double.MAX_VALUE * u); // range overflows
      sorts(n, u -> u < 0.5 ? 0 : Double.MIN_VALUE); // scale overflows
      sorts(n, u -> u < 0.5 ? 0.0 : -0.0);
      sorts(n, u -> 4.2);
    }
  }

  private void sorts(int n, DoubleUnaryOperator quantile) {
    double[] y = new double[n];
    int[] stratum = new int[n];
    for (int i = 0; i < n; i++) {
      y[i] = i % 10 == 3 ? Double.NaN : quantile.applyAsDouble(random.nextDouble());
      stratum[i] = random.nextInt(4) * 2;
    }
    assertSorted(y, null, order.sort(y, null, n));
    assertSorted(y, stratum, order.sort(y, stratum, n));
  }

  private void assertSorted(double[] y, int[] stratum, int taken) {
    int present = 0;
    for (double v : y) {
      present += Double.isNaN(v) ? 0 : 1;
    }
    assertEquals(present, taken);
    boolean[] seen = new boolean[y.length];
    for (int s = 0; s < order.strata; s++) {
      for (int i = order.start[s]; i < order.start[s + 1]; i++) {
        int row = order.row[i];
        assertTrue(!seen[row]);
        seen[row] = true;
        assertEquals(y[row], order.value[i]);
        assertEquals(stratum == null ? 0 : stratum[row], s);
        assertTrue(i == order.start[s] || order.value[i - 1] <= order.value[i]);
      }
    }
  }
}
