package org.silico.engine.protocol;

import java.util.List;

/**
 * How patients arrive. Rates count patients who enter, after screening.
 *
 * @param patients how many, all arms together
 * @param rates of the whole trial, in order of time, the first from 0; empty when sites carry the
 *     rates or all enter at once
 * @param sites empty when there is one site
 */
public record Enrolment(
    Quantity patients, Arrivals arrivals, List<RateFrom> rates, List<Site> sites) {

  /** The process of arrivals at a given rate. */
  public enum Arrivals {
    /** Everybody at time 0. */
    AT_ONCE,
    /** Evenly spaced at the rate: the k-th patient when the expected number reaches k - 1/2. */
    EVEN,
    POISSON
  }

  /** A rate that holds from a time on. */
  public record RateFrom(Quantity from, Quantity rate) {}

  /** A site that opens at a time and enrols at a rate from then on. */
  public record Site(String name, Quantity opens, Quantity rate) {}
}
