package org.silico.jobs.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.silico.engine.table.Column;
import org.silico.jobs.cli.Silico;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.run.Session;

/** What is told of a run's directory, and what of one that is none. */
class StoredRunTest {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: SMALL}
      population: {covariates: {AGE: {distribution: normal, mean: 60, sd: 8, label: Age (years)}}}
      arms: {placebo: {control: true}, active: {}}
      enrolment: {patients: 20}
      endpoints:
        X: {type: continuous, visit: 1 week, mean: 0.5 * ACTIVE, sd: 1}
      follow up: {duration: 1 week}
      analyses:
        t test: {method: t test}
      simulation: {replicates: 10, seed: 77}
      """;

  @TempDir static Path directory;
  private static Path run;

  @BeforeAll
  static void simulate() throws IOException {
    Path protocol = directory.resolve("trial.yaml");
    Files.writeString(protocol, PROTOCOL);
    run = directory.resolve("odd [name]*");
    assertEquals(
        0,
        Silico.run(
            "run",
            protocol.toString(),
            "--out",
            run.toString(),
            "--tables",
            "all",
            "--master",
            "local[1]"));
  }

  private static String refused(Path place) {
    return assertThrows(
            OutputException.class,
            () -> {
              StoredRun stored = Runs.open(place.toString());
              stored.tables().forEach(stored::table);
            })
        .getMessage();
  }

  private Path copy(String name) throws IOException {
    Path copy = directory.resolve(name);
    try (var files = Files.walk(run)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(run.relativize(file).toString()));
      }
    }
    return copy;
  }

  @Test
  void knowsWhatItWasRunWith() {
    StoredRun stored = Runs.open(run.toString());
    assertEquals(PROTOCOL, stored.protocol());
    assertEquals(77, stored.seed());
    assertEquals("SMALL", stored.study());
    assertEquals("odd [name]*", stored.name());
    assertEquals(
        List.of("ADQS", "ADSL", "ANALYSES", "OC", "SCENARIOS", "TRIALS", "TRUTH"), stored.tables());
    assertEquals(200, stored.rows("adsl"));
    Column age =
        stored.table("Adsl").columns().stream()
            .filter(c -> c.name().equals("AGE"))
            .findFirst()
            .orElseThrow();
    assertEquals(new Column("AGE", Column.Type.DOUBLE, false, "Age (years)", "Simulated"), age);
  }

  @Test
  void registersViewsWithLabelsAsComments() {
    try (JavaSparkContext context = Session.open("views", "local[1]")) {
      SparkSession spark = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
      Runs.open(run.toString(), context.hadoopConfiguration()).views(spark);
      assertEquals(200, spark.sql("select count(*) from adsl").first().getLong(0));
      StructField age = spark.table("ADSL").schema().apply("AGE");
      assertEquals("Age (years)", age.getComment().get());
      long rejected =
          spark.sql("select count(*) from analyses where REJECTED = 1").first().getLong(0);
      double power =
          spark.sql("select ESTIMATE from oc where METRIC = 'power'").first().getDouble(0);
      assertEquals(rejected / 10.0, power, 1e-12);
    }
  }

  @Test
  void refusesADirectoryThatIsNoRun() throws IOException {
    assertTrue(refused(directory.resolve("nothing")).endsWith("nothing is not there"));
    assertTrue(refused(directory.resolve("trial.yaml")).endsWith("is not the directory of a run"));
    assertTrue(
        refused(directory)
            .contains("is not the directory of a run: it has no manifest.json; runs in it: "));
    Files.createDirectories(directory.resolve("later.incomplete"));
    for (String name : List.of("later", "later.incomplete")) {
      assertTrue(
          refused(directory.resolve(name))
              .endsWith(
                  name
                      + " is a run that is not finished; the command that began it, with"
                      + " --resume, finishes it"));
    }
  }

  @Test
  void refusesARunThatIsDamaged() throws IOException {
    Path copy = copy("damaged");
    Path adsl = copy.resolve("ADSL");
    Path file;
    try (var files = Files.list(adsl)) {
      file = files.findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    String bytes = "has " + (whole.length - 1) + " bytes, not " + whole.length;
    assertTrue(refused(copy).contains(" is damaged: ADSL/" + file.getFileName() + " " + bytes));
    Files.delete(file);
    assertTrue(refused(copy).contains(" is damaged: ADSL/" + file.getFileName() + " is missing"));
    Files.write(file, whole);
    Files.write(adsl.resolve("more.parquet"), whole);
    assertTrue(refused(copy).contains("ADSL/more.parquet is not of the run"));
    Files.delete(adsl.resolve("more.parquet"));
    assertEquals(200, Runs.open(copy.toString()).rows("ADSL"));

    Path manifest = copy.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("SMALL", "SMELL"));
    assertTrue(refused(copy).contains("is damaged: manifest.json: it is not as it was written"));
  }

  @Test
  void refusesARunOfANewerVersion() throws IOException, GeneralSecurityException {
    Path copy = copy("newer");
    Path manifest = copy.resolve("manifest.json");
    String text =
        Files.readString(manifest)
            .replaceFirst("\"silico\" : \"[^\"]*\"", "\"silico\" : \"99.1.0\"");
    int seal = text.lastIndexOf("\"seal\" : \"") + "\"seal\" : \"".length();
    String open = text.substring(0, seal) + "0".repeat(64) + text.substring(seal + 64);
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(open.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        manifest,
        open.substring(0, seal) + HexFormat.of().formatHex(sum) + open.substring(seal + 64));
    assertTrue(refused(copy).contains("newer was written by Silico 99.1.0, and this is "));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, 0.9.9, true",
    "0.10.0, 0.9.0, true",
    "0.1.1-SNAPSHOT, 0.1.0, true",
    "0.1.0, 0.1.0-SNAPSHOT, false",
    "0.1, 0.1.0, false",
    "0.1.0, 0.2.0, false",
    "unknown, 0.2.0, false"
  })
  void versionsAreComparedByNumber(String version, String than, boolean newer) {
    assertEquals(newer, StoredRun.newer(version, than));
  }
}
