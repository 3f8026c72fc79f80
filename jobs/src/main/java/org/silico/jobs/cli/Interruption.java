package org.silico.jobs.cli;

import org.silico.engine.language.Printable;
import org.silico.jobs.output.RunOutput;

/** Tells the person who interrupts a run, as by Ctrl-C, what is kept and how to go on. */
final class Interruption {
  private final Thread hook = new Thread(this::tell);
  private volatile RunOutput output;
  private volatile boolean happened;

  private Interruption() {}

  /** Watches from now on. */
  static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** The run has begun to write. */
  void writes(RunOutput output) {
    this.output = output;
  }

  private void tell() {
    happened = true;
    String kept = output == null ? null : output.keptIn();
    String what;
    if (kept != null && !output.begun()) {
      what = "no part of the run was finished yet, the same command with --resume begins anew";
    } else if (kept != null) {
      what =
          "what is done is kept in "
              + Printable.of(kept)
              + ", the same command with --resume goes on";
    } else if (output != null) {
      what = "the run is complete";
    } else {
      what = "nothing was written";
    }
    System.err.println(System.lineSeparator() + "silico: interrupted; " + what);
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
