package org.silico.jobs.run;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.silico.engine.protocol.Protocol;

/**
 * What a run came to.
 *
 * @param scenarios in the order of the protocol
 * @param warnings of the look before it; those of the protocol alone are in {@link
 *     Protocol#warnings}
 * @param manifest the sections of {@code manifest.json} that tell what was run, without its files
 * @param directory where the tables are; empty for a run in memory
 */
public record RunResult(
    Protocol protocol,
    List<ScenarioResult> scenarios,
    List<ScenarioFinding> warnings,
    Map<String, Object> manifest,
    Optional<String> directory) {

  public RunResult {
    scenarios = List.copyOf(scenarios);
    warnings = List.copyOf(warnings);
  }

  /**
   * @throws NoSuchElementException if none of this name was run
   */
  public ScenarioResult scenario(String name) {
    return scenarios.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no scenario '" + name + "' was run"));
  }
}
