package org.silico.jobs.cli;

import org.silico.engine.protocol.Printable;

/** Tells the person who interrupts a run, as by Ctrl-C, what is kept and how to go on. */
final class Interruption {
  private final Thread hook;
  private volatile boolean happened;

  private Interruption(String directory) {
    this.hook =
        new Thread(
            () -> {
              happened = true;
              System.err.println(
                  System.lineSeparator()
                      + "silico: interrupted; what is done is kept in "
                      + Printable.of(directory)
                      + ".incomplete, the same command with --resume goes on");
            });
  }

  /**
   * Watches from now on.
   *
   * @param directory where the run's output would go
   */
  static Interruption watch(String directory) {
    Interruption interruption = new Interruption(directory);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the process is on its way out. */
  boolean happened() {
    return happened;
  }

  /** Stops watching: the run ended by itself. */
  void ended() {
    if (!happened) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        happened = true; // it is being interrupted this moment
      }
    }
  }
}
