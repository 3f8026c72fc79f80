package org.silico.jobs.run;

/** The cluster has lost all executors and has had none for too long. */
public final class ExecutorsLost extends RunException {
  private static final long serialVersionUID = 1;

  ExecutorsLost(String message) {
    super(message, null);
  }
}
