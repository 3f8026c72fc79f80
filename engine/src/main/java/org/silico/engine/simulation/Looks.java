package org.silico.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.trial.DataCut;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialState;

/**
 * The course of a trial over its looks: simulate up to the look, cut the data, analyse, decide, go
 * on. It is the same for trials that are simulated whole and for those in blocks.
 *
 * <p>A look that is not the last is held only where its data are cut before those of the last look
 * and after those of the one before it: a target that is reached too late, or never, or two that
 * are reached at once, make one look fewer. A decision is taken from the results of all looks and
 * all analyses so far; see {@link Decisions}.
 */
public final class Looks {
  private final TrialPlan plan;
  private final Decisions decisions;
  private final StagewiseEnd stagewise;

  public Looks(TrialPlan plan, Decisions decisions) {
    this.plan = plan;
    this.decisions = decisions;
    this.stagewise = StagewiseEnd.of(plan);
  }

  /** A trial of which data can be had, whole or in blocks. */
  public interface Data {
    /**
     * When the data are cut for a look, if the trial goes on as its state says; infinite for one
     * before the last that is never reached.
     *
     * @param look from 0
     * @throws SimulationException when the trial cannot be simulated, or the cut of its last look
     *     may never come
     */
    DataCut.Time cut(int look, TrialState state);

    /**
     * What a look sees.
     *
     * @param before what the looks saw that were held before
     */
    LookOutcome analyse(int look, List<LookOutcome> before, DataCut.Time cut, TrialState state);
  }

  /**
   * Runs a trial.
   *
   * @throws SimulationException when it cannot be simulated, or the cut of its last look may never
   *     come
   */
  public TrialOutcome run(long trial, Data data) {
    int last = plan.conduct().looks().size() - 1;
    TrialState state = TrialState.start(plan);
    List<LookOutcome> held = new ArrayList<>();
    double before = 0;
    for (int look = 0; look < last; look++) {
      DataCut.Time cut = data.cut(look, state);
      if (!(cut.days() > before) || !(cut.days() < data.cut(last, state).days())) {
        continue;
      }
      before = cut.days();
      held.add(data.analyse(look, List.copyOf(held), cut, state));
      Decisions.Decision decision = decisions.after(List.copyOf(held), state);
      if (decision.stop() != null) {
        return outcome(trial, held, decision.stop());
      }
      state = decision.state();
    }
    held.add(data.analyse(last, List.copyOf(held), data.cut(last, state), state));
    return outcome(trial, held, null);
  }

  private TrialOutcome outcome(long trial, List<LookOutcome> held, TrialOutcome.Stop stop) {
    return new TrialOutcome(
        trial,
        plan.questions().analyses().size(),
        held,
        stop,
        stagewise == null ? null : stagewise.of(held));
  }
}
