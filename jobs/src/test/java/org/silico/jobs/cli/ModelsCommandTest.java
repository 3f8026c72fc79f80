package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.model.LongitudinalModel;
import org.silico.engine.model.Models;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.trial.History;
import org.silico.engine.trial.TrialSimulator;
import org.silico.jobs.report.Chart;
import org.silico.jobs.report.ModelExample;
import org.silico.jobs.report.NoceboText;
import org.xml.sax.InputSource;

class ModelsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsEveryModel() {
    assertEquals(ExitCode.OK, run("models"));
    for (LongitudinalModel model : Models.all()) {
      assertTrue(out.toString().contains(model.info().name() + " "), model.info().name());
    }
  }

  @Test
  void showsEquationParametersSourceAndPlot() {
    assertEquals(ExitCode.OK, run("models", "panss"));
    for (String part :
        List.of("PAN0", "13.2", "log-normal", "LONG EPISODE", "Friberg LE", "o placebo", "40")) {
      assertTrue(out.toString().contains(part), part + " is missing in\n" + out);
    }
  }

  @Test
  void everyModelCanBeShownByItsNameInWords() {
    for (LongitudinalModel model : Models.all()) {
      var words = ("models " + model.info().name()).split(" ");
      assertEquals(ExitCode.OK, run(words), err.toString());
    }
    assertTrue(ModelsCommand.ascii(out.toString()).chars().allMatch(c -> c < 128));
  }

  @Test
  void aMistypedNameGetsASuggestion() {
    assertEquals(ExitCode.USAGE, run("models", "PANSS Freiberg 2009"));
    assertTrue(err.toString().contains("did you mean 'PANSS Friberg 2009'?"), err.toString());
  }

  @Test
  void aPartOfSeveralNamesIsRefused() {
    assertEquals(ExitCode.USAGE, run("models", "ADAS-cog"));
    assertTrue(
        err.toString().contains("ADAS-cog Rogers 2012 or ADAS-cog Conrado 2014"), err.toString());
  }

  @Test
  void thePlotIsWellFormedSvg(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("course.svg");
    assertEquals(ExitCode.OK, run("models", "ADAS-cog Rogers 2012", "--svg", file.toString()));
    String svg = Files.readString(file);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertEquals(3, svg.split("<polyline", -1).length - 1);
    assertFalse(svg.contains("NaN"));
  }

  @Test
  void aFileIsReplacedOnlyByForce(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("course.svg"), "mine");
    assertEquals(ExitCode.USAGE, run("models", "PANSS", "--svg", file.toString()));
    assertTrue(err.toString().contains("exists"), err.toString());
    assertEquals("mine", Files.readString(file));
    assertEquals(ExitCode.OK, run("models", "PANSS", "--svg", file.toString(), "--force"));
    assertTrue(Files.readString(file).startsWith("<svg"));
  }

  @Test
  void theExampleOfEveryModelRuns() {
    for (LongitudinalModel model : Models.all()) {
      String published = ModelExample.asPublished(model);
      simulate(model, published);
      String full = ModelExample.inFull(model);
      if (full != null) {
        assertArrayEquals(simulate(model, published), simulate(model, full), 0.02, full);
        simulate(model, full.replace("# sets:", "sets:"));
      }
      out.getBuffer().setLength(0);
      assertEquals(ExitCode.OK, run(("models " + model.info().name()).split(" ")));
      assertTrue(
          out.toString().contains(published.lines().reduce((a, b) -> b).orElseThrow()),
          out.toString());
    }
  }

  @Test
  void ratesOnPlaceboAreListedWithAnExampleThatRuns() {
    assertEquals(ExitCode.OK, run("models", "nocebo"));
    // Howick et al. 2018, medians: headache 18%, any event 49.1%
    assertTrue(out.toString().matches("(?s).*headache +18\\R.*"), out.toString());
    assertTrue(out.toString().contains("49.1% (25.8 to 64.5)"), out.toString());
    assertTrue(out.toString().contains(NoceboText.example().indent(2)), out.toString());
    LongitudinalModel model = Models.byName("PANSS Friberg 2009");
    simulate(model, NoceboText.example() + ModelExample.asPublished(model));
  }

  /** The values at the last visit of a few patients of a trial. */
  private static double[] simulate(LongitudinalModel model, String sections) {
    String protocol = "silico: 1\nstudy: {id: EXAMPLE}\nenrolment: {patients: 6}\n" + sections;
    TrialPlan plan =
        new PlanCompiler(ProtocolReader.read(model.info().name() + ".yaml", protocol)).compile(0);
    History history = new TrialSimulator(plan, 6).simulate(0).history();
    return history.values(0, plan.questions().course(0).visits() - 1);
  }

  @Test
  void svgWithoutAModelIsRefused() {
    assertEquals(ExitCode.USAGE, run("models", "--svg", "course.svg"));
  }

  @Test
  void axesHaveRoundTicks() {
    assertEquals(List.of(0.0, 2.0, 4.0, 6.0), Chart.Axis.of(0.3, 5.9, 4).ticks());
    assertEquals("0.02", Chart.Axis.of(0, 0.09, 5).text(0.02));
    assertEquals("0", Chart.Axis.of(-3, 3, 6).text(-0.0));
    var constant = Chart.Axis.of(5, 5, 5);
    assertTrue(constant.low() < 5 && constant.high() > 5);
  }

  private int run(String... args) {
    return Silico.commandLine(false)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
