package org.silico.engine.protocol;

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
}
