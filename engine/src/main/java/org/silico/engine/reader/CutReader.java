package org.silico.engine.reader;

import static org.silico.engine.language.Shape.anyOf;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;
import static org.silico.engine.language.Shape.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Rule;
import org.silico.engine.language.Written;
import org.silico.engine.method.Outcome;
import org.silico.engine.protocol.Cut;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/**
 * Reads {@code follow up} and {@code cut}: how long patients are seen, and when the data are cut.
 */
final class CutReader {
  private static final Shape.Number TIME = duration(Range.POSITIVE);

  /** Before the last. */
  private static final int MOST_LOOKS = 50;

  /** The name of the last look. */
  private static final String LAST = "final";

  static final Shape FOLLOW_UP =
      fields(
          "the follow-up",
          required("duration", TIME, "per patient, from randomisation", "24 weeks"));

  static final Shape CUT = anyOf(choice("full follow up"), at("the cut"));

  static final Shape LOOKS =
      new Shape.Names(Shape.SHORT_TEXT, at("a look"), 0, MOST_LOOKS, "{interim: {events: 128}}");

  private CutReader() {}

  private static Shape at(String what) {
    return with(
        fields(
            what,
            optional("calendar time", TIME, "from the opening of enrolment", "3 years"),
            optional("events", number(Range.whole(1, 5e7)), "how many events", "256"),
            optional(
                "completers",
                number(Range.whole(1, 5e7)),
                "how many patients have come to the last visit",
                "150"),
            optional("endpoint", Shape.SHORT_TEXT, "whose events or visits are counted", "OS"),
            optional("at most", TIME, "the cut when they are not reached before", "5 years")),
        new Rule.OneOf(List.of("calendar time", "events", "completers")),
        new Rule.NeedsOneOf("endpoint", List.of("events", "completers")),
        new Rule.NeedsOneOf("at most", List.of("events", "completers")));
  }

  static Protocol.FollowUp followUp(
      Written.Entries protocol, List<Endpoint> endpoints, Reading reading) {
    Optional<Quantity> duration =
        protocol.has("follow up")
            ? Optional.of(
                protocol
                    .map("follow up")
                    .map(map -> reading.quantity(map, "duration", reading.parameters))
                    .orElse(Reading.broken()))
            : Optional.empty();
    for (Endpoint endpoint : endpoints) {
      if (duration.isPresent() && endpoint.known().isPresent()) {
        Quantity visit = endpoint.known().get();
        Quantity end = duration.get();
        reading.checks.add(
            visit.location(),
            List.of(visit, end),
            (parameters, where) ->
                visit.formula().value(parameters) > end.formula().value(parameters)
                    ? tooLate(endpoint, visit.time(parameters), end.time(parameters) + where)
                    : null);
      }
    }
    return new Protocol.FollowUp(duration);
  }

  private static String tooLate(Endpoint endpoint, String late, String followUp) {
    return endpoint.outcome() == Outcome.COUNT
        ? "the period of "
            + endpoint.name()
            + ", "
            + late
            + ", is longer than the follow-up of "
            + followUp
            + "; follow patients for as long as events are counted"
        : "the visit of "
            + endpoint.name()
            + " at "
            + late
            + " is after the follow-up of "
            + followUp
            + "; follow patients for longer or visit them earlier";
  }

  /** The looks in order, of which the last is at {@code cut}. */
  static List<Protocol.Look> read(
      Written.Entries protocol, List<Endpoint> endpoints, boolean allRead, Reading reading) {
    List<String> events =
        endpoints.stream()
            .filter(endpoint -> endpoint.outcome() == Outcome.TIME_TO_EVENT)
            .map(Endpoint::name)
            .toList();
    List<Protocol.Look> looks = new ArrayList<>();
    protocol
        .map("looks")
        .ifPresent(
            own ->
                own.entries()
                    .forEach(
                        (name, entry) -> {
                          if (name.equals(LAST)) {
                            reading.problems.add(
                                entry.key(),
                                "'final' is the last look, whose time is 'cut'; name this one"
                                    + " otherwise");
                          }
                          if (entry.value() instanceof Written.Entries map) {
                            looks.add(
                                new Protocol.Look(
                                    name, at(map, endpoints, events, allRead, reading)));
                          }
                        }));
    looks.add(new Protocol.Look(LAST, last(protocol, endpoints, events, allRead, reading)));
    return List.copyOf(looks);
  }

  private static Cut at(
      Written.Entries map,
      List<Endpoint> endpoints,
      List<String> events,
      boolean allRead,
      Reading reading) {
    if (map.has("calendar time")) {
      return new Cut.Calendar(reading.quantity(map, "calendar time", reading.parameters));
    }
    boolean completers = map.has("completers");
    return new Cut.Events(
        completers
            ? completing(map, endpoints, allRead, reading)
            : endpoint(map, events, allRead, reading),
        completers,
        reading.quantity(map, completers ? "completers" : "events", reading.parameters),
        reading.optional(map, "at most", reading.parameters));
  }

  private static Cut last(
      Written.Entries protocol,
      List<Endpoint> endpoints,
      List<String> events,
      boolean allRead,
      Reading reading) {
    Optional<Written> written = protocol.get("cut");
    if (written.isPresent() && written.get() instanceof Written.Entries map) {
      return at(map, endpoints, events, allRead, reading);
    }
    boolean broken = protocol.has("cut") && written.isEmpty();
    if (!broken && !protocol.has("follow up") && !events.isEmpty()) {
      reading.problems.add(
          protocol.has("cut") ? protocol.keyLocation("cut") : location(endpoints, events.get(0)),
          "without an end of follow-up, time to "
              + events.get(0)
              + " never ends; write 'follow up: {duration: 2 years}',"
              + " 'cut: {calendar time: 3 years}' or 'cut: {events: 200}'");
    }
    return new Cut.FullFollowUp();
  }

  /** The endpoint to whose last visit patients come. */
  private static String completing(
      Written.Entries map, List<Endpoint> endpoints, boolean allRead, Reading reading) {
    List<String> visited =
        endpoints.stream()
            .filter(endpoint -> endpoint.outcome() != Outcome.TIME_TO_EVENT)
            .map(Endpoint::name)
            .toList();
    Optional<String> name = map.text("endpoint");
    if (name.isPresent()) {
      if (!visited.contains(name.get()) && allRead) {
        reading.problems.add(
            map.need("endpoint").location(),
            Reading.unknown("endpoint with a visit", name.get(), visited));
      }
      return name.get();
    }
    if (!map.has("endpoint") && allRead && visited.size() != 1) {
      reading.problems.add(
          map.keyLocation("completers"),
          visited.isEmpty()
              ? "no endpoint has a visit to come to; use 'events'"
              : "write to whose last visit patients come: 'endpoint' is one of "
                  + Quoting.list(visited));
    }
    return visited.isEmpty() ? "" : visited.get(0);
  }

  private static Location location(List<Endpoint> endpoints, String name) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.name().equals(name))
        .findFirst()
        .orElseThrow()
        .location();
  }

  private static String endpoint(
      Written.Entries map, List<String> events, boolean allRead, Reading reading) {
    Optional<String> name = map.text("endpoint");
    if (name.isPresent()) {
      if (!events.contains(name.get()) && allRead) {
        reading.problems.add(
            map.need("endpoint").location(),
            Reading.unknown("time-to-event endpoint", name.get(), events));
      }
      return name.get();
    }
    if (map.has("events") && !map.has("endpoint") && allRead && events.size() != 1) {
      reading.problems.add(
          map.keyLocation("events"),
          events.isEmpty()
              ? "no endpoint has events to count; a cut by events needs one of type 'time to event'"
              : "write whose events are counted: 'endpoint' is one of " + Quoting.list(events));
    }
    return events.isEmpty() ? "" : events.get(0);
  }
}
