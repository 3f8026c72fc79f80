package org.silico.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.silico.engine.language.Location;
import org.silico.engine.plan.Criterion;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialSimulator;

/**
 * A quick look at a scenario before it is run: whether enough candidates pass screening, and what
 * the first thousand or so patients tell of formulas and of the data cut. The patients are those of
 * the run's first trials, so that whatever is wrong with one of them can be replayed.
 */
public final class ScenarioCheck {
  /** Candidates looked at to judge screening, and the share that must pass. */
  private static final int CANDIDATES = 20_000;

  private static final double LEAST_ELIGIBLE = 0.001;

  /**
   * Patients looked at, about; of endpoints of one visit, which cost little, four times as many.
   */
  private static final int PATIENTS = 1_000;

  /** In so many blocks, from the first who enter to the last. */
  private static final int BLOCKS = 10;

  /** Of larger trials the first patients only. */
  private static final int LARGEST = 100_000;

  /** Seconds of a core for an analysis, and for a scenario, that are warned of; and bytes. */
  private static final double LONG_ANALYSIS = 1;

  private static final double LONG_SCENARIO = 86_400;
  private static final double LARGE = 4e9;

  private final Protocol protocol;
  private final TrialPlan plan;
  private final List<Finding> findings = new ArrayList<>();

  private ScenarioCheck(Protocol protocol, TrialPlan plan) {
    this.protocol = protocol;
    this.plan = plan;
  }

  /**
   * @param trials of the run; no later one is looked at
   * @return what was found; nothing when all is well
   */
  public static List<Finding> of(Protocol protocol, TrialPlan plan, long trials) {
    ScenarioCheck check = new ScenarioCheck(protocol, plan);
    check.cost(trials);
    try {
      if (check.screening()) {
        check.patients(trials);
      }
    } catch (SimulationException e) {
      check.findings.add(Finding.failure(e));
    }
    return check.findings;
  }

  /** Whether enough candidates meet each criterion, and all of them together. */
  private boolean screening() {
    List<Criterion> criteria = plan.population().criteria();
    if (criteria.isEmpty()) {
      return true;
    }
    double[] met = new TrialSimulator(plan, CANDIDATES).eligibleShares(CANDIDATES);
    for (int k = 0; k < criteria.size(); k++) {
      if (met[k] < LEAST_ELIGIBLE) {
        findings.add(
            Finding.error(
                criteria.get(k).location(),
                criteria.get(k).key() + " accepts " + accepted(met[k])));
      }
    }
    double all = met[criteria.size()];
    if (findings.stream().noneMatch(Finding::error) && all < LEAST_ELIGIBLE) {
      findings.add(
          Finding.error(
              criteria.get(0).location(),
              Criterion.names(criteria) + " together accept " + accepted(all)));
    }
    return findings.stream().noneMatch(Finding::error);
  }

  private void cost(long trials) {
    for (int a = 0; a < plan.questions().analyses().size(); a++) {
      double seconds = Cost.analysis(plan, plan.questions().analyses().get(a));
      if (seconds > LONG_ANALYSIS) {
        Analysis analysis = plan.questions().analyses().get(a).analysis();
        findings.add(
            Finding.warning(
                analysis.location(),
                "cost",
                "analysis '"
                    + analysis.name()
                    + "' takes about "
                    + Cost.time(seconds)
                    + " a trial, "
                    + Cost.time(seconds * trials)
                    + " of one core for the scenario; of an mmrm, fewer visits or a 'covariance'"
                    + " with a structure cost less"));
      }
    }
    Cost cost = Cost.of(plan);
    Location patients = protocol.enrolment().patients().location();
    if (cost.seconds() * trials > LONG_SCENARIO && findings.isEmpty()) {
      findings.add(
          Finding.warning(
              patients,
              "cost",
              "the scenario takes about "
                  + Cost.time(cost.seconds() * trials)
                  + " of one core, "
                  + Cost.time(cost.seconds())
                  + " a trial"));
    }
    if (cost.bytes() > LARGE) {
      findings.add(
          Finding.warning(
              patients,
              "memory",
              String.format(
                  Locale.ROOT, "a task needs about %.0f GB of memory", cost.bytes() / 1e9)));
    }
  }

  private static String accepted(double share) {
    return (share == 0 ? "none" : Long.toString(Math.round(share * CANDIDATES)))
        + " of "
        + CANDIDATES
        + " candidates; at least 1 in "
        + Math.round(1 / LEAST_ELIGIBLE)
        + " must pass";
  }

  private void patients(long trials) {
    CutCheck cuts = new CutCheck(protocol.looks(), plan);
    int n = plan.conduct().patients();
    boolean visits = plan.questions().longitudinal().length > 0;
    int wanted = visits ? PATIENTS : 4 * PATIENTS;
    int size = Math.min(n, wanted / BLOCKS);
    TrialSimulator simulator = new TrialSimulator(plan, size);
    if (n > LARGEST) {
      // who enters late would take long to come to: the first patients must do
      for (int b = 0; b < BLOCKS; b++) {
        simulator.simulate(0, b * size, (b + 1) * size);
      }
      return;
    }
    long enough = Math.min(trials, Math.max(1, wanted / n));
    for (long trial = 0; trial < enough; trial++) {
      int blocks = Math.min(BLOCKS, (n + size - 1) / size);
      for (int b = 0; b < blocks; b++) {
        int first = (int) ((long) b * n / blocks);
        int end = (int) Math.min(first + size, (long) (b + 1) * n / blocks);
        cuts.add(simulator.simulate(trial, first, end));
      }
    }
    findings.addAll(cuts.findings(trials));
  }
}
