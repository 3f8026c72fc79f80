package org.silico.engine.protocol;

import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Location;

/**
 * When an analysis ends the trial at a look before the last.
 *
 * @param efficacy by what family of bounds
 * @param information share at each look before the last; empty where events of the analysis's own
 *     endpoint make the looks
 * @param harm bounds of Z, or of one-sided p values, beyond which the trial stops for harm; absent
 *     for none
 * @param recompute bounds by the information that is seen; absent for those of the planned
 * @param stagewise whether p, estimate and interval at the end are ordered by stage
 */
public record Stopping(
    Efficacy efficacy,
    List<Quantity> information,
    Optional<Futility> futility,
    Optional<Futility.Given> harm,
    Optional<Recompute> recompute,
    boolean stagewise,
    Location location) {

  /** What the information at a look is measured by. */
  public enum Measure {
    /** Of the two arms. */
    EVENTS("events"),
    /** Who is analysed, of the two arms. */
    SUBJECTS("subjects"),
    /** Of the estimate: 1/SE&sup2;, or the variance of the score. */
    INFORMATION("information");

    private final String word;

    Measure(String word) {
      this.word = word;
    }

    /** As protocols have it. */
    public String word() {
      return word;
    }
  }

  /**
   * Bounds by the information that is seen.
   *
   * @param maximum how much is planned in the end; absent for what the trial's numbers say
   */
  public record Recompute(Measure by, Optional<Quantity> maximum, Location location) {}

  /** A family of bounds for efficacy. */
  public sealed interface Efficacy {
    record OBrienFleming() implements Efficacy {}

    record Pocock() implements Efficacy {}

    record WangTsiatis(Quantity delta) implements Efficacy {}

    /**
     * @param bound of Z before the last look
     */
    record HaybittlePeto(Quantity bound) implements Efficacy {}

    record Spent(Spending spending) implements Efficacy {}
  }

  /** How an error rate is spent by information. */
  public sealed interface Spending {
    record OBrienFleming() implements Spending {}

    record Pocock() implements Spending {}

    record HwangShihDeCani(Quantity gamma) implements Spending {}

    record KimDeMets(Quantity rho) implements Spending {}

    /**
     * @param shares of the error rate at the shares of information, as many, the last 1
     */
    record Table(List<Quantity> information, List<Quantity> shares) implements Spending {}
  }

  /** When a trial is given up. */
  public sealed interface Futility {
    /** Whether bounds for efficacy rely on it. */
    boolean binding();

    Location location();

    /**
     * Below a bound at each look before the last.
     *
     * @param p whether the bounds are one-sided p values, above which the trial stops; else of Z
     */
    record Given(List<Quantity> bounds, boolean p, boolean binding, Location location)
        implements Futility {}

    record Spent(Spending spending, Quantity beta, boolean binding, Location location)
        implements Futility {}

    /**
     * Where the probability still to reject is below a value at each look before the last.
     *
     * @param predictive whether averaged over what the effect may be; else under one effect
     * @param planned power that the effect has which is assumed; absent for the effect that is seen
     */
    record Power(
        List<Quantity> values, boolean predictive, Optional<Quantity> planned, Location location)
        implements Futility {
      @Override
      public boolean binding() {
        return false;
      }
    }

    /**
     * Where the estimate is worse than a value at each look before the last.
     *
     * @param values on the natural scale: a ratio for ratios
     */
    record Effect(List<Quantity> values, Location location) implements Futility {
      @Override
      public boolean binding() {
        return false;
      }
    }
  }
}
