package org.silico.engine.simulation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.LookOutcome;

/**
 * What an analysis found at the looks that were held before one.
 *
 * @param looks from 0
 * @param results at them
 */
public record EarlierLooks(List<Integer> looks, List<AnalysisResult> results)
    implements Serializable {

  /** Of a first look. */
  public static final EarlierLooks NONE = new EarlierLooks(List.of(), List.of());

  public EarlierLooks {
    looks = List.copyOf(looks);
    results = List.copyOf(results);
  }

  /**
   * @param analysis its position
   */
  public static EarlierLooks of(List<LookOutcome> before, int analysis) {
    if (before.isEmpty()) {
      return NONE;
    }
    List<Integer> looks = new ArrayList<>(before.size());
    List<AnalysisResult> results = new ArrayList<>(before.size());
    for (LookOutcome held : before) {
      looks.add(held.look() - 1);
      results.add(held.results().get(analysis));
    }
    return new EarlierLooks(looks, results);
  }
}
