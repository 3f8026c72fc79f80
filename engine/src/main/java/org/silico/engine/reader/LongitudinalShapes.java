package org.silico.engine.reader;

import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;
import static org.silico.engine.language.Shape.with;

import java.util.List;
import org.silico.engine.language.Dimension;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Shape.Rule;

/** What a longitudinal endpoint looks like, besides its type, label and table. */
final class LongitudinalShapes {
  private static final Shape.Number PROBABILITY = number(Range.PROBABILITY);

  private LongitudinalShapes() {}

  static List<Field> fieldsOf() {
    return List.of(
        required(
            "visits",
            VisitsReader.SHAPE,
            "times from randomisation, ascending",
            "[1 week, 2 weeks, 4 weeks]"),
        optional(
            "visit deviation",
            VisitsReader.DEVIATION,
            "from the planned day, in whole days; none unless given",
            "{sd: 1 day, window: 3 days}"),
        optional("missed visits", byArm(PROBABILITY), "probability that a visit is missed", "2%"),
        optional("scale", ScaleReader.SHAPE, "what is measured", "{low: 0, high: 52, whole: true}"),
        optional(
            "baseline",
            fields(
                "a baseline",
                required("mean", number(Range.ANY), "before randomisation", "24"),
                required("sd", number(Range.NOT_NEGATIVE), "standard deviation", "4")),
            "a level that is drawn before anything else, known to formulas as BASE",
            "{mean: 24, sd: 4}"),
        optional(
            "model",
            ModelShapes.MODEL,
            "a model of the library, by its name or with what is changed in it",
            "HAMD-17 Stone 2022"),
        optional("terms", terms(), "what adds up to the prediction", "{natural course: 22}"),
        optional(
            "carry over",
            with(
                fields(
                    "the carry-over",
                    optional("half life", duration(Range.POSITIVE), "of the effect", "1 week"),
                    optional("permanent", new Shape.Flag(), "the effect stays", "true")),
                new Rule.OneOf(List.of("half life", "permanent"))),
            "the drug's effect after it is stopped; none unless given",
            "{half life: 1 week}"),
        optional(
            "random effects",
            EffectsReader.SHAPE,
            "known to the endpoint's formulas by their names",
            "{U: {sd: 4}}"),
        optional(
            "random effect correlation",
            Reading.correlationShape("[U, UP]"),
            "correlations between patients' random effects; 0 unless given",
            "[{between: [U, UP], value: -0.3}]"),
        optional("raters", number(Range.whole(1, 1e6)), "how many there are", "20"),
        optional("residual", ResidualReader.SHAPE, "what is left over", "{sd: 4}"),
        optional(
            "expectation",
            ExpectationReader.SHAPE,
            "placebo response grows with the belief in being treated",
            "{strength: 0.5}"),
        optional(
            "screening",
            ScreeningReader.SHAPE,
            "a visit before everything else, known to 'entry' as SCREEN",
            "{before: 1 week}"),
        optional(
            "entry",
            new Shape.Number(Dimension.TRUTH, Range.ANY),
            "a condition on SCREEN and BASE that every patient fulfils",
            "SCREEN >= 18"));
  }

  private static Shape terms() {
    Shape formula = byArm(number(Range.ANY));
    return fields(
        "the terms",
        optional(
            "natural course", ModelShapes.TERM, "what would be without any treatment", "22 + U"),
        optional("placebo", ModelShapes.TERM, "what being treated at all adds", "-4"),
        optional("drug", ModelShapes.TERM, "what the drug adds", "-2.5 * ACTIVE"),
        optional("nocebo", formula, "what adverse events add", "1.0 * NAUSEA"),
        optional("rescue", formula, "what rescue medication adds", "-3 * RESCUE"));
  }

  /** The choices of an enum's words that a key has. */
  static Field word(String key, String doc, String... words) {
    return optional(key, choice(words), doc + "; " + words[0] + " unless given", words[0]);
  }
}
