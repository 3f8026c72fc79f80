package org.silico.jobs.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.jobs.run.Replicates;
import org.silico.jobs.run.RunResult;
import org.silico.jobs.run.ScenarioResult;

/** What is said after a run: its summary, trials that failed, precision that was not reached. */
public final class ResultText {
  private ResultText() {}

  /**
   * @param asked what the run was to reach
   */
  public static String of(RunResult result, Replicates asked, FailureText failures) {
    StringBuilder text = new StringBuilder(Summary.of(result.scenarios()));
    result.scenarios().forEach(s -> failures(s, failures, text));
    if (asked instanceof Replicates.UntilPrecise until) {
      imprecise(until, result.scenarios(), text);
    }
    return text.toString();
  }

  private static void failures(ScenarioResult result, FailureText failures, StringBuilder text) {
    if (result.failed() > 0) {
      text.append(failures.counted(result)).append(System.lineSeparator());
    }
    if (result.truth().failure() != null) {
      text.append("some true values of scenario '" + result.name() + "' are unknown:\n")
          .append(failures.of(result.plan().identity().scenario(), result.truth().failure()))
          .append(System.lineSeparator());
    }
  }

  /** Scenarios whose power is not as precise as was asked for. */
  private static void imprecise(
      Replicates.UntilPrecise until, List<ScenarioResult> results, StringBuilder text) {
    for (ScenarioResult result : results) {
      if (result.trials() < until.most()) {
        continue;
      }
      result.characteristics().stream()
          .filter(c -> c.metric().equals(Metrics.POWER) && c.mcse() > until.mcse())
          .max(Comparator.comparingDouble(Characteristic::mcse))
          .ifPresent(c -> text.append(imprecise(until, result, c)));
    }
  }

  private static String imprecise(
      Replicates.UntilPrecise until, ScenarioResult result, Characteristic power) {
    return String.format(
        Locale.ROOT,
        "%s: the MCSE of the power of %s is %.4f, above the %s of --until, after %,d"
            + " trials, the most that there may be (--replicates)%n",
        result.name(),
        power.analysis(),
        power.mcse(),
        until.mcse(),
        result.trials());
  }
}
