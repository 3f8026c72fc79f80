package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.CoursePlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.EffectLevel;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.simulation.VisitNames;
import org.silico.engine.trial.History;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;
import org.silico.engine.trial.World;

/** One patient's course of one longitudinal endpoint, simulated again and shown. */
final class ReplayCourse {
  private final TrialPlan plan;
  private final CoursePlan course;
  private final int endpoint;
  private final String name;
  private final Observation observation;
  private final int patient;
  private final TrialSimulator one;
  private final TrialData data;

  /**
   * @param observation of the whole trial
   * @param patient from 0
   * @param one of this patient alone, with terms kept
   */
  ReplayCourse(
      TrialPlan plan, int endpoint, Observation observation, int patient, TrialSimulator one) {
    this.plan = plan;
    this.course = plan.course(endpoint);
    this.endpoint = endpoint;
    this.name = plan.protocol().endpoints().get(endpoint).name();
    this.observation = observation;
    this.patient = patient;
    this.one = one;
    this.data = one.data();
  }

  /** The random numbers, in the order in which they are used. */
  void draws(ReplayDraws draws) {
    long candidate = data.screenFailures()[0];
    effects(draws, candidate);
    if (course.levelMean() != null) {
      String level = number(one.level(endpoint)[0]);
      draws.add(name + ", level", Purpose.baseline(endpoint), candidate, level);
    }
    if (course.model() != null) {
      model(draws, candidate);
    }
    if (course.screened() && course.levelMean() == null) {
      String screen = number(data.columns()[plan.layout().screen(endpoint)][0]);
      draws.add(name + ", screening", Purpose.screening(endpoint), candidate, screen);
    }
    if (course.inflation() != null) {
      int purpose = Purpose.inflation(endpoint);
      boolean up = draws.uniform(purpose, candidate) < course.inflation().probability();
      draws.add(name + ", inflation", purpose, candidate, up ? "the cut, if near" : "no");
    }
    if (!course.baselineIsLevel(plan.leadIn())) {
      String base = number(data.baseline(endpoint)[0]);
      draws.add(name + ", baseline", Purpose.baselineResidual(endpoint), candidate, base);
    }
    for (int v = 0; v < course.visits(); v++) {
      visit(draws, v);
    }
  }

  private void effects(ReplayDraws draws, long candidate) {
    boolean rated = course.effects().stream().anyMatch(e -> e.level() == EffectLevel.RATER);
    long rater = -1;
    if (rated) {
      rater = (long) (draws.uniform(Purpose.rater(endpoint), candidate) * course.raters());
      draws.add(name + ", rater", Purpose.rater(endpoint), candidate, "rater " + (rater + 1));
    }
    Endpoint.Longitudinal named = (Endpoint.Longitudinal) plan.protocol().endpoints().get(endpoint);
    for (int k = 0; k < course.effects().size(); k++) {
      String what = name + ", " + named.effects().get(k).name();
      int purpose = Purpose.effect(endpoint, k);
      String value = column(plan.layout().effects(endpoint) + k);
      switch (course.effects().get(k).level()) {
        case PATIENT -> draws.add(what, purpose, candidate, value);
        case RATER -> draws.shared(what + " of rater " + (rater + 1), purpose, rater, value);
        case SITE -> draws.shared(what + " of site " + site(), purpose, data.site()[0], value);
        case STUDY -> draws.shared(what + " of the study", purpose, 0, value);
      }
    }
  }

  private String site() {
    return plan.protocol().enrolment().sites().get(data.site()[0]).name();
  }

  private void model(ReplayDraws draws, long candidate) {
    var info = course.model().model().info();
    for (int k = 0; k < info.effects().size(); k++) {
      String what = name + ", model's effect " + info.effects().get(k).name();
      int purpose = Purpose.modelEffect(endpoint, k);
      if (course.model().study()[k]) {
        draws.shared(what + " of the study", purpose, 0, "");
      } else {
        draws.add(what, purpose, candidate, "");
      }
    }
    double[][] individual = one.individualParameters(endpoint);
    for (int p = 0; p < individual.length; p++) {
      draws.derived(name + ", model's " + info.individual().get(p), number(individual[p][0]));
    }
  }

  private void visit(ReplayDraws draws, int v) {
    String at = ", " + visitName(v);
    if (course.deviation() > 0) {
      String day = "day " + number(data.visitDays(endpoint, v)[0]);
      draws.add(name + at + ", day", Purpose.deviation(endpoint), v, day);
    }
    if (course.missed() != null) {
      String missed = data.history().missed(endpoint, v)[0] ? "missed" : "no";
      draws.add(name + at + ", missed", Purpose.missed(endpoint), v, missed);
    }
    String value = number(data.history().values(endpoint, v)[0]);
    draws.add(name + at, Purpose.residual(endpoint), v, value);
  }

  /** Terms and value by visit. */
  String terms() {
    List<TermKind> kinds = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(name, "day"));
    for (TermKind kind : TermKind.values()) {
      boolean ofModel = course.model() != null && kind.ordinal() <= TermKind.DRUG.ordinal();
      if (kind == TermKind.NATURAL_COURSE || ofModel || course.terms()[kind.ordinal()] != null) {
        kinds.add(kind);
        header.add(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    header.addAll(List.of("prediction", "residual", "value", "seen"));
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    double base = data.baseline(endpoint)[0];
    double truth = one.trueBaseline(endpoint)[0];
    List<String> first = new ArrayList<>(List.of("BASELINE", "0"));
    kinds.forEach(k -> first.add(""));
    first.addAll(List.of(number(truth), number(base - truth), number(base), "yes"));
    table.row(first.toArray(String[]::new));
    for (int v = 0; v < course.visits(); v++) {
      double[][] terms = data.history().terms(endpoint, v);
      double value = data.history().values(endpoint, v)[0];
      double prediction = terms[History.PREDICTION][0];
      List<String> row = new ArrayList<>();
      row.add(visitName(v));
      row.add(number(data.visitDays(endpoint, v)[0]));
      kinds.forEach(k -> row.add(number(terms[k.ordinal()][0])));
      row.add(number(prediction));
      row.add(number(value - prediction));
      row.add(number(value));
      row.add(Double.isNaN(observation.value(endpoint, v, patient)) ? "no" : "yes");
      table.row(row.toArray(String[]::new));
    }
    return table.toString();
  }

  /** The values had there been no treatment, placebo throughout, or another arm. */
  String counterfactuals() {
    List<String> header =
        new ArrayList<>(List.of(name + ", had it been", "untreated", "on placebo"));
    List<History> worlds = new ArrayList<>();
    worlds.add(world(plan.controlArm(), World.Treatment.NONE));
    worlds.add(world(plan.controlArm(), World.Treatment.PLACEBO));
    for (int a = 0; a < plan.arms(); a++) {
      header.add(plan.protocol().arms().get(a).name());
      worlds.add(world(a, World.Treatment.OF_THE_ARM));
    }
    TextTable table = new TextTable(1, header.toArray(String[]::new));
    for (int v = 0; v < course.visits(); v++) {
      List<String> row = new ArrayList<>();
      row.add(visitName(v));
      for (History world : worlds) {
        row.add(number(world.values(endpoint, v)[0]));
      }
      table.row(row.toArray(String[]::new));
    }
    return table.toString();
  }

  private History world(int arm, World.Treatment treatment) {
    int[] arms = new int[1];
    Arrays.fill(arms, arm);
    History history = new History(plan, 1, false);
    one.counterfactual(new World(arms, treatment, null), history);
    return history;
  }

  private String visitName(int v) {
    return VisitNames.name(course.days()[v]);
  }

  private String column(int column) {
    double value = data.columns()[column][0];
    return plan.layout().types().get(column) instanceof Type.Category category
        ? category.levels().get((int) value)
        : number(value);
  }

  private static String number(double x) {
    return ReplayText.number(x);
  }
}
