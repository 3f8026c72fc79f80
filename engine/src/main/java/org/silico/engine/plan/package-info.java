/**
 * One scenario of a protocol, compiled to a trial as arrays and compiled formulas.
 *
 * <p>{@link org.silico.engine.plan.PlanCompiler} turns a protocol and the values of a scenario's
 * parameters into a {@link org.silico.engine.plan.TrialPlan}: five records of plain numbers,
 * columns of the layout and {@link org.silico.engine.plan.Value}s, which are constants or formulas
 * as bytecode. Units are gone: times are days from the opening of enrolment or from randomisation,
 * rates are per day, ratios of margins are logarithms. Every quantity has been held against its
 * range where it is constant, and carries the range for where it is not; what is wrong is a {@link
 * org.silico.engine.plan.PlanException} with its place in the text.
 *
 * <p>A plan is immutable and does not hold the protocol: names are there for messages only. What
 * every random number is used for is in {@link org.silico.engine.plan.Draw}, its address in {@link
 * org.silico.engine.plan.Purpose}.
 *
 * <p>XPlan is what XCompiler makes of the protocol's X, and a class of {@code trial} with the same
 * stem does it: Enrolment, EnrolmentPlan, EnrolmentTimes.
 */
package org.silico.engine.plan;
