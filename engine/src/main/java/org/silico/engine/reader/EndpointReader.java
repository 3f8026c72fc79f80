package org.silico.engine.reader;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Endpoint;

/** Reads {@code endpoints}: a reader for each type, with its shape beside it. */
final class EndpointReader {
  /** Tables with a shape of their own. */
  private static final Set<String> OTHER_TABLES = Set.of("ADSL", "ADTTE", "ADAE");

  private static final Shape.Text PARAMCD =
      new Shape.Text(
          "1 to 8 capitals and digits that begin with a letter, as in PARAMCD",
          "^[A-Z][A-Z0-9]{0,7}$");

  static final Shape SHAPE =
      new Shape.Names(PARAMCD, endpoint(), 1, 100, "{ADAS: {type: continuous}}");

  private final Reading reading;
  private final Context context;
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
    this.context = new Context(reading, arms, known.patients(), known.treated());
    this.longitudinal = longitudinal;
    this.nextColumn = known.firstEvent() + known.events().size();
  }

  /** What endpoints of all types say first. */
  record Head(String name, String label, String table, Written.Entries map) {}

  /**
   * What their formulas may use.
   *
   * @param beforeTreatment of what is known at entry
   * @param names with the arm
   */
  record Context(Reading reading, List<String> arms, Names beforeTreatment, Names names) {}

  private static Shape endpoint() {
    Map<String, Shape> types = new LinkedHashMap<>();
    types.put("continuous", ContinuousReader.shape());
    types.put("binary", BinaryReader.shape());
    types.put("count", CountReader.shape());
    types.put("ordinal", OrdinalReader.shape());
    types.put(
        "longitudinal",
        Shape.with(
            new Shape.Fields("a longitudinal endpoint", LongitudinalShapes.fieldsOf(), List.of()),
            List.of(
                EndpointFields.type("longitudinal"),
                EndpointFields.label(),
                EndpointFields.table())));
    types.put("time to event", TimeToEventReader.shape());
    return Shape.variants("an endpoint", "type", "what is observed", types);
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
    Head head = new Head(name, label, table, map);
    return switch (map.text("type", "")) {
      case "continuous" -> ContinuousReader.read(head, context, () -> nextColumn++);
      case "binary" -> BinaryReader.read(head, context);
      case "count" -> CountReader.read(head, context);
      case "ordinal" -> OrdinalReader.read(head, context);
      case "longitudinal" -> longitudinal(name, label, table, map);
      case "time to event" -> TimeToEventReader.read(head, context);
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
}
