package org.silico.engine.trial;

/** A trial that could not be simulated; the message speaks to the author of the protocol. */
public final class SimulationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SimulationException(String message) {
    super(message);
  }
}
