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
 */
public record Stopping(
    Efficacy efficacy, List<Quantity> information, Optional<Futility> futility, Location location) {

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
  }
}
