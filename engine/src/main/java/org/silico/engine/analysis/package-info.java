/**
 * Statistical methods on primitive arrays, one file each: from the rows of two arms to an {@link
 * org.silico.engine.analysis.Estimate}. Nothing here knows of a protocol, a visit or a name.
 *
 * <p>Common to all methods:
 *
 * <ul>
 *   <li>{@code group} is 0 for control and 1 for treatment; callers pass rows of these two arms
 *       only. Estimates are treatment minus control. {@link org.silico.engine.analysis.Mmrm} takes
 *       more treatments, 2 and on.
 *   <li>The first {@code n} elements of every array are read; arrays may be longer.
 *   <li>A row whose outcome (or covariate) is NaN is missing and left out; {@link
 *       org.silico.engine.analysis.MultipleImputation} imputes outcomes.
 *   <li>{@code stratum} holds codes from 0 on; {@code null} means one stratum.
 *   <li>{@code covariates[j][i]} is covariate j of row i; {@code null} means none.
 *   <li>A method object owns a workspace that grows as needed: make one for each task and use it
 *       for every trial. Not safe for use by more than one thread.
 *   <li>What cannot be computed has a {@link org.silico.engine.analysis.Status} that says why; no
 *       method throws for what data hold.
 * </ul>
 */
package org.silico.engine.analysis;
