package org.silico.engine.reader;

import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Quantity;

/** Reads how the belief in being treated moves the placebo response. */
final class ExpectationReader {
  static final Shape SHAPE =
      fields(
          "the expectation",
          required("strength", number(Range.ANY), "0 for none", "0.5"),
          optional(
              "reference",
              number(Range.PROBABILITY),
              "belief without any effect; 0.5 unless given",
              "0.5"),
          optional(
              "unblinding",
              list(
                  fields(
                      "an unblinding event",
                      required("event", Shape.SHORT_TEXT, "an intercurrent event", "NAUSEA"),
                      required(
                          "bayes factor",
                          number(Range.POSITIVE),
                          "multiplies the odds of the belief",
                          "3")),
                  0,
                  100,
                  "[{event: NAUSEA, bayes factor: 3}]"),
              "events that give the arm away",
              "[{event: NAUSEA, bayes factor: 3}]"));

  private final Reading reading;
  private final List<String> events;

  /**
   * @param events names of the intercurrent events
   */
  ExpectationReader(Reading reading, List<String> events) {
    this.reading = reading;
    this.events = events;
  }

  /**
   * @param endpoint whose placebo response it moves
   */
  Course.Expectation read(
      Written.Entries map,
      Written.Entries endpoint,
      Optional<Course.Model> model,
      Map<Course.TermKind, Course.Term> terms) {
    if (endpoint.complete()
        && !CourseTermsReader.has(Course.TermKind.PLACEBO, endpoint, model, terms)) {
      reading.problems.add(
          endpoint.keyLocation("expectation"),
          "'expectation' multiplies the placebo response, and there is no term 'placebo'");
    }
    List<Course.Unblinding> unblinding = new ArrayList<>();
    for (Written item : map.items("unblinding")) {
      if (item instanceof Written.Entries own) {
        Quantity factor = reading.quantity(own, "bayes factor", reading.parameters);
        own.get("event")
            .ifPresent(
                event ->
                    unblinding.add(
                        new Course.Unblinding(
                            reading.position((Written.Scalar) event, events, "intercurrent event"),
                            factor)));
      }
    }
    return new Course.Expectation(
        reading.quantity(map, "strength", reading.parameters),
        reading.quantity(map, "reference", "0.5", reading.parameters),
        List.copyOf(unblinding));
  }
}
