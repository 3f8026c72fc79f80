package org.silico.engine.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Adverse events on placebo: 1,271 randomised trials with 250,726 patients on placebo.
 *
 * <p>Howick J, Webster R, Kirby N, Hood K (2018), "Rapid overview of systematic reviews of nocebo
 * effects reported by patients taking placebos in clinical trials", Trials 19, 674 (CC BY 4.0).
 */
public final class NoceboRates {

  /**
   * Patients of a placebo arm, in percent.
   *
   * @param condition what the trials were in
   * @param anyEvent with at least one adverse event; where reviews differ, the lower of them
   * @param anyEventHigh the higher of them, else equal
   * @param dropout who left the trial for an adverse event; where reviews differ, the lower
   * @param dropoutHigh the higher of them, else equal
   */
  public record ConditionRate(
      String condition, double anyEvent, double anyEventHigh, double dropout, double dropoutHigh) {}

  /** Median share of placebo patients with a symptom, in percent. */
  public record SymptomRate(String symptom, double median) {}

  /** Median over all reviews, with quartiles, in percent. */
  public record Overall(double median, double lowerQuartile, double upperQuartile) {}

  /** Placebo patients with any adverse event. */
  public static final Overall ANY_EVENT = new Overall(49.1, 25.8, 64.5);

  /** Placebo patients who left the trial for an adverse event. */
  public static final Overall DROPOUT = new Overall(5.0, 2.3, 8.4);

  /** Where both were measured: any event in untreated patients, in percent. */
  public static final double UNTREATED = 4.25;

  /** Where both were measured: any event on placebo, in percent. */
  public static final double PLACEBO_BESIDE_UNTREATED = 6.51;

  private static final List<ConditionRate> CONDITIONS =
      List.of(
          new ConditionRate("depression", 44.7, 57, 4.0, 4.5),
          new ConditionRate("Parkinson's disease", 64.7, 64.7, 8.8, 8.8),
          new ConditionRate("Alzheimer's disease", 57.8, 57.8, 6.6, 6.6),
          new ConditionRate("neuropathic pain", 52, 52, 6.0, 6.0),
          new ConditionRate("fibromyalgia", 59.9, 67.2, 9.5, 9.5),
          new ConditionRate("multiple sclerosis, disease-modifying", 74.4, 74.4, 2.3, 2.3),
          new ConditionRate("knee osteoarthritis", 27, 27, 4.8, 4.8),
          new ConditionRate("motor neuron disease", 78.3, 78.3, 8.4, 8.4),
          new ConditionRate("restless legs syndrome", 45.4, 45.4, 2.1, 2.1));

  private static final List<SymptomRate> SYMPTOMS =
      List.of(
          new SymptomRate("headache", 18.0),
          new SymptomRate("nausea or vomiting", 7.7),
          new SymptomRate("fatigue", 7.1),
          new SymptomRate("constipation", 6.4),
          new SymptomRate("insomnia", 5.7),
          new SymptomRate("somnolence", 5.6),
          new SymptomRate("dizziness", 5.1),
          new SymptomRate("dry mouth", 4.7),
          new SymptomRate("abdominal pain", 4.5),
          new SymptomRate("diarrhoea", 3.5));

  private NoceboRates() {}

  /** What {@link #background} knows: symptoms, and conditions for any adverse event in them. */
  public static List<String> backgrounds() {
    return Stream.concat(
            SYMPTOMS.stream().map(SymptomRate::symptom),
            CONDITIONS.stream().map(ConditionRate::condition))
        .toList();
  }

  /**
   * Placebo patients with a symptom (the median), or in trials of a condition with any adverse
   * event (where reviews differ, the lower of them), in percent.
   *
   * @throws IllegalArgumentException when there is no such name
   */
  public static double background(String name) {
    return Stream.concat(
            SYMPTOMS.stream().filter(r -> r.symptom().equals(name)).map(SymptomRate::median),
            CONDITIONS.stream()
                .filter(r -> r.condition().equals(name))
                .map(ConditionRate::anyEvent))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no rate of " + name));
  }

  /** By condition. */
  public static List<ConditionRate> conditions() {
    return CONDITIONS;
  }

  /** By symptom, most frequent first. */
  public static List<SymptomRate> symptoms() {
    return SYMPTOMS;
  }
}
