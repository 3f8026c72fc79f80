package org.silico.engine.simulation;

import org.silico.engine.language.Location;
import org.silico.engine.trial.SimulationException;

/**
 * What a look at a scenario before its run has shown.
 *
 * @param location in the protocol
 * @param kind in a word: of scenarios with the same finding at a place one is named
 * @param message what is wrong or to be known
 * @param error whether the scenario cannot be run
 * @param failure of a trial that cannot be simulated; null for other findings
 */
public record Finding(
    Location location, String kind, String message, boolean error, SimulationException failure) {

  static Finding error(Location location, String message) {
    return new Finding(location, "error", message, true, null);
  }

  static Finding warning(Location location, String kind, String message) {
    return new Finding(location, kind, message, false, null);
  }

  static Finding failure(SimulationException e) {
    return new Finding(e.location(), "failure", e.getMessage(), true, e);
  }
}
