package org.silico.jobs.query;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.run.Session;

/**
 * Answers questions in Spark SQL about the tables of runs, which can only be read. Spark starts
 * with the first question that is not wrong by itself; a table is looked at when it is named.
 */
public final class Query implements AutoCloseable {
  private final RunTables tables;
  private final String master;
  private final Set<String> registered = new HashSet<>();

  private JavaSparkContext context;
  private SparkSession spark;

  /**
   * @param master where Spark runs; null for what {@code spark-submit} says, else this machine
   */
  public Query(RunTables tables, String master) {
    this.tables = tables;
    this.master = master;
  }

  /**
   * The rows that answer a statement, not computed yet.
   *
   * @throws QueryException with its place, if it is wrong or does more than to read
   * @throws OutputException if a table that it names is damaged
   */
  public Dataset<Row> answer(String statement) {
    Question question = Question.of(statement, tables);
    question.tables().forEach(tables::table);
    start();
    for (String table : question.tables()) {
      if (registered.add(table)) {
        tables.read(spark, table).createOrReplaceTempView(table);
      }
    }
    try {
      return spark.sql(question.sql());
    } catch (Exception e) { // Scala throws checked exceptions undeclared
      throw SparkErrors.of(e, tables, question.tables());
    }
  }

  /** Refuses what {@link #answer} would refuse before Spark is started. */
  public void check(String statement) {
    Question.of(statement, tables).tables().forEach(tables::table);
  }

  /** What went wrong while rows were computed, in one line. */
  public QueryException failure(Exception thrown) {
    return SparkErrors.of(thrown, tables, Set.of());
  }

  /** Starts Spark, if that is still to be done. */
  public synchronized void start() {
    if (spark == null) {
      context = Session.open("silico query", master, settings());
      spark = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
    }
  }

  /** Gives up what is being computed, from another thread. */
  public void cancel() {
    JavaSparkContext running = context;
    if (running != null) {
      running.sc().cancelAllJobs();
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.sql.catalogImplementation", "in-memory");
    // never written to, but Spark makes the folder where it is not there
    settings.put(
        "spark.sql.warehouse.dir",
        Path.of(System.getProperty("java.io.tmpdir")).toUri().toString());
    settings.put("spark.sql.runSQLOnFiles", "false");
    settings.put("spark.sql.variable.substitute", "false");
    settings.put("spark.sql.session.timeZone", "UTC");
    return settings;
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
    }
  }
}
