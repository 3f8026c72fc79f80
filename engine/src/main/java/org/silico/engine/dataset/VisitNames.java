package org.silico.engine.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.silico.engine.plan.TrialPlan;

/** AVISIT of every endpoint and visit. */
public final class VisitNames {
  private static final String BASELINE = "BASELINE";

  private final List<String> texts = new ArrayList<>();

  /** By endpoint the code of its first visit after baseline. */
  private final int[] first;

  VisitNames(TrialPlan plan) {
    first = new int[plan.questions().endpoints().size()];
    texts.add(BASELINE);
    for (int e = 0; e < first.length; e++) {
      first[e] = texts.size();
      for (double day : plan.questions().endpoints().get(e).visitDays()) {
        texts.add(name(day));
      }
    }
  }

  /**
   * AVISIT and AVISITN of a table by visit.
   *
   * @param visit from 0; -1 for baseline
   */
  List<RowColumn> columns(IntSupplier endpoint, IntSupplier visit) {
    return List.of(
        RowColumn.text(
            "AVISIT",
            "Analysis Visit",
            PatientBlock.ASSIGNED,
            texts.toArray(String[]::new),
            i -> code(endpoint.getAsInt(), visit.getAsInt())),
        RowColumn.integer(
            "AVISITN", "Analysis Visit (N)", PatientBlock.ASSIGNED, i -> visit.getAsInt() + 1));
  }

  private int code(int endpoint, int visit) {
    return visit < 0 ? 0 : first[endpoint] + visit;
  }

  /** The name of a visit on a planned day, such as WEEK 8. */
  public static String name(double day) {
    double weeks = day / 7;
    return weeks == Math.rint(weeks) ? "WEEK " + (long) weeks : "DAY " + trimmed(day);
  }

  private static String trimmed(double x) {
    return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
  }
}
