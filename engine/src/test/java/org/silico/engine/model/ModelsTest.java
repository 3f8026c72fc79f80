package org.silico.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelsTest {

  @Test
  void namesAreUnique() {
    var names = new HashSet<String>();
    for (LongitudinalModel model : Models.all()) {
      assertTrue(names.add(model.info().name().toLowerCase(Locale.ROOT)));
      assertEquals(model, Models.byName(model.info().name()));
    }
  }

  @Test
  void everyModelIsDescribedInFullAndConsistent() {
    for (LongitudinalModel model : Models.all()) {
      ModelInfo info = model.info();
      var names = new HashSet<String>();
      for (Parameter parameter : info.parameters()) {
        assertTrue(names.add(parameter.name()), info.name() + ": " + parameter.name());
        assertTrue(parameter.allows(parameter.value()), info.name() + ": " + parameter.name());
        assertFalse(parameter.meaning().isBlank());
        assertFalse(parameter.range().isBlank());
      }
      info.covariance();
      for (ModelInfo.ParameterSet set : info.sets()) {
        model.bind(info.set(set.name()));
      }
      if (info.kind() != ModelInfo.Kind.KERNEL) {
        assertTrue(info.source().citation().matches("(?s).*\\(20\\d\\d\\).*"), info.name());
      }
    }
  }

  @Test
  void aMistypedNameGetsASuggestion() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Models.byName("PANSS Friberg 2008"))
            .getMessage();
    assertEquals("unknown model 'PANSS Friberg 2008'; did you mean 'PANSS Friberg 2009'?", message);
  }

  @Test
  void overridesAreByNameAndWithinTheirRange() {
    ModelInfo info = Models.byName("PANSS Friberg 2009").info();
    double[] expected = info.theta();
    expected[5] = 20;
    assertArrayEquals(expected, info.theta(Map.of("TP", 20.0)));
    assertEquals(
        "PANSS Friberg 2009 has no parameter 'TPP'; did you mean 'TP'?",
        assertThrows(IllegalArgumentException.class, () -> info.theta(Map.of("TPP", 1.0)))
            .getMessage());
    assertEquals(
        "PANSS Friberg 2009: TP = -1 is outside its range, > 0",
        assertThrows(IllegalArgumentException.class, () -> info.theta(Map.of("TP", -1.0)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> info.theta(Map.of("TP", Double.NaN)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Models.byName("PANSS Friberg 2009").bind(new double[3]));
  }

  @Test
  void sharesOfClassesThatExceedOneAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Models.byName("HAMD-17 Stone 2022").bind(Map.of("P_LARGE", .9)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Models.byName("responder classes").bind(Map.of("W1", .6)));
  }
}
