/**
 * Trials from first patient to decision: simulate up to a look, cut the data, analyse, decide, go
 * on; whole ({@link org.silico.engine.simulation.TrialRunner}) or in blocks of patients ({@link
 * org.silico.engine.simulation.TrialBlock}); and what can be said of a scenario before it is run.
 */
package org.silico.engine.simulation;
