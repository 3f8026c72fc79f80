package org.silico.engine.analysis;

/**
 * What an event time counts for in {@link WeightedLogRank}.
 *
 * <p>S(t-) is the Kaplan-Meier estimate of both arms together just before t, of the stratum where
 * there are strata; m the number at risk at t.
 */
public enum LogRankWeight {
  /** m: Gehan 1965, Biometrika 52:203. */
  GEHAN("gehan", 0, 0),
  /** &radic;m: Tarone and Ware 1977, Biometrika 64:156. */
  TARONE_WARE("tarone-ware", 0, 0),
  /** The product of 1 - d/(m + 1) up to t itself: Prentice 1978, Biometrika 65:167. */
  PETO_PRENTICE("peto-prentice", 0, 0),
  /** S(t-): early differences (Harrington and Fleming 1982, Biometrika 69:553). */
  EARLY("fh 1 0", 1, 0),
  /** 1 - S(t-): late differences, as of a delayed effect. */
  LATE("fh 0 1", 0, 1),
  /** S(t-)(1 - S(t-)): differences in the middle. */
  MIDDLE("fh 1 1", 1, 1),
  /** The square root of that. */
  MIDDLE_ROOT("fh 0.5 0.5", 0.5, 0.5),
  /**
   * 1/S(t-), 2 at most: a modest weight of late differences that keeps the one-sided error where
   * survival on treatment is nowhere the better (Magirr and Burman 2019, Stat Med 38:3782, with a
   * bound on the weight in place of their t*; Magirr 2021, Pharm Stat 20:512).
   */
  MODEST("modest 2", 0, 0);

  private static final double MOST = 2;

  private final String word;
  private final double rho;
  private final double gamma;

  LogRankWeight(String word, double rho, double gamma) {
    this.word = word;
    this.rho = rho;
    this.gamma = gamma;
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
   * @param prentice its product up to t
   */
  double at(double atRisk, double survival, double prentice) {
    return switch (this) {
      case GEHAN -> atRisk;
      case TARONE_WARE -> Math.sqrt(atRisk);
      case PETO_PRENTICE -> prentice;
      case MODEST -> Math.min(1 / survival, MOST);
      default -> power(survival, rho) * power(1 - survival, gamma);
    };
  }

  private static double power(double x, double exponent) {
    return exponent == 0 ? 1 : exponent == 1 ? x : Math.sqrt(x);
  }
}
