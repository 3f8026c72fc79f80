package org.silico.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NoceboRatesTest {

  @Test
  void ratesArePercentagesWithLowBeforeHigh() {
    for (NoceboRates.ConditionRate rate : NoceboRates.conditions()) {
      assertTrue(0 < rate.anyEvent() && rate.anyEvent() <= rate.anyEventHigh());
      assertTrue(rate.anyEventHigh() < 100);
      assertTrue(0 < rate.dropout() && rate.dropout() <= rate.dropoutHigh());
      assertTrue(rate.dropoutHigh() < rate.anyEvent());
    }
  }

  /** Howick 2018: headache 18.0% of placebo patients; any event in trials of depression 44.7%. */
  @Test
  void aBackgroundIsASymptomOrACondition() {
    assertEquals(18.0, NoceboRates.background("headache"));
    assertEquals(44.7, NoceboRates.background("depression"));
    assertEquals(19, NoceboRates.backgrounds().stream().distinct().count());
  }

  @Test
  void symptomsAreInOrder() {
    double last = 100;
    for (NoceboRates.SymptomRate rate : NoceboRates.symptoms()) {
      assertTrue(rate.median() < last);
      last = rate.median();
    }
    assertEquals("headache", NoceboRates.symptoms().get(0).symptom());
  }
}
