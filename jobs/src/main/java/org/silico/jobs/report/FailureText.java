package org.silico.jobs.report;

import java.util.Locale;
import org.silico.engine.language.Location;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.truth.TrueValues;
import org.silico.jobs.run.ScenarioResult;

/** Why a trial could not be simulated, as the author of the protocol reads it. */
public final class FailureText {
  private final String file;
  private final Protocol protocol;
  private final String options;

  /**
   * @param file of the protocol, as named on the command line
   * @param options that a command needs to see the same patients, such as "--seed 5"; or empty
   */
  public FailureText(String file, Protocol protocol, String options) {
    this.file = file;
    this.protocol = protocol;
    this.options = options;
  }

  /**
   * A line that begins with the place in the protocol; under it, indented, what the formula saw, a
   * hint, and the command that shows the patient.
   */
  public String of(int scenario, SimulationException e) {
    return at(e.location()) + inScenario(scenario, e);
  }

  /** The same without the place. */
  public String inScenario(int scenario, SimulationException e) {
    StringBuilder text = new StringBuilder(e.getMessage());
    text.append(" (").append(who(scenario, e)).append(")");
    e.details().lines().forEach(line -> text.append("\n    ").append(line));
    if (e.trial() < TrueValues.FIRST_TRIAL) {
      text.append("\n    see: ").append(replay(scenario, e));
    }
    return text.toString();
  }

  /** How many trials of a scenario failed, and the first of them. */
  public String counted(ScenarioResult result) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d trials of scenario '%s' could not be simulated and count as failed; the first:%n%s",
        result.failed(),
        result.trials(),
        result.plan().identity().scenarioName(),
        of(result.plan().identity().scenario(), result.firstFailure()));
  }

  private String at(Location location) {
    return file + ":" + location.line() + ":" + location.column() + ": ";
  }

  private String who(int scenario, SimulationException e) {
    StringBuilder who = new StringBuilder();
    if (protocol.scenarios().size() > 1) {
      who.append("scenario '").append(protocol.scenarios().get(scenario).name()).append("', ");
    }
    if (e.trial() < TrueValues.FIRST_TRIAL) {
      who.append("trial ").append(e.trial() + 1);
      if (e.patient() >= 0) {
        who.append(", patient ").append(e.patient() + 1);
      }
    } else {
      who.append("a patient simulated for true values");
    }
    if (!e.world().isEmpty()) {
      who.append(", ").append(e.world());
    }
    return who.toString();
  }

  private String replay(int scenario, SimulationException e) {
    StringBuilder command = new StringBuilder("silico replay ").append(quoted(file));
    if (protocol.scenarios().size() > 1) {
      command.append(" --scenario ").append(quoted(protocol.scenarios().get(scenario).name()));
    }
    if (!options.isEmpty()) {
      command.append(' ').append(options);
    }
    command.append(" --trial ").append(e.trial() + 1);
    if (e.patient() >= 0) {
      command.append(" --patient ").append(e.patient() + 1);
    }
    return command.toString();
  }

  /** As a shell takes it. */
  public static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
