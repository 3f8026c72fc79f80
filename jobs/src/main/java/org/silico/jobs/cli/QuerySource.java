package org.silico.jobs.cli;

import org.silico.jobs.query.QueryException;

/**
 * SQL and where it stands, to point at what is wrong in it.
 *
 * @param name of the file, or SQL
 */
record QuerySource(String name, String sql) {

  /**
   * Does something with the SQL.
   *
   * @throws Failure with the place of what is wrong and the line with a caret under it
   */
  void run(Runnable work, int exitCode) {
    try {
      work.run();
    } catch (QueryException e) {
      throw failure(e, exitCode);
    }
  }

  Failure failure(QueryException e, int exitCode) {
    if (e.line() == 0) {
      return new Failure(exitCode, e.getMessage());
    }
    StringBuilder text = new StringBuilder();
    text.append(name).append(':').append(e.line()).append(':').append(e.column());
    text.append(": ").append(e.getMessage());
    String[] lines = sql.split("\r?\n", -1);
    if (e.line() <= lines.length) {
      String line = lines[e.line() - 1].replace('\t', ' ');
      text.append("\n  ").append(line).append("\n  ");
      text.append(" ".repeat(Math.min(e.column() - 1, line.length()))).append('^');
    }
    return Failure.inProtocol(exitCode, text.toString());
  }
}
