package org.silico.jobs.run;

import org.silico.engine.language.Location;
import org.silico.engine.language.Printable;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.Finding;

/**
 * What was found of a scenario before it is run.
 *
 * @param scenario its position in the protocol
 */
public record ScenarioFinding(int scenario, Finding finding) {

  /** As {@code file:line:column: message (scenario 'name')}. */
  public String in(Protocol protocol) {
    return at(protocol) + finding.message() + named(protocol);
  }

  /** The place in the protocol and a colon; the file alone where there is no single place. */
  public String at(Protocol protocol) {
    String file = Printable.of(protocol.file());
    Location location = finding.location();
    return location == null
        ? file + ": "
        : file + ":" + location.line() + ":" + location.column() + ": ";
  }

  /** The scenario, in brackets after a blank; nothing where there is one only. */
  public String named(Protocol protocol) {
    return protocol.scenarios().size() == 1
        ? ""
        : " (scenario '" + protocol.scenarios().get(scenario).name() + "')";
  }
}
