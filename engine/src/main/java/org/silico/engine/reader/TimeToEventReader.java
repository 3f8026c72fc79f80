package org.silico.engine.reader;

import static org.silico.engine.language.Shape.anyOf;
import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;

import java.util.List;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Hazard;

/** A time to event: its shape, and how it is read. */
final class TimeToEventReader {
  private static final Shape POSITIVE_BY_ARM = byArm(number(Range.POSITIVE));

  private TimeToEventReader() {}

  static Shape shape() {
    Field hazardRatio =
        optional(
            "hazard ratio",
            anyOf(
                number(Range.POSITIVE),
                ((Shape.AnyOf) POSITIVE_BY_ARM).shapes().get(1),
                HazardShapes.pieces(
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
        HazardShapes.ofEvent("a time-to-event endpoint"),
        List.of(EndpointFields.type("time to event"), EndpointFields.label(), hazardRatio, cure));
  }

  static Endpoint read(EndpointReader.Head head, EndpointReader.Context in) {
    Written.Entries map = head.map();
    HazardReader hazards = new HazardReader(in.reading(), in.arms(), in.names());
    List<Hazard.Piece> ratio = List.of();
    if (map.get("hazard ratio").isPresent()) {
      ratio =
          map.need("hazard ratio") instanceof Written.Items items
              ? hazards.pieces(items.items(), "ratio")
              : List.of(
                  new Hazard.Piece(
                      Reading.standard("0 days", map.location()),
                      in.reading().byArm(map.need("hazard ratio"), in.arms(), in.names())));
    }
    return new Endpoint.TimeToEvent(
        head.name(),
        head.label(),
        "ADTTE",
        hazards.read(map),
        ratio,
        in.reading().byArm(map, "cure fraction", in.arms(), in.names()),
        map.location());
  }
}
