package org.silico.engine.trial;

import org.silico.engine.plan.PatientException;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;

/**
 * Simulates trials of one scenario, whole or a block of patients at a time. Arrival and allocation
 * run through the patients in order; a later block of a trial first runs through those before it,
 * without their outcomes. For use by one thread.
 */
public final class TrialSimulator {
  private final TrialPlan plan;
  private final TrialState start;
  private final TrialData data;
  private final EnrolmentTimes arrivals;
  private final Covariates covariates;
  private final Randomiser allocation;
  private final Outcomes outcomes;
  private final Courses courses;
  private final HazardTimes times;
  private final double[] uniforms;
  private final int[] oneArm;
  private final int[] seenOnce;

  /**
   * @param capacity patients of a block
   * @param keepTerms whether the terms of longitudinal outcomes are kept
   */
  public TrialSimulator(TrialPlan plan, int capacity, boolean keepTerms) {
    this.plan = plan;
    this.start = TrialState.start(plan);
    this.courses = new Courses(plan, capacity);
    this.data = new TrialData(plan, capacity, keepTerms, courses.days());
    this.arrivals = new EnrolmentTimes(plan, capacity);
    this.covariates = new Covariates(plan, courses, capacity);
    this.allocation = new Randomiser(plan, capacity);
    this.outcomes = new Outcomes(plan, capacity);
    this.times = new HazardTimes(capacity);
    this.uniforms = new double[plan.conduct().dropout() == null ? 0 : capacity];
    this.oneArm = new int[capacity];
    this.seenOnce = plan.questions().seenOnce();
  }

  public TrialSimulator(TrialPlan plan, int capacity) {
    this(plan, capacity, false);
  }

  /** For whole trials. */
  public TrialSimulator(TrialPlan plan) {
    this(plan, plan.conduct().patients());
  }

  /** All patients of a trial; the data are valid until the next call. */
  public TrialData simulate(long trial) {
    return simulate(trial, start);
  }

  /** All patients of a trial in a state; likewise. */
  public TrialData simulate(long trial, TrialState state) {
    return simulate(trial, 0, state.patients(), state);
  }

  /**
   * Patients [first, end) of a trial, at most the capacity.
   *
   * @throws SimulationException when the protocol asks for the impossible
   */
  public TrialData simulate(long trial, int first, int end) {
    return simulate(trial, first, end, start);
  }

  /** The same in a state. */
  public TrialData simulate(long trial, int first, int end, TrialState state) {
    enrol(trial, first, end, state);
    located("", this::follow);
    return data;
  }

  private void follow() {
    outcomes.draw(data);
    for (int e : seenOnce) {
      outcomes.fill(e, data, data.arm(), data.outcome(e));
    }
    dropout();
    if (courses.any()) {
      courses.simulate(data);
      data.fillArmColumns(data.arm());
    }
  }

  /** Says of which patient an impossible value is. */
  private void located(String world, Runnable work) {
    try {
      work.run();
    } catch (PatientException e) {
      throw SimulationException.of(e, data, world);
    }
  }

  /**
   * Patients [first, end) of a trial as {@link #simulate} has them, up to randomisation: of what
   * comes then nothing but the longitudinal {@linkplain #counterfactual(int, World, History)
   * counterfactuals} can be asked.
   *
   * @throws SimulationException when the protocol asks for the impossible
   */
  public TrialData enrol(long trial, int first, int end) {
    return enrol(trial, first, end, start);
  }

  private TrialData enrol(long trial, int first, int end, TrialState state) {
    arrivals.restart(state);
    covariates.restart(state);
    allocation.restart(state);
    for (int from = 0; from < first; from += data.capacity()) {
      data.open(trial, from, Math.min(data.capacity(), first - from));
      arrivals.fill(data);
      if (allocation.needsCovariates()) {
        located("", () -> covariates.fill(data));
      }
      allocation.fill(data);
    }
    data.open(trial, first, end - first);
    arrivals.fill(data);
    located("", () -> covariates.fill(data));
    allocation.fill(data);
    courses.drawVisits(data);
    return data;
  }

  /** The block simulated last. */
  public TrialData data() {
    return data;
  }

  private void dropout() {
    if (plan.conduct().dropout() != null) {
      int n = data.size();
      plan.identity().stream()
          .uniforms(data.trial(), Purpose.DROPOUT, 0, data.first(), n, uniforms);
      times.fill(plan.conduct().dropout(), uniforms, data.columns(), data.arm(), n, data.dropout());
    } else {
      java.util.Arrays.fill(data.dropout(), 0, data.size(), Double.POSITIVE_INFINITY);
    }
  }

  /**
   * The outcomes of an endpoint had every patient of the last block been given one arm, on the same
   * random numbers.
   */
  public void counterfactual(int endpoint, int arm, double[] out) {
    java.util.Arrays.fill(oneArm, 0, data.size(), arm);
    data.fillArmColumns(oneArm);
    inAnotherWorld(had(arm), () -> outcomes.fill(endpoint, data, oneArm, out));
  }

  /** What would have happened to the patients of the last block in another world. */
  public void counterfactual(World world, History out) {
    inAnotherWorld(name(world), () -> courses.counterfactual(data, world, out));
  }

  /** The same for one longitudinal endpoint alone, with the events that follow another. */
  public void counterfactual(int endpoint, World world, History out) {
    inAnotherWorld(name(world), () -> courses.counterfactual(endpoint, data, world, out));
  }

  /** What is predicted at baseline of the patients of the last block, without residual. */
  public double[] trueBaseline(int endpoint) {
    return courses.hidden(endpoint).truth;
  }

  /** The level that is drawn of the patients of the last block; empty where none is. */
  public double[] level(int endpoint) {
    return courses.hidden(endpoint).level;
  }

  /** By column the model's individual parameters of the patients of the last block. */
  public double[][] individualParameters(int endpoint) {
    return courses.hidden(endpoint).individual;
  }

  /** The times of dropout had every patient of the last block been given one arm. */
  public void counterfactualDropout(int arm, double[] out) {
    java.util.Arrays.fill(oneArm, 0, data.size(), arm);
    data.fillArmColumns(oneArm);
    inAnotherWorld(
        had(arm),
        () ->
            times.fill(
                plan.conduct().dropout(), uniforms, data.columns(), oneArm, data.size(), out));
  }

  /** Leaves the columns that follow from arms as they are in the trial, whatever happens. */
  private void inAnotherWorld(String world, Runnable work) {
    try {
      located(world, work);
    } finally {
      data.fillArmColumns(data.arm());
    }
  }

  private String had(int arm) {
    return "had the arm been " + plan.arms().names().get(arm);
  }

  private String name(World world) {
    return switch (world.treatment()) {
      case OF_THE_ARM -> had(world.arm()[0]);
      case PLACEBO -> "had it been placebo throughout";
      case NONE -> "had there been no treatment";
    };
  }

  /** The share of eligible candidates among so many, at most the capacity. */
  public double eligibleShare(int candidates) {
    double[] shares = eligibleShares(candidates);
    return shares[shares.length - 1];
  }

  /**
   * The shares of candidates who meet each criterion of the population, and all of them.
   *
   * @param candidates so many, at most the capacity
   * @throws SimulationException when the protocol asks for the impossible
   */
  public double[] eligibleShares(int candidates) {
    data.open(0, 0, candidates);
    double[][] shares = new double[1][];
    located("", () -> shares[0] = covariates.eligibleShares(data));
    return shares[0];
  }
}
