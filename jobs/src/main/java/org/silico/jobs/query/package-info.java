/** Reads finished runs: their tables in Spark SQL, their columns and what they were run with. */
package org.silico.jobs.query;
