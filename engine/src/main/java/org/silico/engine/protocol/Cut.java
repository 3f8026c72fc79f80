package org.silico.engine.protocol;

import java.util.List;
import java.util.Optional;

/** When the data are cut for a look. */
public sealed interface Cut {

  /** When the last patient has completed follow-up. */
  record FullFollowUp() implements Cut {}

  /** At a time from the opening of enrolment. */
  record Calendar(Quantity time) implements Cut {}

  /**
   * When a number of events of an endpoint has been seen, or of patients at its last visit.
   *
   * @param completers whether patients are counted
   * @param latest the cut if the number is not reached before; absent to wait until no more can
   *     come
   */
  record Events(String endpoint, boolean completers, Quantity number, Optional<Quantity> latest)
      implements Cut {}

  /**
   * When a share has come of what the last look counts.
   *
   * @param of what that counts
   */
  record Information(Quantity share, Events of) implements Cut {}

  /**
   * A time after a patient has entered.
   *
   * @param patients the number of that patient; absent for the last
   */
  record MinimumFollowUp(Quantity time, Optional<Quantity> patients) implements Cut {}

  /**
   * At the last or the first of several.
   *
   * @param later whether at the last
   * @param parts at least two, none of them combined
   */
  record Combined(boolean later, List<Cut> parts) implements Cut {}

  /** What is counted for it. */
  default List<Events> counted() {
    if (this instanceof Events events) {
      return List.of(events);
    } else if (this instanceof Information information) {
      return List.of(information.of);
    } else if (this instanceof Combined combined) {
      return combined.parts.stream().flatMap(part -> part.counted().stream()).toList();
    }
    return List.of();
  }
}
