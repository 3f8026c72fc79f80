package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.reader.ProtocolReader;
import org.silico.jobs.run.Output;
import org.silico.jobs.run.RunListener;
import org.silico.jobs.run.RunOptions;
import org.silico.jobs.run.Runner;
import org.w3c.dom.Document;
import picocli.CommandLine;

class ExportCommandTest {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: EXPORT, title: "A & B <trial>"}
      population: {covariates: {SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}}}
      arms: {control: {control: true, label: "Placebo & <care>"}, active: {}}
      enrolment: {patients: 12, rate: 10 per month}
      endpoints:
        OS: {type: time to event, label: "Survival, <all> & causes", median: 9 months}
        SBP: {type: continuous, visit: 12 weeks, baseline: {mean: 150, sd: 10}, change: -5, sd: 8}
      cut: {calendar time: 2 years}
      analyses: {os: {method: log-rank, endpoint: OS}}
      simulation: {replicates: 3, seed: 2}
      """;

  @TempDir static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void run() throws Exception {
    try (Runner runner = new Runner("local[1]")) {
      runner.run(
          ProtocolReader.read("export.yaml", PROTOCOL),
          RunOptions.DEFAULT.with(new Output.Folder(folder.resolve("run").toString())),
          RunListener.SILENT);
    }
  }

  private int export(String... more) {
    String[] first = {"export", folder.resolve("run").toString()};
    String[] all = new String[first.length + more.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    CommandLine line = Silico.commandLine(false);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(all);
  }

  private int export(Path to, String trial, String format) {
    return export("--scenario", "base", "--trial", trial, "--format", format, "-o", to.toString());
  }

  @Test
  void formatsHoldTheSameTrial() throws Exception {
    Path to = folder.resolve("all");
    assertEquals(
        ExitCode.OK, export(to, "2", "csv,dataset-json,ndjson,xpt,define"), err.toString());
    ObjectMapper json = new ObjectMapper();
    for (String table : List.of("adsl", "adtte")) {
      JsonNode data = json.readTree(to.resolve(table + ".json").toFile());
      assertEquals(12, data.path("records").asInt());
      assertEquals(12, data.path("rows").size());
      List<String> csv = Files.readAllLines(to.resolve(table + ".csv"));
      assertEquals(13, csv.size());
      List<String> ndjson = Files.readAllLines(to.resolve(table + ".ndjson"));
      assertEquals(13, ndjson.size());
      for (int i = 0; i < 12; i++) {
        assertEquals(data.path("rows").path(i), json.readTree(ndjson.get(i + 1)));
      }
      JsonNode columns = data.path("columns");
      assertEquals(columns.size(), data.path("rows").path(0).size());
      for (JsonNode column : columns) {
        assertTrue(column.path("name").asText().matches("[A-Z][A-Z0-9_]{0,7}"), column.toString());
        assertTrue(column.path("label").asText().length() <= 40, column.toString());
      }
      assertTrue(csv.get(0).startsWith(columns.path(0).path("name").asText()));
    }
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document define = factory.newDocumentBuilder().parse(to.resolve("define.xml").toFile());
    String odm = "http://www.cdisc.org/ns/odm/v1.3";
    assertEquals(3, define.getElementsByTagNameNS(odm, "ItemGroupDef").getLength());
    assertTrue(define.getDocumentElement().getTextContent().contains("Survival, <all> & causes"));
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertEquals(ExitCode.USAGE, export(folder.resolve("a"), "4", "csv"));
    assertTrue(err.toString().contains("has the trials 1 to 3"), err.toString());
    assertEquals(
        ExitCode.USAGE,
        export("--scenario", "x", "--trial", "1", "--format", "csv", "-o", "nowhere"));
    assertTrue(err.toString().contains("there is no scenario 'x'; there are: base"));
    assertEquals(ExitCode.OK, export(folder.resolve("twice"), "1", "csv"), err.toString());
    assertEquals(ExitCode.USAGE, export(folder.resolve("twice"), "1", "csv"));
    assertTrue(err.toString().contains("is not empty"), err.toString());
  }
}
