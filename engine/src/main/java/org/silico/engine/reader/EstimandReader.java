package org.silico.engine.reader;

import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.with;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Dimension;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.method.Outcome;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** Reads {@code estimands}: what a trial wants to know. */
final class EstimandReader {
  static final Shape SHAPE =
      new Shape.Names(
          Shape.SHORT_TEXT, estimand(), 0, 1000, "{treatment policy: {variable: change}}");

  private final Reading reading;
  private final List<Protocol.Arm> arms;
  private final EndpointChoice endpoints;
  private final Map<String, CourseNames> courses;
  private final List<String> eventNames;
  private final List<IntercurrentEvent> events;
  private final Names patients;
  private final Set<String> broken = new HashSet<>();

  /**
   * @param courses the names that longitudinal endpoints' formulas may use
   * @param eventNames of all events of the protocol, read or not
   * @param patients what is known of a patient at entry
   */
  EstimandReader(
      Reading reading,
      List<Protocol.Arm> arms,
      EndpointChoice endpoints,
      Map<String, CourseNames> courses,
      List<String> eventNames,
      List<IntercurrentEvent> events,
      Names patients) {
    this.reading = reading;
    this.arms = arms;
    this.endpoints = endpoints;
    this.courses = courses;
    this.eventNames = eventNames;
    this.events = events;
    this.patients = patients;
  }

  private static Shape estimand() {
    return with(
        fields(
            "an estimand",
            optional("label", Shape.PROSE, "for tables and reports", "Effect as assigned"),
            optional(
                "treatment",
                Shape.SHORT_TEXT,
                "an arm; may be left out when there is one",
                "active"),
            optional("control", Shape.SHORT_TEXT, "an arm; the control unless given", "placebo"),
            optional(
                "population",
                new Shape.Number(Dimension.TRUTH, Range.ANY),
                "a condition on patients; all randomised unless given",
                "AGE < 80"),
            optional(
                "endpoint", Shape.SHORT_TEXT, "may be left out when one is longitudinal", "HAMD"),
            optional(
                "visit",
                duration(Range.POSITIVE),
                "one of the endpoint's visits; the last unless given",
                "8 weeks"),
            optional("variable", choice("change", "value"), "change unless given", "change"),
            optional(
                "responder",
                new Shape.Number(Dimension.TRUTH, Range.ANY),
                "a condition on VALUE, BASE and CHANGE, instead of a variable",
                "VALUE <= 0.5 * BASE"),
            optional(
                "intercurrent events",
                new Shape.Names(
                    Shape.IDENTIFIER,
                    choice("treatment policy", "hypothetical", "composite", "while on treatment"),
                    0,
                    100,
                    "{RESCUE: composite}"),
                "the strategy for each; treatment policy for those not named",
                "{RESCUE: composite}"),
            optional(
                "composite value",
                number(Range.ANY),
                "the variable of who had an event of a composite strategy",
                "0"),
            optional(
                "summary",
                choice("difference", "ratio", "odds ratio"),
                "how the arms are compared; difference unless given",
                "difference")),
        new Shape.Rule.AtMostOne(List.of("variable", "responder")));
  }

  List<Estimand> read(Written.Entries map) {
    List<Estimand> estimands = new ArrayList<>();
    map.entries()
        .forEach(
            (name, entry) -> {
              Optional<Estimand> estimand =
                  entry.value() instanceof Written.Entries own
                      ? estimand(name, own)
                      : Optional.empty();
              estimand.ifPresentOrElse(estimands::add, () -> broken.add(name));
            });
    return List.copyOf(estimands);
  }

  /** Names of estimands that could not be read. */
  Set<String> broken() {
    return broken;
  }

  private Optional<Estimand> estimand(String name, Written.Entries map) {
    ArmPair pair = ArmPair.read(map, "an estimand", arms, reading);
    Optional<Endpoint.Longitudinal> endpoint =
        endpoints.longitudinal(map, "an estimand is of an endpoint");
    if (endpoint.isEmpty()) {
      return Optional.empty();
    }
    Optional<Quantity> visit = reading.optional(map, "visit", reading.parameters);
    visit.ifPresent(own -> Visits.oneOf(own, endpoint.get(), reading));
    Estimand.Variable variable = variable(map, endpoint.get());
    List<Estimand.Strategy> strategies = strategies(map);
    return Optional.of(
        new Estimand(
            name,
            map.prose("label", name),
            Math.max(pair.treatment(), 0),
            Math.max(pair.control(), 0),
            reading.optional(map, "population", patients),
            endpoints.position(endpoint.get().name()),
            visit,
            variable,
            strategies,
            compositeValue(map, variable, strategies),
            summary(map, variable),
            map.location()));
  }

  /** Of a binary scale without a condition the responders are those with a yes. */
  private Estimand.Variable variable(Written.Entries map, Endpoint.Longitudinal endpoint) {
    Names names = courses.get(endpoint.name()).values();
    if (map.has("responder")) {
      return new Estimand.Variable.Responder(reading.quantity(map, "responder", names));
    }
    Outcome outcome = endpoint.outcome();
    boolean categories = outcome == Outcome.CATEGORIES_AT_VISITS;
    boolean noNumber = outcome == Outcome.YES_OR_NO_AT_VISITS || categories;
    if (noNumber && map.has("variable")) {
      reading.problems.add(
          map.keyLocation("variable"),
          "'variable' is for numbers, and the values of "
              + endpoint.name()
              + " are "
              + outcome.words()
              + (categories ? "; give a 'responder'" : "; remove it"));
    } else if (categories && map.complete()) {
      reading.problems.add(
          map.key(),
          "the values of "
              + endpoint.name()
              + " are categories; say who is a responder, for example 'responder: VALUE == 1'");
    }
    if (noNumber) {
      Quantity yes = Reading.standard("1", map.location());
      return new Estimand.Variable.Responder(
          reading.derived("VALUE == 1", Type.truth(), names, yes));
    }
    return map.text("variable", "change").equals("value")
        ? new Estimand.Variable.Value()
        : new Estimand.Variable.Change();
  }

  private List<Estimand.Strategy> strategies(Written.Entries map) {
    Optional<Written.Entries> written = map.map("intercurrent events");
    written.ifPresent(
        own -> {
          for (String name : own.entries().keySet()) {
            if (!eventNames.contains(name)) {
              reading.problems.add(
                  own.keyLocation(name),
                  Reading.unknown("intercurrent event", name, mayHave(own.text(name, ""))));
            }
          }
        });
    List<Estimand.Strategy> strategies = new ArrayList<>();
    for (IntercurrentEvent event : events) {
      boolean leaves = event.kind() == IntercurrentEvent.Kind.STUDY_DISCONTINUATION;
      String word =
          written
              .map(own -> own.text(event.name(), ""))
              .filter(own -> !own.isEmpty())
              .orElse(leaves ? "hypothetical" : "treatment policy");
      if (leaves && !word.equals("hypothetical")) {
        reading.problems.add(
            written.orElseThrow().need(event.name()).location(),
            "'"
                + event.name()
                + "' is a study discontinuation: an estimand is of the value had the patient stayed;"
                + " write 'hypothetical', or remove it");
      }
      strategies.add(
          switch (word) {
            case "hypothetical" -> Estimand.Strategy.HYPOTHETICAL;
            case "composite" -> Estimand.Strategy.COMPOSITE;
            case "while on treatment" -> Estimand.Strategy.WHILE_ON_TREATMENT;
            default -> Estimand.Strategy.TREATMENT_POLICY;
          });
    }
    return List.copyOf(strategies);
  }

  /** The events that may have a strategy: of who leaves the study the hypothetical one only. */
  private List<String> mayHave(String strategy) {
    Set<String> leaving =
        events.stream()
            .filter(event -> event.kind() == IntercurrentEvent.Kind.STUDY_DISCONTINUATION)
            .map(IntercurrentEvent::name)
            .collect(Collectors.toSet());
    return strategy.equals("hypothetical")
        ? eventNames
        : eventNames.stream().filter(name -> !leaving.contains(name)).toList();
  }

  private Optional<Quantity> compositeValue(
      Written.Entries map, Estimand.Variable variable, List<Estimand.Strategy> strategies) {
    boolean responder = variable instanceof Estimand.Variable.Responder;
    boolean composite = strategies.contains(Estimand.Strategy.COMPOSITE);
    boolean allRead = events.size() == eventNames.size() && map.complete() && strategiesRead(map);
    if (map.has("composite value")) {
      if (responder) {
        reading.problems.add(
            map.keyLocation("composite value"),
            "who has an event of a composite strategy is no responder; remove 'composite value'");
      } else if (!composite && allRead) {
        reading.problems.add(
            map.keyLocation("composite value"),
            "no event has the strategy 'composite'; give one that strategy, or remove 'composite"
                + " value'");
      }
    } else if (composite && !responder && allRead) {
      reading.problems.add(
          map.keyLocation("intercurrent events"),
          "a composite strategy needs 'composite value', what the variable is after the event,"
              + " for example 'composite value: 0'; or a 'responder'");
    }
    return reading.optional(map, "composite value", reading.parameters);
  }

  /** Whether all strategies could be read. */
  private static boolean strategiesRead(Written.Entries map) {
    return !map.has("intercurrent events")
        || map.map("intercurrent events")
            .map(
                own ->
                    own.entries().values().stream()
                        .noneMatch(entry -> entry.value() instanceof Written.Broken))
            .orElse(false);
  }

  private Estimand.Summary summary(Written.Entries map, Estimand.Variable variable) {
    Estimand.Summary summary =
        switch (map.text("summary", "difference")) {
          case "ratio" -> Estimand.Summary.RATIO;
          case "odds ratio" -> Estimand.Summary.ODDS_RATIO;
          default -> Estimand.Summary.DIFFERENCE;
        };
    if (summary != Estimand.Summary.DIFFERENCE
        && !(variable instanceof Estimand.Variable.Responder)
        && !map.has("responder")) {
      reading.problems.add(
          map.need("summary").location(),
          "'"
              + map.text("summary", "")
              + "' is for proportions; give a 'responder', or write 'summary: difference'");
    }
    return summary;
  }
}
