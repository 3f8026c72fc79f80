package org.silico.engine.trial;

import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.IntercurrentEvent.Kind;

/** The longitudinal endpoints of a block of patients: entry, visits, histories. */
final class Courses {
  private final TrialPlan plan;

  /** Their positions; what follows is null at others. */
  private final int[] longitudinal;

  private final Entry[] entries;
  private final Entrants[] patients;
  private final Entrants[] candidates;
  private final Visits[] visits;
  private final Histories histories;

  Courses(TrialPlan plan, int capacity) {
    this.plan = plan;
    int endpoints = plan.questions().endpoints().size();
    longitudinal = plan.questions().longitudinal();
    entries = new Entry[endpoints];
    patients = new Entrants[endpoints];
    candidates = new Entrants[endpoints];
    visits = new Visits[endpoints];
    Response[] responses = new Response[endpoints];
    boolean judged = !plan.population().criteria().isEmpty();
    for (int e : longitudinal) {
      LongitudinalPlan course = plan.questions().course(e);
      responses[e] = new Response(plan, e, capacity);
      entries[e] = new Entry(plan, e, responses[e], capacity);
      patients[e] = new Entrants(course, capacity);
      candidates[e] = judged ? new Entrants(course, capacity) : null;
      visits[e] = new Visits(plan, e, capacity);
    }
    histories = new Histories(plan, responses, patients, visits, capacity);
  }

  /** Whether there are any. */
  boolean any() {
    return longitudinal.length > 0;
  }

  /** The first candidates for all places. */
  void draw(long trial, int first, int n, double[][] columns) {
    for (int e : longitudinal) {
      entries[e].draw(trial, first, null, n, 0, columns, patients[e]);
    }
  }

  /** Later candidates for some places. */
  void draw(long trial, int first, int[] places, int n, long candidate, double[][] columns) {
    for (int e : longitudinal) {
      entries[e].draw(trial, first, places, n, candidate, columns, candidates[e]);
    }
  }

  /** Marks as 0 whom an endpoint's value at screening or baseline refuses. */
  void judge(int endpoint, double[][] columns, int n, double[] eligible) {
    entries[endpoint].judge(columns, n, eligible);
  }

  /** Candidate k becomes patient i. */
  void accept(int k, double[][] from, int i, double[][] to) {
    for (int e : longitudinal) {
      patients[e].copy(candidates[e], k, i);
      int first = plan.layout().baselines().get(e);
      int end = plan.layout().effects(e) + plan.questions().course(e).effects().size();
      for (int c = first; c < end; c++) {
        to[c][i] = from[c][k];
      }
    }
  }

  /** Draws what all worlds share of what comes after randomisation. */
  void drawVisits(TrialData data) {
    for (int e : longitudinal) {
      visits[e].draw(data, patients[e]);
    }
  }

  /** What happens to the patients in the trial as it is. */
  void simulate(TrialData data) {
    histories.run(data, new World(data.arm(), World.Treatment.OF_THE_ARM, null), data.history());
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      if (plan.conduct().events().get(k).kind() == Kind.STUDY_DISCONTINUATION) {
        leave(data, data.history().event(k));
      }
    }
  }

  private static void leave(TrialData data, double[] when) {
    double[] dropout = data.dropout();
    for (int i = 0; i < data.size(); i++) {
      dropout[i] = Math.min(dropout[i], when[i]);
    }
  }

  /** What would happen to the patients of the last block in another world. */
  void counterfactual(TrialData data, World world, History out) {
    histories.run(data, world, out);
  }

  /** The same for one endpoint alone, with the events that follow another. */
  void counterfactual(int endpoint, TrialData data, World world, History out) {
    histories.run(endpoint, data, world, out);
  }

  /** By endpoint and visit the actual days from randomisation. */
  double[][][] days() {
    double[][][] days = new double[visits.length][][];
    for (int e : longitudinal) {
      days[e] = visits[e].days;
    }
    return days;
  }

  Entrants hidden(int endpoint) {
    return patients[endpoint];
  }
}
