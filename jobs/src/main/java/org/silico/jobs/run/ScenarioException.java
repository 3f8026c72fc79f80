package org.silico.jobs.run;

import java.util.List;
import java.util.stream.Collectors;
import org.silico.engine.protocol.Protocol;

/** Scenarios that cannot be run, with every problem that was found before. */
public final class ScenarioException extends RunException {
  private static final long serialVersionUID = 1;

  private final transient Protocol protocol;
  private final transient List<ScenarioFinding> findings;

  ScenarioException(Protocol protocol, List<ScenarioFinding> findings) {
    super(findings.stream().map(f -> f.in(protocol)).collect(Collectors.joining("\n")), null);
    this.protocol = protocol;
    this.findings = List.copyOf(findings);
  }

  public Protocol protocol() {
    return protocol;
  }

  /** The same problem of many scenarios is that of the first. */
  public List<ScenarioFinding> findings() {
    return findings;
  }
}
