/**
 * Runs simulations as Spark jobs and puts their tables on disk exactly once: all of a run or
 * nothing of it becomes visible, and a run that was cut short goes on where it stopped.
 */
package org.silico.jobs.output;
