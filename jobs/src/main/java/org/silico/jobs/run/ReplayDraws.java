package org.silico.jobs.run;

import java.util.List;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.CovariatePlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Enrolment.Arrivals;
import org.silico.engine.protocol.IntercurrentEvent.Kind;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.simulation.VisitNames;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/** The random numbers of one patient: their addresses, and what became of them. */
final class ReplayDraws {
  private final TrialPlan plan;
  private final Protocol protocol;
  private final long trial;
  private final int patient;
  private final TrialData data;
  private final TrialSimulator one;
  private final TextTable table =
      new TextTable(1, "random number for", "purpose", "draw", "uniform", "became");

  /**
   * @param patient from 0
   * @param data of the whole trial
   * @param one of this patient alone
   */
  ReplayDraws(TrialPlan plan, long trial, int patient, TrialData data, TrialSimulator one) {
    this.plan = plan;
    this.protocol = plan.protocol();
    this.trial = trial;
    this.patient = patient;
    this.data = data;
    this.one = one;
  }

  /** All of them, in the order of the simulation. */
  String of(List<ReplayCourse> courses) {
    String arm = protocol.arms().get(data.arm()[patient]).name();
    if (plan.arrivals().arrivals() == Arrivals.POISSON) {
      add("time of entry", Purpose.ARRIVAL, 0, "day " + number(data.entry()[patient]));
    }
    if (plan.arrivals().siteOrder().length > 1) {
      String site = protocol.enrolment().sites().get(data.site()[patient]).name();
      add("site", Purpose.SITE, 0, site);
    }
    add("arm", Purpose.ALLOCATION, 0, arm);
    covariates();
    endpoints();
    courses.forEach(course -> course.draws(this));
    events();
    if (plan.dropout() != null) {
      // of this number alone: events may have ended the study before
      double[] day = new double[1];
      one.counterfactualDropout(data.arm()[patient], day);
      String left = Double.isInfinite(day[0]) ? "never" : "day " + number(day[0]);
      add("time of dropout", Purpose.DROPOUT, 0, left);
    }
    return table.toString();
  }

  double uniform(int purpose, long draw) {
    return plan.stream().uniform(trial, purpose, patient, draw);
  }

  void add(String what, int purpose, long draw, String became) {
    row(what, purpose, draw, uniform(purpose, draw), became);
  }

  /** A number that a site, a rater or the study has in place of the patient. */
  void shared(String what, int purpose, long who, String became) {
    row(what, purpose, 0, plan.stream().uniform(trial, purpose, who, 0), became);
  }

  /** What follows from numbers above. */
  void derived(String what, String value) {
    table.row(what, "", "", "", value);
  }

  private void row(String what, int purpose, long draw, double uniform, String became) {
    table.row(
        what, Integer.toString(purpose), Long.toString(draw), Double.toString(uniform), became);
  }

  private void covariates() {
    int refused = data.screenFailures()[patient];
    for (int c = 0; c < plan.covariates().size(); c++) {
      String name = protocol.population().covariates().get(c).name();
      CovariatePlan covariate = plan.covariates().get(c);
      String value = covariate(covariate.column());
      if (covariate instanceof CovariatePlan.Derived) {
        derived(name, value);
      } else {
        add(name, Purpose.covariate(c), refused, value);
      }
    }
    if (refused > 0) {
      derived("(" + refused + " candidates refused before)", "");
    }
  }

  private void endpoints() {
    for (int e = 0; e < plan.endpoints().size(); e++) {
      if (plan.course(e) != null) {
        continue;
      }
      String name = protocol.endpoints().get(e).name();
      if (plan.layout().baselines().get(e) >= 0) {
        add(name + ", baseline", Purpose.baseline(e), 0, number(data.baseline(e)[patient]));
      }
      add(name, Purpose.endpoint(e), 0, ReplayText.complete(plan, e, data.outcome(e)[patient]));
    }
  }

  /** One number for every interval between visits, until the event has happened. */
  private void events() {
    for (int k = 0; k < plan.events().size(); k++) {
      Kind kind = plan.events().get(k).kind();
      boolean atOnce = kind == Kind.TREATMENT_DISCONTINUATION || kind == Kind.RESCUE_MEDICATION;
      double when = data.history().event(k)[patient];
      double[] planned = plan.course(plan.steering()).days();
      boolean happened = false;
      for (int v = 0; v < planned.length && !happened; v++) {
        // what happens at once does so at the visit before
        happened =
            atOnce
                ? when == (v == 0 ? 0 : data.visitDays(plan.steering(), v - 1)[patient])
                : when < data.visitDays(plan.steering(), v)[patient];
        add(
            protocol.events().get(k).name() + " before " + VisitNames.name(planned[v]),
            Purpose.event(k),
            v,
            happened ? "day " + number(when) : "no");
      }
    }
  }

  private String covariate(int column) {
    double value = data.columns()[column][patient];
    Type type = plan.layout().types().get(column);
    if (type instanceof Type.Category category) {
      return category.levels().get((int) value);
    }
    return type instanceof Type.Bool ? value == 1 ? "true" : "false" : number(value);
  }

  private static String number(double x) {
    return ReplayText.number(x);
  }
}
