/**
 * A protocol's run on Spark, from the checked protocol to operating characteristics.
 *
 * <p>{@link org.silico.jobs.run.Runner} is the one call for all who run protocols: the command
 * line, programs, searches. It checks ({@link org.silico.jobs.run.CheckedProtocol}), finds true
 * values, simulates the trials of all scenarios in waves of tasks, and gives a {@link
 * org.silico.jobs.run.RunResult}. Where the rows of tables go is a choice ({@link
 * org.silico.jobs.run.Output}): nowhere, or into a folder that appears when the run is complete. It
 * prints nothing and ends no process; what goes wrong is a {@link
 * org.silico.jobs.run.RunException}, or one of the engine's or of {@code output}. A listener is
 * told of progress.
 *
 * <p>Contract: the same protocol, seed and range of trials give the same numbers, in memory or on
 * disk, with any number of threads and machines; a trial is the same whichever run it is in.
 *
 * <p>It may use {@code output} and {@code parquet} below it; {@code report} and {@code cli} stand
 * above and are not known here.
 */
package org.silico.jobs.run;
