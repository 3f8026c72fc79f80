package org.silico.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.silico.engine.analysis.Agree.toDigits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R: {@code timepoints(cmprsk::cuminc(...), ...)}, section CompetingRisks of expected.R. */
class CumulativeIncidenceTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, 60, 0.0397896215044053, 6.09151073753352e-05",
    "0, 1, 120, 0.0738856643759262, 1.16239781702478e-04",
    "0, 1, 240, 0.1049406741861370, 2.04983932384499e-04",
    "1, 1, 60, 0.0293462844583663, 3.80607066346887e-05",
    "1, 1, 120, 0.0553102406481571, 7.48735296354545e-05",
    "1, 1, 240, 0.0956507550309775, 1.85371704738286e-04",
    "0, 2, 60, 0.2639651454577006, 3.09593853680986e-04",
    "0, 2, 120, 0.4804900457746953, 4.33857004780485e-04",
    "0, 2, 240, 0.6953078030319834, 5.64533724813182e-04",
    "1, 2, 60, 0.3676269856088630, 3.10494194525015e-04",
    "1, 2, 120, 0.5751784888794913, 3.59451642838622e-04",
    "1, 2, 240, 0.7481278892657353, 4.32700634946069e-04",
  })
  void ofProgressionAndDeathAgreesWithR(
      int group, int cause, double t, double incidence, double variance) {
    CompetingData data = CompetingData.mgus2(cause);
    CumulativeIncidence curve = new CumulativeIncidence();
    curve.fit(data.timeOf(group), data.event(), data.size());
    toDigits(12, incidence, curve.at(t));
    toDigits(11, variance, curve.variance(t));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.0769230769230769, 0.00591715976331361",
    "2, 0.1538461538461539, 0.01088921761998685",
    "4, 0.239316239316239, 0.0160718054236573",
    "5, 0.324786324786325, 0.0198590460851348",
    "8, 0.495726495726496, 0.0243179533726950",
    "9, 0.666666666666667, 0.0216310383943676",
    "1e9, 0.666666666666667, 0.0216310383943676",
  })
  void isKnownWhereAllHaveHadAnEvent(double t, double incidence, double variance) {
    CompetingData data = CompetingData.small();
    CumulativeIncidence curve = new CumulativeIncidence();
    curve.fit(data.time(), data.event(), data.size());
    toDigits(12, incidence, curve.at(t));
    toDigits(12, variance, curve.variance(t));
  }

  @Test
  void isStillBetweenEvents() {
    CumulativeIncidence curve = new CumulativeIncidence();
    CompetingData data = CompetingData.small();
    curve.fit(data.time(), data.event(), data.size());
    assertEquals(0, curve.at(0.999));
    assertEquals(0, curve.variance(0.999));
    assertEquals(curve.at(5), curve.at(6.999));
    assertEquals(curve.variance(5), curve.variance(6.999));
  }

  @Test
  void isNoneWithoutAnEvent() {
    CumulativeIncidence curve = new CumulativeIncidence();
    curve.fit(new double[] {1, 2, 3}, new int[] {2, 0, 2}, 3);
    assertEquals(0, curve.at(3));
    assertEquals(0, curve.variance(3));
    curve.fit(new double[0], new int[0], 0);
    assertEquals(0, curve.at(3));
  }
}
