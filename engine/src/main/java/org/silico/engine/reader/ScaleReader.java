package org.silico.engine.reader;

import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Quantity;

/** Reads the {@code scale} of a longitudinal endpoint: what is measured, and its law. */
final class ScaleReader {
  static final Shape SHAPE = shape();

  private static final Course.Scale USUAL =
      new Course.Scale.Continuous(Optional.empty(), Optional.empty(), false);

  private final Reading reading;

  ScaleReader(Reading reading) {
    this.reading = reading;
  }

  private static Shape shape() {
    Map<String, Shape> types = new LinkedHashMap<>();
    types.put(
        "continuous",
        fields(
            "a continuous scale",
            optional("type", choice("continuous"), "what is measured", "continuous"),
            optional("low", number(Range.ANY), "values below are set to it", "0"),
            optional("high", number(Range.ANY), "values above are set to it", "52"),
            optional("whole", new Shape.Flag(), "whether values are rounded", "true")));
    types.put(
        "bounded",
        fields(
            "a bounded scale",
            type("bounded"),
            required("low", number(Range.ANY), "least value", "0"),
            required("high", number(Range.ANY), "largest value", "70"),
            required("precision", number(Range.POSITIVE), "of the beta distribution", "90")));
    types.put(
        "binary",
        fields(
            "a binary scale",
            type("binary"),
            link("of the probability of a yes", "logit", "probit", "log", "identity")));
    types.put(
        "ordinal",
        fields(
            "an ordinal scale",
            type("ordinal"),
            EndpointFields.categories(),
            required(
                "thresholds",
                list(number(Range.ANY), 1, 99, "[-1, 1]"),
                "one less than categories, ascending",
                "[-1, 1]"),
            link("of the cumulative probabilities", "logit", "probit")));
    types.put("count", count());
    return Shape.variants("a scale", "type", "what is measured", "continuous", types);
  }

  private static Shape count() {
    Map<String, Shape> laws = new LinkedHashMap<>();
    laws.put("poisson", fields("a count scale", type("count"), distribution("poisson")));
    laws.put(
        "negative binomial",
        fields(
            "a count scale",
            type("count"),
            distribution("negative binomial"),
            required(
                "dispersion",
                byArm(number(Range.NOT_NEGATIVE)),
                "k of variance = mean + k mean^2",
                "0.8")));
    laws.put(
        "generalised poisson",
        fields(
            "a count scale",
            type("count"),
            distribution("generalised poisson"),
            required(
                "dispersion",
                byArm(number(new Range(0, true, 1, false, false))),
                "lambda of variance = mean / (1 - lambda)^2",
                "0.3")));
    return Shape.variants("a count scale", "distribution", "the law of the count", laws);
  }

  private static Field type(String name) {
    return required("type", choice(name), "what is measured", name);
  }

  private static Field distribution(String name) {
    return required("distribution", choice(name), "the law of the count", name);
  }

  private static Field link(String doc, String... words) {
    return LongitudinalShapes.word("link", doc, words);
  }

  /**
   * The scale of an endpoint; null when it cannot be read.
   *
   * @param names that a dispersion may use
   */
  Course.Scale read(Written.Entries endpoint, List<String> arms, Names names) {
    if (!endpoint.has("scale")) {
      return USUAL;
    }
    Optional<Written.Entries> written = endpoint.map("scale");
    return written.map(map -> scale(map, arms, names)).orElse(null);
  }

  private Course.Scale scale(Written.Entries map, List<String> arms, Names names) {
    return switch (map.text("type", "continuous")) {
      case "bounded" -> {
        Quantity low = reading.quantity(map, "low", reading.parameters);
        Quantity high = reading.quantity(map, "high", reading.parameters);
        ascending("high", low, high);
        yield new Course.Scale.Bounded(
            low, high, reading.quantity(map, "precision", reading.parameters));
      }
      case "binary" -> new Course.Scale.Binary(link(map));
      case "ordinal" -> ordinal(map);
      case "count" ->
          new Course.Scale.Count(
              switch (map.text("distribution", "poisson")) {
                case "negative binomial" -> Course.CountLaw.NEGATIVE_BINOMIAL;
                case "generalised poisson" -> Course.CountLaw.GENERALISED_POISSON;
                default -> Course.CountLaw.POISSON;
              },
              reading.byArm(map, "dispersion", arms, names));
      default -> {
        Optional<Quantity> low = reading.optional(map, "low", reading.parameters);
        Optional<Quantity> high = reading.optional(map, "high", reading.parameters);
        if (low.isPresent() && high.isPresent()) {
          ascending("high", low.get(), high.get());
        }
        yield new Course.Scale.Continuous(low, high, map.flag("whole", false));
      }
    };
  }

  private static Course.Link link(Written.Entries map) {
    return switch (map.text("link", "logit")) {
      case "probit" -> Course.Link.PROBIT;
      case "log" -> Course.Link.LOG;
      case "identity" -> Course.Link.IDENTITY;
      default -> Course.Link.LOGIT;
    };
  }

  private Course.Scale ordinal(Written.Entries map) {
    List<String> categories = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Written item : map.items("categories")) {
      if (item instanceof Written.Scalar scalar) {
        if (!seen.add(scalar.text())) {
          reading.problems.add(
              scalar.location(), "a second category '" + Quoting.shown(scalar.text()) + "'");
        }
        categories.add(scalar.text());
      }
    }
    List<Quantity> thresholds =
        map.items("thresholds").stream()
            .map(item -> reading.quantity(item, reading.parameters))
            .toList();
    if (!thresholds.isEmpty()
        && !categories.isEmpty()
        && categories.size() == map.items("categories").size()
        && thresholds.size() != categories.size() - 1) {
      reading.problems.add(
          map.need("thresholds").location(),
          thresholds.size()
              + " thresholds for "
              + categories.size()
              + " categories; give "
              + (categories.size() - 1)
              + ", one between each two neighbours");
    }
    for (int i = 1; i < thresholds.size(); i++) {
      ascending("this threshold", thresholds.get(i - 1), thresholds.get(i));
    }
    return new Course.Scale.Ordinal(List.copyOf(categories), thresholds, link(map));
  }

  private void ascending(String what, Quantity low, Quantity high) {
    reading.checks.add(
        high.location(),
        List.of(low, high),
        (parameters, where) -> {
          double below = low.formula().value(parameters);
          double value = high.formula().value(parameters);
          return value > below
              ? null
              : what
                  + " is "
                  + high.at(parameters, false)
                  + where
                  + "; it must be above "
                  + (what.equals("high") ? "low" : "the one before it")
                  + ", which is "
                  + low.at(parameters, false);
        });
  }
}
