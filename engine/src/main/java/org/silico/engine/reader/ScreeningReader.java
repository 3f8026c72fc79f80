package org.silico.engine.reader;

import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.List;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Quantity;

/** Reads the screening of a longitudinal endpoint, and what raters do at it. */
final class ScreeningReader {
  static final Shape SHAPE =
      fields(
          "the screening",
          optional(
              "before",
              duration(Range.NOT_NEGATIVE),
              "time before the lead-in, or before randomisation without one",
              "1 week"),
          optional(
              "inflation",
              fields(
                  "the inflation",
                  required("cut", number(Range.ANY), "of the entry criterion", "18"),
                  required("below", number(Range.NOT_NEGATIVE), "how far below the cut", "3"),
                  required(
                      "probability",
                      number(Range.PROBABILITY),
                      "of being reported as the cut",
                      "30%")),
              "rating up to the entry cut; none unless given",
              "{cut: 18, below: 3, probability: 30%}"));

  private final Reading reading;
  private final boolean leadIn;

  /**
   * @param leadIn whether there is one
   */
  ScreeningReader(Reading reading, boolean leadIn) {
    this.reading = reading;
    this.leadIn = leadIn;
  }

  Course.Screening read(Written.Entries map) {
    Quantity before = reading.quantity(map, "before", "0 days", reading.parameters);
    if (!leadIn) {
      if (!map.has("before") && map.complete()) {
        reading.problems.add(
            map.key(),
            "without a lead-in, write how long before randomisation the screening is, for"
                + " example 'before: 1 week'");
      } else {
        reading.checks.add(
            before.location(),
            List.of(before),
            (parameters, where) ->
                before.formula().value(parameters) == 0
                    ? "before is 0" + where + "; without a lead-in it must be above 0"
                    : null);
      }
    }
    return new Course.Screening(
        before,
        map.map("inflation")
            .map(
                own ->
                    new Course.Inflation(
                        reading.quantity(own, "cut", reading.parameters),
                        reading.quantity(own, "below", reading.parameters),
                        reading.quantity(own, "probability", reading.parameters))));
  }
}
