package org.silico.engine.protocol;

import static org.silico.engine.protocol.Shape.duration;
import static org.silico.engine.protocol.Shape.fields;
import static org.silico.engine.protocol.Shape.number;
import static org.silico.engine.protocol.Shape.optional;
import static org.silico.engine.protocol.Shape.required;

import java.util.Optional;

/** Reads {@code lead in}: a period before randomisation, of the same treatment for all. */
final class LeadInReader {
  static final Shape SHAPE =
      fields(
          "the lead-in",
          required("duration", duration(Range.POSITIVE), "up to randomisation", "2 weeks"),
          optional("dose", number(Range.ANY), "0, which is placebo, unless given", "0"),
          optional(
              "blinded",
              new Shape.Flag(),
              "whether patients do not know that nobody is randomised yet; true unless given",
              "true"));

  private LeadInReader() {}

  static Optional<Protocol.LeadIn> read(Written.Entries protocol, Reading reading) {
    return protocol
        .map("lead in")
        .map(
            map ->
                new Protocol.LeadIn(
                    reading.quantity(map, "duration", reading.parameters),
                    reading.quantity(map, "dose", "0", reading.parameters),
                    map.flag("blinded", true)));
  }
}
