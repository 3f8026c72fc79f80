/**
 * Counter-based random streams and the distributions drawn from them.
 *
 * <p>Every draw is a pure function of (seed, scenario, trial, purpose, patient, draw number):
 * {@link org.silico.engine.random.RandomStream} turns those six numbers into a uniform, and a
 * {@link org.silico.engine.random.Distribution} turns one uniform into one value by inversion. No
 * generator carries a state from draw to draw, so trials and patients can be simulated in any
 * order, in parallel, or alone, and a change of one model component leaves the draws of the others
 * as they were (common random numbers).
 *
 * <p>Distributions that a protocol can name are listed once, in {@link
 * org.silico.engine.random.Distributions}. {@link org.silico.engine.random.GaussianCopula}
 * correlates columns of normal scores before they are turned into uniforms and inverted.
 */
package org.silico.engine.random;
