package org.silico.engine.reader;

import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.Optional;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Protocol;

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
