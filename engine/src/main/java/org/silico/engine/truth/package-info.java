/**
 * True values of what analyses estimate and of estimands: exact where a formula gives them ({@link
 * org.silico.engine.truth.ExactTruth}), else from potential outcomes simulated in two worlds that
 * differ by the arm, with their Monte-Carlo error.
 */
package org.silico.engine.truth;
