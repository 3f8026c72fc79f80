package org.silico.engine.reader;

import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.rate;
import static org.silico.engine.language.Shape.required;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;

/** What the law of a time to something looks like: of an endpoint's event, or of dropout. */
final class HazardShapes {
  private static final Shape.Number RATE = rate(Range.NOT_NEGATIVE);
  private static final Shape.Number TIME = duration(Range.NOT_NEGATIVE);
  private static final Shape.Number DURATION = duration(Range.POSITIVE);
  private static final Shape.Field MEDIAN =
      optional(
          "median",
          byArm(DURATION),
          "median time to the event; with a cure fraction that of the patients who are not cured",
          "12 months");
  private static final Shape.Field MEDIAN_OF_ALL =
      optional(
          "median of all",
          byArm(DURATION),
          "median time to the event of all patients, those who never have it among them",
          "17 months");
  private static final Shape.Rule CURED = new Shape.Rule.Needs("median of all", "cure fraction");
  private static final Shape.Number POSITIVE = number(Range.POSITIVE);

  private HazardShapes() {}

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
                MEDIAN,
                MEDIAN_OF_ALL),
            new Shape.Rule.OneOf(List.of("hazard", "median", "median of all")),
            CURED));
    laws.put(
        "weibull",
        Shape.with(
            fields(
                what,
                lawRequired("weibull"),
                required("shape", byArm(POSITIVE), "above 1 the hazard rises", "1.3"),
                optional("scale", byArm(DURATION), "S(t) = exp(-(t / scale)^shape)", "15 months"),
                MEDIAN,
                MEDIAN_OF_ALL),
            new Shape.Rule.OneOf(List.of("scale", "median", "median of all")),
            CURED));
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
    Shape.Field by =
        optional(
            "by",
            DURATION,
            "time from randomisation; the hazard goes on after it unless 'until' ends it",
            "24 weeks");
    Shape.Field until =
        optional(
            "until",
            DURATION,
            "time from randomisation from which on nobody leaves; never unless given",
            "24 weeks");
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
                by,
                until),
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
                by,
                until),
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
}
