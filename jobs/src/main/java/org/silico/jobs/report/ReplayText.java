package org.silico.jobs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.silico.engine.analysis.Status;
import org.silico.engine.dataset.VisitNames;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.TrialRunner;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/** One trial or one patient, simulated again and shown. */
public final class ReplayText {
  private static final int PATIENTS_SHOWN = 50;

  private final TrialPlan plan;
  private final Protocol protocol;
  private final long trial;
  private final TrialOutcome outcome;
  private final TrialData data;
  private final Observation observation;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param trial from 0
   */
  public ReplayText(Protocol protocol, TrialPlan plan, long trial) throws IOException {
    this.plan = plan;
    this.protocol = protocol;
    this.trial = trial;
    Metrics metrics =
        new Metrics(
            protocol.analyses().stream().map(a -> a.name()).toList(),
            new double[plan.questions().analyses().size()]);
    TrialRunner runner = new TrialRunner(plan, metrics);
    this.outcome = runner.run(trial);
    this.data = runner.data();
    this.observation = runner.observation();
  }

  /** The trial: its patients, at most the first fifty, and its results. */
  public String trial() {
    heading();
    List<String> header = new ArrayList<>(List.of("patient", "arm", "entry day", "seen for"));
    List<IntFunction<String>> cells = new ArrayList<>();
    for (int e = 0; e < plan.questions().endpoints().size(); e++) {
      outcomes(e, header, cells);
    }
    if (!plan.conduct().events().isEmpty()) {
      header.add("events");
      cells.add(this::events);
    }
    TextTable patients = new TextTable(2, header.toArray(String[]::new));
    for (int i = 0; i < Math.min(PATIENTS_SHOWN, observation.enrolled()); i++) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(i + 1));
      row.add(arm(i));
      row.add(number(data.entry()[i]));
      row.add(number(observation.seen(i)) + (observation.droppedOut(i) ? " left" : ""));
      for (IntFunction<String> cell : cells) {
        row.add(cell.apply(i));
      }
      patients.row(row.toArray(String[]::new));
    }
    text.append(patients);
    if (observation.enrolled() > PATIENTS_SHOWN) {
      line("… and %d more patients", observation.enrolled() - PATIENTS_SHOWN);
    }
    line("");
    results();
    return text.toString();
  }

  /** The columns of an endpoint: of a longitudinal one baseline, analysed visits and the last. */
  private void outcomes(int e, List<String> header, List<IntFunction<String>> cells) {
    String name = protocol.endpoints().get(e).name();
    LongitudinalPlan course = plan.questions().course(e);
    if (course == null) {
      header.add(name);
      cells.add(i -> observed(e, i));
      return;
    }
    header.add(name + " base");
    cells.add(i -> number(data.baseline(e)[i]));
    TreeSet<Integer> visits = new TreeSet<>(Set.of(course.visits() - 1));
    for (AnalysisPlan a : plan.questions().analyses()) {
      if (a.target() != null && a.analysis().endpoint() == e) {
        visits.add(a.target().visit());
        if (a.target().earlier() >= 0) {
          visits.add(a.target().earlier());
        }
      }
    }
    for (int v : visits) {
      header.add(name + " " + VisitNames.name(course.days()[v]).toLowerCase(Locale.ROOT));
      cells.add(i -> seen(observation.value(e, v, i)));
    }
  }

  /** The intercurrent events that were seen. */
  private String events(int i) {
    List<String> seen = new ArrayList<>();
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      if (observation.happened(k, i)) {
        double day = data.history().event(k)[i];
        seen.add(protocol.events().get(k).name() + " " + Digits.significant(day, 3));
      }
    }
    return String.join(", ", seen);
  }

  /**
   * A patient: every random number, what came of it, and what would have come of it in other arms.
   *
   * @param i from 0
   */
  public String patient(int i) {
    heading();
    line("patient %d: arm %s, entered on day %s", i + 1, arm(i), number(data.entry()[i]));
    line("");
    TrialSimulator one = new TrialSimulator(plan, 1, true);
    one.simulate(trial, i, i + 1);
    Map<Integer, ReplayCourse> courses = new TreeMap<>();
    for (int e : plan.questions().longitudinal()) {
      courses.put(e, new ReplayCourse(plan, e, observation, i, one));
    }
    text.append(new ReplayDraws(protocol, plan, trial, i, data, observation, one, courses).table())
        .append('\n');
    outcomes(i, one);
    for (ReplayCourse course : courses.values()) {
      text.append(course.terms()).append('\n').append(course.counterfactuals()).append('\n');
    }
    if (i >= observation.enrolled()) {
      line("The data were cut before the patient would have entered.");
    } else {
      line(
          "seen for %s days%s",
          number(observation.seen(i)), observation.droppedOut(i) ? ", then left" : "");
      for (int e : plan.questions().seenOnce()) {
        line("%s as observed: %s", protocol.endpoints().get(e).name(), observed(e, i));
      }
      for (int k = 0; k < plan.conduct().events().size(); k++) {
        double day = data.history().event(k)[i];
        if (day < Double.POSITIVE_INFINITY) {
          line(
              "%s on day %s%s",
              protocol.events().get(k).name(),
              number(day),
              observation.happened(k, i) ? "" : ", unseen");
        }
      }
    }
    return text.toString();
  }

  private void heading() {
    line(
        "%s, scenario '%s', trial %d",
        protocol.study().id(), plan.identity().scenarioName(), trial + 1);
    line(
        "%d patients, data cut on day %s at look %d%s",
        outcome.subjects(),
        number(outcome.duration()),
        outcome.look(),
        outcome.stop() == null
            ? ""
            : ", which ended it for " + outcome.stop().name().toLowerCase(Locale.ROOT));
    line("");
  }

  private void results() {
    TextTable table =
        new TextTable(
            1, "analysis", "estimate", "SE", "statistic", "p", "lower", "upper", "n", "rejected");
    for (LookOutcome look : outcome.looks()) {
      results(look, table);
    }
    text.append(table);
  }

  private void results(LookOutcome look, TextTable table) {
    boolean last = look.look() == plan.conduct().looks().size();
    for (int a = 0; a < look.results().size(); a++) {
      AnalysisResult r = look.results().get(a);
      String name = plan.questions().analyses().get(a).analysis().name();
      table.row(
          last ? name : name + " at " + plan.conduct().lookNames().get(look.look() - 1),
          number(r.estimate().estimate()),
          number(r.estimate().standardError()),
          number(r.estimate().statistic()),
          number(r.decision().p()),
          number(r.lower()),
          number(r.upper()),
          Integer.toString(r.treated() + r.control()),
          rejected(r));
    }
  }

  /** With the status where it is not plainly ok; alone where there is no test. */
  private static String rejected(AnalysisResult r) {
    Status status = r.estimate().status();
    if (!status.valid()) {
      return status.label();
    }
    String decision = r.success() ? "yes" : "no";
    return status == Status.OK ? decision : decision + " (" + status.label() + ")";
  }

  /** Of endpoints that are not longitudinal what they would be in every arm. */
  private void outcomes(int i, TrialSimulator one) {
    double[] out = new double[1];
    String[] header = new String[1 + plan.arms().count()];
    header[0] = "had the arm been";
    for (int a = 0; a < plan.arms().count(); a++) {
      header[1 + a] = protocol.arms().get(a).name();
    }
    TextTable table = new TextTable(1, header);
    boolean any = false;
    for (int e : plan.questions().seenOnce()) {
      String[] row = new String[header.length];
      row[0] = protocol.endpoints().get(e).name();
      for (int a = 0; a < plan.arms().count(); a++) {
        one.counterfactual(e, a, out);
        row[1 + a] = complete(e, out[0]);
      }
      table.row(row);
      any = true;
    }
    if (any) {
      text.append(table).append('\n');
    }
  }

  private String observed(int endpoint, int i) {
    if (plan.questions().endpoints().get(endpoint).timeToEvent()) {
      return number(observation.time(endpoint, i))
          + (observation.event(endpoint, i) ? " event" : " censored");
    }
    return seen(observation.value(endpoint, i));
  }

  private static String seen(double value) {
    return Double.isNaN(value) ? "missing" : number(value);
  }

  private String complete(int endpoint, double value) {
    return complete(plan, endpoint, value);
  }

  /** An outcome that nothing hides. */
  static String complete(TrialPlan plan, int endpoint, double value) {
    if (plan.questions().endpoints().get(endpoint).timeToEvent()) {
      return Double.isInfinite(value) ? "never" : "day " + number(value);
    }
    return number(value);
  }

  private String arm(int i) {
    return protocol.arms().get(data.arm()[i]).name();
  }

  static String number(double x) {
    return Double.isNaN(x) ? "none" : Digits.significant(x, 6);
  }

  private void line(String format, Object... args) {
    text.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
