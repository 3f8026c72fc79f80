package org.silico.jobs.size;

import java.util.List;
import java.util.stream.Stream;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.jobs.run.ScenarioResult;

/**
 * What counts as the success of a trial.
 *
 * @param name of an analysis, or "any" or "all" of them
 */
public record Success(String name) {
  private static final String ANY = "any";
  private static final String ALL = "all";

  /** Those that there are among analyses. */
  public static List<String> choices(List<String> analyses) {
    return analyses.size() < 2
        ? analyses
        : Stream.concat(
                analyses.stream(), Stream.of(ANY, ALL).filter(word -> !analyses.contains(word)))
            .toList();
  }

  /** How often trials succeed. */
  Characteristic power(ScenarioResult result) {
    boolean analysis = result.protocol().analyses().stream().anyMatch(a -> a.name().equals(name));
    return analysis
        ? result.power(name)
        : result
            .characteristic("", name.equals(ANY) ? Metrics.POWER_OF_ANY : Metrics.POWER_OF_ALL)
            .orElseThrow();
  }
}
