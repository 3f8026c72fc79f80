/**
 * Trials from first patient to decision: simulate up to a look, cut the data, analyse, decide, go
 * on; rows for the output tables; true values of what the analyses estimate.
 */
package org.silico.engine.simulation;
