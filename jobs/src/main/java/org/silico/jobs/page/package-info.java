/** The report of a run: one page that opens from disk, and its numbers. */
package org.silico.jobs.page;
