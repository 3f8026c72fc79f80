package org.silico.engine.simulation;

import org.silico.engine.plan.TrialPlan;

/**
 * How a run is cut into pieces. It follows from the plan alone, never from the machine, so that the
 * same run makes the same files everywhere.
 */
public final class Workload {
  /** Patients of the trials in one piece, about. */
  static final int PATIENTS_PER_PIECE = 400_000;

  static final int MAX_TRIALS_PER_PIECE = 5_000;

  /** A trial with more patients is cut into blocks of patients. */
  public static final int LARGEST_WHOLE_TRIAL = 500_000;

  /** Patients of a block. */
  public static final int PATIENTS_PER_BLOCK = 200_000;

  private Workload() {}

  /** Whether the scenario's trials are cut into blocks of patients. */
  public static boolean byBlocks(TrialPlan plan) {
    return plan.conduct().patients() > LARGEST_WHOLE_TRIAL;
  }

  /** Blocks of one trial. */
  public static int blocks(TrialPlan plan) {
    return (plan.conduct().patients() + PATIENTS_PER_BLOCK - 1) / PATIENTS_PER_BLOCK;
  }

  /** Trials of one piece. */
  public static long trialsPerPiece(TrialPlan plan) {
    return Math.max(
        1, Math.min(MAX_TRIALS_PER_PIECE, PATIENTS_PER_PIECE / plan.conduct().patients()));
  }
}
