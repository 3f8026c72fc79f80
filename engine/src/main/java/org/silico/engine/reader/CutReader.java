package org.silico.engine.reader;

import static org.silico.engine.language.Shape.anyOf;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;
import static org.silico.engine.language.Shape.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Shape.Rule;
import org.silico.engine.language.Written;
import org.silico.engine.method.Outcome;
import org.silico.engine.protocol.Analysis;
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

  private static final String INFORMATION = "information";
  private static final String MINIMUM_FOLLOW_UP = "minimum follow up";
  private static final String LATER = "later of";
  private static final String EARLIER = "earlier of";
  private static final String PARTS = "[{events: 200}, {calendar time: 3 years}]";
  private static final List<String> WAYS =
      List.of("calendar time", "events", "completers", MINIMUM_FOLLOW_UP);

  static final Shape CUT = anyOf(choice("full follow up"), times("the cut", List.of()));

  static final Shape LOOKS =
      new Shape.Names(
          Shape.SHORT_TEXT,
          times(
              "a look",
              List.of(
                  optional(
                      INFORMATION,
                      number(Range.open(0, 1)),
                      "share of the events or completers that the cut waits for",
                      "0.5"))),
          0,
          MOST_LOOKS,
          "{interim: {events: 128}}");

  private final List<Endpoint> endpoints;
  private final boolean allRead;
  private final Reading reading;

  /** What the last look counts; none where it counts nothing. */
  private Optional<Cut.Events> counted = Optional.empty();

  private CutReader(List<Endpoint> endpoints, boolean allRead, Reading reading) {
    this.endpoints = endpoints;
    this.allRead = allRead;
    this.reading = reading;
  }

  /** What a look waits for: one of the ways, or several in a list. */
  private static Shape times(String what, List<Field> more) {
    Shape.Fields one = ways(what, more);
    List<Field> fields = new ArrayList<>(one.fields());
    Shape parts = list(ways("a part of " + what, more), 2, 5, PARTS);
    fields.add(optional(LATER, parts, "at the last of these", PARTS));
    fields.add(optional(EARLIER, parts, "at the first of these", PARTS));
    List<String> ways = new ArrayList<>(WAYS);
    more.forEach(field -> ways.add(field.key()));
    ways.addAll(List.of(LATER, EARLIER));
    List<Rule> rules = new ArrayList<>(one.rules().subList(1, one.rules().size()));
    rules.add(0, new Rule.OneOf(ways));
    return new Shape.Fields(what, fields, rules);
  }

  private static Shape.Fields ways(String what, List<Field> more) {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                optional("calendar time", TIME, "from the opening of enrolment", "3 years"),
                optional("events", number(Range.whole(1, 5e7)), "how many events", "256"),
                optional(
                    "completers",
                    number(Range.whole(1, 5e7)),
                    "how many patients have come to the last visit",
                    "150")));
    fields.addAll(more);
    fields.addAll(
        List.of(
            optional(
                MINIMUM_FOLLOW_UP,
                duration(Range.NOT_NEGATIVE),
                "since the last patient entered",
                "6 months"),
            optional(
                "patients",
                number(Range.whole(1, 5e7)),
                "of the first so many patients; of all unless given",
                "100"),
            optional("endpoint", Shape.SHORT_TEXT, "whose events or visits are counted", "OS"),
            optional("at most", TIME, "the cut when they are not reached before", "5 years")));
    List<String> ways = new ArrayList<>(WAYS);
    more.forEach(field -> ways.add(field.key()));
    return with(
        fields(what, fields.toArray(Field[]::new)),
        new Rule.OneOf(ways),
        new Rule.NeedsOneOf("endpoint", List.of("events", "completers")),
        new Rule.NeedsOneOf("at most", List.of("events", "completers")),
        new Rule.Needs("patients", MINIMUM_FOLLOW_UP));
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

  /** Checks that patients are followed up to what analyses look at. */
  static void horizons(
      List<Analysis> analyses,
      List<Endpoint> endpoints,
      Protocol.FollowUp followUp,
      Reading reading) {
    for (Analysis analysis : analyses) {
      Optional<Quantity> horizon = analysis.method().horizon();
      if (horizon.isEmpty() || followUp.duration().isEmpty()) {
        continue;
      }
      Quantity to = horizon.get();
      Quantity end = followUp.duration().get();
      reading.checks.add(
          to.location(),
          List.of(to, end),
          (parameters, where) ->
              to.formula().value(parameters) > end.formula().value(parameters)
                  ? "the analysis looks at "
                      + endpoints.get(analysis.endpoint()).name()
                      + " up to "
                      + to.time(parameters)
                      + ", and patients are followed for "
                      + end.time(parameters)
                      + where
                      + "; follow them for longer or look at an earlier time"
                  : null);
    }
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

  /**
   * The looks in order, of which the last is at {@code cut}.
   *
   * @param allRead whether all endpoints could be read
   */
  static List<Protocol.Look> read(
      Written.Entries protocol, List<Endpoint> endpoints, boolean allRead, Reading reading) {
    return new CutReader(endpoints, allRead, reading).read(protocol);
  }

  private List<Protocol.Look> read(Written.Entries protocol) {
    Cut last = last(protocol);
    counted = last.counted().stream().findFirst();
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
                            looks.add(new Protocol.Look(name, at(map)));
                          }
                        }));
    looks.add(new Protocol.Look(LAST, last));
    return List.copyOf(looks);
  }

  private Cut last(Written.Entries protocol) {
    Optional<Written> written = protocol.get("cut");
    if (written.isPresent() && written.get() instanceof Written.Entries map) {
      return at(map);
    }
    List<Endpoint> withEvents = endpoints(true);
    boolean broken = protocol.has("cut") && written.isEmpty();
    if (!broken && !protocol.has("follow up") && !withEvents.isEmpty()) {
      Endpoint first = withEvents.get(0);
      reading.problems.add(
          protocol.has("cut") ? protocol.keyLocation("cut") : first.location(),
          "without an end of follow-up, time to "
              + first.name()
              + " never ends; write 'follow up: {duration: 2 years}',"
              + " 'cut: {calendar time: 3 years}' or 'cut: {events: 200}'");
    }
    return new Cut.FullFollowUp();
  }

  private Cut at(Written.Entries map) {
    for (String key : List.of(LATER, EARLIER)) {
      if (map.has(key)) {
        List<Cut> parts =
            map.items(key).stream()
                .filter(Written.Entries.class::isInstance)
                .map(part -> at((Written.Entries) part))
                .toList();
        return new Cut.Combined(key.equals(LATER), parts);
      }
    }
    if (map.has("calendar time")) {
      return new Cut.Calendar(reading.quantity(map, "calendar time", reading.parameters));
    }
    if (map.has(MINIMUM_FOLLOW_UP)) {
      return new Cut.MinimumFollowUp(
          reading.quantity(map, MINIMUM_FOLLOW_UP, reading.parameters),
          reading.optional(map, "patients", reading.parameters));
    }
    if (map.has(INFORMATION)) {
      return information(map);
    }
    boolean completers = map.has("completers");
    return new Cut.Events(
        endpoint(map, completers),
        completers,
        reading.quantity(map, completers ? "completers" : "events", reading.parameters),
        reading.optional(map, "at most", reading.parameters));
  }

  private Cut information(Written.Entries map) {
    if (counted.isEmpty()) {
      reading.problems.add(
          map.keyLocation(INFORMATION),
          "the cut counts neither events nor completers, of which this could be a share; write"
              + " 'events' or 'completers' here");
      return new Cut.FullFollowUp();
    }
    return new Cut.Information(
        reading.quantity(map, INFORMATION, reading.parameters), counted.get());
  }

  /** Those whose events, or whose visits, can be counted. */
  private List<Endpoint> endpoints(boolean withEvents) {
    return endpoints.stream()
        .filter(e -> (e.outcome() == Outcome.TIME_TO_EVENT) == withEvents)
        .toList();
  }

  /**
   * Whose events or visits are counted.
   *
   * @param completers whether visits are
   */
  private String endpoint(Written.Entries map, boolean completers) {
    List<String> all = endpoints(!completers).stream().map(Endpoint::name).toList();
    Optional<String> name = map.text("endpoint");
    if (name.isPresent()) {
      if (!all.contains(name.get()) && allRead) {
        reading.problems.add(
            map.need("endpoint").location(),
            Reading.unknown(
                completers ? "endpoint with a visit" : "time-to-event endpoint", name.get(), all));
      }
      return name.get();
    }
    String key = completers ? "completers" : "events";
    if (map.has(key) && !map.has("endpoint") && allRead && all.size() != 1) {
      reading.problems.add(map.keyLocation(key), completers ? noVisit(all) : noEvents(all));
    }
    return all.isEmpty() ? "" : all.get(0);
  }

  private static String noVisit(List<String> all) {
    return all.isEmpty()
        ? "no endpoint has a visit to come to; use 'events'"
        : "write to whose last visit patients come: 'endpoint' is one of " + Quoting.list(all);
  }

  private static String noEvents(List<String> all) {
    return all.isEmpty()
        ? "no endpoint has events to count; a cut by events needs one of type 'time to event'"
        : "write whose events are counted: 'endpoint' is one of " + Quoting.list(all);
  }
}
