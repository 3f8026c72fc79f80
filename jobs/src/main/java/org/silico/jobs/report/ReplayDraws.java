package org.silico.jobs.report;

import java.util.List;
import java.util.Map;
import org.silico.engine.dataset.VisitNames;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.CovariatePlan;
import org.silico.engine.plan.Draw;
import org.silico.engine.plan.Draw.Unit;
import org.silico.engine.plan.RandomisationPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.IntercurrentEvent.Kind;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/** The random numbers of one patient: their addresses, and what became of them. */
final class ReplayDraws {
  private final TrialPlan plan;
  private final Protocol protocol;
  private final long trial;
  private final int patient;
  private final TrialData data;
  private final Observation observation;
  private final TrialSimulator one;
  private final Map<Integer, ReplayCourse> courses;
  private final List<Draw> draws;
  private final TextTable table =
      new TextTable(1, "random number for", "purpose", "draw", "uniform", "became");

  /**
   * @param patient from 0
   * @param observation of the whole trial
   * @param one of this patient alone
   * @param courses by endpoint those that are longitudinal
   */
  ReplayDraws(
      Protocol protocol,
      TrialPlan plan,
      long trial,
      int patient,
      TrialData data,
      Observation observation,
      TrialSimulator one,
      Map<Integer, ReplayCourse> courses) {
    this.plan = plan;
    this.protocol = protocol;
    this.trial = trial;
    this.patient = patient;
    this.data = data;
    this.observation = observation;
    this.one = one;
    this.courses = courses;
    this.draws = plan.draws();
  }

  /** All of them, in the order of the simulation. */
  String table() {
    boolean entered = false;
    for (int d = 0; d < draws.size(); d++) {
      Draw draw = draws.get(d);
      if (!entered && draw.use().ordinal() > Draw.Use.COVARIATE.ordinal()) {
        entered = true;
        derivedCovariates();
      }
      if (draw.unit() == Unit.VISIT) {
        d += visits(d) - 1;
      } else {
        rows(draw);
      }
      boolean last = d + 1 == draws.size() || draws.get(d + 1).use() != draw.use();
      if (draw.use() == Draw.Use.MODEL_EFFECT && last) {
        courses.get(draw.index()).individualParameters(this);
      }
    }
    return table.toString();
  }

  /** What follows from numbers above. */
  void derived(String what, String value) {
    table.row(what, "", "", "", value);
  }

  private void rows(Draw draw) {
    String label = draw.label();
    switch (draw.unit()) {
      case PATIENT -> row(label, draw, patient, 0, 0);
      case CANDIDATE -> row(label, draw, patient, data.screenFailures()[patient], 0);
      case BLOCK -> row(label + ", if opened", draw, patient, 1, 0);
      case INTERVAL -> intervals(draw);
      case COUNTED_EVENT -> events(draw);
      case RATER -> {
        int rater = courses.get(draw.index()).rater(uniform(rating(draw), patient, refused()));
        row(label + " of rater " + (rater + 1), draw, rater, 0, 0);
      }
      case SITE -> {
        int site = data.site()[patient];
        String name = protocol.enrolment().sites().get(site).name();
        row(label + " of site " + name, draw, site, 0, 0);
      }
      case STUDY -> row(label + " of the study", draw, 0, 0, 0);
      case ANALYSIS ->
          table.row(label, Integer.toString(draw.purpose()), "", "", "of the trial, as needed");
      case VISIT -> throw new AssertionError(draw);
    }
  }

  /** All numbers of a visit together; returns how many draws a visit has. */
  private int visits(int from) {
    Draw first = draws.get(from);
    List<Draw> own =
        draws.stream().filter(d -> d.unit() == Unit.VISIT && d.index() == first.index()).toList();
    double[] days = plan.questions().course(first.index()).days();
    for (int v = 0; v < days.length; v++) {
      for (Draw draw : own) {
        String label = draw.of() + ", " + VisitNames.name(days[v]) + ", " + draw.what();
        row(label, draw, patient, v, v);
      }
    }
    return own.size();
  }

  /** One number for every interval between visits, until the event has happened. */
  private void intervals(Draw draw) {
    double[] days = plan.questions().course(plan.conduct().steering()).days();
    boolean happened = false;
    for (int v = 0; v < days.length && !happened; v++) {
      happened = happened(draw.index(), v);
      row(draw.label() + " before " + VisitNames.name(days[v]), draw, patient, v, v);
    }
  }

  /** What happens at once does so at the visit before. */
  private boolean happened(int event, int v) {
    Kind kind = plan.conduct().events().get(event).kind();
    boolean atOnce = kind == Kind.TREATMENT_DISCONTINUATION || kind == Kind.RESCUE_MEDICATION;
    double when = data.history().event(event)[patient];
    return atOnce
        ? when == (v == 0 ? 0 : data.visitDays(plan.conduct().steering(), v - 1)[patient])
        : when < data.visitDays(plan.conduct().steering(), v)[patient];
  }

  /**
   * The times of the events of a count, or how many of a large count are seen, which matter when
   * not all of the period is seen.
   */
  private void events(Draw draw) {
    double period = plan.questions().endpoints().get(draw.index()).day();
    if (patient < observation.enrolled() && observation.exposure(draw.index(), patient) < period) {
      double events = data.outcome(draw.index())[patient];
      boolean many = events > Observation.MANY_EVENTS;
      double draws = many ? Math.ceil(events / Observation.MOST_EVENTS) : events;
      for (int k = 0; k < draws; k++) {
        String what = many ? ", events seen" : ", time of event " + (k + 1);
        row(draw.of() + what, draw, patient, k, k);
      }
    }
  }

  private void row(String label, Draw draw, long who, long number, int k) {
    double uniform = uniform(draw, who, number);
    table.row(
        label,
        Integer.toString(draw.purpose()),
        Long.toString(number),
        Double.toString(uniform),
        became(draw, k, uniform));
  }

  private double uniform(Draw draw, long who, long number) {
    return plan.identity().stream().uniform(trial, draw.purpose(), who, number);
  }

  private int refused() {
    return data.screenFailures()[patient];
  }

  /** The draw of the rater behind an effect of raters. */
  private Draw rating(Draw effect) {
    return draws.stream()
        .filter(d -> d.use() == Draw.Use.RATER && d.index() == effect.index())
        .findFirst()
        .orElseThrow();
  }

  /**
   * @param k the visit, interval or event of a count
   */
  private String became(Draw draw, int k, double uniform) {
    int of = draw.index();
    return switch (draw.use()) {
      case ARRIVAL -> "day " + number(data.entry()[patient]);
      case SITE -> protocol.enrolment().sites().get(data.site()[patient]).name();
      case ARM -> protocol.arms().get(data.arm()[patient]).name();
      case BLOCK_SIZE -> {
        int[] sizes = ((RandomisationPlan.PermutedBlocks) plan.conduct().randomisation()).sizes();
        yield Integer.toString(sizes[(int) (uniform * sizes.length)]);
      }
      case COVARIATE -> covariate(plan.population().covariates().get(of).column());
      case BASELINE -> number(data.baseline(of)[patient]);
      case OUTCOME -> ReplayText.complete(plan, of, data.outcome(of)[patient]);
      case EVENT_TIME ->
          data.outcome(of)[patient] > Observation.MANY_EVENTS
              ? number(observation.value(of, patient))
              : "day " + number(uniform * plan.questions().endpoints().get(of).day());
      case INTERCURRENT_EVENT ->
          happened(of, k) ? "day " + number(data.history().event(of)[patient]) : "no";
      case DROPOUT -> dropout();
      case RATER,
          EFFECT,
          LEVEL,
          MODEL_EFFECT,
          SCREENING,
          INFLATION,
          BASELINE_VALUE,
          MODEL_SCREENING,
          MODEL_BASELINE,
          VISIT_DAY,
          MISSED_VISIT,
          VISIT_VALUE,
          MODEL_VALUE ->
          courses.get(of).became(draw, k, uniform);
      case IMPUTATION -> throw new AssertionError(draw);
    };
  }

  /** Of its number alone: events may have ended the study before. */
  private String dropout() {
    double[] day = new double[1];
    one.counterfactualDropout(data.arm()[patient], day);
    return Double.isInfinite(day[0]) ? "never" : "day " + number(day[0]);
  }

  private void derivedCovariates() {
    for (int c = 0; c < plan.population().covariates().size(); c++) {
      if (plan.population().covariates().get(c) instanceof CovariatePlan.Derived d) {
        derived(protocol.population().covariates().get(c).name(), covariate(d.column()));
      }
    }
    if (refused() > 0) {
      derived("(" + refused() + " candidates refused before)", "");
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
