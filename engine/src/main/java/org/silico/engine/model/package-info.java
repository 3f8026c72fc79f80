/**
 * The library of longitudinal models: how an outcome goes over time untreated, on placebo and on
 * drug. One model a file, with its equation, its parameters and where they come from; {@link
 * org.silico.engine.model.Models} is the list. A new model is one file and one line there.
 *
 * <h2>How a model is used</h2>
 *
 * <p>A {@link org.silico.engine.model.LongitudinalModel} says what it is ({@link
 * org.silico.engine.model.ModelInfo}) and is bound to the values of its population parameters once
 * per scenario. The {@link org.silico.engine.model.BoundModel} then works in three stages, each on
 * columns of n patients, with no allocation per patient and no draw of its own:
 *
 * <ol>
 *   <li><em>individual parameters</em>, from random effects and covariates. The random effects are
 *       standard normal scores that {@link org.silico.engine.model.RandomEffects} has given the
 *       model's covariance; the score of an effect between studies is one number for all patients
 *       of a trial.
 *   <li><em>terms</em> at one time: {@linkplain org.silico.engine.model.Term natural course,
 *       placebo, drug}, which add on the model's own scale. A model published as a product
 *       (baseline x placebo factor x drug factor) has as its terms the successive differences
 *       untreated, placebo - untreated, drug - placebo, so that they add all the same. The
 *       prediction is the {@linkplain org.silico.engine.model.Link link} of the sum; whoever
 *       composes a response puts further terms into the sum (regression to the mean, nocebo) or
 *       scales a term (expectation) before.
 *   <li><em>observation</em>: from prediction, previous observation and one uniform to what is
 *       measured, within the range of the scale.
 * </ol>
 *
 * <p>Because the terms come apart at one evaluation, the counterfactuals of a patient are partial
 * sums on the same random numbers: untreated is the natural course, on placebo adds the placebo
 * term, on drug adds both. Where a model reads the previous observation (epilepsy counts), each
 * counterfactual needs its own chain of observations.
 *
 * <p>Time is in days since the start of treatment; a model converts it to the unit of its paper.
 * Before day 0 the placebo and drug terms are 0 and the natural course is extended backwards.
 *
 * <p>A {@link org.silico.engine.model.Kernel} is a model of one term that can also be evaluated
 * alone, on parameter columns that a protocol computes.
 */
package org.silico.engine.model;
