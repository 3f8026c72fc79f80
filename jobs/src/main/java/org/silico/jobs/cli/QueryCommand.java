package org.silico.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.silico.jobs.query.Query;
import org.silico.jobs.query.RunTables;
import org.silico.jobs.query.Runs;
import org.silico.jobs.query.Statements;
import org.silico.jobs.query.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silico query} */
@Command(
    name = "query",
    description =
        "Ask the tables of a run in Spark SQL, by their names: ADSL, TRIALS, ANALYSES, OC, … Tables"
            + " are only read. Without SQL there is a prompt; what is piped in is taken as SQL.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silico query results/trial \"select * from oc where METRIC = 'power'\"",
      "  silico query results/trial \"select * from adsl\" --format csv > adsl.csv",
      "  silico query results/trial -f question.sql --format parquet -o answer.parquet",
      "  silico query results/a results/b \"select RUN, SCENARIO, ESTIMATE from oc where METRIC ="
          + " 'power'\"",
      "  silico query results/trial"
    })
final class QueryCommand implements Callable<Integer> {
  enum Format {
    TABLE,
    CSV,
    JSON,
    PARQUET
  }

  @Spec CommandSpec spec;
  @Mixin SparkOptions spark;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR [SQL]",
      description =
          "Output directories of runs, and SQL: one or more statements with ; between them. The"
              + " tables of several runs are one, with a column RUN.")
  List<String> words = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Take the SQL from this file.")
  Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, csv, json or parquet; default: table.")
  Format format = Format.TABLE;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the answer to this file, which must not exist; parquet needs it.")
  Path out;

  @Option(names = "--force", description = "Replace the file of --out.")
  boolean force;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Rows that a table shows at most; default: 100. Other formats have all.")
  Long limit = 100L;

  private volatile boolean interrupted;

  @Override
  public Integer call() throws IOException {
    String sql = sql();
    refuseOptions();
    List<StoredRun> runs = new ArrayList<>();
    for (String directory : words) {
      runs.add(Runs.open(directory));
    }
    RunTables tables = new RunTables(runs);
    QuerySource source = new QuerySource(file == null ? "SQL" : file.toString(), sql);
    try (Query query = new Query(tables, spark.master)) {
      if (sql == null) {
        boolean debug = spec.root().commandLine().getParseResult().hasMatchedOption("--debug");
        return new QueryPrompt(query, tables, format, limit, new Errors(debug)).run();
      }
      List<String> statements = Statements.of(sql);
      if (statements.isEmpty()) {
        throw usage("there is no SQL to answer");
      }
      if (statements.size() > 1 && format != Format.TABLE) {
        throw usage(
            "--format "
                + format.name().toLowerCase(java.util.Locale.ROOT)
                + " takes one statement, and there are "
                + statements.size());
      }
      source.run(() -> statements.forEach(query::check), ExitCode.USAGE);
      return answer(
          () ->
              new QueryOutput(query, source, format, out, limit)
                  .write(statements, spec.commandLine().getOut()));
    }
  }

  /** Says of an interruption, as by Ctrl-C, no more than that: Spark would say what it broke. */
  private int answer(Runnable work) {
    Thread hook =
        new Thread(
            () -> {
              interrupted = true;
              System.err.println(System.lineSeparator() + "silico: interrupted");
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.run();
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (RuntimeException e) {
      if (interrupted) {
        return ExitCode.INTERRUPTED;
      }
      Runtime.getRuntime().removeShutdownHook(hook);
      throw e;
    }
    return ExitCode.OK;
  }

  /** Takes the SQL from where it is; null if it is to be asked for. */
  private String sql() throws IOException {
    if (file != null) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw usage(
            "cannot read " + file + ": it is " + (Files.exists(file) ? "no text" : "not there"));
      }
    }
    String last = words.get(words.size() - 1);
    if (words.size() > 1 && last.chars().anyMatch(Character::isWhitespace) && !isDirectory(last)) {
      words.remove(words.size() - 1);
      return last;
    }
    return !Boolean.getBoolean("silico.terminal.input")
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
        : null;
  }

  private static boolean isDirectory(String text) {
    try {
      return Files.isDirectory(Path.of(text));
    } catch (java.nio.file.InvalidPathException e) {
      return false;
    }
  }

  private void refuseOptions() {
    if (limit < 1) {
      throw usage("--limit: " + limit + "; must be at least 1");
    }
    if (format == Format.PARQUET && out == null) {
      throw usage("--format parquet needs a file: --out FILE");
    }
    if (out != null && !Files.isDirectory(out.toAbsolutePath().getParent())) {
      throw usage("cannot write " + out + ": its directory is not there");
    }
    if (out != null && Files.exists(out) && (!force || Files.isDirectory(out))) {
      throw usage(
          out
              + " exists; name another file"
              + (Files.isDirectory(out) ? "" : ", or replace it with --force"));
    }
  }

  private static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }
}
