/**
 * Group-sequential designs: what is spent at which look, the bounds that follow, and how likely
 * each look is to end the trial.
 *
 * <p>All tests are of a statistic Z whose increments in √t Z are independent: with t the share of
 * the information, Z at t is normal with mean θ√t and variance 1, and Cov(√s Z(s), √t Z(t)) = s for
 * s ≤ t. θ, the mean of Z when all information is there, is called the drift. High values are good.
 *
 * <ul>
 *   <li>{@link org.silico.engine.design.ExitProbabilities}: the recursion behind everything.
 *   <li>{@link org.silico.engine.design.Spending}: functions that say how much of α is spent by
 *       when.
 *   <li>{@link org.silico.engine.design.Efficacy}: families of bounds, spent or of a given shape.
 *   <li>{@link org.silico.engine.design.BetaSpending} and {@link
 *       org.silico.engine.design.PampallonaTsiatis}: bounds for futility beside them.
 *   <li>{@link org.silico.engine.design.Power}: the drift that a power needs, and what it costs.
 *   <li>{@link org.silico.engine.design.StagewiseOrdering}: p value, estimate and intervals at the
 *       end.
 * </ul>
 *
 * <p>Armitage, McPherson and Rowe (1969), J R Stat Soc A 132:235-244; Jennison and Turnbull (2000),
 * Group Sequential Methods with Applications to Clinical Trials.
 */
package org.silico.engine.design;
