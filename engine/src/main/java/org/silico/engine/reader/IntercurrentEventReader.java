package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Problems;
import org.silico.engine.language.Written;
import org.silico.engine.model.NoceboRates;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.Quantity;

/** Reads {@code intercurrent events}, of the shapes in {@link IntercurrentEventShapes}. */
final class IntercurrentEventReader {
  private final Reading reading;
  private final List<String> arms;
  private final EndpointChoice endpoints;
  private final Map<String, CourseNames> courses;

  /**
   * @param courses the names that longitudinal endpoints' formulas may use
   */
  IntercurrentEventReader(
      Reading reading,
      List<String> arms,
      EndpointChoice endpoints,
      Map<String, CourseNames> courses) {
    this.reading = reading;
    this.arms = arms;
    this.endpoints = endpoints;
    this.courses = courses;
  }

  /** The names of the events, before anything else of them is read. */
  static List<String> names(Written.Entries map, TakenNames taken, Problems problems) {
    map.entries().forEach((name, entry) -> taken.check(name, entry.key(), problems));
    return List.copyOf(map.entries().keySet());
  }

  List<IntercurrentEvent> read(Written.Entries map) {
    List<IntercurrentEvent> events = new ArrayList<>();
    int position = 0;
    for (Map.Entry<String, Written.Entry> entry : map.entries().entrySet()) {
      if (entry.getValue().value() instanceof Written.Entries own) {
        Optional<Endpoint.Longitudinal> endpoint =
            endpoints.longitudinal(own, "an event happens between the visits of an endpoint");
        if (endpoint.isPresent()) {
          IntercurrentEvent event = event(entry.getKey(), position, own, endpoint.get().name());
          if (!events.isEmpty() && events.get(0).endpoint() != event.endpoint()) {
            reading.problems.add(
                own.has("endpoint") ? own.need("endpoint").location() : own.key(),
                "all intercurrent events happen between the visits of one endpoint; those above"
                    + " are of another");
          }
          events.add(event);
        }
      }
      position++;
    }
    return List.copyOf(events);
  }

  private IntercurrentEvent event(String name, int position, Written.Entries map, String endpoint) {
    IntercurrentEvent.Kind kind =
        switch (map.text("type", "")) {
          case "study discontinuation" -> IntercurrentEvent.Kind.STUDY_DISCONTINUATION;
          case "treatment discontinuation" -> IntercurrentEvent.Kind.TREATMENT_DISCONTINUATION;
          case "rescue medication" -> IntercurrentEvent.Kind.RESCUE_MEDICATION;
          default -> IntercurrentEvent.Kind.ADVERSE_EVENT;
        };
    String label = map.prose("label", name);
    Names names = courses.get(endpoint).event(position, when(kind));
    Optional<Quantity> by = reading.optional(map, "by", reading.parameters);
    Optional<ByArm> probability =
        by.isPresent() ? Optional.empty() : reading.byArm(map, "probability", arms, names);
    Optional<ByArm> hazard =
        by.isPresent()
            ? Optional.of(byTime(map, by.get(), names))
            : reading.byArm(map, "hazard", arms, names);
    return new IntercurrentEvent(
        name,
        label,
        kind,
        endpoints.position(endpoint),
        map.prose(kind == IntercurrentEvent.Kind.ADVERSE_EVENT ? "term" : "reason", label),
        probability,
        hazard,
        until(map, by),
        map.location());
  }

  private Optional<Quantity> until(Written.Entries map, Optional<Quantity> by) {
    if (map.has("until") && map.has("probability") && by.isEmpty()) {
      reading.problems.add(
          map.keyLocation("until"),
          "'until' ends a hazard, and this probability is of each interval; write it as 'if TIME <"
              + " ... then ... else 0', or add 'by'");
      return Optional.empty();
    }
    return HazardReader.until(map, by, reading);
  }

  /** The event, after "'VALUE' is not known when "; null where it may depend on the value. */
  private static String when(IntercurrentEvent.Kind kind) {
    return switch (kind) {
      case STUDY_DISCONTINUATION -> null;
      case TREATMENT_DISCONTINUATION -> "a treatment is discontinued";
      case RESCUE_MEDICATION -> "rescue medication is taken";
      case ADVERSE_EVENT -> "an adverse event happens";
    };
  }

  /** The constant hazard at which the event has happened by a time with a probability. */
  private ByArm byTime(Written.Entries map, Quantity by, Names names) {
    if (map.has("hazard")) {
      reading.problems.add(
          map.keyLocation("by"),
          "'by' is the time of a probability; a hazard needs none: remove it, or write 'until' for"
              + " its end");
    }
    if (map.has("background")) {
      Quantity rate =
          map.text("background")
              .map(name -> Reading.standard(NoceboRates.background(name) + "%", map.location()))
              .orElse(Reading.broken());
      return new ByArm(List.of(hazard(rate, by, names)));
    }
    if (!map.has("probability")) {
      return new ByArm(List.of(Reading.broken()));
    }
    ByArm probability = reading.byArm(map.need("probability"), arms, names);
    List<Quantity> hazards = new ArrayList<>();
    for (Quantity p : probability.arms()) {
      reading.checks.add(
          p.location(),
          List.of(p),
          (parameters, where) ->
              p.formula().value(parameters) == 1
                  ? "probability is 1" + where + "; with 'by' it must be below 1"
                  : null);
      hazards.add(hazard(p, by, names));
    }
    return new ByArm(List.copyOf(hazards));
  }

  private Quantity hazard(Quantity probability, Quantity by, Names names) {
    return reading.derived(
        "log(1 / (1 - (" + probability.text() + "))) / (" + by.text() + ")",
        Type.rate(),
        names,
        probability,
        by);
  }
}
