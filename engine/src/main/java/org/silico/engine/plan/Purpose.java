package org.silico.engine.plan;

/** What a random number is for: part of its address, so that no two uses share a number. */
public final class Purpose {
  public static final int ARRIVAL = 1;
  public static final int SITE = 2;

  /** Draw 0 the arm; draw 1 the size of the block that the patient opens. */
  public static final int ALLOCATION = 3;

  public static final int DROPOUT = 4;

  private Purpose() {}

  /** Draw v an intercurrent event in the interval before visit v. */
  public static int event(int index) {
    return 10_000 + index;
  }

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

  /** Draw v the residual at visit v, from 0. */
  public static int residual(int index) {
    return 1_000_003 + 10 * index;
  }

  /** Draw v the deviation from the planned day of visit v. */
  public static int deviation(int index) {
    return 1_000_004 + 10 * index;
  }

  /** Draw v whether visit v is missed. */
  public static int missed(int index) {
    return 1_000_005 + 10 * index;
  }

  /** Draw 0 the patient's rater. */
  public static int rater(int index) {
    return 1_000_006 + 10 * index;
  }

  /** Draw k the residual at screening of the (k + 1)-th candidate for the patient's place. */
  public static int screening(int index) {
    return 1_000_007 + 10 * index;
  }

  /** Draw k the residual at baseline of the (k + 1)-th candidate. */
  public static int baselineResidual(int index) {
    return 1_000_008 + 10 * index;
  }

  /** Draw k whether the screening value of the (k + 1)-th candidate is inflated. */
  public static int inflation(int index) {
    return 1_000_009 + 10 * index;
  }

  /** Draw k a random effect of the (k + 1)-th candidate; of a rater, site or study draw 0. */
  public static int effect(int endpoint, int index) {
    return 2_000_000 + 1_000 * endpoint + index;
  }

  /** Draw k a random effect of a model of the (k + 1)-th candidate. */
  public static int modelEffect(int endpoint, int index) {
    return 3_000_000 + 1_000 * endpoint + index;
  }

  /** Draw v the model's own residual at visit v, where the protocol has one besides. */
  public static int modelResidual(int endpoint) {
    return 5_000_000 + 10 * endpoint;
  }

  /** Draw k the model's own residual at screening of the (k + 1)-th candidate; likewise. */
  public static int modelScreening(int endpoint) {
    return 5_000_001 + 10 * endpoint;
  }

  /** Draw k the model's own residual at baseline of the (k + 1)-th candidate; likewise. */
  public static int modelBaseline(int endpoint) {
    return 5_000_002 + 10 * endpoint;
  }

  /** Draw j the j-th number of an analysis' imputations. */
  public static int imputation(int analysis) {
    return 4_000_000 + analysis;
  }

  /** Draw j the time of the (j + 1)-th event of a count. */
  public static int eventTime(int index) {
    return 1_000_002 + 10 * index;
  }
}
