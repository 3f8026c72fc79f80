package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.Hazard;
import org.silico.engine.protocol.Quantity;

/** Reads the law of a time to something, of the shapes in {@link HazardShapes}. */
final class HazardReader {
  private static final String NONE = "0";

  private final Reading reading;
  private final List<String> arms;
  private final Names names;

  /**
   * @param names that the quantities by arm may use
   */
  HazardReader(Reading reading, List<String> arms, Names names) {
    this.reading = reading;
    this.arms = arms;
    this.names = names;
  }

  Hazard read(Written.Entries map) {
    Optional<Quantity> by = reading.optional(map, "by", reading.parameters);
    Hazard law =
        switch (map.text("distribution", "exponential")) {
          case "weibull" -> weibull(map, by);
          case "piecewise exponential" ->
              new Hazard.Piecewise(pieces(map.items("hazard"), "hazard"));
          default -> exponential(map, by);
        };
    return until(map, by, reading).<Hazard>map(end -> new Hazard.Until(law, end)).orElse(law);
  }

  /**
   * When a hazard ends.
   *
   * @param by the time up to which its probability is given, before which it may not end
   */
  static Optional<Quantity> until(Written.Entries map, Optional<Quantity> by, Reading reading) {
    Optional<Quantity> until = reading.optional(map, "until", reading.parameters);
    if (until.isPresent() && by.isPresent()) {
      Quantity end = until.get();
      Quantity at = by.get();
      reading.checks.add(
          end.location(),
          List.of(end, at),
          (parameters, where) ->
              end.formula().value(parameters) >= at.formula().value(parameters)
                  ? null
                  : "'until' is "
                      + end.text()
                      + where
                      + "; it must not be before 'by', "
                      + at.text()
                      + ", up to which the probability is");
    }
    return until;
  }

  private Hazard exponential(Written.Entries map, Optional<Quantity> time) {
    if (map.has("hazard")) {
      return new Hazard.Exponential(byArms(map, "hazard"));
    }
    if (map.has("probability")) {
      Quantity by = time.orElse(Reading.broken());
      return new Hazard.Exponential(
          each(
              byArms(map, "probability"),
              p ->
                  reading.derived(
                      "log(1 / (1 - (" + p.text() + "))) / (" + by.text() + ")",
                      Type.rate(),
                      names,
                      p,
                      by)));
    }
    Median median = median(map);
    List<Quantity> hazards = new ArrayList<>();
    for (int arm = 0; arm < count(median.time(), median.cured()); arm++) {
      Quantity m = median.time().of(arm);
      Quantity c = median.cured().of(arm);
      hazards.add(
          reading.derived(
              median.exponent(arm) + " / (" + m.text() + ")", Type.rate(), names, m, c));
    }
    return new Hazard.Exponential(new ByArm(List.copyOf(hazards)));
  }

  private Hazard weibull(Written.Entries map, Optional<Quantity> time) {
    ByArm shape = byArms(map, "shape");
    if (map.has("scale")) {
      return new Hazard.Weibull(shape, byArms(map, "scale"));
    }
    if (map.has("probability")) {
      return new Hazard.Weibull(
          shape,
          scale(
              byArms(map, "probability"),
              shape,
              p -> "log(1 / (1 - (" + p + ")))",
              time.orElse(Reading.broken())));
    }
    Median median = median(map);
    List<Quantity> scales = new ArrayList<>();
    for (int arm = 0; arm < count(median.time(), median.cured(), shape); arm++) {
      Quantity m = median.time().of(arm);
      Quantity c = median.cured().of(arm);
      Quantity k = shape.of(arm);
      scales.add(
          reading.derived(
              "(" + m.text() + ") / (" + median.exponent(arm) + ") ^ (1 / (" + k.text() + "))",
              Type.duration(),
              names,
              m,
              c,
              k));
    }
    return new Hazard.Weibull(shape, new ByArm(List.copyOf(scales)));
  }

  /**
   * A median time.
   *
   * @param cured fraction of those whose median it is who never have the event, by arm
   */
  private record Median(ByArm time, ByArm cured) {
    /**
     * The cumulative hazard at the median as a formula: exp(-H) = (1/2 - c)/(1 - c) of those not
     * cured.
     */
    String exponent(int arm) {
      String c = cured.of(arm).text();
      return c.equals(NONE) ? "log(2)" : "log((1 - (" + c + ")) / (0.5 - (" + c + ")))";
    }
  }

  /** Of those who are not cured, or of all. */
  private Median median(Written.Entries map) {
    if (!map.has("median of all")) {
      return new Median(
          byArms(map, "median"), new ByArm(List.of(Reading.standard(NONE, map.location()))));
    }
    ByArm cured = byArms(map, "cure fraction");
    for (Quantity c : cured.arms()) {
      reading.checks.add(
          c.location(),
          List.of(c),
          (parameters, where) ->
              c.formula().value(parameters) >= 0.5
                  ? "cure fraction is "
                      + c.text()
                      + where
                      + "; with 'median of all' it must be below 0.5, as half of all patients never"
                      + " have the event otherwise"
                  : null);
    }
    return new Median(byArms(map, "median of all"), cured);
  }

  /** The scale at which the cumulative hazard at a time is as given. */
  private ByArm scale(
      ByArm probability,
      ByArm shape,
      java.util.function.UnaryOperator<String> cumulativeHazard,
      Quantity by) {
    List<Quantity> scales = new ArrayList<>();
    for (int arm = 0; arm < count(probability, shape); arm++) {
      Quantity p = probability.of(arm);
      Quantity k = shape.of(arm);
      scales.add(
          reading.derived(
              "("
                  + by.text()
                  + ") / ("
                  + cumulativeHazard.apply(p.text())
                  + ") ^ (1 / ("
                  + k.text()
                  + "))",
              Type.duration(),
              names,
              p,
              k,
              by));
    }
    return new ByArm(List.copyOf(scales));
  }

  private int count(ByArm... quantities) {
    return Arrays.stream(quantities).allMatch(ByArm::common) ? 1 : arms.size();
  }

  private static ByArm each(ByArm quantities, java.util.function.UnaryOperator<Quantity> f) {
    return new ByArm(quantities.arms().stream().map(f).toList());
  }

  private ByArm byArms(Written.Entries map, String key) {
    return reading.byArm(map.need(key), arms, names);
  }

  /** Values that hold from a time on. */
  List<Hazard.Piece> pieces(List<Written> items, String key) {
    List<Hazard.Piece> pieces = new ArrayList<>();
    for (Written item : items) {
      if (item instanceof Written.Entries piece) {
        pieces.add(
            new Hazard.Piece(
                reading.quantity(piece, "from", reading.parameters), byArms(piece, key)));
      }
    }
    ascending("piece", pieces.stream().map(Hazard.Piece::from).toList(), reading);
    return List.copyOf(pieces);
  }

  /**
   * Adds the checks that times begin at 0 and ascend.
   *
   * @param what begins at a time: "piece"
   */
  static void ascending(String what, List<Quantity> times, Reading reading) {
    for (int i = 0; i < times.size(); i++) {
      Quantity time = times.get(i);
      if (i == 0) {
        reading.checks.add(
            time.location(),
            List.of(time),
            (parameters, where) ->
                time.formula().value(parameters) > 0
                    ? "the first "
                        + what
                        + " begins at "
                        + time.time(parameters)
                        + where
                        + "; it must begin at 0"
                    : null);
      } else {
        Quantity before = times.get(i - 1);
        reading.checks.add(
            time.location(),
            List.of(before, time),
            (parameters, where) ->
                time.formula().value(parameters) > before.formula().value(parameters)
                    ? null
                    : "this "
                        + what
                        + " begins at "
                        + time.time(parameters)
                        + where
                        + "; it must begin after the one before it, "
                        + before.time(parameters));
      }
    }
  }
}
