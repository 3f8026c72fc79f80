package org.silico.engine.reader;

import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;
import static org.silico.engine.language.Shape.with;

import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.silico.engine.formula.Symbol;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Rule;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Endpoint;

/** A continuous endpoint: its shape, and how it is read. */
final class ContinuousReader {
  private ContinuousReader() {}

  static Shape shape() {
    return with(
        fields(
            "a continuous endpoint",
            EndpointFields.type("continuous"),
            EndpointFields.label(),
            EndpointFields.table(),
            EndpointFields.visit(),
            optional(
                "baseline",
                fields(
                    "a baseline",
                    required("mean", number(Range.ANY), "before randomisation", "24"),
                    required("sd", number(Range.NOT_NEGATIVE), "standard deviation", "12")),
                "the same quantity before randomisation, known to formulas as BASE",
                "{mean: 24, sd: 12}"),
            optional(
                "mean",
                byArm(number(Range.ANY)),
                "of the value at the visit",
                "{placebo: 25, active: 22}"),
            optional(
                "change",
                byArm(number(Range.ANY)),
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

  /**
   * @param column gives the column of its baseline, if it has one
   */
  static Endpoint read(EndpointReader.Head head, EndpointReader.Context in, IntSupplier column) {
    Written.Entries map = head.map();
    Names own = in.names().inner();
    Optional<Endpoint.Baseline> baseline = Optional.empty();
    if (map.has("baseline")) {
      own.add("BASE", new Symbol.Column(column.getAsInt(), Type.number()));
      baseline =
          map.map("baseline")
              .map(base -> EndpointReader.baseline(base, in.beforeTreatment(), in.reading()))
              .or(() -> Optional.of(new Endpoint.Baseline(Reading.broken(), Reading.broken())));
    }
    boolean change = map.has("change");
    return new Endpoint.Continuous(
        head.name(),
        head.label(),
        head.table(),
        in.reading().quantity(map, "visit", in.reading().parameters),
        baseline,
        change,
        in.reading().byArm(map.need(change ? "change" : "mean"), in.arms(), own),
        in.reading().byArm(map.need("sd"), in.arms(), own),
        map.location());
  }
}
