package org.silico.engine.plan;

import java.util.List;
import org.silico.engine.language.Location;

/** When the data are cut, in days from the opening of enrolment. */
public sealed interface CutPlan {

  /** When the last patient has completed follow-up. */
  record FullFollowUp() implements CutPlan {}

  record Calendar(double time) implements CutPlan {}

  /**
   * When a number of events, or of patients at a visit, has come.
   *
   * @param endpoint its position
   * @param visit that patients come to, from 0; -1 to count events
   * @param latest positive infinity when there is none
   * @param location of the number in the protocol
   */
  record Events(int endpoint, int visit, int number, double latest, Location location)
      implements CutPlan {

    /** What is counted, in words. */
    public String counted() {
      return visit < 0 ? "events" : "patients at the last visit";
    }
  }

  /**
   * A time after a patient has entered.
   *
   * @param patient who, from 1; where fewer enter, the last of them
   */
  record MinimumFollowUp(double time, int patient) implements CutPlan {}

  /**
   * At the last or the first of several.
   *
   * @param later whether at the last
   */
  record Combined(boolean later, List<CutPlan> parts) implements CutPlan {
    public Combined {
      parts = List.copyOf(parts);
    }
  }

  /** The latest time at which it can be; positive infinity when it may be at any. */
  default double latestTime() {
    if (this instanceof Calendar c) {
      return c.time;
    } else if (this instanceof Events e) {
      return e.latest;
    } else if (this instanceof Combined c) {
      return c.parts.stream()
          .mapToDouble(CutPlan::latestTime)
          .reduce(c.later ? Math::max : Math::min)
          .orElseThrow();
    }
    return Double.POSITIVE_INFINITY;
  }
}
