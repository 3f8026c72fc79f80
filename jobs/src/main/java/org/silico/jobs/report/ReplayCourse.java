package org.silico.jobs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.silico.engine.dataset.VisitNames;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.Draw;
import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.random.StandardNormal;
import org.silico.engine.trial.History;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;
import org.silico.engine.trial.World;

/** One patient's course of one longitudinal endpoint, simulated again and shown. */
final class ReplayCourse {
  private final TrialPlan plan;
  private final LongitudinalPlan course;
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
    this.course = plan.questions().course(endpoint);
    this.endpoint = endpoint;
    this.name = plan.questions().endpoints().get(endpoint).source().name();
    this.observation = observation;
    this.patient = patient;
    this.one = one;
    this.data = one.data();
  }

  /** The rater whom a uniform gives. */
  int rater(double uniform) {
    return (int) (uniform * course.raters());
  }

  /**
   * What a number became.
   *
   * @param v the visit of what is drawn for each
   */
  String became(Draw draw, int v, double uniform) {
    return switch (draw.use()) {
      case RATER -> "rater " + (rater(uniform) + 1);
      case EFFECT -> column(plan.layout().effects(endpoint) + draw.item());
      case LEVEL -> number(one.level(endpoint)[0]);
      case SCREENING -> number(data.columns()[plan.layout().screen(endpoint)][0]);
      case INFLATION -> uniform < course.inflation().probability() ? "the cut, if near" : "no";
      case BASELINE_VALUE -> number(data.baseline(endpoint)[0]);
      case VISIT_DAY -> "day " + number(data.visitDays(endpoint, v)[0]);
      case MISSED_VISIT -> data.history().missed(endpoint, v)[0] ? "missed" : "no";
      case VISIT_VALUE -> number(data.history().values(endpoint, v)[0]);
      // of several scores that are correlated and scaled together
      case MODEL_EFFECT, MODEL_SCREENING, MODEL_BASELINE, MODEL_VALUE ->
          "score " + number(StandardNormal.quantile(uniform));
      default -> throw new AssertionError(draw);
    };
  }

  /** What the effects of the model make of it. */
  void individualParameters(ReplayDraws draws) {
    List<String> names = course.model().model().info().individual();
    double[][] individual = one.individualParameters(endpoint);
    for (int p = 0; p < individual.length; p++) {
      draws.derived(name + ", model's " + names.get(p), number(individual[p][0]));
    }
  }

  /** Terms and value by visit. */
  String terms() {
    List<TermKind> kinds = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(name, "day"));
    for (TermKind kind : TermKind.values()) {
      boolean ofModel = course.model() != null && kind.course();
      if (kind == TermKind.NATURAL_COURSE || ofModel || course.terms()[kind.ordinal()] != null) {
        kinds.add(kind);
        header.add(kind.word());
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
    worlds.add(world(plan.arms().firstControl(), World.Treatment.NONE));
    worlds.add(world(plan.arms().firstControl(), World.Treatment.PLACEBO));
    for (int a = 0; a < plan.arms().count(); a++) {
      header.add(plan.arms().names().get(a));
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
