package org.silico.engine.plan;

import org.silico.engine.language.Location;

/**
 * A formula of the protocol that gives something impossible for one patient. It knows the patient's
 * row among those at hand; who that is knows the simulator.
 */
public final class PatientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Location location;
  private final int row;
  private final String seen;
  private final String hint;

  /**
   * @param location of the formula
   * @param row from 0
   * @param problem what is wrong; what would be right
   * @param seen what the formula saw of the patient, such as "AGE = 14.7"; or empty
   * @param hint how to write it instead, or empty
   */
  public PatientException(Location location, int row, String problem, String seen, String hint) {
    super(problem);
    this.location = location;
    this.row = row;
    this.seen = seen;
    this.hint = hint;
  }

  /** The same of another row. */
  public PatientException at(int other) {
    return new PatientException(location, other, getMessage(), seen, hint);
  }

  public Location location() {
    return location;
  }

  public int row() {
    return row;
  }

  public String seen() {
    return seen;
  }

  public String hint() {
    return hint;
  }
}
