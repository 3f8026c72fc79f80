package org.silico.engine.trial;

import java.util.Locale;
import java.util.StringJoiner;
import org.silico.engine.language.Quoting;
import org.silico.engine.model.Outcome;
import org.silico.engine.plan.ArmValue;
import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.LongitudinalPlan.ModelPlan;
import org.silico.engine.plan.PatientException;
import org.silico.engine.plan.Source;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.protocol.Layout;
import org.silico.engine.random.StandardNormal;

/**
 * The value of a longitudinal endpoint at one visit: the {@link Terms}, their sum through the link,
 * and the residual. Nothing is drawn here: a value is a function of what was drawn, the columns and
 * the world, so that counterfactuals come from the same random numbers.
 */
final class Response {
  private final TrialPlan plan;
  private final int endpoint;
  private final LongitudinalPlan course;
  private final Scale scale;
  private final Terms terms;
  private final AtTimes atTimes;
  private final double[][] own;
  private final double[] scratch;
  private final double[] uniform;
  private final double[] spread;

  Response(TrialPlan plan, int endpoint, int capacity) {
    this.plan = plan;
    this.endpoint = endpoint;
    this.course = plan.questions().course(endpoint);
    this.scale = Scale.of(course.scale(), capacity);
    this.terms = new Terms(plan, endpoint, capacity);
    this.atTimes = new AtTimes(capacity);
    this.own = new double[History.ROWS][capacity];
    this.scratch = new double[capacity];
    this.uniform = new double[capacity];
    this.spread = new double[capacity];
  }

  /**
   * @param time of each patient since randomisation, days
   * @param stop when each patient stopped the drug; infinite for never, null when nobody did
   * @param columns with effects, events, PREVIOUS, VISIT; receives the columns of the regimen
   * @param z normal scores behind the residuals
   * @param modelZ those behind the model's own residuals
   * @param kept receives the terms and the prediction, see {@link History#terms}; or null
   * @param out the values
   */
  void at(
      double[] time,
      World world,
      double[] stop,
      int n,
      double[][] columns,
      Entrants hidden,
      double[] z,
      double[] modelZ,
      double[][] kept,
      double[] out) {
    double[][] rows = kept == null ? own : kept;
    terms.fill(time, world, stop, n, columns, hidden, rows);
    observe(world.arm(), n, columns, hidden, rows, z, modelZ, out);
  }

  private void observe(
      int[] arm,
      int n,
      double[][] columns,
      Entrants hidden,
      double[][] terms,
      double[] z,
      double[] modelZ,
      double[] out) {
    double[] prediction = terms[History.PREDICTION];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int t = 0; t < History.PREDICTION; t++) {
        sum += terms[t][i];
      }
      prediction[i] = sum;
      if (Double.isNaN(sum)) {
        throw impossible(i, "the sum of the terms", columns, terms);
      }
    }
    if (course.model() != null) {
      ofModel(n, columns, hidden, prediction, modelZ, out);
    } else {
      scale.predict(prediction, n);
      scale.observe(arm, columns, prediction, z, n, out);
    }
    residual(arm, n, columns, prediction, z, out);
    scale.restrict(out, n);
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(out[i]) <= Double.MAX_VALUE)) {
        throw impossible(i, "the value", columns, terms);
      }
    }
  }

  /** A level as the scale has it. */
  void record(double[] level, int n, double[] out) {
    System.arraycopy(level, 0, out, 0, n);
    scale.restrict(out, n);
  }

  private PatientException impossible(int i, String what, double[][] columns, double[][] terms) {
    Source own = plan.questions().endpoints().get(endpoint).source();
    StringJoiner seen = new StringJoiner(", ");
    for (TermKind kind : TermKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      seen.add(name + " = " + Quoting.number(terms[kind.ordinal()][i]));
    }
    return new PatientException(
        own.location(),
        i,
        what
            + " of "
            + own.name()
            + " at visit "
            + (int) columns[Layout.VISIT][i]
            + " is not a finite number",
        seen.toString(),
        "");
  }

  /** Prediction and observation of the model; of a change, added to the level. */
  private void ofModel(
      int n, double[][] columns, Entrants hidden, double[] prediction, double[] z, double[] out) {
    ModelPlan model = course.model();
    Outcome outcome = model.model().info().outcome();
    boolean level = hidden.level.length > 0;
    for (int i = 0; i < n; i++) {
      prediction[i] -= level ? hidden.level[i] : 0;
      uniform[i] = StandardNormal.cdf(z[i]);
    }
    outcome.predict(new double[][] {prediction}, n, prediction);
    double[] previous = columns[Layout.PREVIOUS];
    atTimes.fill(
        columns[Layout.TRIALTIME],
        n,
        (day, to) ->
            model.bound().observe(hidden.individual, day, prediction, previous, uniform, n, to),
        out);
    if (level) {
      for (int i = 0; i < n; i++) {
        prediction[i] += hidden.level[i];
        out[i] += hidden.level[i];
      }
    }
  }

  /** Of the protocol; none on other than continuous scales. */
  private void residual(
      int[] arm, int n, double[][] columns, double[] prediction, double[] z, double[] out) {
    ArmValue sd = course.sd();
    ArmValue proportional = course.proportional();
    if (sd != null && proportional == null) {
      sd.evaluate(columns, arm, n, spread, scratch);
      for (int i = 0; i < n; i++) {
        out[i] += spread[i] * z[i];
      }
    } else if (proportional != null) {
      proportional.evaluate(columns, arm, n, spread, scratch);
      for (int i = 0; i < n; i++) {
        spread[i] *= prediction[i];
      }
      if (sd == null) {
        for (int i = 0; i < n; i++) {
          out[i] += spread[i] * z[i];
        }
      } else {
        sd.evaluate(columns, arm, n, uniform, scratch);
        for (int i = 0; i < n; i++) {
          out[i] += StrictMath.hypot(spread[i], uniform[i]) * z[i];
        }
      }
    }
  }
}
