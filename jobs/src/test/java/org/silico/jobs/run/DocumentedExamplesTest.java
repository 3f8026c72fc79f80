package org.silico.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.simulation.TrialRunner;
import org.silico.engine.truth.ScenarioTruth;
import org.silico.engine.truth.TrueValues;
import org.silico.jobs.report.Summary;

/**
 * The protocols that stand complete in the documentation, and the results that stand below them: a
 * page says what the program prints, or the page is wrong.
 */
class DocumentedExamplesTest {
  private static final Path ROOT = Path.of("..");

  /** The page whose results are of so many replicates. */
  private static final Path PAGE = ROOT.resolve("docs/how-to/write-protocols.md");

  private static final int REPLICATES = 2000;

  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\\n(silico: 1\\n.*?)```\\n(.*?)(?=\\n## |\\z)", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("(?m)^```\\n(.*?)^```$", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("(?m)^ *id: *(\\S+)|study: \\{id: ([^,}]+)");

  /**
   * @param results the lines of numbers up to the next heading
   */
  record Example(String protocol, List<String> results) {}

  static Stream<Named<Example>> examples() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    List<Named<Example>> examples = new ArrayList<>();
    for (Path page : pages) {
      examples.addAll(examples(page));
    }
    return examples.stream();
  }

  static Stream<Named<Example>> examplesWithResults() throws IOException {
    return examples(PAGE).stream();
  }

  private static List<Named<Example>> examples(Path page) throws IOException {
    List<Named<Example>> examples = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(Files.readString(page));
    while (example.find()) {
      List<String> results = new ArrayList<>();
      Matcher block = BLOCK.matcher(example.group(2));
      while (block.find()) {
        block.group(1).lines().filter(line -> line.matches(".*[0-9].*")).forEach(results::add);
      }
      Matcher id = ID.matcher(example.group(1));
      assertTrue(id.find());
      String name = id.group(1) == null ? id.group(2) : id.group(1);
      examples.add(
          Named.of(page.getFileName() + ": " + name, new Example(example.group(1), results)));
    }
    return examples;
  }

  @Test
  void thePagesHaveExamples() throws IOException {
    assertEquals(7, examplesWithResults().count());
    assertTrue(examples().count() >= 9);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyScenarioRuns(Example example) throws IOException {
    assertTrue(shown(example, 2).contains("scenario"));
  }

  @ParameterizedTest
  @MethodSource("examplesWithResults")
  void theResultsAreThoseOfTheProtocol(Example example) throws IOException {
    assertTrue(example.results().size() >= 2, "results stand below");
    String shown = shown(example, REPLICATES);
    List<String> lines = shown.lines().map(DocumentedExamplesTest::words).toList();
    for (String line : example.results()) {
      assertTrue(lines.contains(words(line)), () -> "stale: " + line + "\n" + shown);
    }
  }

  private static String words(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }

  /** What the program prints after a run. */
  private static String shown(Example example, int trials) throws IOException {
    RunSpec spec =
        new RunSpec("example.yaml", example.protocol(), Map.of(), seed(example), Set.of());
    List<ScenarioResult> results = new ArrayList<>();
    for (int s = 0; s < spec.protocol().scenarios().size(); s++) {
      ScenarioTruth truth = TrueValues.ofScenario(spec.plan(s));
      Metrics metrics = TrialsSimulation.metrics(spec.plan(s), truth);
      Tally tally = new TrialRunner(spec.plan(s), metrics).run(0, trials);
      results.add(
          new ScenarioResult(
              spec.protocol(), spec.plan(s), trials, 0, null, truth, metrics.summarise(tally)));
    }
    return Summary.of(results);
  }

  private static long seed(Example example) {
    Matcher seed = Pattern.compile("seed: ([0-9]+)").matcher(example.protocol());
    return seed.find() ? Long.parseLong(seed.group(1)) : 1;
  }
}
