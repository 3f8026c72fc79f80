package org.silico.jobs.query;

/** A query that cannot be answered, for a reason that its writer can mend. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  QueryException(String message) {
    this(0, 0, message);
  }

  /**
   * @param line of the SQL, from 1; 0 where it has no place
   * @param column from 1
   */
  QueryException(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
