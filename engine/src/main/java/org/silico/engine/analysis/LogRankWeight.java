package org.silico.engine.analysis;

/**
 * What an event time counts for in {@link WeightedLogRank}.
 *
 * <p>S(t-) is the Kaplan-Meier estimate of both arms together just before t, of the stratum where
 * there are strata; m the number at risk at t.
 */
public enum LogRankWeight {
  /** m: Gehan 1965, Biometrika 52:203. */
  GEHAN("gehan"),
  /** &radic;m: Tarone and Ware 1977, Biometrika 64:156. */
  TARONE_WARE("tarone-ware"),
  /** The product of 1 - d/(m + 1) up to t itself: Prentice 1978, Biometrika 65:167. */
  PETO_PRENTICE("peto-prentice"),
  /** S(t-): early differences (Harrington and Fleming 1982, Biometrika 69:553). */
  EARLY("fh 1 0"),
  /** 1 - S(t-): late differences, as of a delayed effect. */
  LATE("fh 0 1"),
  /** S(t-)(1 - S(t-)): differences in the middle. */
  MIDDLE("fh 1 1"),
  /** The square root of that. */
  MIDDLE_ROOT("fh 0.5 0.5"),
  /**
   * 1/S(t-), 2 at most: a modest weight of late differences that keeps the one-sided error where
   * survival on treatment is nowhere the better (Magirr and Burman 2019, Stat Med 38:3782, with a
   * bound on the weight in place of their t*; Magirr 2021, Pharm Stat 20:512).
   */
  MODEST("modest 2");

  private static final double MOST = 2;

  private final String word;

  LogRankWeight(String word) {
    this.word = word;
  }

  /** As in a protocol. */
  public String word() {
    return word;
  }

  /**
   * @throws IllegalArgumentException if there is none of the word
   */
  public static LogRankWeight of(String word) {
    for (LogRankWeight w : values()) {
      if (w.word.equals(word)) {
        return w;
      }
    }
    throw new IllegalArgumentException("no weights '" + word + "'");
  }

  /**
   * @param survival S(t-)
   * @param prentice the product of 1 - d/(m + 1) up to t itself
   */
  double at(double atRisk, double survival, double prentice) {
    return switch (this) {
      case GEHAN -> atRisk;
      case TARONE_WARE -> Math.sqrt(atRisk);
      case PETO_PRENTICE -> prentice;
      case EARLY -> survival;
      case LATE -> 1 - survival;
      case MIDDLE -> survival * (1 - survival);
      case MIDDLE_ROOT -> Math.sqrt(survival) * Math.sqrt(1 - survival);
      case MODEST -> Math.min(1 / survival, MOST);
    };
  }
}
