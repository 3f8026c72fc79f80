package org.silico.engine.reader;

import static org.silico.engine.language.Shape.anyOf;
import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.rate;
import static org.silico.engine.language.Shape.required;
import static org.silico.engine.language.Shape.with;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Shape.Rule;

/** What {@code endpoints} look like, one shape for each type. */
final class EndpointShapes {
  private static final Shape ANY_BY_ARM = byArm(number(Range.ANY));
  private static final Shape POSITIVE_BY_ARM = byArm(number(Range.POSITIVE));
  private static final Shape PROBABILITY = number(Range.PROBABILITY);
  private static final Shape CELLS = list(PROBABILITY, 2, 100, "[0.2, 0.5, 0.3]");

  private static final Shape.Text PARAMCD =
      new Shape.Text(
          "1 to 8 capitals and digits that begin with a letter, as in PARAMCD",
          "^[A-Z][A-Z0-9]{0,7}$");

  static final Shape SHAPE =
      new Shape.Names(PARAMCD, endpoint(), 1, 100, "{ADAS: {type: continuous}}");

  private EndpointShapes() {}

  private static Shape endpoint() {
    Map<String, Shape> types = new LinkedHashMap<>();
    types.put("continuous", continuous());
    types.put("binary", binary());
    types.put("count", count());
    types.put("ordinal", ordinal());
    types.put(
        "longitudinal",
        with(
            new Shape.Fields("a longitudinal endpoint", LongitudinalShapes.fieldsOf(), List.of()),
            List.of(type("longitudinal"), label(), table())));
    types.put("time to event", timeToEvent());
    return Shape.variants("an endpoint", "type", "what is observed", types);
  }

  private static Shape continuous() {
    return with(
        fields(
            "a continuous endpoint",
            type("continuous"),
            label(),
            table(),
            visit(),
            optional(
                "baseline",
                fields(
                    "a baseline",
                    required("mean", number(Range.ANY), "before randomisation", "24"),
                    required("sd", number(Range.NOT_NEGATIVE), "standard deviation", "12")),
                "the same quantity before randomisation, known to formulas as BASE",
                "{mean: 24, sd: 12}"),
            optional("mean", ANY_BY_ARM, "of the value at the visit", "{placebo: 25, active: 22}"),
            optional(
                "change",
                ANY_BY_ARM,
                "mean of the change from baseline, instead of 'mean'",
                "{placebo: 1, active: -2}"),
            required(
                "sd",
                byArm(number(Range.NOT_NEGATIVE)),
                "of the value, or of the change when 'change' is given",
                "6")),
        new Rule.OneOf(List.of("mean", "change")),
        new Rule.Needs("change", "baseline"));
  }

  private static Shape binary() {
    return fields(
        "a binary endpoint",
        type("binary"),
        label(),
        table(),
        visit(),
        required(
            "probability",
            byArm(number(Range.PROBABILITY)),
            "of a yes",
            "{placebo: 30%, active: 45%}"),
        optional(
            "dropouts",
            choice("missing", "failures"),
            "what those count as who left before the visit; missing unless given",
            "failures"));
  }

  private static Shape count() {
    Map<String, Shape> laws = new LinkedHashMap<>();
    laws.put("poisson", fields("a count endpoint", countFields("poisson")));
    Field[] common = countFields("negative binomial");
    Field[] more = java.util.Arrays.copyOf(common, common.length + 1);
    more[common.length] =
        required(
            "dispersion",
            byArm(number(Range.NOT_NEGATIVE)),
            "k of variance = mean + k mean^2",
            "0.8");
    laws.put("negative binomial", fields("a count endpoint", more));
    return Shape.variants(
        "a count endpoint", "distribution", "the law of the number of events", laws);
  }

  private static Field[] countFields(String distribution) {
    return new Field[] {
      type("count"),
      label(),
      table(),
      required("distribution", choice(distribution), "of the number of events", distribution),
      required(
          "rate",
          byArm(rate(Range.NOT_NEGATIVE)),
          "events per time",
          "{placebo: 1.2 per year, active: 0.8 per year}"),
      required("period", duration(Range.POSITIVE), "from randomisation", "1 year")
    };
  }

  private static Shape ordinal() {
    return fields(
        "an ordinal endpoint",
        type("ordinal"),
        label(),
        table(),
        visit(),
        required(
            "categories",
            list(Shape.SHORT_TEXT, 2, 100, "[worse, same, better]"),
            "in order, coded 1, 2, ...",
            "[worse, same, better]"),
        required(
            "probabilities",
            anyOf(
                CELLS,
                new Shape.Names(Shape.SHORT_TEXT, CELLS, 1, 1000, "{placebo: [0.2, 0.5, 0.3]}")),
            "of each category, summing to 1: one list for all arms, or one for each",
            "[0.2, 0.5, 0.3]"),
        optional(
            "odds ratio",
            POSITIVE_BY_ARM,
            "proportional odds against the probabilities; above 1 moves patients to the categories"
                + " listed first",
            "{placebo: 1, active: 0.6}"));
  }

  private static Shape timeToEvent() {
    Field hazardRatio =
        optional(
            "hazard ratio",
            anyOf(
                number(Range.POSITIVE),
                ((Shape.AnyOf) POSITIVE_BY_ARM).shapes().get(1),
                HazardReader.pieces(
                    "a piece of the hazard ratio",
                    "ratio",
                    POSITIVE_BY_ARM,
                    "hazard ratio",
                    "0.7")),
            "multiplies the hazard; or a list of pieces in time",
            "{placebo: 1, active: 0.7}");
    Field cure =
        optional(
            "cure fraction",
            byArm(number(Range.PROBABILITY)),
            "of patients who never have the event",
            "20%");
    return Shape.with(
        HazardReader.ofEvent("a time-to-event endpoint"),
        List.of(type("time to event"), label(), hazardRatio, cure));
  }

  private static Field type(String name) {
    return required("type", choice(name), "what is observed", name);
  }

  private static Field label() {
    return optional("label", Shape.PROSE, "PARAM, for tables and reports", "ADAS-Cog total score");
  }

  private static Field table() {
    return optional(
        "table",
        new Shape.Text("AD and up to 6 capitals or digits", "^AD[A-Z0-9]{1,6}$"),
        "the output table; ADQS unless given",
        "ADQS");
  }

  private static Field visit() {
    return required("visit", duration(Range.POSITIVE), "time from randomisation", "24 weeks");
  }
}
