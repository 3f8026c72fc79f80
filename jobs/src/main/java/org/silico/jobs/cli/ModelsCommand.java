package org.silico.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.silico.engine.formula.Nearest;
import org.silico.engine.language.Printable;
import org.silico.engine.model.LongitudinalModel;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.ModelReference;
import org.silico.engine.model.Models;
import org.silico.engine.model.TypicalCourse;
import org.silico.jobs.report.Chart;
import org.silico.jobs.report.ModelExample;
import org.silico.jobs.report.NoceboText;
import org.silico.jobs.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silico models} */
@Command(
    name = "models",
    description =
        "List the longitudinal models, or show one with a plot of its typical course; 'nocebo' shows"
            + " how often adverse events come on placebo.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silico models",
      "  silico models PANSS",
      "  silico models nocebo",
      "  silico models ADAS-cog Rogers 2012 --svg course.svg"
    })
final class ModelsCommand implements Callable<Integer> {
  private static final int POINTS = 121;
  private static final String NOCEBO = "nocebo";

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description =
          "The model, or a part of its name that no other has; without it, all are listed.")
  List<String> words = List.of();

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also write the plot to this file, as SVG; it must not exist.")
  Path svg;

  @Option(names = "--force", description = "Replace the file of --svg.")
  boolean force;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String name = String.join(" ", words);
    boolean nocebo = name.equalsIgnoreCase(NOCEBO);
    if (words.isEmpty() || nocebo) {
      if (svg != null) {
        throw new Failure(ExitCode.USAGE, "--svg needs the name of a model");
      }
      out.print(shown(nocebo ? NoceboText.text() : list()));
    } else {
      LongitudinalModel model = model(name);
      String description = description(model);
      if (svg != null) {
        write(chart(model));
      }
      out.print(shown(description));
      if (svg != null) {
        out.println("\nwrote " + Printable.of(svg.toString()));
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private void write(Chart chart) {
    try {
      if (force) {
        Files.writeString(svg, chart.svg());
      } else {
        Files.writeString(svg, chart.svg(), StandardOpenOption.CREATE_NEW);
      }
    } catch (FileAlreadyExistsException e) {
      throw new Failure(
          ExitCode.USAGE, svg + " exists; name another file, or replace it with --force");
    } catch (IOException e) {
      throw new Failure(ExitCode.ENVIRONMENT, "cannot write " + svg + ": " + e.getMessage());
    }
  }

  private static String list() {
    var table = new TextTable(4, "model", "outcome", "kind", "source");
    for (LongitudinalModel model : Models.all()) {
      ModelInfo info = model.info();
      table.row(
          info.name(),
          info.kind() == ModelInfo.Kind.KERNEL ? "" : info.outcome().name(),
          info.kind().text(),
          ModelReference.shortSource(info));
    }
    return table
        + "\nsilico models NAME shows one; silico models nocebo, adverse events on placebo\n";
  }

  /** The model of this name, or the only one whose name has this in it, letter case ignored. */
  private static LongitudinalModel model(String name) {
    List<String> names = Models.all().stream().map(model -> model.info().name()).toList();
    Optional<String> same = names.stream().filter(name::equalsIgnoreCase).findFirst();
    List<String> near = same.map(List::of).orElse(Nearest.having(name, names));
    if (near.size() == 1) {
      return Models.byName(near.get(0));
    }
    if (near.size() > 1) {
      throw new Failure(ExitCode.USAGE, "'" + name + "' may be " + String.join(" or ", near));
    }
    try {
      return Models.byName(name);
    } catch (IllegalArgumentException unknown) {
      throw new Failure(ExitCode.USAGE, unknown.getMessage());
    }
  }

  private static String description(LongitudinalModel model) {
    ModelInfo info = model.info();
    var text = new StringBuilder();
    text.append(info.name()).append(": ").append(info.title()).append("\n\n");
    info.equation().lines().forEach(line -> text.append("  ").append(line).append('\n'));
    text.append('\n');
    text.append("outcome     ").append(ModelReference.outcome(info)).append('\n');
    text.append("time        ").append(info.time().text()).append('\n');
    if (!info.source().citation().isEmpty()) {
      field(text, "source      ", info.source().citation());
      field(text, "values from ", info.source().values());
      field(text, "population  ", info.source().population());
    }
    info.exposure()
        .ifPresent(
            e -> field(text, "exposure    ", e.name() + " (" + e.unit() + "): " + e.meaning()));
    table(text, ModelReference.parameters(info));
    if (!info.effects().isEmpty()) {
      table(text, ModelReference.effects(info));
    }
    for (ModelInfo.Covariance c : info.covariances()) {
      text.append("covariance of ").append(c.first()).append(" and ").append(c.second());
      text.append(": ").append(c.value()).append('\n');
    }
    if (!info.covariates().isEmpty()) {
      table(text, ModelReference.covariates(info));
    }
    if (!info.sets().isEmpty()) {
      text.append("\nparameter sets\n");
      info.sets()
          .forEach(set -> field(text, "  " + set.name() + ": ", ModelReference.values(info, set)));
    }
    use(text, model);
    text.append("\nthe typical patient\n\n").append(chart(model).text(66, 17));
    if (!info.notes().isEmpty()) {
      text.append("\nto know\n");
      info.notes().forEach(note -> field(text, "  - ", note));
    }
    return text.toString();
  }

  /** How a protocol says it. */
  private static void use(StringBuilder text, LongitudinalModel model) {
    text.append("\nin a protocol\n\n").append(ModelExample.asPublished(model).indent(2));
    String full = ModelExample.inFull(model);
    if (full != null) {
      text.append("\nor, where values differ from those published, with these\n\n");
      text.append(full.substring(full.indexOf("    model:")).indent(2));
    }
  }

  /** A header, a rule that is not needed, and lines. */
  private static void table(StringBuilder text, List<List<String>> lines) {
    int columns = lines.get(0).size();
    var table = new TextTable(columns, lines.get(0).toArray(String[]::new));
    lines.subList(2, lines.size()).forEach(line -> table.row(line.toArray(String[]::new)));
    text.append('\n').append(table);
  }

  /** Wrapped at 100 columns, later lines under the first. */
  private static void field(StringBuilder text, String label, String value) {
    String indent = " ".repeat(label.isBlank() ? label.length() : Math.min(label.length(), 12));
    var line = new StringBuilder(label);
    boolean empty = true;
    for (String word : value.split(" ")) {
      if (!empty && line.length() + word.length() + 1 > 100) {
        text.append(line).append('\n');
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    text.append(line).append('\n');
  }

  private static Chart chart(LongitudinalModel model) {
    ModelInfo info = model.info();
    TypicalCourse course = TypicalCourse.of(model, POINTS);
    var lines = new ArrayList<Chart.Line>();
    boolean placebo = !Arrays.equals(course.untreated(), course.placebo());
    lines.add(
        new Chart.Line(
            placebo ? "untreated" : "course", '.', "#666666", "2 4", course.untreated()));
    if (placebo) {
      lines.add(new Chart.Line("placebo", 'o', "#0072B2", "9 4", course.placebo()));
    }
    info.exposure()
        .ifPresent(e -> lines.add(new Chart.Line(active(e), '*', "#D55E00", "", course.active())));
    double unit = info.days() > 730 ? 365.25 : info.days() > 56 ? 7 : 1;
    String unitName = unit == 1 ? "days" : unit == 7 ? "weeks" : "years";
    String outcome = info.outcome().name();
    String yLabel =
        info.outcome().high() == 1
            ? "probability of " + outcome
            : outcome + (info.outcome().unit().isEmpty() ? "" : ", " + info.outcome().unit());
    return new Chart(
        info.name(),
        unitName + " since start of treatment",
        yLabel,
        Arrays.stream(course.days()).map(day -> day / unit).toArray(),
        lines);
  }

  private static String active(ModelInfo.Exposure exposure) {
    if (exposure.onOff()) {
      return "active";
    }
    String value =
        exposure.typical() == Math.rint(exposure.typical())
            ? Long.toString((long) exposure.typical())
            : Double.toString(exposure.typical());
    return "active, " + exposure.name() + " " + value + " " + exposure.unit();
  }

  /** For terminals that cannot show Greek letters and signs. */
  private String shown(String text) {
    return Charset.defaultCharset().newEncoder().canEncode('η') ? text : ascii(text);
  }

  static String ascii(String text) {
    String[][] signs = {
      {"η", "eta"},
      {"θ", "theta"},
      {"λ", "lambda"},
      {"π", "pi"},
      {"τ", "tau"},
      {"μ", "mu"},
      {"µ", "u"},
      {"α", "alpha"},
      {"ε", "eps"},
      {"Δ", "d"},
      {"Φ", "Phi"},
      {"σ", "sigma"},
      {"×", "*"},
      {"−", "-"},
      {"–", "-"},
      {"·", "*"},
      {"≥", ">="},
      {"²", "^2"},
      {"√", "sqrt "},
      {"…", "..."},
      {"ö", "oe"}
    };
    String plain = text;
    for (String[] sign : signs) {
      plain = plain.replace(sign[0], sign[1]);
    }
    return plain;
  }
}
