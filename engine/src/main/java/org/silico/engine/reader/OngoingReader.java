package org.silico.engine.reader;

import java.util.Optional;
import org.silico.engine.language.Written;
import org.silico.engine.method.Taken;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Analysis.Missing;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.MethodUse;

/** Reads what becomes of patients whose visit is not due by the cut. */
record OngoingReader(Reading reading, Written.Entries map, Endpoint endpoint) {

  /** Whether they are analysed as if they had left. */
  boolean read(MethodUse method, Optional<Analysis.Target> target) {
    boolean included = map.text("ongoing", "excluded").equals("included");
    if (map.has("ongoing") && !fills(method, target)) {
      reading.problems.add(
          map.keyLocation("ongoing"),
          "'ongoing' is for analyses in which something stands for a value that was not seen, and"
              + " here nothing does; remove it");
    } else if (included) {
      reading.problems.warn(
          map.need("ongoing").location(),
          "patients whose visit is not due by the cut count as if they had left: unless all have"
              + " reached the visit, the result hangs on the time of the cut; with 'excluded' it"
              + " is of those who could have reached it");
    }
    return included;
  }

  /** Whether who has no value can be in the analysis. */
  private boolean fills(MethodUse method, Optional<Analysis.Target> target) {
    return method.method().taken() == Taken.ALL_VISITS_OF_ALL
        || target.map(t -> t.missing() != Missing.OBSERVED).orElse(false)
        || endpoint.dropoutsFail();
  }
}
