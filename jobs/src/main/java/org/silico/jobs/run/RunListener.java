package org.silico.jobs.run;

import org.silico.engine.protocol.Protocol;
import org.silico.jobs.output.RunOutput;

/**
 * Is told how a run goes; in this order, each at most once unless said otherwise. Calls come on the
 * thread of the run, those of {@link #trials} and {@link #note} on other ones too.
 */
public interface RunListener {
  RunListener SILENT = new RunListener() {};

  /** The protocol can be run; nothing is begun yet. */
  default void checked(CheckedProtocol protocol) {}

  /** An output is open; what of it is kept may be asked by any thread, at any time. */
  default void writes(RunOutput output) {}

  /**
   * The run begins.
   *
   * @param trials to be expected in all
   * @param before of them, done before a run that is resumed was interrupted
   */
  default void begins(Protocol protocol, long trials, long before) {}

  /** First come the true values of so many scenarios, which must be simulated. */
  default void trueValues(long scenarios) {}

  /** So many more trials were simulated; often. A thread of Spark's must not be held up. */
  default void trials(long done) {}

  /** All trials are simulated, and there were so many. */
  default void allTrials(long trials) {}

  /** The run is over, whatever became of it. Not told of a run that did not begin. */
  default void ends() {}

  /**
   * Something that a person should read, in a line; at any time, as often as there is something.
   */
  default void note(String line) {}
}
