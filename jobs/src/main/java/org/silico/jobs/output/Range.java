package org.silico.jobs.output;

import java.io.Serializable;

/**
 * Replicates of a scenario, simulated in one task.
 *
 * @param scenario its position among the scenarios
 * @param first the first replicate
 * @param end one after the last replicate
 */
public record Range(int scenario, long first, long end) implements Serializable {

  public Range {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException("no range: " + first + " to " + end);
    }
  }
}
