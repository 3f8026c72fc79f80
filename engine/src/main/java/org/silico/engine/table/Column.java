package org.silico.engine.table;

/**
 * One column of an output table.
 *
 * @param name as in CDISC ADaM where ADaM has a variable for it
 * @param type how values are held and stored
 * @param nullable whether a value may be missing: {@link Rows#NO_INT} for INT, {@link Rows#NO_LONG}
 *     for LONG, NaN for DOUBLE, a negative code for TEXT
 * @param label one line for people
 * @param origin where the value comes from, as Define-XML asks: "Assigned", "Derived", "Simulated"
 */
public record Column(String name, Type type, boolean nullable, String label, String origin) {

  /** How a column is held and stored. */
  public enum Type {
    INT,
    LONG,
    DOUBLE,
    /** Text from a dictionary known before the first row: held as codes. */
    TEXT
  }
}
