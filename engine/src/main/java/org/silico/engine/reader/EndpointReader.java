package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.formula.Symbol;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Hazard;
import org.silico.engine.protocol.Quantity;

/** Reads {@code endpoints}, of the shapes in {@link EndpointShapes}. */
final class EndpointReader {
  /** Tables with a shape of their own. */
  private static final Set<String> OTHER_TABLES = Set.of("ADSL", "ADTTE", "ADAE");

  private final Reading reading;
  private final List<String> arms;
  private final Names beforeTreatment;
  private final Names names;
  private final LongitudinalReader longitudinal;
  private final Map<String, CourseNames> courses = new HashMap<>();
  private int nextColumn;

  /**
   * @param known what formulas may use
   * @param longitudinal reads longitudinal endpoints
   */
  EndpointReader(
      Reading reading,
      List<String> arms,
      CourseNames.Known known,
      LongitudinalReader longitudinal) {
    this.reading = reading;
    this.arms = arms;
    this.beforeTreatment = known.patients();
    this.names = known.treated();
    this.longitudinal = longitudinal;
    this.nextColumn = known.firstEvent() + known.events().size();
  }

  /** What formulas of the longitudinal endpoints that were read may use, by their names. */
  Map<String, CourseNames> courses() {
    return courses;
  }

  /** The endpoint, or null when its type cannot be read. */
  Endpoint read(String name, Written written) {
    if (!(written instanceof Written.Entries map)) {
      return null;
    }
    String label = map.prose("label", name);
    String table = map.text("table", "ADQS").strip();
    if (OTHER_TABLES.contains(table)) {
      reading.problems.add(
          map.need("table").location(),
          table + " has a layout of its own; choose another table, for example ADQS or ADLB");
    }
    return switch (map.text("type", "")) {
      case "continuous" -> continuous(name, label, table, map);
      case "binary" ->
          new Endpoint.Binary(
              name,
              label,
              table,
              reading.quantity(map, "visit", reading.parameters),
              reading.byArm(map.need("probability"), arms, names),
              map.text("dropouts", "missing").equals("failures"),
              map.location());
      case "count" ->
          new Endpoint.Count(
              name,
              label,
              table,
              reading.quantity(map, "period", reading.parameters),
              reading.byArm(map.need("rate"), arms, names),
              reading.byArm(map, "dispersion", arms, names),
              map.location());
      case "ordinal" -> ordinal(name, label, table, map);
      case "longitudinal" -> longitudinal(name, label, table, map);
      case "time to event" -> timeToEvent(name, label, map);
      default -> null;
    };
  }

  private Endpoint longitudinal(String name, String label, String table, Written.Entries map) {
    LongitudinalReader.Read read = longitudinal.read(name, label, table, map, nextColumn);
    if (read == null) {
      return null;
    }
    nextColumn += 2 + read.endpoint().effects().size();
    courses.put(name, read.names());
    return read.endpoint();
  }

  /** A baseline whose formulas may use what is known of a patient at entry. */
  static Endpoint.Baseline baseline(Written.Entries map, Names beforeTreatment, Reading reading) {
    return new Endpoint.Baseline(
        reading.quantity(map, "mean", beforeTreatment),
        reading.quantity(map, "sd", beforeTreatment));
  }

  private Endpoint continuous(String name, String label, String table, Written.Entries map) {
    Names own = names.inner();
    Optional<Endpoint.Baseline> baseline = Optional.empty();
    if (map.has("baseline")) {
      own.add("BASE", new Symbol.Column(nextColumn++, Type.number()));
      baseline =
          map.map("baseline")
              .map(base -> baseline(base, beforeTreatment, reading))
              .or(() -> Optional.of(new Endpoint.Baseline(Reading.broken(), Reading.broken())));
    }
    boolean change = map.has("change");
    return new Endpoint.Continuous(
        name,
        label,
        table,
        reading.quantity(map, "visit", reading.parameters),
        baseline,
        change,
        reading.byArm(map.need(change ? "change" : "mean"), arms, own),
        reading.byArm(map.need("sd"), arms, own),
        map.location());
  }

  private Endpoint ordinal(String name, String label, String table, Written.Entries map) {
    List<String> categories = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    boolean whole = true;
    for (Written item : map.items("categories")) {
      if (item instanceof Written.Scalar scalar) {
        if (!seen.add(scalar.text())) {
          reading.problems.add(
              scalar.location(), "a second category '" + Quoting.shown(scalar.text()) + "'");
        }
        categories.add(scalar.text());
      } else {
        whole = false;
      }
    }
    List<Written> lists =
        map.need("probabilities") instanceof Written.Entries byArm
            ? reading.everyArm(byArm, arms)
            : List.of(map.need("probabilities"));
    List<List<Quantity>> probabilities = new ArrayList<>();
    for (Written list : lists) {
      if (list instanceof Written.Items items) {
        List<Quantity> cells =
            items.items().stream().map(cell -> reading.quantity(cell, names)).toList();
        if (whole && !categories.isEmpty() && cells.size() != categories.size()) {
          reading.problems.add(
              items.location(),
              cells.size()
                  + " probabilities for "
                  + categories.size()
                  + " categories; give one for each of "
                  + Quoting.list(categories));
        } else {
          CovariateReader.sumToOne(items.location(), cells, reading);
        }
        probabilities.add(cells);
      }
    }
    return new Endpoint.Ordinal(
        name,
        label,
        table,
        reading.quantity(map, "visit", reading.parameters),
        List.copyOf(categories),
        List.copyOf(probabilities),
        reading.byArm(map, "odds ratio", arms, names),
        map.location());
  }

  private Endpoint timeToEvent(String name, String label, Written.Entries map) {
    HazardReader hazards = new HazardReader(reading, arms, names);
    List<Hazard.Piece> ratio = List.of();
    if (map.get("hazard ratio").isPresent()) {
      ratio =
          map.need("hazard ratio") instanceof Written.Items items
              ? hazards.pieces(items.items(), "ratio")
              : List.of(
                  new Hazard.Piece(
                      Reading.standard("0 days", map.location()),
                      reading.byArm(map.need("hazard ratio"), arms, names)));
    }
    return new Endpoint.TimeToEvent(
        name,
        label,
        "ADTTE",
        hazards.read(map),
        ratio,
        reading.byArm(map, "cure fraction", arms, names),
        map.location());
  }
}
