package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.protocol.Layout;

/** One trial with longitudinal endpoints, the first of them called Y, for tests. */
final class Longitudinal {
  static final String TWO_ARMS = "arms: {placebo: {control: true}, active: {dose: 10}}\n";
  static final String ONE_ARM = "arms: {only: {}}\n";

  final TrialPlan plan;
  final TrialSimulator simulator;
  final TrialData data;
  final int n;

  private Longitudinal(TrialPlan plan) {
    this.plan = plan;
    this.simulator = new TrialSimulator(plan, plan.conduct().patients(), true);
    this.data = simulator.simulate(0);
    this.n = data.size();
  }

  /**
   * @param sections of the protocol beside enrolment, arms and endpoints
   * @param endpoint the keys of Y beside its type
   */
  static TrialPlan plan(int patients, String arms, String sections, String endpoint) {
    return Plans.plan(
        arms
            + "enrolment: {patients: "
            + patients
            + "}\n"
            + sections
            + "endpoints:\n  Y:\n    type: longitudinal\n"
            + endpoint.indent(4));
  }

  static Longitudinal simulate(int patients, String arms, String sections, String endpoint) {
    return new Longitudinal(plan(patients, arms, sections, endpoint));
  }

  static Longitudinal of(TrialPlan plan) {
    return new Longitudinal(plan);
  }

  double[] base() {
    return data.baseline(0);
  }

  double[] screen() {
    return data.columns()[plan.layout().screen(0)];
  }

  /** A random effect by its position. */
  double[] effect(int position) {
    return data.columns()[plan.layout().effects(0) + position];
  }

  /** The values at a visit, from 1. */
  double[] value(int visit) {
    return data.history().values(0, visit - 1);
  }

  double[] prediction(int visit) {
    return data.history().terms(0, visit - 1)[History.PREDICTION];
  }

  double[] term(TermKind kind, int visit) {
    return data.history().terms(0, visit - 1)[kind.ordinal()];
  }

  /** The days of an intercurrent event. */
  double[] event(int position) {
    return data.history().event(position);
  }

  double[] change(int visit) {
    return difference(value(visit), base());
  }

  double[] difference(double[] a, double[] b) {
    double[] d = new double[n];
    Arrays.setAll(d, i -> a[i] - b[i]);
    return d;
  }

  Sampled all(double[] x) {
    return Sampled.of(x, n);
  }

  /** The numbers of the patients of an arm. */
  Sampled ofArm(int arm, double[] x) {
    Sampled sampled = new Sampled();
    for (int i = 0; i < n; i++) {
      if (data.arm()[i] == arm) {
        sampled.add(x[i]);
      }
    }
    return sampled;
  }

  /** Some patient of an arm. */
  int in(int arm) {
    int i = 0;
    while (data.arm()[i] != arm) {
      i++;
    }
    return i;
  }

  /** What would have happened in another world. */
  History world(World.Treatment treatment, int[] arms) {
    History history = new History(plan, n, true);
    simulator.counterfactual(new World(arms, treatment, null), history);
    return history;
  }

  int[] allIn(int arm) {
    int[] arms = new int[n];
    Arrays.fill(arms, arm);
    return arms;
  }

  double[] column(String covariate) {
    return data.columns()[
        Layout.COVARIATES
            + plan.layout()
                .names()
                .subList(Layout.COVARIATES, plan.layout().names().size())
                .indexOf(covariate)];
  }
}
