package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.dataset.KeptRows;
import org.silico.engine.evaluation.Metrics;

/** Events of the whole trial beside those of its analyses. */
class TrialEventsTest {
  private static final Set<String> TABLES = Set.of("TRIALS", "ANALYSES", "ADTTE", "ADQS");

  private static KeptRows rows(Plans.Trial trial, int trials) throws Exception {
    KeptRows rows = new KeptRows();
    List<String> names =
        trial.plan().questions().analyses().stream().map(a -> a.analysis().name()).toList();
    new TrialRunner(
            trial.plan(),
            new Metrics(names, new double[names.size()]),
            trial.datasets(TABLES, rows))
        .run(0, trials);
    return rows;
  }

  private static double sum(KeptRows rows, String table, Object trial, String code, String column) {
    return rows.of(table).stream()
        .filter(r -> r.get("SIMREP").equals(trial) && r.get("PARAMCD").equals(code))
        .mapToDouble(r -> ((Number) r.get(column)).doubleValue())
        .sum();
  }

  /** Three arms and a cut at 100 events of one endpoint: each analysis has those of two arms. */
  @Test
  void eventsOfATrialAreThoseOfAllArms() throws Exception {
    Plans.Trial several =
        Plans.Trial.of(
            """
            arms: {c: {control: true}, low: {}, high: {}}
            enrolment: {patients: 180, rate: 30 per month}
            endpoints:
              OS: {type: time to event, median: 12 months}
              PFS: {type: time to event, median: 6 months}
              N: {type: count, distribution: poisson, rate: 2 per year, period: 1 year}
              Y: {type: continuous, visit: 1 month, mean: 0, sd: 1}
            dropout: {hazard: 0.01 per month}
            cut: {events: 100, endpoint: OS, at most: 18 months}
            analyses:
              low: {method: log-rank, treatment: low, endpoint: OS}
              high: {method: log-rank, treatment: high, endpoint: OS}
            """);
    KeptRows rows = rows(several, 40);
    int reached = 0;
    for (Map<String, Object> trial : rows.of("TRIALS")) {
      Object rep = trial.get("SIMREP");
      long os = (Long) trial.get("EVENTS_OS");
      reached += os == 100 ? 1 : 0;
      assertEquals(os == 100 ? "TARGET REACHED" : "LATEST TIME", trial.get("STOPREAS"));
      int patients = (Integer) trial.get("SUBJECTS");
      assertEquals(patients - sum(rows, "ADTTE", rep, "OS", "CNSR"), os);
      assertEquals(
          patients - sum(rows, "ADTTE", rep, "PFS", "CNSR"),
          (double) (Long) trial.get("EVENTS_PFS"));
      assertEquals(sum(rows, "ADQS", rep, "N", "AVAL"), (double) (Long) trial.get("EVENTS_N"));
      assertTrue(!trial.containsKey("EVENTS_Y"));
      assertTrue(sum(rows, "ANALYSES", rep, "OS", "EVTREAT") < os);
    }
    assertTrue(reached > 5 && reached < 35, reached + " of 40");
  }

  /** 50 patients with about 5e7 and 3e7 events each: more than 32 bits hold. */
  @Test
  void countsAreAddedWithoutOverflow() throws Exception {
    Plans.Trial huge =
        Plans.Trial.of(
            Plans.TWO_ARMS
                + """
            enrolment: {patients: 100}
            endpoints:
              P: {type: count, distribution: poisson, rate: {control: 5e7 per year, active: 3e7 per year}, period: 1 year}
              H: {type: count, distribution: poisson, rate: 4e9 per year, period: 1 year}
            analyses:
              po: {method: poisson, endpoint: P}
              huge: {method: poisson, endpoint: H}
            """);
    KeptRows rows = rows(huge, 3);
    for (Map<String, Object> analysis : rows.of("ANALYSES")) {
      long treated = (Long) analysis.get("EVTREAT");
      long control = (Long) analysis.get("EVCONTRL");
      Object rep = analysis.get("SIMREP");
      String code = (String) analysis.get("PARAMCD");
      assertEquals(sum(rows, "ADQS", rep, code, "AVAL"), (double) (treated + control));
      assertTrue(control > Integer.MAX_VALUE);
      assertTrue(code.equals("P") || control > 100_000_000_000L);
      for (Map<String, Object> trial : rows.of("TRIALS")) {
        if (trial.get("SIMREP").equals(rep)) {
          assertEquals(treated + control, trial.get("EVENTS_" + code));
        }
      }
    }
    assertEquals(6, rows.of("ANALYSES").size());
  }
}
