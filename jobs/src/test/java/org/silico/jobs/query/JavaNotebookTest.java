package org.silico.jobs.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.reader.ProtocolReader;
import org.silico.jobs.output.OpenMode;
import org.silico.jobs.run.Output;
import org.silico.jobs.run.RunListener;
import org.silico.jobs.run.RunOptions;
import org.silico.jobs.run.Runner;

/**
 * The cells of {@code notebooks/java.ipynb} by JShell, on the runs that it names. With {@code
 * -Dsilico.notebook.write=true} what they print is kept, else it must be what is kept.
 */
class JavaNotebookTest {
  private static final Path NOTEBOOK = Path.of("../notebooks/java.ipynb");

  private static final Pattern RUN =
      Pattern.compile(
          "\\./silico run protocols/(\\S+)\\.yaml(?: --scenario \"([^\"]*)\")? --replicates (\\d+)"
              + "(?: --tables (\\S+))?");

  @TempDir Path folder;

  private void makeRuns(String text) throws InterruptedException {
    Matcher runs = RUN.matcher(text);
    int made = 0;
    while (runs.find()) {
      RunOptions options =
          RunOptions.DEFAULT
              .withReplicates(Long.parseLong(runs.group(3)))
              .with(
                  new Output.Folder(
                      folder.resolve(runs.group(1)).toString(),
                      List.of(runs.group(4) == null ? "all" : runs.group(4)),
                      OpenMode.NEW));
      try (Runner runner = new Runner("local[2]")) {
        runner.run(
            ProtocolReader.read(Path.of("../protocols/" + runs.group(1) + ".yaml")),
            runs.group(2) == null ? options : options.withScenarios(List.of(runs.group(2))),
            RunListener.SILENT);
      }
      made++;
    }
    assertEquals(3, made);
  }

  private static String text(JsonNode lines) {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(line.asText()));
    return all.toString();
  }

  private static String eval(JShell shell, String cell) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      String rest = cell;
      while (!rest.isBlank()) {
        SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        assertTrue(next.completeness().isComplete(), rest);
        for (SnippetEvent event : shell.eval(next.source())) {
          assertEquals(Snippet.Status.VALID, event.status(), () -> said(shell, event));
          if (event.exception() != null) {
            throw new AssertionError(event.snippet().source(), event.exception());
          }
        }
        rest = next.remaining();
      }
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static String said(JShell shell, SnippetEvent event) {
    return event.snippet().source()
        + shell
            .diagnostics(event.snippet())
            .map(d -> "\n" + d.getMessage(null))
            .reduce("", String::concat);
  }

  @Test
  void itsCellsPrintWhatIsKept() throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode notebook = (ObjectNode) json.readTree(NOTEBOOK.toFile());
    makeRuns(text(notebook.path("cells").path(0).path("source")));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    try (JShell shell =
        JShell.builder()
            .executionEngine("local")
            .compilerOptions("-classpath", classPath)
            .build()) {
      for (JsonNode cell : notebook.path("cells")) {
        if (!cell.path("cell_type").asText().equals("code")) {
          continue;
        }
        String source = text(cell.path("source")).replace("../results", folder.toString());
        String printed = eval(shell, source);
        ArrayNode outputs = (ArrayNode) cell.path("outputs");
        if (Boolean.getBoolean("silico.notebook.write")) {
          outputs.removeAll();
          ObjectNode stream = outputs.addObject();
          stream.put("name", "stdout").put("output_type", "stream");
          ArrayNode lines = stream.putArray("text");
          printed.lines().forEach(line -> lines.add(line + "\n"));
        } else {
          StringBuilder kept = new StringBuilder();
          outputs.forEach(o -> kept.append(text(o.path("text"))));
          assertEquals(kept.toString(), printed, cell.path("id").asText());
        }
      }
    }
    if (Boolean.getBoolean("silico.notebook.write")) {
      Files.writeString(
          NOTEBOOK, json.writerWithDefaultPrettyPrinter().writeValueAsString(notebook) + "\n");
    }
  }
}
