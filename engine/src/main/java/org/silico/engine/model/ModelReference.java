package org.silico.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reference page of the library, in Markdown, made from the models themselves. */
public final class ModelReference {

  private ModelReference() {}

  /** The whole page. */
  public static String markdown() {
    var page = new StringBuilder();
    page.append(
        """
        # Longitudinal models

        <!-- Made from the library by ModelReferenceTest; change the models, not this page. -->

        Models of an outcome over time, to be chosen by name. Every parameter can be overridden. Each model
        gives its response as terms that add on its own scale (natural course, placebo, drug); the prediction
        is the link of their sum. `silico models NAME` shows one with a plot.

        A score's units are points. Variances are those of η on the scale that is named: normal
        (value + η), log-normal (value × exp η), logit-normal (expit(logit value + η)), Box–Cox
        (value + (exp(s η) − 1)/s), latent class (the class whose interval of cumulative shares holds Φ(η)).
        An effect between studies has one value for all patients of a trial. [x] is 1 where x holds, else 0.

        Untreated means what the paper's structure leaves without its placebo part, not what an untreated arm
        showed. Where that is the baseline alone, the placebo term also holds natural course and regression to the
        mean.

        """);
    row(page, "model", "outcome", "kind", "source");
    row(page, "---", "---", "---", "---");
    for (LongitudinalModel model : Models.all()) {
      ModelInfo info = model.info();
      row(
          page,
          "[" + info.name() + "](#" + anchor(info.name()) + ")",
          info.kind() == ModelInfo.Kind.KERNEL ? "" : info.outcome().name(),
          info.kind().text(),
          shortSource(info));
    }
    for (LongitudinalModel model : Models.all()) {
      model(page, model);
    }
    nocebo(page);
    return page.toString();
  }

  /** First author and year, such as {@code Friberg 2009}; empty for a kernel. */
  public static String shortSource(ModelInfo info) {
    String citation = info.source().citation();
    if (citation.isEmpty()) {
      return "";
    }
    int year = citation.indexOf("20");
    return citation.split(" ")[0].replace(",", "") + " " + citation.substring(year, year + 4);
  }

  private static void model(StringBuilder page, LongitudinalModel model) {
    ModelInfo info = model.info();
    page.append("\n## ").append(info.name()).append("\n\n");
    page.append(sentence(info.title())).append("\n\n```text\n");
    page.append(info.equation()).append("\n```\n\n");
    page.append("- Outcome: ").append(outcome(info)).append("\n");
    page.append("- Time: ").append(info.time().text()).append("\n");
    if (!info.source().citation().isEmpty()) {
      page.append("- Source: ").append(info.source().citation()).append(".\n");
      page.append("- Values from: ").append(info.source().values()).append("\n");
      page.append("- Population: ").append(info.source().population()).append("\n");
    } else {
      page.append("- Values: ").append(info.source().values()).append("\n");
    }
    info.exposure()
        .ifPresent(
            exposure ->
                page.append("- Exposure: `")
                    .append(exposure.name())
                    .append("`, ")
                    .append(exposure.meaning())
                    .append(", ")
                    .append(withUnit(exposure.typical(), exposure.onOff() ? "" : exposure.unit()))
                    .append(" in plots\n"));
    page.append("\n");
    for (List<String> line : parameters(info)) {
      row(page, line);
    }
    if (!info.effects().isEmpty()) {
      page.append("\n");
      for (List<String> line : effects(info)) {
        row(page, line);
      }
    }
    if (!info.covariances().isEmpty()) {
      page.append("\nCovariances: ")
          .append(
              info.covariances().stream()
                  .map(c -> c.first() + ", " + c.second() + " " + Numbers.text(c.value()))
                  .collect(Collectors.joining("; ")))
          .append(".\n");
    }
    if (!info.covariates().isEmpty()) {
      page.append("\n");
      for (List<String> line : covariates(info)) {
        row(page, line);
      }
    }
    if (!info.sets().isEmpty()) {
      page.append("\nParameter sets:\n\n");
      for (ModelInfo.ParameterSet set : info.sets()) {
        page.append("- ").append(set.name()).append(": ").append(values(info, set)).append("\n");
      }
    }
    course(page, model);
    if (!info.notes().isEmpty()) {
      page.append("\nTo know:\n\n");
      info.notes().forEach(note -> page.append("- ").append(note).append("\n"));
    }
  }

  /** The table of parameters: a header, a rule, and a line each. */
  public static List<List<String>> parameters(ModelInfo info) {
    var lines = table("parameter", "value", "unit", "range", "meaning");
    for (Parameter p : info.parameters()) {
      lines.add(List.of(p.name(), Numbers.text(p.value()), p.unit(), p.range(), p.meaning()));
    }
    return lines;
  }

  /** The table of random effects. */
  public static List<List<String>> effects(ModelInfo info) {
    var lines = table("random effect", "scale", "between", "variance", "SD", "of");
    for (RandomEffect e : info.effects()) {
      lines.add(
          List.of(
              e.name(),
              e.scale().text(),
              e.level() == RandomEffect.Level.STUDY ? "studies" : "patients",
              Numbers.rounded(e.variance()),
              Numbers.rounded(Math.sqrt(e.variance())),
              e.meaning()));
    }
    return lines;
  }

  /** The table of covariates. */
  public static List<List<String>> covariates(ModelInfo info) {
    var lines = table("covariate", "typical", "unit", "meaning");
    for (ModelInfo.CovariateUse c : info.covariates()) {
      lines.add(List.of(c.name(), Numbers.text(c.typical()), c.unit(), c.meaning()));
    }
    return lines;
  }

  /** The outcome, its range and the link. */
  public static String outcome(ModelInfo info) {
    Outcome outcome = info.outcome();
    return outcome.name()
        + (outcome.unit().isEmpty() ? "" : " (" + outcome.unit() + ")")
        + ", "
        + outcome.range()
        + (outcome.link() == Link.IDENTITY ? "" : "; " + outcome.link().text() + " link");
  }

  /** The values of a set, in the order of the parameters. */
  public static String values(ModelInfo info, ModelInfo.ParameterSet set) {
    return info.parameters().stream()
        .filter(p -> set.values().containsKey(p.name()))
        .map(p -> p.name() + " " + Numbers.text(set.values().get(p.name())))
        .collect(Collectors.joining(", "));
  }

  private static void course(StringBuilder page, LongitudinalModel model) {
    ModelInfo info = model.info();
    TypicalCourse course = TypicalCourse.of(model, 5);
    page.append("\nThe typical patient:\n\n");
    boolean active = info.exposure().isPresent();
    row(
        page,
        active
            ? List.of("day", "untreated", "placebo", "active")
            : List.of("day", "untreated", "placebo"));
    row(page, active ? List.of("---", "---", "---", "---") : List.of("---", "---", "---"));
    for (int i = 0; i < course.days().length; i++) {
      var cells = new ArrayList<String>();
      cells.add(Numbers.rounded(course.days()[i]));
      cells.add(Numbers.rounded(course.untreated()[i]));
      cells.add(Numbers.rounded(course.placebo()[i]));
      if (active) {
        cells.add(Numbers.rounded(course.active()[i]));
      }
      row(page, cells);
    }
  }

  private static void nocebo(StringBuilder page) {
    page.append(
        String.format(
            Locale.ROOT,
            """

        ## Adverse events on placebo

        Of patients on placebo, %s%% (quartiles %s to %s) had an adverse event and %s%% (%s to %s) left the trial
        for one, medians over reviews of 1,271 randomised trials with 250,726 patients. Where untreated patients
        were observed too, %s%% of them had one and %s%% on placebo. Howick J, Webster R, Kirby N, Hood K (2018).
        Trials 19, 674 (CC BY 4.0).

        """,
            Numbers.text(NoceboRates.ANY_EVENT.median()),
            Numbers.text(NoceboRates.ANY_EVENT.lowerQuartile()),
            Numbers.text(NoceboRates.ANY_EVENT.upperQuartile()),
            Numbers.text(NoceboRates.DROPOUT.median()),
            Numbers.text(NoceboRates.DROPOUT.lowerQuartile()),
            Numbers.text(NoceboRates.DROPOUT.upperQuartile()),
            Numbers.text(NoceboRates.UNTREATED),
            Numbers.text(NoceboRates.PLACEBO_BESIDE_UNTREATED)));
    row(page, "condition", "any event, %", "left for one, %");
    row(page, "---", "---", "---");
    for (NoceboRates.ConditionRate rate : NoceboRates.conditions()) {
      row(
          page,
          rate.condition(),
          between(rate.anyEvent(), rate.anyEventHigh()),
          between(rate.dropout(), rate.dropoutHigh()));
    }
    page.append("\n");
    row(page, "symptom", "median, %");
    row(page, "---", "---");
    for (NoceboRates.SymptomRate rate : NoceboRates.symptoms()) {
      row(page, rate.symptom(), Numbers.text(rate.median()));
    }
  }

  private static String between(double low, double high) {
    return low == high ? Numbers.text(low) : Numbers.text(low) + " to " + Numbers.text(high);
  }

  private static List<List<String>> table(String... header) {
    var lines = new ArrayList<List<String>>();
    lines.add(List.of(header));
    lines.add(List.of(header).stream().map(h -> "---").toList());
    return lines;
  }

  private static void row(StringBuilder page, String... cells) {
    row(page, List.of(cells));
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String withUnit(double value, String unit) {
    return Numbers.text(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  private static String sentence(String title) {
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1) + ".";
  }

  /** As GitHub makes them: lower case, no punctuation but hyphens, spaces to hyphens. */
  private static String anchor(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }
}
