package org.silico.jobs.report;

import java.util.ArrayList;
import java.util.List;
import org.silico.engine.protocol.Protocol;
import org.silico.jobs.run.ScenarioFinding;
import org.silico.jobs.run.Settings;

/**
 * What was found of a protocol before it is run, a line each that begins with the place; under it
 * more of it, where a trial cannot be simulated.
 */
public final class FindingText {
  private final Protocol protocol;
  private final FailureText failures;

  public FindingText(Protocol protocol, FailureText failures) {
    this.protocol = protocol;
    this.failures = failures;
  }

  public String problem(ScenarioFinding f) {
    return f.at(protocol) + found(f);
  }

  public String warning(ScenarioFinding f) {
    return f.at(protocol) + "warning: " + found(f);
  }

  private String found(ScenarioFinding f) {
    return f.finding().failure() == null
        ? f.finding().message() + f.named(protocol)
        : failures.inScenario(f.scenario(), f.finding().failure());
  }

  /** What should be known of a parameter that is set. */
  public static List<String> lines(Settings.Note note) {
    List<String> lines = new ArrayList<>();
    String set = "--set " + note.parameter();
    if (note.scenarios() > 0) {
      lines.add(
          set
              + " also replaces the value that "
              + (note.scenarios() == 1
                  ? "a scenario gives it"
                  : note.scenarios() + " scenarios give it"));
    }
    if (note.unused()) {
      lines.add(set + " changes nothing: the parameter is used nowhere");
    }
    return lines;
  }
}
