package org.silico.jobs.run;

/**
 * What was asked for makes no sense for the protocol: a scenario, a parameter, a table, a master.
 */
public final class OptionException extends RunException {
  private static final long serialVersionUID = 1;

  /**
   * @param message begins with the option, as the command line spells it
   */
  OptionException(String message) {
    super(message, null);
  }
}
