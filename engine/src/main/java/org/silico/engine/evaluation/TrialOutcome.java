package org.silico.engine.evaluation;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.silico.engine.trial.DataCut;

/**
 * How one trial went: what each look that was held saw. What is asked of the trial is of the last.
 *
 * @param trial the replicate, from 0
 * @param analyses how many there are at each look
 * @param looks in order; empty when the trial could not be simulated
 * @param stop why it ended with a look before the last; null when it did not
 * @param stagewise what the analysis that ends trials says at the end; null when it is not asked
 *     for, or the trial could not be simulated
 */
public record TrialOutcome(
    long trial, int analyses, List<LookOutcome> looks, Stop stop, StagewiseResult stagewise)
    implements Serializable {

  /** Why a trial ends before its last look. */
  public enum Stop {
    EFFICACY,
    HARM,
    FUTILITY
  }

  /** Of a trial that was not ended by what it saw. */
  public TrialOutcome(long trial, int analyses, List<LookOutcome> looks) {
    this(trial, analyses, looks, null, null);
  }

  public TrialOutcome {
    looks = List.copyOf(looks);
  }

  /** A trial that could not be simulated, with so many analyses. */
  public static TrialOutcome failed(long trial, int analyses) {
    return new TrialOutcome(trial, analyses, List.of());
  }

  /** Whether it could not be simulated. */
  public boolean failed() {
    return looks.isEmpty();
  }

  /** The look at which it ended; not of one that failed. */
  public LookOutcome last() {
    return looks.get(looks.size() - 1);
  }

  /** The number of that look, from 1; 0 when the trial failed. */
  public int look() {
    return failed() ? 0 : last().look();
  }

  /** Days from the opening of enrolment to the last data cut; NaN when it failed. */
  public double duration() {
    return failed() ? Double.NaN : last().days();
  }

  /** Why the data were cut at the last; null when it failed. */
  public DataCut.Reason cut() {
    return failed() ? null : last().cut();
  }

  /** Patients who entered; 0 when it failed, and so for what follows. */
  public int subjects() {
    return failed() ? 0 : last().subjects();
  }

  /** Of them, seen to leave. */
  public int dropouts() {
    return failed() ? 0 : last().dropouts();
  }

  /** Candidates refused. */
  public long screenFailures() {
    return failed() ? 0 : last().screenFailures();
  }

  /** Seen in all arms, by endpoint. */
  public List<Long> events() {
    return failed() ? List.of() : last().events();
  }

  /** One per analysis, at the last look. */
  public List<AnalysisResult> results() {
    return failed()
        ? Collections.nCopies(analyses, AnalysisResult.SIMULATION_FAILED)
        : last().results();
  }
}
