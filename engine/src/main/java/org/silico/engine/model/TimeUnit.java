package org.silico.engine.model;

/** The unit of time of a model's parameters; patients' times are in days everywhere. */
public enum TimeUnit {
  DAY("day", 1),
  WEEK("week", 7),
  /** Four weeks. */
  MONTH("month of 28 days", 28),
  YEAR("year", 365.25);

  private final String text;
  private final double days;

  TimeUnit(String text, double days) {
    this.text = text;
    this.days = days;
  }

  /** As the reference page calls it. */
  public String text() {
    return text;
  }

  /** How many days one unit has. */
  public double days() {
    return days;
  }
}
