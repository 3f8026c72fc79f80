package org.silico.engine.reader;

import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Quantity;

/** Reads when patients are visited, how early or late they come, and what they miss. */
final class VisitsReader {
  static final Shape SHAPE = list(duration(Range.POSITIVE), 1, 60, "[1 week, 2 weeks, 4 weeks]");

  static final Shape DEVIATION =
      fields(
          "the visit deviation",
          required("sd", duration(Range.NOT_NEGATIVE), "of the normal deviation", "1 day"),
          required("window", duration(Range.NOT_NEGATIVE), "largest deviation", "3 days"));

  private final Reading reading;

  VisitsReader(Reading reading) {
    this.reading = reading;
  }

  /**
   * @param map of the endpoint
   * @param names that the probability of a missed visit may use
   */
  Course.Schedule read(Written.Entries map, List<String> arms, Names names) {
    List<Quantity> days =
        map.items("visits").stream()
            .map(item -> reading.quantity(item, reading.parameters))
            .toList();
    for (int i = 1; i < days.size(); i++) {
      Quantity before = days.get(i - 1);
      Quantity day = days.get(i);
      reading.checks.add(
          day.location(),
          List.of(before, day),
          (parameters, where) ->
              day.formula().value(parameters) > before.formula().value(parameters)
                  ? null
                  : "the visit at "
                      + day.time(parameters)
                      + " is not after the one before it, at "
                      + before.time(parameters)
                      + where
                      + "; list visits in the order of time");
    }
    Optional<Written.Entries> deviation = map.map("visit deviation");
    Optional<Quantity> window =
        deviation.map(own -> reading.quantity(own, "window", reading.parameters));
    window.ifPresent(own -> fits(own, days));
    return new Course.Schedule(
        days,
        deviation.map(own -> reading.quantity(own, "sd", reading.parameters)),
        window,
        reading.byArm(map, "missed visits", arms, names));
  }

  /** Adds the check that visits keep their order whatever the deviations. */
  private void fits(Quantity window, List<Quantity> days) {
    List<Quantity> all = new ArrayList<>(days);
    all.add(window);
    reading.checks.add(
        window.location(),
        all,
        (parameters, where) -> {
          double width = window.formula().value(parameters);
          double before = 0;
          double gap = Double.POSITIVE_INFINITY;
          for (int i = 0; i < days.size(); i++) {
            double day = days.get(i).formula().value(parameters);
            gap = i == 0 ? gap : Math.min(gap, day - before);
            before = day;
          }
          double first = days.isEmpty() ? width : days.get(0).formula().value(parameters);
          if (gap <= 0 || width < gap / 2 && width <= first) {
            return null;
          }
          return "the window is "
              + window.time(parameters)
              + where
              + "; it must be "
              + (width > first
                  ? "at most the time of the first visit, " + window.shown(first, false)
                  : "below half the least time between visits, " + window.shown(gap / 2, false));
        });
  }
}
