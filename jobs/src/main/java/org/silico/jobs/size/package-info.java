/**
 * How large a trial must be for a power: a search that is a function of simulated results alone, so
 * that it is the same on any number of machines.
 */
package org.silico.jobs.size;
