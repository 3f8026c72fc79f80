package org.silico.engine.model;

/**
 * A random effect, normal with mean 0 on its own scale.
 *
 * @param name the parameter it varies
 * @param variance the published variance of eta
 */
public record RandomEffect(
    String name, EffectScale scale, Level level, double variance, String meaning) {

  /** Who has a value of their own. */
  public enum Level {
    PATIENT("patient"),
    /** One value for all patients of a trial: the caller fills the column with it. */
    STUDY("study");

    private final String text;

    Level(String text) {
      this.text = text;
    }

    /** As the reference page calls it. */
    public String text() {
      return text;
    }
  }

  static RandomEffect patient(String name, EffectScale scale, double variance, String meaning) {
    return new RandomEffect(name, scale, Level.PATIENT, variance, meaning);
  }

  static RandomEffect study(String name, EffectScale scale, double variance, String meaning) {
    return new RandomEffect(name, scale, Level.STUDY, variance, meaning);
  }

  /** A score that chooses a patient's class. */
  static RandomEffect latentClass(String name, String meaning) {
    return patient(name, EffectScale.LATENT_CLASS, 1, meaning);
  }
}
