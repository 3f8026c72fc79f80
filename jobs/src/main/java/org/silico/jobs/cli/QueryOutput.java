package org.silico.jobs.cli;

import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.silico.engine.language.Printable;
import org.silico.jobs.query.Query;
import org.silico.jobs.report.TextTable;

/** Writes the answers of a query to the console or to a file, which is there as a whole or not. */
final class QueryOutput {
  private static final int BUFFER = 1 << 16;

  private final Query query;
  private final QuerySource source;
  private final QueryCommand.Format format;
  private final Path file;
  private final long limit;

  QueryOutput(Query query, QuerySource source, QueryCommand.Format format, Path file, long limit) {
    this.query = query;
    this.source = source;
    this.format = format;
    this.file = file;
    this.limit = limit;
  }

  /** Answers statements one after the other. */
  void write(List<String> statements, PrintWriter console) {
    try {
      if (file == null) {
        answer(statements, new PrintWriter(new BufferedWriter(heard(console), BUFFER)));
      } else if (format == QueryCommand.Format.PARQUET) {
        parquet(statements.get(0));
      } else {
        Path part = beside(file);
        part.toFile().deleteOnExit();
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(part))) {
          answer(statements, out);
          if (out.checkError()) {
            throw new IOException("not all of it could be written; is the disk full?");
          }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new Failure(ExitCode.ENVIRONMENT, "cannot write " + file + ": " + e.getMessage());
    }
  }

  /** A writer fails when nobody reads the console any more; printers keep that to themselves. */
  private static Writer heard(PrintWriter console) {
    return new FilterWriter(console) {
      @Override
      public void flush() throws IOException {
        if (console.checkError() || System.out.checkError()) {
          throw new IOException("nobody reads");
        }
      }
    };
  }

  private void answer(List<String> statements, PrintWriter out) {
    boolean first = true;
    for (String statement : statements) {
      if (!first) {
        out.println();
      }
      first = false;
      Dataset<Row> rows = rows(statement);
      computing(
          () -> {
            switch (format) {
              case TABLE -> table(rows, out);
              case CSV -> csv(rows, out);
              case JSON -> json(rows, out);
              case PARQUET -> throw new AssertionError(format);
            }
          });
      out.flush();
      if (out.checkError()) {
        return; // who read it has heard enough, as head does
      }
    }
  }

  private Dataset<Row> rows(String statement) {
    var rows = new ArrayList<Dataset<Row>>();
    source.run(() -> rows.add(query.answer(statement)), ExitCode.USAGE);
    return rows.get(0);
  }

  private void computing(Runnable work) {
    try {
      work.run();
    } catch (UncheckedIOException | Failure e) {
      throw e;
    } catch (Exception e) { // Spark throws its checked exceptions undeclared
      throw source.failure(query.failure(e), ExitCode.FAILED);
    }
  }

  private void table(Dataset<Row> rows, PrintWriter out) {
    int most = (int) Math.min(limit, Integer.MAX_VALUE - 2);
    List<Row> found = texts(rows).takeAsList(most + 1);
    StructField[] fields = rows.schema().fields();
    var table =
        new TextTable(
            IntStream.range(0, fields.length)
                .filter(c -> !(fields[c].dataType() instanceof NumericType))
                .toArray(),
            rows.columns());
    int shown = Math.min(most, found.size());
    for (Row row : found.subList(0, shown)) {
      table.row(
          IntStream.range(0, fields.length)
              .mapToObj(c -> Printable.of(QueryText.shown(row.get(c))))
              .toArray(String[]::new));
    }
    out.print(table);
    if (found.size() > shown) {
      out.printf("… more than %,d rows; --limit N shows more, --format csv all%n", shown);
    }
  }

  private void csv(Dataset<Row> rows, PrintWriter out) {
    out.print(QueryText.csv(Stream.of(rows.columns())));
    int columns = rows.columns().length;
    Iterator<Row> all = texts(rows).toLocalIterator();
    for (long n = 1; all.hasNext() && goesOn(n, out); n++) {
      Row row = all.next();
      out.print(QueryText.csv(IntStream.range(0, columns).mapToObj(row::get)));
    }
  }

  /** Whether somebody still reads, asked from time to time: to ask is to flush. */
  private static boolean goesOn(long row, PrintWriter out) {
    return row % 10_000 != 0 || !out.checkError();
  }

  /** An array with a row on each line. */
  private void json(Dataset<Row> rows, PrintWriter out) {
    String[] names = numbered(rows.columns().length);
    Column[] columns =
        IntStream.range(0, names.length)
            .mapToObj(c -> functions.col(names[c]).as(rows.columns()[c]))
            .toArray(Column[]::new);
    Column object =
        functions.to_json(functions.struct(columns), Map.of("ignoreNullFields", "false"));
    Iterator<Row> all = rows.toDF(names).select(object).toLocalIterator();
    out.print('[');
    for (long n = 1; all.hasNext() && goesOn(n, out); n++) {
      out.print(n == 1 ? "\n" : ",\n");
      out.print(all.next().getString(0));
    }
    out.print("\n]\n");
  }

  /** With texts in the place of what is neither number nor text. */
  private static Dataset<Row> texts(Dataset<Row> rows) {
    StructField[] fields = rows.schema().fields();
    if (Stream.of(fields).allMatch(f -> f.dataType() instanceof AtomicType)) {
      return rows;
    }
    String[] names = numbered(fields.length);
    Column[] columns =
        IntStream.range(0, fields.length)
            .mapToObj(
                c ->
                    fields[c].dataType() instanceof AtomicType
                        ? functions.col(names[c])
                        : functions.col(names[c]).cast("string"))
            .toArray(Column[]::new);
    return rows.toDF(names).select(columns);
  }

  /** By position: two columns may have one name. */
  private static String[] numbered(int columns) {
    return IntStream.range(0, columns).mapToObj(c -> "c" + c).toArray(String[]::new);
  }

  private void parquet(String statement) throws IOException {
    Dataset<Row> rows = rows(statement);
    Path folder = beside(file);
    try {
      computing(() -> rows.coalesce(1).write().parquet(folder.toUri().toString()));
      try (Stream<Path> files = Files.list(folder)) {
        Path written =
            files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      if (Files.exists(folder)) {
        try (Stream<Path> left = Files.walk(folder)) {
          left.sorted(java.util.Comparator.reverseOrder())
              .map(Path::toFile)
              .forEach(java.io.File::delete);
        }
      }
    }
  }

  private static Path beside(Path file) {
    String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    return file.resolveSibling(name);
  }
}
