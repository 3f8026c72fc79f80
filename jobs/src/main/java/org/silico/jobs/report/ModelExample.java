package org.silico.jobs.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.silico.engine.model.EffectScale;
import org.silico.engine.model.Kernel;
import org.silico.engine.model.Link;
import org.silico.engine.model.LongitudinalModel;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.TypicalCourse;

/** Sections of a protocol, in YAML, that use a model of the library. */
public final class ModelExample {
  private final LongitudinalModel model;
  private final ModelInfo info;
  private final List<String> lines = new ArrayList<>();

  private ModelExample(LongitudinalModel model) {
    this.model = model;
    this.info = model.info();
  }

  /** Arms and an endpoint with the model as published, or a kernel as a term. */
  public static String asPublished(LongitudinalModel model) {
    ModelExample example = new ModelExample(model);
    example.endpoint();
    if (model instanceof Kernel) {
      example.term();
    } else {
      example.line("    model: " + model.info().name());
      example.drug();
    }
    return example.text();
  }

  /**
   * The same with all that can be said of the model, which is what was published; of other
   * exposures than on and off, the dose. Null for a kernel, whose parameters are always given.
   */
  public static String inFull(LongitudinalModel model) {
    if (model instanceof Kernel) {
      return null;
    }
    ModelExample example = new ModelExample(model);
    example.endpoint();
    example.map();
    example.drug();
    return example.text();
  }

  private void endpoint() {
    boolean dose = info.exposure().isPresent() && !info.exposure().get().onOff();
    String active = dose ? "{dose: " + number(info.exposure().get().typical()) + "}" : "{}";
    line("arms: {placebo: {control: true}, active: " + active + "}");
    line("endpoints:");
    line("  " + code() + ":");
    line("    type: longitudinal");
    line("    visits: " + visits());
    if (info.outcome().ofChange()) {
      line("    baseline: {mean: 24, sd: 4}    # the model is of the change from it");
    }
  }

  /** The first word of the outcome, as a parameter code. */
  private String code() {
    String name = info.outcome().name().replaceFirst("^change of (total )?", "");
    String letters = name.split(" ")[0].toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return letters.substring(0, Math.min(8, letters.length()));
  }

  /** Four, evenly up to how long a trial of the model lasts. */
  private String visits() {
    boolean weeks = info.days() >= 28;
    double last = weeks ? info.days() / 7 : info.days();
    return Arrays.stream(new double[] {0.25, 0.5, 0.75, 1})
        .mapToLong(share -> Math.max(1, Math.round(share * last)))
        .distinct()
        .mapToObj(time -> time + (weeks ? " weeks" : " days"))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void map() {
    line("    model:");
    line("      name: " + info.name());
    info.sets().stream().findFirst().ifPresent(set -> line("      # sets: [" + set.name() + "]"));
    flow(
        "parameters",
        info.parameters().stream().map(p -> p.name() + ": " + number(p.value())).toList());
    flow(
        "effects",
        info.effects().stream()
            .filter(e -> e.scale() != EffectScale.LATENT_CLASS)
            .map(e -> e.name() + ": " + rounded(Math.sqrt(e.variance())))
            .toList());
    flow(
        "covariates",
        info.covariates().stream().map(c -> c.name() + ": " + number(c.typical())).toList());
    info.exposure().ifPresent(e -> line("      exposure: " + (e.onOff() ? "ACTIVE" : "DOSE")));
  }

  /** A map on as many lines as it needs. */
  private void flow(String key, List<String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    String start = "      " + key + ": {";
    StringBuilder line = new StringBuilder(start);
    for (int k = 0; k < entries.size(); k++) {
      String entry = entries.get(k) + (k < entries.size() - 1 ? "," : "}");
      if (line.length() + entry.length() > 98) {
        line(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(start.length()));
      }
      line.append(entry).append(' ');
    }
    line(line.toString().stripTrailing());
  }

  /** A model of placebo alone leaves the drug to the protocol. */
  private void drug() {
    if (info.exposure().isEmpty()) {
      line("    terms: {drug: -1 * ACTIVE}    # on the scale of the model's terms");
    }
  }

  private void term() {
    TypicalCourse course = TypicalCourse.of(model, 3);
    boolean placebo = !Arrays.equals(course.untreated(), course.placebo());
    String parameters =
        info.parameters().stream()
            .map(p -> p.name() + ": " + number(p.value()))
            .collect(Collectors.joining(", "));
    String kernel = "{kernel: " + info.name() + ", " + parameters + "}";
    boolean logit = info.outcome().link() == Link.LOGIT;
    if (logit) {
      line("    scale: {type: binary}");
    } else if (placebo) {
      line("    random effects: {U: {sd: 4}}");
    }
    line("    terms:");
    if (placebo) {
      line("      natural course: " + (logit ? "0" : "24 + U"));
      line("      placebo: " + kernel);
    } else {
      line("      natural course: " + kernel);
    }
    if (!logit) {
      line("    residual: {sd: 3}");
    }
  }

  private void line(String line) {
    lines.add(line);
  }

  private String text() {
    return String.join("\n", lines) + "\n";
  }

  private static String number(double x) {
    return new BigDecimal(Double.toString(x)).stripTrailingZeros().toPlainString();
  }

  private static String rounded(double x) {
    return new BigDecimal(x).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
