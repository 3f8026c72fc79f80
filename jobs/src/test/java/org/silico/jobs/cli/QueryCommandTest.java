package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code silico query} answers, and what it refuses. */
class QueryCommandTest {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: SMALL}
      arms: {placebo: {control: true}, active: {label: "Active, 5 mg"}}
      enrolment: {patients: 20}
      endpoints:
        X: {type: continuous, visit: 1 week, mean: 0.5 * ACTIVE, sd: 1}
      follow up: {duration: 1 week}
      analyses:
        t test: {method: t test}
      scenarios: [{name: one}, {name: two}]
      simulation: {replicates: 10}
      """;

  @TempDir static Path directory;
  private static String run;
  private static String other;
  private String out;
  private String err;

  @BeforeAll
  static void simulate() throws IOException {
    Path protocol = directory.resolve("trial.yaml");
    Files.writeString(protocol, PROTOCOL);
    run = directory.resolve("first").toString();
    other = directory.resolve("second").toString();
    for (String[] each : List.of(new String[] {run, "all"}, new String[] {other, "trials"})) {
      assertEquals(
          0,
          Silico.run(
              "run",
              protocol.toString(),
              "--out",
              each[0],
              "--tables",
              each[1],
              "--master",
              "local[1]"));
    }
  }

  private int query(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    String[] all = new String[arguments.length + 3];
    all[0] = "query";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--master";
    all[all.length - 1] = "local[1]";
    int code =
        Silico.commandLine(false)
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(errors, true))
            .execute(all);
    out = output.toString();
    err = errors.toString();
    return code;
  }

  /** Power counted from single trials is that of OC. */
  @Test
  void answersFromTheTablesThatAreNamed() {
    assertEquals(
        0,
        query(
            run,
            "with p as (select SCENARIO, avg(REJECTED) as power from analyses group by SCENARIO)"
                + " select count(*) as n from p join Oc o on o.SCENARIO = p.SCENARIO"
                + " and o.METRIC = 'power' and abs(o.ESTIMATE - p.power) < 1e-12",
            "--format",
            "csv"),
        () -> err);
    assertEquals("n\n2\n", out);
    assertEquals("", err);
  }

  @Test
  void csvHasAllDigitsAndQuotesWhatNeedsIt() {
    String sql =
        "select distinct ARM, null as a, '' as b, 'say \"so\"' as c, 0.1d + 0.2d as d, array(1, 2) as e"
            + " from adsl where TRT01P = 'active'";
    assertEquals(0, query(run, sql, "--format", "csv"), () -> err);
    assertEquals(
        "ARM,a,b,c,d,e\n\"Active, 5 mg\",,\"\",\"say \"\"so\"\"\",0.30000000000000004,\"[1, 2]\"\n",
        out);
  }

  @Test
  void jsonIsAnArrayOfRows() {
    assertEquals(
        0, query(run, "select 1 as a, null as b union all select 2, 'x'", "--format", "json"));
    assertEquals("[\n{\"a\":1,\"b\":null},\n{\"a\":2,\"b\":\"x\"}\n]\n", out);
  }

  @Test
  void aTableSaysThatRowsWereLeftOut() {
    assertEquals(
        0, query(run, "select SIMREP from trials order by 1; select 7 as b", "--limit", "2"));
    assertEquals(
        "SIMREP\n------\n     1\n     1\n… more than 2 rows; --limit N shows more, --format csv all\n"
            + "\nb\n-\n7\n",
        out);
  }

  @Test
  void parquetIsOneFileWithAllRows() throws IOException {
    Path file = directory.resolve("answer.parquet");
    String[] command = {run, "select * from adsl", "--format", "parquet", "-o", file.toString()};
    assertEquals(0, query(command), () -> err);
    assertEquals(400, rows(file));
    assertEquals(2, query(command));
    assertTrue(err.contains("exists; name another file, or replace it with --force"), err);
    try (var files = Files.list(directory)) {
      assertFalse(files.anyMatch(f -> f.toString().endsWith(".part")));
    }
  }

  private static long rows(Path file) throws IOException {
    var input =
        HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration());
    try (ParquetFileReader reader = ParquetFileReader.open(input)) {
      return reader.getRecordCount();
    }
  }

  @Test
  void severalRunsAreOneTableWithTheRunsName() {
    assertEquals(
        0,
        query(run, other, "select RUN, count(*) as n from trials group by RUN", "--format", "csv"));
    assertEquals(List.of("RUN,n", "first,20", "second,20"), out.lines().sorted().toList());
    assertEquals(0, query(run, other, "select distinct RUN from adsl", "--format", "csv"));
    assertEquals("RUN\nfirst\n", out);
  }

  @Test
  void pointsAtWhatIsWrong() {
    assertEquals(2, query(run, "select 1;\nselect *\n  from adtte"));
    assertEquals(
        """
        SQL:3:8: there is no table ADTTE; this run has ADQS, ADSL, ANALYSES, OC, SCENARIOS, TRIALS, TRUTH
            from adtte
                 ^
        """,
        err);
    assertEquals("", out);
    assertEquals(2, query(run, "select METRIK from oc"));
    assertTrue(
        err.startsWith(
            "SQL:1:8: there is no column METRIK; did you mean METRIC?; there are SCENARIO, ANALYSIS, "),
        err);
    assertEquals(2, query(run, "selec 1"));
    assertTrue(err.startsWith("SQL:1:1: Syntax error at or near 'selec'\n  selec 1\n  ^"), err);
    assertEquals(1, query(run, "select N / (N - N) from oc"));
    assertTrue(err.startsWith("silico: Division by zero"), err);
    assertEquals(1, err.lines().count(), err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table x as select 1",
        "create temporary view x as select 1",
        "drop view adsl",
        "insert into oc select * from oc",
        "from oc insert overwrite directory '/tmp/x' using csv select *",
        "cache table oc",
        "set a = b",
        "add jar 'x.jar'",
        "refresh '/tmp'",
        "begin select 1; end",
        "explain select 1",
        "select transform(N) using 'cat' from oc",
        "select * from parquet.`/etc/passwd`",
        "select * from csv.`/etc/passwd`",
        "with p as (select * from text.`/etc/passwd`) select * from p",
        "select (select max(value) from text.`/etc/passwd`)",
        "select * from read_files('/etc')",
        "select java_method('java.lang.System', 'getProperty', 'user.home')",
        "select 1 from oc where METRIC = REFLECT('java.lang.System', 'getenv', 'HOME')",
        "select try_reflect('java.lang.System', 'getenv', 'HOME')",
        "select sum(N) over w from oc window w as (order by reflect('a', 'b'))",
        "values (reflect('java.lang.System', 'getenv', 'HOME'))"
      })
  void tablesAreOnlyRead(String sql) {
    assertEquals(2, query(run, sql), () -> out + err);
    assertEquals("", out);
    assertTrue(
        err.contains("only be read")
            || err.contains("cannot be used here")
            || err.contains("only the tables of the run can be read")
            || err.contains("Syntax error"),
        err);
  }

  @Test
  void whatLooksLikeASettingIsText() {
    assertEquals(0, query(run, "select '${env:HOME}' as a", "--format", "csv"));
    assertEquals("a\n${env:HOME}\n", out);
  }
}
