package org.silico.engine.reader;

import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Dimension;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.random.DistributionFamily;
import org.silico.engine.random.Distributions;

/** Reads one covariate: drawn from a distribution, categorical, or derived. */
final class CovariateReader {
  private static final String CATEGORICAL = "categorical";

  static final Shape SHAPE = shape();

  private CovariateReader() {}

  private static Shape shape() {
    Map<String, Shape> byDistribution = new LinkedHashMap<>();
    for (DistributionFamily family : Distributions.families()) {
      byDistribution.put(family.name(), drawn(family));
    }
    byDistribution.put(
        CATEGORICAL,
        fields(
            "a categorical covariate",
            distribution(CATEGORICAL),
            required(
                "probabilities",
                new Shape.Names(
                    Shape.SHORT_TEXT, number(Range.PROBABILITY), 1, 1000, "{F: 0.55, M: 0.45}"),
                "the probability of every level; they sum to 1",
                "{F: 0.55, M: 0.45}"),
            label()));
    Shape derived =
        fields(
            "a derived covariate",
            required(
                "formula",
                new Shape.Number(Dimension.NUMBER_OR_TRUTH, Range.ANY),
                "a formula of parameters and of covariates above it; a number, or true or false",
                "AGE > 75"),
            label());
    return new Shape.Variants(
        "a covariate",
        "distribution",
        "what the covariate is drawn from",
        byDistribution,
        derived,
        "formula");
  }

  private static Shape drawn(DistributionFamily family) {
    List<Shape.Field> all = new ArrayList<>();
    all.add(distribution(family.name()));
    for (DistributionFamily.Parameter parameter : family.parameters()) {
      Range range =
          new Range(
              parameter.low(),
              parameter.lowIncluded(),
              parameter.high(),
              parameter.highIncluded(),
              false);
      double example = range.contains(0.5) ? 0.5 : 1;
      all.add(
          required(parameter.name(), number(range), parameter.meaning(), Quoting.number(example)));
    }
    if (!hasOwnBounds(family)) {
      all.add(optional("min", number(Range.ANY), "truncated below at this value", "50"));
      all.add(optional("max", number(Range.ANY), "truncated above at this value", "95"));
    }
    all.add(label());
    return new Shape.Fields(
        (family.name().matches("[aeiou].*") ? "an " : "a ") + family.name() + " covariate",
        List.copyOf(all),
        List.of());
  }

  private static Shape.Field distribution(String name) {
    return required("distribution", Shape.choice(name), "what it is drawn from", name);
  }

  private static Shape.Field label() {
    return optional("label", Shape.PROSE, "for tables and reports", "Age (years)");
  }

  private static boolean hasOwnBounds(DistributionFamily family) {
    return family.parameters().stream().anyMatch(p -> p.name().equals("min"));
  }

  /**
   * @param names parameters and the covariates above this one
   * @return null when what was written cannot be read
   */
  static Covariate read(String name, Written.Entries map, Names names, Reading reading) {
    String label = map.prose("label", name);
    if (map.has("formula")) {
      return new Covariate.Derived(name, label, reading.quantity(map, "formula", names));
    }
    String distribution = map.text("distribution", "");
    return distribution.equals(CATEGORICAL)
        ? categorical(name, label, map, names, reading)
        : drawn(name, label, map, Distributions.byName(distribution), names, reading);
  }

  private static Covariate drawn(
      String name,
      String label,
      Written.Entries map,
      Optional<DistributionFamily> known,
      Names names,
      Reading reading) {
    if (known.isEmpty()) {
      return null;
    }
    DistributionFamily family = known.get();
    List<Quantity> parameters = new ArrayList<>();
    for (DistributionFamily.Parameter parameter : family.parameters()) {
      parameters.add(reading.quantity(map, parameter.name(), names));
    }
    Optional<Quantity> minimum = Optional.empty();
    Optional<Quantity> maximum = Optional.empty();
    if (hasOwnBounds(family)) {
      ascending(parameters.get(0), parameters.get(1), reading);
    } else {
      minimum = reading.optional(map, "min", names);
      maximum = reading.optional(map, "max", names);
      if (minimum.isPresent() && maximum.isPresent()) {
        ascending(minimum.get(), maximum.get(), reading);
      }
    }
    return new Covariate.Drawn(
        name, label, family, List.copyOf(parameters), minimum, maximum, map.location());
  }

  private static void ascending(Quantity min, Quantity max, Reading reading) {
    reading.checks.add(
        max.location(),
        List.of(min, max),
        (parameters, where) -> {
          double low = min.formula().value(parameters);
          double high = max.formula().value(parameters);
          return low < high
              ? null
              : "max is "
                  + max.at(parameters, false)
                  + where
                  + "; it must be above min, which is "
                  + min.at(parameters, false);
        });
  }

  private static Covariate categorical(
      String name, String label, Written.Entries map, Names names, Reading reading) {
    Optional<Written.Entries> written = map.map("probabilities");
    if (written.isEmpty()) {
      return null;
    }
    List<Quantity> probabilities = new ArrayList<>();
    for (Written.Entry entry : written.get().entries().values()) {
      probabilities.add(reading.quantity(entry.value(), names));
    }
    sumToOne(written.get().key(), probabilities, reading);
    return new Covariate.Categorical(
        name,
        label,
        List.copyOf(written.get().entries().keySet()),
        List.copyOf(probabilities),
        map.location());
  }

  /** Adds the check that probabilities sum to 1. */
  static void sumToOne(Location at, List<Quantity> probabilities, Reading reading) {
    reading.checks.add(
        at,
        probabilities,
        (parameters, where) -> {
          double sum = 0;
          for (Quantity probability : probabilities) {
            sum += probability.formula().value(parameters);
          }
          return Math.abs(sum - 1) <= 1e-9
              ? null
              : "the probabilities sum to " + Quoting.number(sum) + where + "; they must sum to 1";
        });
  }
}
