package org.silico.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.simulation.TrialRunner;

/** Rows of one trial against what its tables say of each other and of the trial. */
class PatientTablesTest {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: TABLES, title: Tables}
      population:
        covariates:
          AGE: {distribution: normal, mean: 60, sd: 10}
          SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}
          OLD: {formula: AGE > 65}
        eligibility: AGE >= 50
      arms: {placebo: {control: true}, low dose: {dose: 1}, low-dose: {dose: 1}}
      enrolment: {patients: 90, sites: {number: 3, rate: 2 per week}}
      randomisation: {method: permuted blocks, block size: 3}
      endpoints:
        CHG1:
          type: continuous
          visit: 6 weeks
          baseline: {mean: 50, sd: 10}
          change: -2 * ACTIVE
          sd: 5
        RESP: {type: binary, visit: 6 weeks, table: ADRS, probability: 40%}
        REL: {type: count, distribution: poisson, rate: 6 per year, period: 12 weeks}
        OS: {type: time to event, median: 30 weeks}
      dropout: {probability: 40%, by: 12 weeks}
      cut: {calendar time: 20 weeks}
      follow up: {duration: 12 weeks}
      analyses:
        a: {method: t test, endpoint: CHG1, treatment: low dose}
      simulation: {replicates: 1, seed: 11}
      """;

  private static final KeptRows TABLES = new KeptRows();

  private static Plans.Trial trial;
  private static TrialRunner runner;

  @BeforeAll
  static void runOneTrial() throws IOException {
    trial = Plans.Trial.of(ProtocolReader.read("tables.yaml", PROTOCOL), 0);
    Set<String> all = new HashSet<>(TableNames.PER_TRIAL);
    trial.patientTables().forEach(t -> all.add(t.name()));
    assertEquals(Set.of("ADSL", "ADQS", "ADRS", "ADTTE", "TRUTH", "TRIALS", "ANALYSES"), all);
    runner =
        new TrialRunner(
            trial.plan(),
            new Metrics(List.of("a"), new double[] {-2}),
            trial.datasets(all, TABLES));
    // the rows are flushed at the end of a range
    runner.run(4, 5);
  }

  @Test
  void everySubjectWhoEnteredHasOneRowInAdsl() {
    List<Map<String, Object>> adsl = TABLES.of("ADSL");
    assertEquals(runner.observation().enrolled(), adsl.size());
    assertTrue(adsl.size() > 60 && adsl.size() <= 90, "cut while patients enter: " + adsl.size());
    Set<Object> ids = new HashSet<>();
    for (int i = 0; i < adsl.size(); i++) {
      Map<String, Object> row = adsl.get(i);
      assertTrue(ids.add(row.get("USUBJID")));
      assertEquals("TABLES", row.get("STUDYID"));
      assertEquals("base", row.get("SCENARIO"));
      assertEquals(5, row.get("SIMREP"));
      assertEquals(
          trial.plan().arms().names().get((int) row.get("TRT01PN") - 1), row.get("TRT01P"));
      assertTrue(((String) row.get("SITEID")).matches("S0[123]"));
      double age = (double) row.get("AGE");
      assertTrue(age >= 50);
      assertEquals(age > 65 ? "Y" : "N", row.get("OLD"));
      assertTrue(Set.of("F", "M").contains(row.get("SEX")));
      assertEquals(runner.data().entry()[i], row.get("ENTRYDY"));
      assertEquals(runner.data().screenFailures()[i], row.get("SCRNFAIL"));
    }
    assertEquals("TABLES-0001", adsl.get(0).get("USUBJID"));
  }

  @Test
  void endOfStudyStatusFollowsFromTheTrueDropoutAndTheCut() {
    Map<Object, Map<String, Object>> truth = TABLES.bySubject("TRUTH");
    int discontinued = 0;
    for (Map<String, Object> row : TABLES.of("ADSL")) {
      Object dropout = truth.get(row.get("USUBJID")).get("DROPDY");
      double left = dropout == null ? Double.POSITIVE_INFINITY : (double) dropout;
      double toCut = 140 - (double) row.get("ENTRYDY");
      double seen = Math.min(left, Math.min(84, toCut));
      assertEquals(seen, (double) row.get("EOSDY"), 1e-9);
      String status =
          left <= Math.min(84, toCut) ? "DISCONTINUED" : toCut >= 84 ? "COMPLETED" : "ONGOING";
      // the time to death of survivors of 12 weeks stays open, so nobody is complete before
      assertEquals(status, row.get("EOSSTT"));
      discontinued += status.equals("DISCONTINUED") ? 1 : 0;
    }
    assertEquals(discontinued, TABLES.of("TRIALS").get(0).get("DROPOUTS"));
    assertTrue(discontinued > 5);
  }

  @Test
  void aMissingVisitKeepsNoRowAndChangeIsValueMinusBaseline() {
    Map<Object, Map<String, Object>> adsl = TABLES.bySubject("ADSL");
    Map<Object, Map<String, Object>> truth = TABLES.bySubject("TRUTH");
    Set<Object> seen = new HashSet<>();
    for (Map<String, Object> row : TABLES.of("ADQS")) {
      if (!row.get("PARAMCD").equals("CHG1")) {
        continue;
      }
      seen.add(row.get("USUBJID"));
      assertEquals("WEEK 6", row.get("AVISIT"));
      assertEquals(42.0, row.get("ADY"));
      assertEquals((double) row.get("AVAL") - (double) row.get("BASE"), row.get("CHG"));
      assertEquals(
          factual(truth.get(row.get("USUBJID")), adsl.get(row.get("USUBJID")), "CHG1"),
          row.get("AVAL"));
    }
    for (Map<String, Object> row : TABLES.of("ADSL")) {
      assertEquals((double) row.get("EOSDY") >= 42, seen.contains(row.get("USUBJID")));
    }
    assertFalse(seen.isEmpty());
    TABLES.of("ADRS").forEach(r -> assertTrue(Set.of(0.0, 1.0).contains(r.get("AVAL"))));
    assertEquals(seen.size(), TABLES.of("ADRS").size());
  }

  @Test
  void countsCarryTheirExposure() {
    Map<Object, Map<String, Object>> adsl = TABLES.bySubject("ADSL");
    int rows = 0;
    for (Map<String, Object> row : TABLES.of("ADQS")) {
      if (row.get("PARAMCD").equals("REL")) {
        rows++;
        assertEquals(adsl.get(row.get("USUBJID")).get("EOSDY"), row.get("EXPDUR"));
        assertEquals(null, row.get("BASE"));
      } else {
        assertEquals(null, row.get("EXPDUR"));
      }
    }
    assertEquals(adsl.size(), rows);
  }

  @Test
  void timesToEventAreThoseOfTheTruthUntilCensored() {
    Map<Object, Map<String, Object>> adsl = TABLES.bySubject("ADSL");
    Map<Object, Map<String, Object>> truth = TABLES.bySubject("TRUTH");
    int events = 0;
    for (Map<String, Object> row : TABLES.of("ADTTE")) {
      Map<String, Object> subject = adsl.get(row.get("USUBJID"));
      double time = (double) factual(truth.get(row.get("USUBJID")), subject, "OS");
      double seen = (double) subject.get("EOSDY");
      if (time <= seen) {
        events++;
        assertEquals(0, row.get("CNSR"));
        assertEquals(time, row.get("AVAL"));
        assertEquals(null, row.get("CNSDTDSC"));
      } else {
        assertEquals(1, row.get("CNSR"));
        assertEquals(seen, row.get("AVAL"));
        String why =
            switch ((String) subject.get("EOSSTT")) {
              case "DISCONTINUED" -> "LOST TO FOLLOW-UP";
              case "COMPLETED" -> "COMPLETED FOLLOW-UP";
              default -> "DATA CUT";
            };
        assertEquals(why, row.get("CNSDTDSC"));
      }
    }
    assertEquals(adsl.size(), TABLES.of("ADTTE").size());
    assertTrue(events > 5);
  }

  /** The column of TRUTH for the arm that the subject was given; two arms' names are alike. */
  private static Object factual(
      Map<String, Object> truth, Map<String, Object> subject, String endpoint) {
    return truth.get(
        endpoint
            + switch ((int) subject.get("TRT01PN")) {
              case 1 -> "_placebo";
              case 2 -> "_low_dose";
              default -> "_low_dose_2";
            });
  }
}
