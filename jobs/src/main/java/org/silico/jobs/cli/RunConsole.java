package org.silico.jobs.cli;

import java.io.PrintWriter;
import org.silico.engine.protocol.Protocol;
import org.silico.jobs.output.RunOutput;
import org.silico.jobs.run.CheckedProtocol;
import org.silico.jobs.run.RunListener;

/** Shows a person how a run goes, and what becomes of it by Ctrl-C. */
final class RunConsole implements RunListener, AutoCloseable {
  private final ProtocolFile file;
  private final PrintWriter err;
  private Interruption interruption;
  private Progress progress;
  private String study;

  RunConsole(ProtocolFile file, PrintWriter err) {
    this.file = file;
    this.err = err;
  }

  @Override
  public void checked(CheckedProtocol checked) {
    file.warn(checked, err);
    interruption = Interruption.watch();
  }

  @Override
  public void writes(RunOutput output) {
    interruption.writes(output);
  }

  @Override
  public void begins(Protocol protocol, long trials, long before) {
    study = protocol.study().id();
    progress = Progress.start(study, trials);
    if (before > 0) {
      progress.alreadyDone(before);
    }
  }

  @Override
  public void trueValues(long scenarios) {
    System.err.printf(
        "%s: first the true values of %d scenario%s, from potential outcomes%n",
        study, scenarios, scenarios == 1 ? "" : "s");
  }

  @Override
  public void trials(long done) {
    progress.advance(done);
  }

  @Override
  public void allTrials(long trials) {
    progress.expect(trials);
  }

  @Override
  public void ends() {
    progress.close();
  }

  @Override
  public void note(String line) {
    err.println("silico: " + line);
  }

  /** Whether the process is on its way out. */
  boolean interrupted() {
    return interruption != null && interruption.happened();
  }

  /** The run is over. */
  @Override
  public void close() {
    if (interruption != null) {
      interruption.ended();
    }
  }
}
