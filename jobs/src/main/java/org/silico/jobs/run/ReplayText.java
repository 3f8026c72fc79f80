package org.silico.jobs.run;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.CovariatePlan;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Enrolment.Arrivals;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.Result;
import org.silico.engine.simulation.TrialOutcome;
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
  public ReplayText(TrialPlan plan, long trial) throws IOException {
    this.plan = plan;
    this.protocol = plan.protocol();
    this.trial = trial;
    Metrics metrics =
        new Metrics(
            protocol.analyses().stream().map(a -> a.name()).toList(),
            new double[plan.analyses().size()]);
    TrialRunner runner = new TrialRunner(plan, metrics, Set.of(), rows -> {});
    this.outcome = runner.run(trial);
    this.data = runner.data();
    this.observation = runner.observation();
  }

  /** The trial: its patients, at most the first fifty, and its results. */
  public String trial() {
    heading();
    int endpoints = plan.endpoints().size();
    String[] header = new String[4 + endpoints];
    header[0] = "patient";
    header[1] = "arm";
    header[2] = "entry day";
    header[3] = "seen for";
    for (int e = 0; e < endpoints; e++) {
      header[4 + e] = protocol.endpoints().get(e).name();
    }
    TextTable patients = new TextTable(2, header);
    for (int i = 0; i < Math.min(PATIENTS_SHOWN, observation.enrolled()); i++) {
      String[] row = new String[header.length];
      row[0] = Integer.toString(i + 1);
      row[1] = arm(i);
      row[2] = number(data.entry()[i]);
      row[3] = number(observation.seen(i)) + (observation.droppedOut(i) ? " left" : "");
      for (int e = 0; e < endpoints; e++) {
        row[4 + e] = observed(e, i);
      }
      patients.row(row);
    }
    text.append(patients);
    if (observation.enrolled() > PATIENTS_SHOWN) {
      line("… and %d more patients", observation.enrolled() - PATIENTS_SHOWN);
    }
    line("");
    results();
    return text.toString();
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
    TextTable draws = new TextTable(1, "random number for", "purpose", "draw", "uniform", "became");
    if (plan.arrivals().arrivals() == Arrivals.POISSON) {
      draw(draws, "time of entry", Purpose.ARRIVAL, 0, i, "day " + number(data.entry()[i]));
    }
    if (plan.arrivals().siteOrder().length > 1) {
      String site = protocol.enrolment().sites().get(data.site()[i]).name();
      draw(draws, "site", Purpose.SITE, 0, i, site);
    }
    draw(draws, "arm", Purpose.ALLOCATION, 0, i, arm(i));
    covariates(draws, i);
    endpoints(draws, i);
    if (plan.dropout() != null) {
      double day = data.dropout()[i];
      String left = Double.isInfinite(day) ? "never" : "day " + number(day);
      draw(draws, "time of dropout", Purpose.DROPOUT, 0, i, left);
    }
    text.append(draws);
    line("");
    counterfactuals(i);
    line("");
    if (i >= observation.enrolled()) {
      line("The data were cut before the patient would have entered.");
    } else {
      line(
          "seen for %s days%s",
          number(observation.seen(i)), observation.droppedOut(i) ? ", then left" : "");
      for (int e = 0; e < plan.endpoints().size(); e++) {
        line("%s as observed: %s", protocol.endpoints().get(e).name(), observed(e, i));
      }
    }
    return text.toString();
  }

  private void heading() {
    line("%s, scenario '%s', trial %d", protocol.study().id(), plan.scenarioName(), trial + 1);
    line(
        "%d patients, data cut on day %s at look %d",
        outcome.subjects(), number(outcome.duration()), outcome.look());
    line("");
  }

  private void results() {
    TextTable table =
        new TextTable(
            1, "analysis", "estimate", "SE", "statistic", "p", "lower", "upper", "n", "rejected");
    for (int a = 0; a < outcome.results().size(); a++) {
      Result r = outcome.results().get(a);
      table.row(
          plan.analyses().get(a).analysis().name(),
          number(r.estimate().estimate()),
          number(r.estimate().standardError()),
          number(r.estimate().statistic()),
          number(r.decision().p()),
          number(r.lower()),
          number(r.upper()),
          Integer.toString(r.treated() + r.control()),
          r.estimate().status() != org.silico.engine.analysis.Status.OK
              ? r.estimate().status().label()
              : r.success() ? "yes" : "no");
    }
    text.append(table);
  }

  private void covariates(TextTable draws, int i) {
    int refused = data.screenFailures()[i];
    for (int c = 0; c < plan.covariates().size(); c++) {
      String name = protocol.population().covariates().get(c).name();
      CovariatePlan covariate = plan.covariates().get(c);
      String value = covariate(covariate.column(), i);
      if (covariate instanceof CovariatePlan.Derived) {
        draws.row(name, "", "", "", value);
      } else {
        draw(draws, name, Purpose.covariate(c), refused, i, value);
      }
    }
    if (refused > 0) {
      draws.row("(" + refused + " candidates refused before)", "", "", "", "");
    }
  }

  private void endpoints(TextTable draws, int i) {
    for (int e = 0; e < plan.endpoints().size(); e++) {
      String name = protocol.endpoints().get(e).name();
      if (plan.layout().baselines().get(e) >= 0) {
        draw(draws, name + ", baseline", Purpose.baseline(e), 0, i, number(data.baseline(e)[i]));
      }
      draw(draws, name, Purpose.endpoint(e), 0, i, complete(e, data.outcome(e)[i]));
    }
  }

  private void counterfactuals(int i) {
    TrialSimulator one = new TrialSimulator(plan, 1);
    one.simulate(trial, i, i + 1);
    double[] out = new double[1];
    String[] header = new String[1 + plan.arms()];
    header[0] = "had the arm been";
    for (int a = 0; a < plan.arms(); a++) {
      header[1 + a] = protocol.arms().get(a).name();
    }
    TextTable table = new TextTable(1, header);
    for (int e = 0; e < plan.endpoints().size(); e++) {
      String[] row = new String[header.length];
      row[0] = protocol.endpoints().get(e).name();
      for (int a = 0; a < plan.arms(); a++) {
        one.counterfactual(e, a, out);
        row[1 + a] = complete(e, out[0]);
      }
      table.row(row);
    }
    text.append(table);
  }

  private void draw(TextTable draws, String what, int purpose, int draw, int i, String became) {
    double u = plan.stream().uniform(trial, purpose, i, draw);
    draws.row(what, Integer.toString(purpose), Integer.toString(draw), Double.toString(u), became);
  }

  private String covariate(int column, int i) {
    double value = data.columns()[column][i];
    Type type = plan.layout().types().get(column);
    if (type instanceof Type.Category category) {
      return category.levels().get((int) value);
    }
    return type instanceof Type.Bool ? value == 1 ? "true" : "false" : number(value);
  }

  private String observed(int endpoint, int i) {
    if (plan.endpoints().get(endpoint) instanceof EndpointPlan.TimeToEvent) {
      return number(observation.time(endpoint, i))
          + (observation.event(endpoint, i) ? " event" : " censored");
    }
    double value = observation.value(endpoint, i);
    return Double.isNaN(value) ? "missing" : complete(endpoint, value);
  }

  private String complete(int endpoint, double value) {
    if (plan.endpoints().get(endpoint) instanceof EndpointPlan.TimeToEvent) {
      return Double.isInfinite(value) ? "never" : "day " + number(value);
    }
    return number(value);
  }

  private String arm(int i) {
    return protocol.arms().get(data.arm()[i]).name();
  }

  private static String number(double x) {
    return Double.isNaN(x) ? "none" : Summary.significant(x, 6);
  }

  private void line(String format, Object... args) {
    text.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
