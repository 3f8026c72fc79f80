package org.silico.engine.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.silico.engine.Plans;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.language.Diagnostic;
import org.silico.engine.language.Location;
import org.silico.engine.language.ProtocolException;
import org.silico.engine.plan.PlanException;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.simulation.TrialRunner;
import org.silico.engine.table.Table;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialSimulator;

/** What becomes of a text that may be a protocol. */
enum Fate {
  /** Reading says what is wrong, and where. */
  REFUSED,
  /** Compiling or simulating says what is wrong. */
  STOPPED,
  /** Nearly nobody is eligible; not simulated. */
  DESERTED,
  /** A small trial was simulated. */
  RAN;

  /** Patients of the trial that is simulated. */
  private static final int PATIENTS = 12;

  private static final int CANDIDATES = 500;

  /**
   * Reads, compiles and simulates.
   *
   * @param analysed whether the trial is analysed as well: a mixed model of a dozen patients and as
   *     many visits takes longer than all the rest
   * @throws AssertionError for a message without a place in the text
   */
  static Fate of(byte[] bytes, boolean analysed) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Protocol protocol;
    try {
      protocol = ProtocolReader.read("p.yaml", bytes);
    } catch (ProtocolException e) {
      if (e.diagnostics().isEmpty()) {
        throw new AssertionError("no problem is named");
      }
      for (Diagnostic problem : e.diagnostics()) {
        located(problem, text);
      }
      return REFUSED;
    }
    for (Diagnostic warning : protocol.warnings()) {
      located(warning, text);
    }
    // the last scenario differs most from the protocol's own values
    int scenario = protocol.scenarios().size() - 1;
    try {
      return simulate(Plans.Trial.of(protocol, scenario), analysed);
    } catch (PlanException e) {
      located(e.location(), e.getMessage(), text);
      return STOPPED;
    } catch (SimulationException e) {
      located(e.location(), e.getMessage(), text);
      return STOPPED;
    }
  }

  private static void located(Location at, String message, String text) {
    located(new Diagnostic("p.yaml", at.line(), at.column(), message), text);
  }

  private static Fate simulate(Plans.Trial whole, boolean analysed) throws IOException {
    List<Table> tables = whole.patientTables();
    tables.forEach(Fate::columnsDiffer);
    Plans.Trial trial =
        whole.with("patients", Math.min(whole.plan().conduct().patients(), PATIENTS));
    if (!analysed) {
      trial = trial.with("analyses", List.of());
    }
    TrialPlan plan = trial.plan();
    if (!plan.population().criteria().isEmpty()
        && new TrialSimulator(plan, CANDIDATES).eligibleShare(CANDIDATES) < 0.02) {
      return DESERTED;
    }
    Set<String> kept = tables.stream().map(Table::name).collect(Collectors.toSet());
    kept.addAll(TableNames.PER_TRIAL);
    new TrialRunner(plan, new Metrics(List.of(), new double[0]), trial.datasets(kept, rows -> {}))
        .run(0);
    return RAN;
  }

  private static void columnsDiffer(Table table) {
    long different =
        table.columns().stream().map(c -> c.name().toUpperCase(Locale.ROOT)).distinct().count();
    if (different < table.columns().size()
        || table.columns().stream().anyMatch(c -> !c.name().matches("[A-Za-z][A-Za-z0-9_]*"))) {
      throw new AssertionError("columns of " + table.name() + ": " + table.columns());
    }
  }

  /** A message is one line, shows no control character, and its place is in the text. */
  private static void located(Diagnostic problem, String text) {
    String[] lines = text.split("\r\n|\n|\r", -1);
    boolean within =
        problem.line() >= 1
            && problem.line() <= lines.length
            && problem.column() >= 1
            && problem.column()
                <= lines[problem.line() - 1].codePointCount(0, lines[problem.line() - 1].length())
                    + 1;
    String shown = problem.toString();
    if (!within
        || !shown.startsWith("p.yaml:" + problem.line() + ":" + problem.column() + ": ")
        || problem.message().isBlank()
        || shown
            .codePoints()
            .anyMatch(c -> Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E))) {
      throw new AssertionError("not located: " + shown);
    }
  }
}
