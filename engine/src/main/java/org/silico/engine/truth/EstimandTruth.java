package org.silico.engine.truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.method.Taken;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.EstimandPlan;
import org.silico.engine.plan.PatientException;
import org.silico.engine.plan.TargetPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Estimand.Strategy;
import org.silico.engine.protocol.Estimand.Summary;
import org.silico.engine.protocol.IntercurrentEvent.Kind;
import org.silico.engine.protocol.MethodUse;
import org.silico.engine.simulation.Variable;
import org.silico.engine.trial.History;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;
import org.silico.engine.trial.World;

/**
 * True values of estimands from potential outcomes. Every simulated patient is seen in two worlds
 * on the same random numbers, all on treatment and all on control; nobody leaves the study, events
 * with a hypothetical strategy cannot happen, and the others do as their strategy says. The summary
 * is over all patients; batches of trials give its Monte-Carlo standard error.
 *
 * <p>An analysis without an estimand has that of its own contrast, with a treatment policy for all
 * events; a crossover that of period 1, to which nothing carries over.
 */
final class EstimandTruth {
  private static final int BATCHES = 20;
  private static final int ROUNDS = 4;
  private static final long LEAST_PATIENTS = 40_000;
  private static final long MOST_PATIENTS = 400_000;

  /** Enough once the standard error is below this share of the variable's standard deviation. */
  private static final double PRECISE = 0.001;

  private final TrialPlan plan;
  private final int patients;
  private final TrialSimulator simulator;
  private final History history;
  private final int[] arms;
  private final double[] value;
  private final double[] variable;
  private final double[] member;
  private final double[] whileEnds;
  private final double[] composite;
  private final long firstTrial;
  private final Map<Question, TrueValue> answered = new HashMap<>();

  /**
   * @param patients of a simulated trial
   * @param firstTrial of those simulated
   */
  EstimandTruth(TrialPlan plan, int patients, long firstTrial) {
    this.firstTrial = firstTrial;
    this.plan = plan;
    this.patients = patients;
    this.simulator = new TrialSimulator(plan, patients);
    this.history = new History(plan, patients, false);
    this.arms = new int[patients];
    this.value = new double[patients];
    this.variable = new double[patients];
    this.member = new double[patients];
    this.whileEnds = new double[patients];
    this.composite = new double[patients];
  }

  /** Whether the analysis' true value is an estimand's: a comparison of two arms at visits. */
  static boolean applies(AnalysisPlan analysis) {
    return analysis.target() != null && analysis.analysis().method().effect().marginal();
  }

  /** The estimand of an analysis, with the weights of the visits. */
  private record Question(EstimandPlan estimand, List<Double> weights) {
    Question(EstimandPlan estimand, double[] weights) {
      this(estimand, Arrays.stream(weights).boxed().toList());
    }
  }

  /**
   * @throws SimulationException when a formula gives something impossible in a world that it needs
   */
  TrueValue value(AnalysisPlan analysis) {
    if (analysis.analysis().method().method().taken() == Taken.STAGES) {
      SequentialTruth truth = new SequentialTruth(plan, analysis, simulator, patients);
      return located(() -> truth.value(firstTrial));
    }
    return value(question(analysis));
  }

  /**
   * @throws SimulationException likewise
   */
  TrueValue value(EstimandPlan estimand) {
    return value(atItsVisit(estimand));
  }

  /** Says of which patient of the simulator a condition cannot be judged. */
  private TrueValue located(Supplier<TrueValue> value) {
    try {
      return value.get();
    } catch (PatientException e) {
      throw SimulationException.of(e, simulator.data(), "");
    }
  }

  private Question atItsVisit(EstimandPlan estimand) {
    double[] weights = new double[plan.questions().course(estimand.endpoint()).visits()];
    weights[estimand.visit()] = 1;
    return new Question(estimand, weights);
  }

  private Question question(AnalysisPlan analysis) {
    TargetPlan target = analysis.target();
    int endpoint = analysis.analysis().endpoint();
    EstimandPlan estimand =
        target.estimand() != null
            ? target.estimand()
            : new EstimandPlan(
                analysis.analysis().treatment(),
                analysis.analysis().control(),
                null,
                endpoint,
                target.earlier() < 0 ? target.visit() : target.earlier(),
                target.change(),
                target.responder(),
                policies(plan),
                0,
                Summary.of(analysis.analysis().method().effect()));
    MethodUse use = analysis.analysis().method();
    return use.method().ofOneVisit(use.values())
        ? atItsVisit(estimand)
        : new Question(
            estimand,
            use.method()
                .weights(use.values(), plan.questions().course(endpoint).days(), target.visit()));
  }

  /** A treatment policy for every event. */
  static List<Strategy> policies(TrialPlan plan) {
    return Collections.nCopies(plan.conduct().events().size(), Strategy.TREATMENT_POLICY);
  }

  private TrueValue value(Question q) {
    return located(() -> answered.computeIfAbsent(q, this::simulate));
  }

  /** Half the patients of all replicates: then the trials' own error is the larger by far. */
  private long enough() {
    long half = plan.identity().replicates() * plan.conduct().patients() / 2;
    return Math.max(LEAST_PATIENTS, Math.min(MOST_PATIENTS, half));
  }

  private TrueValue simulate(Question q) {
    long perBatch = enough() / (ROUNDS * BATCHES);
    int trials = (int) ((perBatch + patients - 1) / patients);
    List<double[]> batches = new ArrayList<>();
    long next = firstTrial;
    double[] all = new double[4];
    for (int round = 0; round < ROUNDS; round++) {
      for (int b = 0; b < BATCHES; b++) {
        double[] sums = new double[4];
        for (int k = 0; k < trials; k++) {
          add(q, next++, sums);
        }
        batches.add(sums);
      }
      all = total(batches);
      double error = TrueValue.error(each(q.estimand().summary(), batches));
      double spread = Math.sqrt(all[3] / all[0] - Elementary.pow(all[2] / all[0], 2));
      if (!(error > PRECISE * spread)) {
        break;
      }
    }
    return TrueValue.simulated(
        summary(q.estimand().summary(), all), each(q.estimand().summary(), batches));
  }

  /**
   * @param sums patients; the variable's sum on treatment, on control; its squares on control
   */
  private void add(Question q, long trial, double[] sums) {
    TrialData data = simulator.enrol(trial, 0, patients);
    EstimandPlan e = q.estimand();
    Arrays.fill(member, 0, data.size(), 1);
    if (e.population() != null) {
      e.population().evaluate(data.columns(), data.size(), member);
    }
    for (int side = 1; side >= 0; side--) {
      Arrays.fill(arms, 0, data.size(), side == 1 ? e.treatment() : e.control());
      simulator.counterfactual(
          e.endpoint(),
          new World(arms, World.Treatment.OF_THE_ARM, without(plan, e.strategies())),
          history);
      for (int v = 0; v < q.weights().size(); v++) {
        if (q.weights().get(v) != 0) {
          variable(e, v, data);
          sum(q.weights().get(v), data.size(), side, sums);
        }
      }
    }
    for (int i = 0; i < data.size(); i++) {
      sums[0] += member[i];
    }
  }

  private void sum(double weight, int n, int side, double[] sums) {
    for (int i = 0; i < n; i++) {
      if (member[i] != 0) {
        double x = weight * variable[i];
        sums[side == 1 ? 1 : 2] += x;
        sums[3] += side == 1 ? 0 : x * x;
      }
    }
  }

  /** By event whether it cannot happen: nobody leaves, nor has what is hypothetical. */
  static boolean[] without(TrialPlan plan, List<Strategy> strategies) {
    boolean[] without = new boolean[strategies.size()];
    for (int k = 0; k < without.length; k++) {
      without[k] =
          plan.conduct().events().get(k).kind() == Kind.STUDY_DISCONTINUATION
              || strategies.get(k) == Strategy.HYPOTHETICAL;
    }
    return without;
  }

  /**
   * The variable at a visit, by the strategies for what happened before it. The earliest event with
   * a while-on-treatment strategy ends what the estimand looks at; a composite event counts unless
   * it comes after that.
   */
  private void variable(EstimandPlan e, int visit, TrialData data) {
    int n = data.size();
    double[] base = data.baseline(e.endpoint());
    double[] day = data.visitDays(e.endpoint(), visit);
    System.arraycopy(history.values(e.endpoint(), visit), 0, value, 0, n);
    earliest(e.strategies(), Strategy.WHILE_ON_TREATMENT, n, whileEnds);
    whileOnTreatment(e.endpoint(), visit, data, base, n);
    new Variable(e.change(), e.responder()).fill(value, base, data.columns(), n, variable);
    earliest(e.strategies(), Strategy.COMPOSITE, n, composite);
    for (int i = 0; i < n; i++) {
      if (composite[i] < day[i] && composite[i] <= whileEnds[i]) {
        variable[i] = e.responder() == null ? e.composite() : 0;
      }
    }
  }

  /** The day of the first of the events with a strategy; infinite for none. */
  private void earliest(List<Strategy> strategies, Strategy strategy, int n, double[] out) {
    Arrays.fill(out, 0, n, Double.POSITIVE_INFINITY);
    for (int k = 0; k < strategies.size(); k++) {
      if (strategies.get(k) == strategy) {
        double[] when = history.event(k);
        for (int i = 0; i < n; i++) {
          out[i] = Math.min(out[i], when[i]);
        }
      }
    }
  }

  private void whileOnTreatment(int endpoint, int visit, TrialData data, double[] base, int n) {
    for (int i = 0; i < n; i++) {
      int v = visit;
      while (v >= 0 && data.visitDays(endpoint, v)[i] > whileEnds[i]) {
        v--;
      }
      if (v < visit) {
        value[i] = v < 0 ? base[i] : history.values(endpoint, v)[i];
      }
    }
  }

  private static double[] total(List<double[]> batches) {
    double[] total = new double[batches.get(0).length];
    for (double[] batch : batches) {
      for (int k = 0; k < total.length; k++) {
        total[k] += batch[k];
      }
    }
    return total;
  }

  private static double summary(Summary summary, double[] sums) {
    double treated = sums[1] / sums[0];
    double control = sums[2] / sums[0];
    return switch (summary) {
      case DIFFERENCE -> treated - control;
      case RATIO -> Elementary.log(treated / control);
      case ODDS_RATIO -> Elementary.log(treated / (1 - treated) / (control / (1 - control)));
    };
  }

  private static double[] each(Summary summary, List<double[]> batches) {
    return batches.stream().mapToDouble(batch -> summary(summary, batch)).toArray();
  }
}
