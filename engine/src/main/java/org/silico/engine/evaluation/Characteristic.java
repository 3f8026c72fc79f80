package org.silico.engine.evaluation;

/**
 * One operating characteristic of one scenario.
 *
 * @param analysis its name, or empty for one of the whole trial
 * @param metric such as "power"
 * @param estimate NaN when nothing is behind it
 * @param mcse Monte-Carlo standard error, NaN when it has none
 * @param n trials behind it
 * @param failures trials left out because the analysis gave no number
 */
public record Characteristic(
    String analysis, String metric, double estimate, double mcse, long n, long failures) {}
