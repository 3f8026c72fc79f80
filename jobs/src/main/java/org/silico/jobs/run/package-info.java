/** A protocol's run on Spark: scenarios, waves, true values, and the operating characteristics. */
package org.silico.jobs.run;
