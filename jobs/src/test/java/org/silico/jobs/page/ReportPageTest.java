package org.silico.jobs.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.reader.ProtocolReader;
import org.silico.jobs.output.OpenMode;
import org.silico.jobs.output.OutputPath;
import org.silico.jobs.output.Verification;
import org.silico.jobs.query.Runs;
import org.silico.jobs.run.Output;
import org.silico.jobs.run.RunListener;
import org.silico.jobs.run.RunOptions;
import org.silico.jobs.run.RunResult;
import org.silico.jobs.run.Runner;

/** Reports of runs with all kinds of figures, and with names that try to break out. */
class ReportPageTest {
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>";

  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: REPORT, title: "A trial %1$s", source: "B & C %1$s"}
      parameters: {events: 40, hr: 0.6}
      arms:
        control: {control: true, label: "Placebo %1$s"}
        active: {}
      enrolment: {patients: 60, rate: 20 per month}
      endpoints:
        OS: {type: time to event, label: "Survival %1$s", median: 9 months, hazard ratio: {control: 1, active: hr}}
        SCORE:
          type: longitudinal
          visits: [4 weeks, 8 weeks]
          random effects: {U: {sd: 2}}
          terms: {natural course: 20 + U, placebo: "-3 * (1 - exp(-TIME / (20 days)))"}
          residual: {sd: 1}
      dropout: {probability: 10%%, by: 12 months}
      looks: {half: {information: 0.5}}
      cut: {events: events, at most: 4 years}
      analyses:
        log-rank: {method: log-rank, endpoint: OS, sides: 1, label: "Primary %1$s", stopping: {efficacy: {boundary: spending O'Brien-Fleming}}}
        score: {method: mmrm, endpoint: SCORE}
      scenarios:
        - {name: "planned <b>", justification: "why %1$s"}
        - {name: no effect, set: {hr: 1}}
        - {name: size, grid: {events: [30, 36, 40], hr: [0.5, 0.7]}}
      simulation: {replicates: 60, seed: 2}
      """
          .formatted(HOSTILE);

  @TempDir static Path folder;

  private static Path run;
  private static RunResult result;
  private static String html;
  private static JsonNode json;

  @BeforeAll
  static void make() throws Exception {
    run = folder.resolve("run");
    try (Runner runner = new Runner("local[2]")) {
      result =
          runner.run(
              ProtocolReader.read("report.yaml", PROTOCOL),
              RunOptions.DEFAULT.with(new Output.Folder(run.toString())),
              RunListener.SILENT);
    }
    ReportPage.write(Runs.open(run.toString()), new Configuration());
    html = Files.readString(run.resolve("report.html"));
    json = new ObjectMapper().readTree(run.resolve("report.json").toFile());
  }

  @Test
  void numbersAreThoseOfTheRun() {
    int rows = 0;
    for (JsonNode c : json.path("characteristics")) {
      var own =
          result
              .scenario(c.path("scenario").asText())
              .characteristic(c.path("analysis").asText(), c.path("metric").asText())
              .orElseThrow();
      if (c.path("estimate").isNumber()) {
        assertEquals(own.estimate(), c.path("estimate").asDouble());
      } else {
        assertTrue(Double.isNaN(own.estimate()));
      }
      rows++;
    }
    assertTrue(rows > 100);
  }

  /** What is drawn is what the figure's table has, which is what the run found. */
  @Test
  void figuresShowTheRun() throws IOException {
    JsonNode options = options();
    JsonNode power = options.path("power").path("series").path(1).path("data");
    for (int s = 0; s < result.scenarios().size(); s++) {
      double expected = result.scenarios().get(s).power("log-rank").estimate();
      assertEquals(expected, power.path(s).path(0).asDouble(), 5e-5);
    }
    JsonNode grid = options.path("grid-0").path("series");
    assertEquals(2, grid.size());
    assertEquals(
        result.scenario("size: events=36, hr=0.7").power("log-rank").estimate(),
        grid.path(1).path("data").path(1).path(1).asDouble(),
        5e-5);
    for (String id :
        List.of(
            "convergence",
            "estimates",
            "histogram",
            "ends",
            "bounds",
            "course-SCORE",
            "terms-SCORE",
            "missing-SCORE",
            "km-OS")) {
      assertTrue(options.has(id), id);
    }
    JsonNode terms = options.path("terms-SCORE").path("series");
    // 3 (1 - exp(-56/20)) less, on every patient
    JsonNode placebo = terms.path(terms.size() - 1);
    assertEquals("placebo response", placebo.path("name").asText());
    assertEquals(
        -3 * (1 - Math.exp(-56 / 20.0)), placebo.path("data").path(1).path(1).asDouble(), 1e-4);
  }

  private static JsonNode options() throws IOException {
    Matcher data =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"figures\">(.*?)</script>")
            .matcher(html);
    assertTrue(data.find());
    return new ObjectMapper().readTree(data.group(1));
  }

  @Test
  void namesDoNotBreakOut() {
    String page = html.substring(0, html.indexOf("<script>"));
    assertFalse(page.contains("<img"));
    assertFalse(page.contains("<b>"));
    assertTrue(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
    // the data, and one script
    assertEquals(2, html.split("<script", -1).length - 1);
    assertEquals(2, html.split("</script", -1).length - 1);
    assertTrue(html.contains("default-src 'none'"));
    assertFalse(page.matches("(?s).*(src|href)=\"(?!#).*"));
  }

  @Test
  void itIsMadeAgainToTheByteAndTheRunStaysWhole() throws IOException {
    byte[] first = Files.readAllBytes(run.resolve("report.html"));
    Files.delete(run.resolve("report.html"));
    ReportPage.write(Runs.open(run.toString()), new Configuration());
    assertArrayEquals(first, Files.readAllBytes(run.resolve("report.html")));
    Verification found = Verification.of(new Configuration(), OutputPath.of("run", run.toString()));
    assertTrue(found.whole(), found.toString());
    assertTrue(first.length < 1_800_000);
  }

  @Test
  void aRunTakesTheReportOfTheOneThatItReplaces() throws Exception {
    Path other = folder.resolve("other");
    var small =
        ProtocolReader.read("report.yaml", PROTOCOL.replace("replicates: 60", "replicates: 2"));
    for (OpenMode mode : List.of(OpenMode.NEW, OpenMode.FORCE)) {
      try (Runner runner = new Runner("local[2]")) {
        runner.run(
            small,
            RunOptions.DEFAULT.with(new Output.Folder(other.toString(), List.of("none"), mode)),
            RunListener.SILENT);
      }
      assertFalse(Files.exists(other.resolve("report.html")));
      ReportPage.write(Runs.open(other.toString()), new Configuration());
    }
    assertTrue(Files.exists(other.resolve("report.html")));
  }

  @Test
  void everyTableHasACaptionAndHeadings() {
    Matcher tables = Pattern.compile("(?s)<table[^>]*>(.*?)</table>").matcher(html);
    int n = 0;
    while (tables.find()) {
      assertTrue(tables.group(1).startsWith("<caption>"));
      assertTrue(tables.group(1).contains("<th scope=\"col\""));
      n++;
    }
    assertTrue(n > 15);
    Matcher figures = Pattern.compile("role=\"img\" aria-label=\"([^\"]+)\"").matcher(html);
    while (figures.find()) {
      assertTrue(figures.group(1).endsWith("."), figures.group(1));
    }
  }

  /** In a real browser, where there is one: every chart is drawn, nothing is said or asked for. */
  @Test
  void aBrowserDrawsEveryChart() throws Exception {
    String browser = browser();
    org.junit.jupiter.api.Assumptions.assumeTrue(
        browser != null, "no chromium and no google-chrome on the PATH");
    Process process =
        new ProcessBuilder(
                browser,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("browser"),
                "--enable-logging=stderr",
                "--virtual-time-budget=8000",
                "--dump-dom",
                run.resolve("report.html").toUri().toString())
            .redirectOutput(folder.resolve("dom.html").toFile())
            .redirectError(folder.resolve("browser.log").toFile())
            .start();
    assertTrue(process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS));
    String dom = Files.readString(folder.resolve("dom.html"));
    List<String> said =
        Files.readAllLines(folder.resolve("browser.log")).stream()
            .filter(line -> line.contains("CONSOLE"))
            .toList();
    assertEquals(List.of(), said);
    List<String> undrawn = new ArrayList<>();
    options()
        .fieldNames()
        .forEachRemaining(
            id -> {
              int at = dom.indexOf("id=\"" + id + "\"");
              int svg = dom.indexOf("<svg", at);
              int next = dom.indexOf("<figcaption", at);
              if (svg < 0 || svg > next || dom.substring(svg, next).split("<path").length < 3) {
                undrawn.add(id);
              }
            });
    assertEquals(List.of(), undrawn);
    assertNotNull(browser);
  }

  private static String browser() {
    for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
      for (String place : System.getenv("PATH").split(java.io.File.pathSeparator)) {
        if (Files.isExecutable(Path.of(place, name))) {
          return name;
        }
      }
    }
    return null;
  }

  @Test
  void theProductLimitIsKaplanAndMeiers() {
    // R: summary(survfit(Surv(c(2, 3, 3, 5, 8), c(1, 1, 0, 1, 0)) ~ 1))$surv is 0.8, 0.6, 0.3
    List<double[]> steps =
        CourseFigures.productLimit(
            List.of(
                new double[] {5, 0},
                new double[] {3, 1},
                new double[] {2, 0},
                new double[] {8, 1},
                new double[] {3, 0}));
    double[][] expected = {{0, 1}, {2, 0.8}, {3, 0.6}, {5, 0.3}, {8, 0.3}};
    assertEquals(expected.length, steps.size());
    for (int k = 0; k < expected.length; k++) {
      assertArrayEquals(expected[k], steps.get(k), 1e-12);
    }
  }
}
