package org.silico.jobs.run;

/** Which trials of every scenario are run; a trial is the same whichever run it is in. */
public sealed interface Replicates {

  /** As many as the protocol says, from the first on. */
  record Planned() implements Replicates {}

  /**
   * Those from one to another. Disjoint ranges are independent.
   *
   * @param first from 0; SIMREP in the tables is one more
   * @param end one after the last
   */
  record Range(long first, long end) implements Replicates {
    public Range {
      if (first < 0 || end <= first || end > MOST) {
        throw new IllegalArgumentException(
            "replicates " + first + " to " + end + "; must be a range within 0 to " + MOST);
      }
    }
  }

  /**
   * From the first on, until the Monte-Carlo standard error of power is small enough in every
   * scenario.
   *
   * @param mcse between 0 and 0.5
   * @param most replicates that there may be
   */
  record UntilPrecise(double mcse, long most) implements Replicates {
    public UntilPrecise {
      if (!(mcse > 0 && mcse < 0.5)) {
        throw new IllegalArgumentException("mcse " + mcse + "; must be between 0 and 0.5");
      }
      if (most < 1 || most > MOST) {
        throw new IllegalArgumentException("at most " + most + "; must be from 1 to " + MOST);
      }
    }

    public UntilPrecise(double mcse) {
      this(mcse, 100_000_000L);
    }
  }

  /** Replicates of a scenario that there may be. */
  long MOST = 1_000_000_000L;
}
