package org.silico.engine.plan;

import org.silico.engine.language.Location;

/** A scenario that cannot be simulated; the message speaks to the author of the protocol. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Location location;

  /**
   * @param location the place in the protocol, or null when there is no single one
   */
  public PlanException(Location location, String message) {
    super(message);
    this.location = location;
  }

  /** The place in the protocol, or null. */
  public Location location() {
    return location;
  }
}
