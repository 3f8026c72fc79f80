package org.silico.engine.trial;

import java.util.StringJoiner;
import org.silico.engine.language.Location;
import org.silico.engine.plan.PatientException;

/**
 * A trial that could not be simulated; what it says speaks to the author of the protocol. It
 * travels by Java serialization.
 */
public final class SimulationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Location location;
  private final long trial;
  private final int patient;
  private final String world;
  private final String seen;
  private final String hint;

  private SimulationException(
      Location location,
      String problem,
      long trial,
      int patient,
      String world,
      String seen,
      String hint) {
    super(problem);
    this.location = location;
    this.trial = trial;
    this.patient = patient;
    this.world = world;
    this.seen = seen;
    this.hint = hint;
  }

  /**
   * Of a whole trial.
   *
   * @param location in the protocol
   * @param trial from 0
   */
  public SimulationException(Location location, String problem, long trial) {
    this(location, problem, trial, -1, "", "", "");
  }

  /**
   * Of a patient of the block at hand.
   *
   * @param world in which it happened, such as "had the arm been active"; empty for the trial's own
   */
  public static SimulationException of(PatientException e, TrialData data, String world) {
    return new SimulationException(
        e.location(),
        e.getMessage(),
        data.trial(),
        data.first() + e.row(),
        world,
        e.seen(),
        e.hint());
  }

  /** The place in the protocol. */
  public Location location() {
    return location;
  }

  /** The trial, from 0. */
  public long trial() {
    return trial;
  }

  /** The patient's number in the trial, from 0; -1 when it is nobody's alone. */
  public int patient() {
    return patient;
  }

  /** In which world it happened, such as "had the arm been active"; empty for the trial's own. */
  public String world() {
    return world;
  }

  /** What the formula saw of the patient, and a hint; a line each, none where there is none. */
  public String details() {
    StringJoiner lines = new StringJoiner("\n");
    if (!seen.isEmpty()) {
      lines.add(seen);
    }
    if (!hint.isEmpty()) {
      lines.add(hint);
    }
    return lines.toString();
  }
}
