/**
 * Text views for terminals: of results, plans, replayed trials, models and what went wrong. Numbers
 * stand apart from their rendering: {@link org.silico.jobs.report.RunSummary} has what {@link
 * org.silico.jobs.report.Summary} writes. It reads results of {@code run} and prints nothing
 * itself.
 */
package org.silico.jobs.report;
