package org.silico.engine.plan;

/** What a random number is for: part of its address, so that no two uses share a number. */
public final class Purpose {
  public static final int ARRIVAL = 1;
  public static final int SITE = 2;

  /** Draw 0 the arm; draw 1 the size of the block that the patient opens. */
  public static final int ALLOCATION = 3;

  public static final int DROPOUT = 4;

  private Purpose() {}

  /** Draw k the (k + 1)-th candidate for the patient's place. */
  public static int covariate(int index) {
    return 1_000 + index;
  }

  /** Draw 0 the latent uniform of an endpoint. */
  public static int endpoint(int index) {
    return 1_000_000 + 10 * index;
  }

  /** Draw 0 the baseline of an endpoint. */
  public static int baseline(int index) {
    return 1_000_001 + 10 * index;
  }

  /** Draw j the time of the (j + 1)-th event of a count. */
  public static int eventTime(int index) {
    return 1_000_002 + 10 * index;
  }
}
