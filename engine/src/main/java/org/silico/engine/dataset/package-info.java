/**
 * Rows of the output tables, shaped and named as CDISC ADaM where it has a place for them: ADSL,
 * BDS and ADTTE by endpoint, ADAE; TRUTH, TRUTHBV, TRIALS and ANALYSES, which have none. A table is
 * a list of {@link org.silico.engine.dataset.RowColumn}s, each of which finds its value for a row;
 * a {@link org.silico.engine.dataset.TableWriter} fills blocks of them and hands them on.
 */
package org.silico.engine.dataset;
