/** Designs side by side, trial by trial on the same random numbers. */
package org.silico.jobs.compare;
