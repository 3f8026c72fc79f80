package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.List;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Quantity;

/** Times that must be visits of a longitudinal endpoint. */
final class Visits {
  /** In days. */
  private static final double SAME = 1e-9;

  private Visits() {}

  /** Adds the check that a time is one of the endpoint's visits. */
  static void oneOf(Quantity visit, Endpoint.Longitudinal endpoint, Reading reading) {
    List<Quantity> days = endpoint.schedule().days();
    List<Quantity> all = new ArrayList<>(days);
    all.add(visit);
    reading.checks.add(
        visit.location(),
        all,
        (parameters, where) -> {
          double time = visit.formula().value(parameters);
          for (Quantity day : days) {
            if (Math.abs(day.formula().value(parameters) - time) <= SAME) {
              return null;
            }
          }
          return visit.time(parameters)
              + " is no visit of "
              + endpoint.name()
              + where
              + "; its visits are at "
              + Quoting.list(days.stream().map(day -> day.time(parameters)).toList());
        });
  }

  /** Adds the check that a visit is before the visit analysed, which is the last unless given. */
  static void before(
      Quantity early, Quantity late, String key, Endpoint.Longitudinal endpoint, Reading reading) {
    reading.checks.add(
        early.location(),
        List.of(early, late),
        (parameters, where) ->
            early.formula().value(parameters) < late.formula().value(parameters) - SAME
                ? null
                : "'"
                    + key
                    + "' ends at "
                    + early.time(parameters)
                    + where
                    + "; it must be before the visit of "
                    + endpoint.name()
                    + " that is analysed, at "
                    + late.time(parameters));
  }

  /** Adds the check that two times are the same visit. */
  static void same(Location at, Quantity first, Quantity second, String problem, Reading reading) {
    reading.checks.add(
        at,
        List.of(first, second),
        (parameters, where) ->
            Math.abs(first.formula().value(parameters) - second.formula().value(parameters)) <= SAME
                ? null
                : problem
                    + where
                    + ": at "
                    + second.time(parameters)
                    + " and not at "
                    + first.time(parameters));
  }

  /** The last visit. */
  static Quantity last(Endpoint.Longitudinal endpoint) {
    List<Quantity> days = endpoint.schedule().days();
    return days.isEmpty() ? Reading.broken() : days.get(days.size() - 1);
  }
}
