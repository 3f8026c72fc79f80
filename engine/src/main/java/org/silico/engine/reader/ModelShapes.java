package org.silico.engine.reader;

import static org.silico.engine.language.Shape.anyOf;
import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.model.EffectScale;
import org.silico.engine.model.Kernel;
import org.silico.engine.model.LongitudinalModel;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.Models;
import org.silico.engine.model.Parameter;
import org.silico.engine.model.RandomEffect;

/** What protocols may say of the library's models and kernels: made from what they are. */
final class ModelShapes {
  /** A model by its name, or a map with what is changed in it. */
  static final Shape MODEL = anyOf(choice(names().toArray(String[]::new)), maps());

  /** A formula, by arm or for all; or a kernel. */
  static final Shape TERM = anyOf(number(Range.ANY), kernelOrByArm());

  private ModelShapes() {}

  private static List<String> names() {
    return Models.all().stream().map(model -> model.info().name()).toList();
  }

  private static Shape maps() {
    Map<String, Shape> byName = new LinkedHashMap<>();
    for (LongitudinalModel model : Models.all()) {
      byName.put(model.info().name(), map(model.info()));
    }
    return Shape.variants("a model", "name", "of the library", byName);
  }

  private static Shape map(ModelInfo info) {
    List<Field> all = new ArrayList<>();
    all.add(required("name", choice(info.name()), "of the library", info.name()));
    if (!info.sets().isEmpty()) {
      List<String> sets = info.sets().stream().map(ModelInfo.ParameterSet::name).toList();
      all.add(
          optional(
              "sets",
              list(choice(sets.toArray(String[]::new)), 0, 100, "[" + sets.get(0) + "]"),
              "named sets of parameter values, in order",
              "[" + sets.get(0) + "]"));
    }
    List<Field> parameters = new ArrayList<>();
    for (Parameter parameter : info.parameters()) {
      String value = Quoting.number(parameter.value());
      parameters.add(
          optional(parameter.name(), number(range(parameter)), meaning(parameter), value));
    }
    add(all, "parameters", parameters, "the model's parameters", "instead of the published values");
    List<Field> effects = new ArrayList<>();
    for (RandomEffect effect : info.effects()) {
      if (effect.scale() != EffectScale.LATENT_CLASS) {
        String sd = Quoting.number(Math.sqrt(effect.variance()));
        effects.add(optional(effect.name(), number(Range.NOT_NEGATIVE), effect.meaning(), sd));
      }
    }
    add(all, "effects", effects, "the model's random effects", "their standard deviations");
    List<Field> covariates = new ArrayList<>();
    for (ModelInfo.CovariateUse use : info.covariates()) {
      String typical = Quoting.number(use.typical());
      covariates.add(optional(use.name(), number(Range.ANY), use.meaning(), typical));
    }
    add(all, "covariates", covariates, "the model's covariates", "typical unless given");
    info.exposure()
        .ifPresent(
            exposure ->
                all.add(
                    optional(
                        "exposure",
                        byArm(number(Range.ANY)),
                        exposure.meaning() + "; ACTIVE or DOSE unless given",
                        "DOSE")));
    return new Shape.Fields("the model " + info.name(), List.copyOf(all), List.of());
  }

  private static void add(
      List<Field> all, String key, List<Field> fields, String what, String doc) {
    if (!fields.isEmpty()) {
      Field first = fields.get(0);
      all.add(
          optional(
              key,
              new Shape.Fields(what, List.copyOf(fields), List.of()),
              doc,
              "{" + first.key() + ": " + first.example() + "}"));
    }
  }

  private static Shape kernelOrByArm() {
    Map<String, Shape> kernels = new LinkedHashMap<>();
    for (LongitudinalModel model : Models.all()) {
      if (model instanceof Kernel) {
        kernels.put(model.info().name(), kernel(model.info()));
      }
    }
    Shape.AnyOf byArm = (Shape.AnyOf) byArm(number(Range.ANY));
    return new Shape.Variants(
        "a term", "kernel", "a shape of the library", kernels, byArm.shapes().get(1), null);
  }

  private static Shape kernel(ModelInfo info) {
    List<Field> all = new ArrayList<>();
    all.add(required("kernel", choice(info.name()), "a shape of the library", info.name()));
    for (Parameter parameter : info.parameters()) {
      all.add(
          required(
              parameter.name(),
              byArm(number(range(parameter))),
              meaning(parameter),
              Quoting.number(parameter.value())));
    }
    return new Shape.Fields("the kernel '" + info.name() + "'", List.copyOf(all), List.of());
  }

  private static String meaning(Parameter parameter) {
    return parameter.meaning() + (parameter.unit().isEmpty() ? "" : ", " + parameter.unit());
  }

  private static Range range(Parameter p) {
    return new Range(p.low(), p.lowIncluded(), p.high(), p.highIncluded(), false);
  }
}
