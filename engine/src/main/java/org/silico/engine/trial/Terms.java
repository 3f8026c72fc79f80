package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.model.BoundModel;
import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.LongitudinalPlan.ExpectationPlan;
import org.silico.engine.plan.LongitudinalPlan.ModelPlan;
import org.silico.engine.plan.LongitudinalPlan.TermPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.protocol.Layout;

/**
 * The terms of a longitudinal endpoint at one visit, each at its own time: the natural course since
 * randomisation, placebo since the first treatment, the drug on the drug.
 *
 * <p>Before any treatment of the trial all terms but the natural course are 0.
 */
final class Terms {
  private static final TermKind[] KINDS = TermKind.values();
  private static final int NATURAL = TermKind.NATURAL_COURSE.ordinal();
  private static final int PLACEBO = TermKind.PLACEBO.ordinal();
  private static final int DRUG = TermKind.DRUG.ordinal();

  private final TrialPlan plan;
  private final LongitudinalPlan course;
  private final Regimens regimens;
  private final AtTimes atTimes;
  private final boolean[] acts;
  private final double[] fade;
  private final double[] scratch;
  private final double[] exposures;
  private final double[][] parameters;
  private final double[] active;
  private final double[] dose;

  Terms(TrialPlan plan, int endpoint, int capacity) {
    this.plan = plan;
    this.course = plan.questions().course(endpoint);
    this.regimens = new Regimens(plan, capacity);
    this.atTimes = new AtTimes(capacity);
    this.acts = drugByArm(course) ? regimens.own : regimens.drug;
    this.fade = new double[capacity];
    this.scratch = new double[capacity];
    int most = 0;
    for (TermPlan term : course.terms()) {
      most = term instanceof TermPlan.Shape s ? Math.max(most, s.parameters().length) : most;
    }
    this.parameters = new double[most][capacity];
    this.active = new double[capacity];
    this.dose = new double[capacity];
    this.exposures = new double[course.model() == null ? 0 : capacity];
  }

  /**
   * @param time of each patient since randomisation, days
   * @param stop when each patient stopped the drug; infinite for never, null when nobody did
   * @param columns with effects, events, PREVIOUS, VISIT; receives the columns of the regimen
   * @param terms receives the terms by {@link TermKind}
   */
  void fill(
      double[] time,
      World world,
      double[] stop,
      int n,
      double[][] columns,
      Entrants hidden,
      double[][] terms) {
    int[] arm = world.arm();
    boolean treated = world.treatment() == World.Treatment.OF_THE_ARM;
    regimens.at(time, arm, stop, treated, n, columns);
    if (course.model() != null) {
      ofModel(arm, treated, n, columns, hidden, terms);
    } else {
      term(TermKind.NATURAL_COURSE, time, arm, n, columns, terms[NATURAL]);
      term(TermKind.PLACEBO, columns[Layout.TRIALTIME], arm, n, columns, terms[PLACEBO]);
      drug(arm, treated, n, columns, terms[DRUG]);
    }
    if (hidden.level.length > 0) {
      for (int i = 0; i < n; i++) {
        terms[NATURAL][i] += hidden.level[i];
      }
    }
    boolean none = world.treatment() == World.Treatment.NONE;
    placebo(none, n, columns, terms[PLACEBO]);
    for (TermKind kind : KINDS) {
      if (kind.course()) {
        continue;
      }
      double[] term = terms[kind.ordinal()];
      if (none) {
        Arrays.fill(term, 0, n, 0);
      } else {
        term(kind, time, arm, n, columns, term);
        zeroBefore(time, n, term);
      }
    }
  }

  private void term(
      TermKind kind, double[] time, int[] arm, int n, double[][] columns, double[] out) {
    TermPlan term = course.terms()[kind.ordinal()];
    if (term == null) {
      Arrays.fill(out, 0, n, 0);
    } else if (term instanceof TermPlan.Formula f) {
      f.value().evaluate(columns, arm, n, out, scratch);
    } else {
      TermPlan.Shape shape = (TermPlan.Shape) term;
      for (int p = 0; p < shape.parameters().length; p++) {
        shape.parameters()[p].evaluate(columns, arm, n, parameters[p], scratch);
      }
      atTimes.fill(time, n, (t, to) -> shape.kernel().course(t, parameters, n, to), out);
    }
  }

  /** The arm's drug term, or what is left of it after the drug. */
  private void drug(int[] arm, boolean treated, int n, double[][] columns, double[] out) {
    if (!treated || course.terms()[DRUG] == null) {
      Arrays.fill(out, 0, n, 0);
      return;
    }
    fade(n, columns);
    whileOnDrug(n, columns);
    term(TermKind.DRUG, columns[Layout.DRUGTIME], arm, n, columns, out);
    afterwards(n, columns);
    for (int i = 0; i < n; i++) {
      out[i] = fade[i] == 0 ? 0 : fade[i] * out[i];
    }
  }

  /** Whether what the drug adds is written for each arm, so that the control may have some. */
  private static boolean drugByArm(LongitudinalPlan course) {
    ModelPlan model = course.model();
    return model != null && model.exposure() != null
        ? model.exposure().isByArm()
        : course.terms()[DRUG] instanceof TermPlan.Formula f && f.value().isByArm();
  }

  /** What is left of the drug's effect, 1 while on it. */
  private void fade(int n, double[][] columns) {
    double half = course.carryOver();
    double[] off = columns[Layout.OFFTIME];
    for (int i = 0; i < n; i++) {
      fade[i] =
          acts[i] ? 1 : half == 0 || !regimens.taken[i] ? 0 : Elementary.pow(2, -off[i] / half);
    }
  }

  /** Lets formulas see the treatment whose effect is left. */
  private void whileOnDrug(int n, double[][] columns) {
    if (course.carryOver() > 0) {
      for (int i = 0; i < n; i++) {
        active[i] = columns[Layout.ACTIVE][i];
        dose[i] = columns[Layout.DOSE][i];
        if (!acts[i] && regimens.taken[i]) {
          columns[Layout.ACTIVE][i] = regimens.lastActive[i];
          columns[Layout.DOSE][i] = regimens.lastDose[i];
        }
      }
    }
  }

  private void afterwards(int n, double[][] columns) {
    if (course.carryOver() > 0) {
      System.arraycopy(active, 0, columns[Layout.ACTIVE], 0, n);
      System.arraycopy(dose, 0, columns[Layout.DOSE], 0, n);
    }
  }

  /**
   * Natural course, placebo and drug of the model, each at its own time: since randomisation, since
   * the first treatment, on drug. A model without a drug leaves it to the protocol's term.
   */
  private void ofModel(
      int[] arm, boolean treated, int n, double[][] columns, Entrants hidden, double[][] terms) {
    ModelPlan model = course.model();
    double[] exposure = treated && model.exposure() != null ? exposures : null;
    if (exposure != null) {
      fade(n, columns);
      whileOnDrug(n, columns);
      model.exposure().evaluate(columns, arm, n, exposure, scratch);
      afterwards(n, columns);
    }
    double[] previous = columns[Layout.PREVIOUS];
    BoundModel bound = model.bound();
    double[][] own = hidden.individual;
    atTimes.fill(
        columns[Layout.TIME],
        n,
        (day, to) -> bound.naturalCourse(own, day, previous, n, to),
        terms[NATURAL]);
    atTimes.fill(
        columns[Layout.TRIALTIME],
        n,
        (day, to) -> bound.placebo(own, day, previous, n, to),
        terms[PLACEBO]);
    if (exposure == null) {
      drug(arm, treated, n, columns, terms[DRUG]);
      return;
    }
    atTimes.fill(
        columns[Layout.DRUGTIME],
        n,
        (day, to) -> bound.drug(own, day, exposure, previous, n, to),
        terms[DRUG]);
    for (int i = 0; i < n; i++) {
      terms[DRUG][i] = fade[i] == 0 ? 0 : fade[i] * terms[DRUG][i];
    }
  }

  /** The placebo term: none before treatment, and scaled by what is expected. */
  private void placebo(boolean none, int n, double[][] columns, double[] placebo) {
    if (none) {
      Arrays.fill(placebo, 0, n, 0);
      return;
    }
    zeroBefore(columns[Layout.TRIALTIME], n, placebo);
    ExpectationPlan e = course.expectation();
    if (e == null) {
      return;
    }
    double[] time = columns[Layout.TIME];
    for (int i = 0; i < n; i++) {
      double belief = time[i] <= 0 ? e.leadIn() : e.belief();
      double odds = belief / (1 - belief);
      for (int k = 0; k < e.events().length; k++) {
        if (columns[plan.layout().events().get(e.events()[k])][i] != 0) {
          odds *= e.bayesFactors()[k];
        }
      }
      belief = odds == Double.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
      placebo[i] *= 1 + e.strength() * (belief - e.reference());
    }
  }

  private static void zeroBefore(double[] time, int n, double[] term) {
    for (int i = 0; i < n; i++) {
      term[i] = time[i] <= 0 ? 0 : term[i];
    }
  }
}
