package org.silico.jobs.output;

import java.util.List;

/**
 * The part of a run that is one Spark job and becomes part of the output all at once.
 *
 * @param number from 0, in the order of the run
 * @param partitions one task each; what a partition holds shows in the files, so it must follow
 *     from the plan and not from the number of cores
 */
public record Wave(int number, List<Range> partitions) {

  public Wave {
    partitions = List.copyOf(partitions);
    if (number < 0 || partitions.isEmpty()) {
      throw new IllegalArgumentException("wave " + number + " of " + partitions.size() + " ranges");
    }
  }

  /** Of its Spark job, by which it can be cancelled. */
  public String tag() {
    return "silico-wave-" + number;
  }
}
