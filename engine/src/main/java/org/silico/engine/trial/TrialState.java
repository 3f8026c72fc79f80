package org.silico.engine.trial;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.silico.engine.plan.TrialPlan;

/**
 * What may change while a trial runs, as it stands from each time on: which arms are open and in
 * what ratio, how fast patients enter, which of them may, and how many in all. A look that decides
 * for a change gives a new state; patients who enter after that time are simulated by it, on the
 * random numbers that they have in any case, and those before it stay as they were. So a state
 * holds its whole past, and any block of patients can be simulated by it alone.
 *
 * @param patients who may enter in all; at most the plan's
 * @param phases in order of time
 */
public record TrialState(int patients, List<Phase> phases) implements Serializable {

  /**
   * @param from days from the opening of enrolment; who enters later is in it, until the next
   * @param ratio of the arms; 0 for one that is closed
   * @param rate times the plan's rates of enrolment
   * @param enrichment null when all may enter who meet the plan's criteria
   */
  public record Phase(double from, double[] ratio, double rate, Enrichment enrichment)
      implements Serializable {}

  /**
   * A subgroup that alone is enrolled.
   *
   * @param column of a categorical covariate in the layout
   * @param levels by level whether it may enter
   */
  public record Enrichment(int column, boolean[] levels) implements Serializable {
    boolean allows(double[][] columns, int i) {
      return levels[(int) columns[column][i]];
    }
  }

  public TrialState {
    phases = List.copyOf(phases);
  }

  /** As the plan begins. */
  public static TrialState start(TrialPlan plan) {
    return new TrialState(
        plan.conduct().patients(),
        List.of(new Phase(Double.NEGATIVE_INFINITY, plan.arms().ratio(), 1, null)));
  }

  /** As it stands at the last. */
  public Phase now() {
    return phases.get(phases.size() - 1);
  }

  /**
   * Another allocation from a time on. Open permuted blocks are left as they are and new ones
   * begun, of the least sizes not below the plan's that hold whole numbers of the new ratio;
   * minimisation begins anew.
   *
   * @throws IllegalArgumentException if no arm is open
   */
  public TrialState withRatio(double from, double[] ratio) {
    if (Arrays.stream(ratio).noneMatch(r -> r > 0)) {
      throw new IllegalArgumentException("no arm is open: " + Arrays.toString(ratio));
    }
    return with(new Phase(from, ratio.clone(), now().rate, now().enrichment));
  }

  /** An arm takes nobody from a time on; the others keep their ratio. */
  public TrialState closing(double from, int arm) {
    double[] ratio = now().ratio.clone();
    ratio[arm] = 0;
    return withRatio(from, ratio);
  }

  /**
   * Other rates of enrolment from a time on.
   *
   * @param factor on the plan's, above 0
   */
  public TrialState withRate(double from, double factor) {
    return with(new Phase(from, now().ratio, factor, now().enrichment));
  }

  /** A subgroup alone is enrolled from a time on. */
  public TrialState enriched(double from, Enrichment enrichment) {
    return with(new Phase(from, now().ratio, now().rate, enrichment));
  }

  /**
   * @throws IllegalArgumentException if there are more than before
   */
  public TrialState withPatients(int number) {
    if (number > patients) {
      throw new IllegalArgumentException(number + " patients are more than " + patients);
    }
    return new TrialState(number, phases);
  }

  private TrialState with(Phase next) {
    if (next.from < now().from) {
      throw new IllegalArgumentException("a change at " + next.from + " after " + now().from);
    }
    List<Phase> all = new ArrayList<>(phases);
    all.add(next);
    return new TrialState(patients, all);
  }

  boolean enriches() {
    return phases.stream().anyMatch(p -> p.enrichment != null);
  }

  /** The phase that who enters at a time is in, not before a known one. */
  int phase(double entry, int notBefore) {
    int phase = notBefore;
    while (phase + 1 < phases.size() && entry > phases.get(phase + 1).from) {
      phase++;
    }
    return phase;
  }
}
