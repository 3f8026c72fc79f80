package org.silico.jobs.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.silico.engine.dataset.PatientTables;
import org.silico.engine.dataset.TrialTables;
import org.silico.engine.formula.Nearest;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.table.Table;
import org.silico.jobs.query.RunTables;
import org.silico.jobs.query.Runs;
import org.silico.jobs.report.TableReference;
import org.silico.jobs.report.TextTable;
import org.silico.jobs.run.ResultTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silico tables} */
@Command(
    name = "tables",
    description =
        "The data dictionary: output tables and their columns, with type, origin and what they"
            + " hold; of all protocols, of one, or of a run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silico tables",
      "  silico tables ADSL",
      "  silico tables protocols/survival-fixed.yaml",
      "  silico tables results/trial ADTTE"
    })
final class TablesCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..2",
      paramLabel = "[OF] [NAME]",
      description =
          "OF: a protocol, or the output directory of a run; its own tables are shown. NAME: the"
              + " table whose columns are shown; without it, all tables are listed.")
  List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    String first = words.isEmpty() ? "" : words.get(0);
    boolean place = first.contains("/") || first.endsWith(".yaml") || first.endsWith(".yml");
    String text;
    if (!place && !isDirectory(first)) {
      if (words.size() == 2) {
        throw usage(first + " is neither a protocol nor the directory of a run");
      }
      text = first.isEmpty() ? TableReference.read().list() : reference(first);
    } else {
      String name = words.size() == 2 ? words.get(1) : null;
      text =
          first.endsWith(".yaml") || first.endsWith(".yml")
              ? protocol(first, name)
              : run(first, name);
    }
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static String reference(String name) {
    TableReference reference = TableReference.read();
    String text = reference.of(name);
    if (text == null) {
      throw unknown(name, reference.names());
    }
    return text;
  }

  private static String protocol(String path, String name) {
    ProtocolFile file = new ProtocolFile();
    file.path = Path.of(path);
    Protocol protocol = file.read();
    TrialPlan plan = file.compile(protocol, List.of(0)).plans().get(0);
    List<Table> tables = new ArrayList<>(PatientTables.tables(protocol, plan));
    tables.addAll(new TrialTables(protocol, plan, Set.of()).tables());
    tables.addAll(ResultTables.tables());
    if (name == null) {
      var list = new TextTable(2, "table", "label");
      tables.forEach(table -> list.row(table.name(), table.label()));
      return list.toString();
    }
    return tables.stream()
        .filter(table -> table.name().equalsIgnoreCase(name))
        .findFirst()
        .map(ColumnsText::of)
        .orElseThrow(() -> unknown(name, tables.stream().map(Table::name).toList()));
  }

  private static String run(String directory, String name) {
    if (!directory.contains("://") && !isDirectory(directory)) {
      throw usage(directory + " is not there");
    }
    RunTables tables = new RunTables(List.of(Runs.open(directory)));
    return name == null ? TablesText.list(tables) : ColumnsText.of(tables.table(name));
  }

  private static boolean isDirectory(String text) {
    try {
      return !text.isEmpty() && Files.isDirectory(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Failure unknown(String name, List<String> names) {
    return usage(
        "there is no table "
            + name
            + Nearest.of(name, names).map(near -> "; did you mean " + near + "?").orElse("")
            + "; there are "
            + String.join(", ", names));
  }

  private static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }
}
