package org.silico.engine.reader;

import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Endpoint;

/** A binary endpoint: its shape, and how it is read. */
final class BinaryReader {
  private BinaryReader() {}

  static Shape shape() {
    return fields(
        "a binary endpoint",
        EndpointFields.type("binary"),
        EndpointFields.label(),
        EndpointFields.table(),
        EndpointFields.visit(),
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

  static Endpoint read(EndpointReader.Head head, EndpointReader.Context in) {
    Written.Entries map = head.map();
    return new Endpoint.Binary(
        head.name(),
        head.label(),
        head.table(),
        in.reading().quantity(map, "visit", in.reading().parameters),
        in.reading().byArm(map.need("probability"), in.arms(), in.names()),
        map.text("dropouts", "missing").equals("failures"),
        map.location());
  }
}
