package org.silico.jobs.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.silico.engine.table.Column;
import scala.Option;

/** What Spark says of a query, in one line with its place. */
final class SparkErrors {
  private SparkErrors() {}

  /**
   * @param named the tables that the query reads
   */
  static QueryException of(Throwable thrown, RunTables tables, Collection<String> named) {
    if (thrown instanceof QueryException known) {
      return known;
    }
    Throwable told = told(thrown);
    String message = message(told);
    Map<String, String> parameters =
        told instanceof SparkThrowable spark ? spark.getMessageParameters() : Map.of();
    String condition =
        told instanceof SparkThrowable spark ? String.valueOf(spark.getCondition()) : "";
    if (condition.startsWith("UNRESOLVED_COLUMN")) {
      message = Unknown.column(column(parameters), columns(tables, named));
    } else if (condition.equals("UNRESOLVED_ROUTINE")) {
      message = "there is no function " + parameters.get("routineName").replace("`", "");
    } else if (condition.startsWith("FAILED_READ_FILE")) {
      message =
          "cannot read " + parameters.get("path") + "; silico verify says whether the run is whole";
    }
    return told instanceof AnalysisException analysis
        ? at(analysis.line(), analysis.startPosition(), message)
        : new QueryException(message);
  }

  /** The innermost that Spark or Java has a word for. */
  private static Throwable told(Throwable thrown) {
    Throwable told = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (t instanceof SparkThrowable spark && spark.getCondition() != null) {
        told = t;
        if (spark.getCondition().startsWith("FAILED_READ_FILE")) {
          break;
        }
      } else if (!(t instanceof SparkThrowable)) {
        told = t;
      }
    }
    return told;
  }

  static QueryException at(Option<Object> line, Option<Object> startPosition, String message) {
    return line.isEmpty() || startPosition.isEmpty()
        ? new QueryException(message)
        : new QueryException((Integer) line.get(), (Integer) startPosition.get() + 1, message);
  }

  /** Without Spark's codes, plans and stack traces. */
  private static String message(Throwable e) {
    if (e.getMessage() == null) {
      return e.getClass().getSimpleName();
    }
    StringBuilder text = new StringBuilder();
    for (String line : e.getMessage().strip().split("\n")) {
      if (line.isBlank() || line.startsWith("==") || line.startsWith("'")) {
        break;
      }
      text.append(text.length() == 0 ? "" : " ").append(line.strip());
    }
    return text.toString()
        .replaceFirst("^\\[[A-Z0-9_.]+] ", "")
        .replaceFirst("\\.? SQLSTATE: \\w+.*", "")
        // settings cannot be set here
        .replaceFirst("\\.? If necessary,? set .*", "");
  }

  private static String column(Map<String, String> parameters) {
    String name = parameters.getOrDefault("objectName", "").replace("`", "");
    return name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
  }

  private static List<String> columns(RunTables tables, Collection<String> named) {
    List<String> columns = new ArrayList<>();
    for (String table : named) {
      tables.table(table).columns().stream()
          .map(Column::name)
          .filter(name -> !columns.contains(name))
          .forEach(columns::add);
    }
    return columns;
  }
}
