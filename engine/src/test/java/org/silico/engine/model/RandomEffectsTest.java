package org.silico.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.random.RandomStream;
import org.silico.engine.random.StandardNormal;

class RandomEffectsTest {

  static Stream<Named<LongitudinalModel>> models() {
    return Models.all().stream().map(model -> Named.of(model.info().name(), model));
  }

  /**
   * The sample covariance of n = 200,000 patients: its standard error is sqrt((s_ii s_jj + s_ij²) /
   * n), and 4.5 of them are allowed for all 170 or so of them at once.
   */
  @ParameterizedTest
  @MethodSource("models")
  void effectsHaveThePublishedCovariance(LongitudinalModel model) {
    int n = 200_000;
    double[][] expected = model.info().covariance();
    double[][] eta = scores(expected.length, n);
    new RandomEffects(expected).correlate(eta, n);
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int p = 0; p < n; p++) {
          sum += eta[i][p] * eta[j][p];
        }
        double se =
            Math.sqrt((expected[i][i] * expected[j][j] + expected[i][j] * expected[i][j]) / n);
        assertEquals(expected[i][j], sum / n, 4.5 * se + 1e-15, i + ", " + j);
      }
    }
  }

  @Test
  void anEffectOfVarianceZeroIsZero() {
    double[][] z = {{1, -2}, {0.5, 3}};
    new RandomEffects(new double[][] {{0, 0}, {0, 4}}).correlate(z, 2);
    assertEquals(0, z[0][1]);
    assertEquals(6, z[1][1]);
  }

  @Test
  void perfectCorrelationIsAllowedAndMoreIsNot() {
    double[][] z = {{1, -2}, {0.5, 3}};
    new RandomEffects(new double[][] {{1, 2}, {2, 4}}).correlate(z, 2);
    assertEquals(2 * z[0][0], z[1][0], 1e-12);
    assertThrows(
        IllegalArgumentException.class,
        () -> new RandomEffects(new double[][] {{1, 2.1}, {2.1, 4}}));
    assertThrows(
        IllegalArgumentException.class, () -> new RandomEffects(new double[][] {{0, 1}, {1, 4}}));
  }

  @Test
  void anOverriddenDeviationKeepsTheCorrelation() {
    ModelInfo info = Models.byName("PANSS Friberg 2009").info();
    double[][] published = info.covariance();
    assertEquals(-0.395, published[0][1]);
    double[][] doubled = info.covariance(Map.of("PAN0", 2 * Math.sqrt(167)));
    assertEquals(4 * 167, doubled[0][0], 1e-9);
    assertEquals(2 * -0.395, doubled[1][0], 1e-12);
    assertEquals(0.0249, doubled[1][1], 1e-15);
  }

  @Test
  void wrongDeviationsAreNamed() {
    ModelInfo info = Models.byName("HAMD-17 Stone 2022").info();
    String unknown =
        assertThrows(
                IllegalArgumentException.class, () -> info.covariance(Map.of("within clas", 1.0)))
            .getMessage();
    assertTrue(unknown.contains("did you mean 'within class'?"), unknown);
    assertThrows(
        IllegalArgumentException.class, () -> info.covariance(Map.of("within class", -1.0)));
    assertThrows(IllegalArgumentException.class, () -> info.covariance(Map.of("class", 2.0)));
  }

  @Test
  void scalesOfEffects() {
    assertEquals(3.5, EffectScale.NORMAL.apply(3, 0.5));
    assertEquals(3 * Math.E, EffectScale.LOG_NORMAL.apply(3, 1), 1e-15);
    assertEquals(0.5, EffectScale.LOGIT_NORMAL.apply(0.25, Math.log(3)), 1e-15);
    assertEquals((Math.exp(0.442 * 0.7) - 1) / 0.442, EffectScale.boxCox(0.7, 0.442), 1e-15);
    assertEquals(0.7, EffectScale.boxCox(0.7, 0));
  }

  private static double[][] scores(int k, int n) {
    var stream = new RandomStream(42, 0);
    double[][] z = new double[k][n];
    for (int j = 0; j < k; j++) {
      stream.uniforms(0, 1, j, 0, n, z[j]);
      StandardNormal.quantiles(z[j], n, z[j]);
    }
    return z;
  }
}
