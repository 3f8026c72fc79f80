package org.silico.engine.protocol;

import static org.silico.engine.protocol.Shape.byArm;
import static org.silico.engine.protocol.Shape.choice;
import static org.silico.engine.protocol.Shape.duration;
import static org.silico.engine.protocol.Shape.fields;
import static org.silico.engine.protocol.Shape.list;
import static org.silico.engine.protocol.Shape.number;
import static org.silico.engine.protocol.Shape.optional;
import static org.silico.engine.protocol.Shape.rate;
import static org.silico.engine.protocol.Shape.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.formula.Type;

/** Reads the law of a time to something: of an endpoint's event, or of dropout. */
final class HazardReader {
  private static final Shape.Number RATE = rate(Range.NOT_NEGATIVE);
  private static final Shape.Number TIME = duration(Range.NOT_NEGATIVE);
  private static final Shape.Number DURATION = duration(Range.POSITIVE);
  private static final Shape.Number POSITIVE = number(Range.POSITIVE);

  private final Reading reading;
  private final List<String> arms;
  private final Names names;

  /**
   * @param names that the quantities by arm may use
   */
  HazardReader(Reading reading, List<String> arms, Names names) {
    this.reading = reading;
    this.arms = arms;
    this.names = names;
  }

  /** The shape of the law of an event, which may be given by its median. */
  static Shape ofEvent(String what) {
    Map<String, Shape> laws = new LinkedHashMap<>();
    laws.put(
        "exponential",
        Shape.with(
            fields(
                what,
                law("exponential"),
                optional("hazard", byArm(RATE), "events per time", "0.05 per month"),
                optional("median", byArm(DURATION), "median time to the event", "12 months")),
            new Shape.Rule.OneOf(List.of("hazard", "median"))));
    laws.put(
        "weibull",
        Shape.with(
            fields(
                what,
                lawRequired("weibull"),
                required("shape", byArm(POSITIVE), "above 1 the hazard rises", "1.3"),
                optional("scale", byArm(DURATION), "S(t) = exp(-(t / scale)^shape)", "15 months"),
                optional("median", byArm(DURATION), "median time to the event", "12 months")),
            new Shape.Rule.OneOf(List.of("scale", "median"))));
    laws.put("piecewise exponential", piecewise(what));
    return Shape.variants(what, "distribution", "exponential unless given", "exponential", laws);
  }

  /** The shape of the law of dropout, which may be given by a probability. */
  static Shape ofDropout(String what) {
    Shape.Field probability =
        optional(
            "probability",
            byArm(number(new Range(0, true, 1, false, false))),
            "of leaving before the time 'by'",
            "10%");
    Shape.Field by = optional("by", DURATION, "time from randomisation", "24 weeks");
    Shape.Rule together = new Shape.Rule.Needs("probability", "by");
    Shape.Rule likewise = new Shape.Rule.Needs("by", "probability");
    Map<String, Shape> laws = new LinkedHashMap<>();
    laws.put(
        "exponential",
        Shape.with(
            fields(
                what,
                law("exponential"),
                optional("hazard", byArm(RATE), "dropouts per time", "0.01 per month"),
                probability,
                by),
            new Shape.Rule.OneOf(List.of("hazard", "probability")),
            together,
            likewise));
    laws.put(
        "weibull",
        Shape.with(
            fields(
                what,
                lawRequired("weibull"),
                required("shape", byArm(POSITIVE), "below 1 most leave early", "0.8"),
                optional("scale", byArm(DURATION), "S(t) = exp(-(t / scale)^shape)", "5 years"),
                probability,
                by),
            new Shape.Rule.OneOf(List.of("scale", "probability")),
            together,
            likewise));
    laws.put("piecewise exponential", piecewise(what));
    return Shape.variants(what, "distribution", "exponential unless given", "exponential", laws);
  }

  private static Shape.Fields piecewise(String what) {
    return fields(
        what,
        lawRequired("piecewise exponential"),
        required(
            "hazard",
            pieces(
                "a piece of the hazard",
                "hazard",
                byArm(RATE),
                "events per time",
                "0.05 per month"),
            "pieces, each constant from a time on",
            "[{from: 0 months, hazard: 0.1 per month}, {from: 6 months, hazard: 0.05 per month}]"));
  }

  /** The shape of a list of values that hold from a time on. */
  static Shape pieces(String what, String key, Shape value, String doc, String example) {
    return list(
        fields(
            what,
            required("from", TIME, "when the piece begins; 0 for the first", "3 months"),
            required(key, value, doc, example)),
        1,
        1000,
        "[{from: 0 months, " + key + ": " + example + "}]");
  }

  private static Shape.Field law(String name) {
    return optional("distribution", choice(name), "the law of the time", name);
  }

  private static Shape.Field lawRequired(String name) {
    return required("distribution", choice(name), "the law of the time", name);
  }

  Hazard read(Written.Entries map) {
    return switch (map.text("distribution", "exponential")) {
      case "weibull" -> weibull(map);
      case "piecewise exponential" -> new Hazard.Piecewise(pieces(map.items("hazard"), "hazard"));
      default -> exponential(map);
    };
  }

  private Hazard exponential(Written.Entries map) {
    if (map.has("hazard")) {
      return new Hazard.Exponential(byArms(map, "hazard"));
    }
    if (map.has("probability")) {
      Quantity by = reading.quantity(map, "by", reading.parameters);
      return new Hazard.Exponential(
          each(
              byArms(map, "probability"),
              p ->
                  reading.derived(
                      "log(1 / (1 - (" + p.text() + "))) / (" + by.text() + ")",
                      Type.rate(),
                      names,
                      p,
                      by)));
    }
    return new Hazard.Exponential(
        each(
            byArms(map, "median"),
            m -> reading.derived("log(2) / (" + m.text() + ")", Type.rate(), names, m)));
  }

  private Hazard weibull(Written.Entries map) {
    ByArm shape = byArms(map, "shape");
    if (map.has("scale")) {
      return new Hazard.Weibull(shape, byArms(map, "scale"));
    }
    if (map.has("probability")) {
      Quantity by = reading.quantity(map, "by", reading.parameters);
      return new Hazard.Weibull(
          shape, scale(byArms(map, "probability"), shape, p -> "log(1 / (1 - (" + p + ")))", by));
    }
    ByArm median = byArms(map, "median");
    List<Quantity> scales = new ArrayList<>();
    for (int arm = 0; arm < count(median, shape); arm++) {
      Quantity m = median.of(arm);
      Quantity k = shape.of(arm);
      scales.add(
          reading.derived(
              "(" + m.text() + ") / log(2) ^ (1 / (" + k.text() + "))",
              Type.duration(),
              names,
              m,
              k));
    }
    return new Hazard.Weibull(shape, new ByArm(List.copyOf(scales)));
  }

  /** The scale at which the cumulative hazard at a time is as given. */
  private ByArm scale(
      ByArm probability,
      ByArm shape,
      java.util.function.UnaryOperator<String> cumulativeHazard,
      Quantity by) {
    List<Quantity> scales = new ArrayList<>();
    for (int arm = 0; arm < count(probability, shape); arm++) {
      Quantity p = probability.of(arm);
      Quantity k = shape.of(arm);
      scales.add(
          reading.derived(
              "("
                  + by.text()
                  + ") / ("
                  + cumulativeHazard.apply(p.text())
                  + ") ^ (1 / ("
                  + k.text()
                  + "))",
              Type.duration(),
              names,
              p,
              k,
              by));
    }
    return new ByArm(List.copyOf(scales));
  }

  private int count(ByArm first, ByArm second) {
    return first.common() && second.common() ? 1 : arms.size();
  }

  private static ByArm each(ByArm quantities, java.util.function.UnaryOperator<Quantity> f) {
    return new ByArm(quantities.arms().stream().map(f).toList());
  }

  private ByArm byArms(Written.Entries map, String key) {
    return reading.byArm(map.need(key), arms, names);
  }

  /** Values that hold from a time on. */
  List<Hazard.Piece> pieces(List<Written> items, String key) {
    List<Hazard.Piece> pieces = new ArrayList<>();
    for (Written item : items) {
      if (item instanceof Written.Entries piece) {
        pieces.add(
            new Hazard.Piece(
                reading.quantity(piece, "from", reading.parameters), byArms(piece, key)));
      }
    }
    ascending("piece", pieces.stream().map(Hazard.Piece::from).toList(), reading);
    return List.copyOf(pieces);
  }

  /**
   * Adds the checks that times begin at 0 and ascend.
   *
   * @param what begins at a time: "piece"
   */
  static void ascending(String what, List<Quantity> times, Reading reading) {
    for (int i = 0; i < times.size(); i++) {
      Quantity time = times.get(i);
      if (i == 0) {
        reading.checks.add(
            time.location(),
            List.of(time),
            (parameters, where) ->
                time.formula().value(parameters) > 0
                    ? "the first "
                        + what
                        + " begins at "
                        + time.text()
                        + where
                        + "; it must begin at 0"
                    : null);
      } else {
        Quantity before = times.get(i - 1);
        reading.checks.add(
            time.location(),
            List.of(before, time),
            (parameters, where) ->
                time.formula().value(parameters) > before.formula().value(parameters)
                    ? null
                    : "this "
                        + what
                        + " begins at "
                        + time.text()
                        + where
                        + "; it must begin after the one before it, "
                        + before.text());
      }
    }
  }
}
