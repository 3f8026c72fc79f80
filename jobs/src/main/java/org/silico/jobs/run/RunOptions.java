package org.silico.jobs.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.silico.engine.trial.OnError;

/**
 * What of a protocol is run, and where it goes. {@link #DEFAULT} with what shall be otherwise:
 *
 * <pre>{@code
 * RunOptions.DEFAULT.with("n", "60").withSeed(7).withReplicates(2_000)
 * }</pre>
 *
 * @param scenarios by name, or all of a grid by its name; all when none is named
 * @param onError what becomes of trials that cannot be simulated; empty for what an unfinished run
 *     that is resumed was begun with, else to stop
 * @param output where the rows go
 * @param trueValues whether true values are found, which may take longer than the trials; without
 *     them there is neither bias nor coverage. A run into a folder has them
 * @param check whether the first patients of every scenario are looked at before
 */
public record RunOptions(
    Settings settings,
    List<String> scenarios,
    Replicates replicates,
    Optional<OnError> onError,
    Output output,
    boolean trueValues,
    boolean check) {

  /** The protocol as it is, all of it, in memory. */
  public static final RunOptions DEFAULT =
      new RunOptions(
          Settings.NONE,
          List.of(),
          new Replicates.Planned(),
          Optional.empty(),
          new Output.InMemory(),
          true,
          true);

  public RunOptions {
    scenarios = List.copyOf(scenarios);
    if (output instanceof Output.Folder && !trueValues) {
      throw new IllegalArgumentException("a run into a folder has true values");
    }
  }

  /**
   * With a parameter set in all scenarios.
   *
   * @param value a number, or a duration or rate with its unit, such as "24 weeks"
   */
  public RunOptions with(String parameter, String value) {
    Map<String, String> parameters = new LinkedHashMap<>(settings.parameters());
    parameters.put(parameter, value);
    return with(new Settings(parameters, settings.seed()));
  }

  public RunOptions withSeed(long seed) {
    return with(new Settings(settings.parameters(), OptionalLong.of(seed)));
  }

  public RunOptions with(Settings other) {
    return new RunOptions(other, scenarios, replicates, onError, output, trueValues, check);
  }

  public RunOptions withScenarios(List<String> names) {
    return new RunOptions(settings, names, replicates, onError, output, trueValues, check);
  }

  /** With so many trials of every scenario, from the first on. */
  public RunOptions withReplicates(long trials) {
    return withReplicates(0, trials);
  }

  /** With trials [first, end) of every scenario, counted from 0. */
  public RunOptions withReplicates(long first, long end) {
    return with(new Replicates.Range(first, end));
  }

  public RunOptions with(Replicates other) {
    return new RunOptions(settings, scenarios, other, onError, output, trueValues, check);
  }

  public RunOptions with(OnError other) {
    return new RunOptions(
        settings, scenarios, replicates, Optional.of(other), output, trueValues, check);
  }

  public RunOptions with(Output other) {
    return new RunOptions(settings, scenarios, replicates, onError, other, trueValues, check);
  }

  /** Without what a step of a search can do without: true values, and the look before. */
  public RunOptions trialsOnly() {
    return new RunOptions(settings, scenarios, replicates, onError, output, false, false);
  }
}
