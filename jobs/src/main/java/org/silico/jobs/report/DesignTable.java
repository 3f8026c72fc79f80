package org.silico.jobs.report;

import java.util.ArrayList;
import java.util.List;
import org.silico.engine.design.GroupSequential;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValues;

/**
 * What the bounds of a scenario's analysis mean, by numerical integration: nothing is simulated.
 *
 * @param sides of the test
 * @param alpha of all sides
 * @param drift the mean of Z at the last look under the alternative
 * @param ofScenario whether that is the scenario's own: by Schoenfeld's formula from its hazard
 *     ratio and events; else the drift with the power that was asked for
 * @param power to reject at some look under the drift, in its direction
 * @param inflation information in terms of that of a test without looks with the same power; NaN
 *     without an effect
 * @param expectedUnderNull mean share of information at the end under the null hypothesis
 * @param expected the same under the drift
 * @param futility whether there are bounds for it
 */
public record DesignTable(
    String scenario,
    String analysis,
    int sides,
    double alpha,
    double drift,
    boolean ofScenario,
    double power,
    double inflation,
    double expectedUnderNull,
    double expected,
    boolean futility,
    List<Look> looks) {

  /** Below it no test without looks has the same power at a like amount of information. */
  private static final double LEAST_DRIFT = 1e-3;

  /**
   * @param information share
   * @param events at which it is, -1 where no events of the analysis make it
   * @param z bound for efficacy
   * @param p the same as a p value of all sides
   * @param hazardRatio at the bound, by Schoenfeld's formula; NaN where events do not make the look
   * @param spent of α by this look
   * @param rejects probability to cross the bound first here, under the drift
   * @param futileZ bound for futility; minus infinity for none
   * @param futileUnderNull probability to stop for futility here, under the null hypothesis
   * @param futile the same under the drift
   */
  public record Look(
      String name,
      double information,
      int events,
      double z,
      double p,
      double hazardRatio,
      double spent,
      double rejects,
      double futileZ,
      double futileUnderNull,
      double futile) {}

  /**
   * @param power for which the drift is sought; NaN for that of the scenario where it is known,
   *     else 0.9
   * @return empty when no analysis has bounds
   */
  public static List<DesignTable> of(List<TrialPlan> plans, double power) {
    List<DesignTable> tables = new ArrayList<>();
    for (TrialPlan plan : plans) {
      for (int a = 0; a < plan.questions().analyses().size(); a++) {
        if (plan.questions().analyses().get(a).stopping() != null) {
          tables.add(of(plan, a, power));
        }
      }
    }
    return List.copyOf(tables);
  }

  private static DesignTable of(TrialPlan plan, int analysis, double power) {
    AnalysisPlan own = plan.questions().analyses().get(analysis);
    GroupSequential bounds = own.stopping().bounds();
    double[] scale = scale(plan, own);
    double truth = Double.NaN;
    if (Double.isNaN(power) && !Double.isNaN(scale[scale.length - 1])) {
      TrueValue value = TrueValues.of(plan).get(analysis);
      truth = value.origin() == TrueValue.Origin.EXACT ? value.value() : Double.NaN;
    }
    boolean known = !Double.isNaN(truth);
    double sign = own.analysis().hypothesis().better() == Analysis.Better.LOWER ? -1 : 1;
    double margin = own.nullValue();
    double drift =
        known
            ? sign * (truth - margin) / scale[scale.length - 1] + 0.0
            : bounds.power(Double.isNaN(power) ? 0.9 : power).drift();
    double[][] none = bounds.exits(0);
    double[][] under = bounds.exits(drift);
    double[] information = bounds.information();
    double[] z = bounds.efficacy();
    double[] futility = bounds.futility();
    List<Look> looks = new ArrayList<>();
    double spent = 0;
    double reached = 0;
    for (int k = 0; k < z.length; k++) {
      boolean last = k == z.length - 1;
      spent += bounds.sides() * none[0][k];
      reached += under[0][k];
      boolean futile = bounds.hasFutility() && !last;
      looks.add(
          new Look(
              plan.conduct().lookNames().get(k),
              information[k],
              Double.isNaN(scale[k])
                  ? -1
                  : ((CutPlan.Events) plan.conduct().looks().get(k)).number(),
              z[k],
              bounds.sides() * GroupSequential.p(z[k]),
              Math.exp(margin + sign * z[k] * scale[k]),
              spent,
              under[0][k],
              futile ? futility[k] : Double.NEGATIVE_INFINITY,
              futile ? none[1][k] : 0,
              futile ? under[1][k] : 0));
    }
    double oneSided = bounds.alpha() / bounds.sides();
    boolean comparable = drift > LEAST_DRIFT && reached > oneSided && reached < 1;
    return new DesignTable(
        plan.identity().scenarioName(),
        own.analysis().name(),
        bounds.sides(),
        bounds.alpha(),
        drift,
        known,
        reached,
        comparable ? bounds.power(reached).inflation() : Double.NaN,
        bounds.expectedInformation(0),
        bounds.expectedInformation(drift),
        bounds.hasFutility(),
        List.copyOf(looks));
  }

  /** Standard errors of a log hazard ratio at the looks; NaN where events do not make them. */
  private static double[] scale(TrialPlan plan, AnalysisPlan own) {
    double[] scale = new double[plan.conduct().looks().size()];
    int endpoint = own.analysis().endpoint();
    double[] ratio = plan.arms().ratio();
    double share =
        ratio[own.analysis().treatment()]
            / (ratio[own.analysis().treatment()] + ratio[own.analysis().control()]);
    for (int k = 0; k < scale.length; k++) {
      CutPlan cut = plan.conduct().looks().get(k);
      boolean made =
          plan.arms().count() == 2
              && own.analysis().method().effect().ratio()
              && plan.questions().endpoints().get(endpoint).timeToEvent()
              && cut instanceof CutPlan.Events e
              && e.visit() < 0
              && e.endpoint() == endpoint;
      scale[k] =
          made ? 1 / Math.sqrt(((CutPlan.Events) cut).number() * share * (1 - share)) : Double.NaN;
    }
    return scale;
  }
}
