package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code design} and {@code size} as a user calls them. */
class SizeCommandTest {
  private static final String EVENTS = "../protocols/survival-events.yaml";
  private static final String LOOKS = "../protocols/oncology-three-looks.yaml";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Silico.commandLine(false);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  /**
   * rpact 3.3.4, getSampleSizeSurvival(getDesignGroupSequential(informationRates = c(0.5, 0.75, 1),
   * typeOfDesign = "asOF", …), hazardRatio = 0.7, …): hazard ratios at the bounds 0.633272,
   * 0.743026 and 0.802825 at 168.2, 252.3 and 336.4 events; here events are whole.
   */
  @Test
  void designShowsBoundsAndHazardRatiosAtThem() {
    assertEquals(ExitCode.OK, execute("design", LOOKS, "--scenario", "HR 0.7"), err.toString());
    String table = out.toString();
    for (String number : new String[] {"0.6344", "0.7434", "0.8030", "power 0.9005"}) {
      assertTrue(table.contains(number), table);
    }
    assertEquals(ExitCode.OK, execute("design", LOOKS, "--power", "0.8"), err.toString());
    assertTrue(out.toString().contains("with an effect of this power: power 0.8000"));
    assertEquals(ExitCode.USAGE, execute("design", EVENTS));
    assertTrue(err.toString().contains("has no bounds"), err.toString());
  }

  /** Schoenfeld: 330.378 events; a normal root has this standard error at this precision. */
  @Test
  void sizeFindsTheEventsOfSchoenfeld() {
    String[] question = {
      "size", EVENTS, "--scenario", "HR 0.70", "--vary", "events=150..600", "--precision", "0.01"
    };
    assertEquals(ExitCode.OK, execute(question), err.toString());
    String first = out.toString();
    Matcher root =
        Pattern.compile("events = ([0-9.]+) \\(95 % interval ([0-9.]+) to ([0-9.]+)")
            .matcher(first);
    assertTrue(root.find(), first);
    double error =
        (Double.parseDouble(root.group(3)) - Double.parseDouble(root.group(2))) / (2 * 1.96);
    assertTrue(error > 1 && error < 8, first);
    assertEquals(330.378, Double.parseDouble(root.group(1)), 4 * error, first);
    assertEquals(ExitCode.OK, execute(question));
    assertEquals(first, out.toString());
  }

  @Test
  void resultsAreReadAsJson() throws JsonProcessingException {
    assertEquals(ExitCode.OK, execute("design", LOOKS, "--json"), err.toString());
    JsonNode design = new ObjectMapper().readTree(out.toString());
    assertEquals(3, design.size());
    assertEquals(169, design.get(0).get("looks").get(0).get("events").intValue());
    // getDesignGroupSequential(informationRates = c(169, 253, 337) / 337, typeOfDesign = "asOF", …)
    assertEquals(2.95762, design.get(0).get("looks").get(0).get("z").doubleValue(), 1e-5);
    assertTrue(design.get(0).get("looks").get(0).get("futileZ").isNull());
    execute("size", EVENTS, "--scenario", "no effect", "--vary", "events=100..200", "--json");
    JsonNode size = new ObjectMapper().readTree(out.toString());
    assertTrue(size.get("answer").get("refusal").textValue().startsWith("it does not"));
    assertTrue(size.get("answer").get("root").isNull());
    assertEquals(100, size.get("question").get("low").doubleValue());
  }

  @Test
  void sizeRefusesWhatItCannotAnswer() {
    assertEquals(
        ExitCode.FAILED,
        execute("size", EVENTS, "--scenario", "no effect", "--vary", "events=100..200"));
    assertTrue(out.toString().contains("no answer: it does not move power"), out.toString());
    assertEquals(
        ExitCode.USAGE,
        execute(
            "size",
            EVENTS,
            "--scenario",
            "HR 0.70",
            "--vary",
            "events=100..200",
            "--power",
            "0.01"));
    assertTrue(err.toString().contains("a power of 0.01 is asked for, and alpha is 0.05"));
    assertTrue(err.toString().contains("survival-events.yaml:"), err.toString());
    assertEquals(ExitCode.USAGE, execute("size", EVENTS, "--vary", "events=100..200"));
    assertTrue(err.toString().contains("--scenario: write which of"), err.toString());
    assertEquals(
        ExitCode.USAGE,
        execute("size", EVENTS, "--scenario", "HR 0.70", "--vary", "event=100..200"));
    assertTrue(err.toString().contains("did you mean 'events'?"), err.toString());
    assertEquals(
        ExitCode.USAGE, execute("size", EVENTS, "--scenario", "HR 0.70", "--vary", "events=9"));
    assertTrue(err.toString().contains("write a parameter and a range"), err.toString());
  }
}
