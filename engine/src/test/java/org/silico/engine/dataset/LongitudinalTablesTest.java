package org.silico.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.simulation.TrialRunner;
import org.silico.engine.table.Table;

/**
 * Rows of one trial with visits and intercurrent events against what the protocol's own numbers
 * give for them, and what its tables say of each other.
 */
class LongitudinalTablesTest {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: VISITS}
      arms:
        placebo: {control: true}
        active: {dose: 10}
        delayed: {sequence: [{from: 0 weeks, dose: 0}, {from: 2 weeks, dose: 10}]}
      lead in: {duration: 1 week}
      enrolment: {patients: 150}
      randomisation: {method: permuted blocks, block size: 3}
      intercurrent events:
        NAUSEA: {type: adverse event, term: Feeling sick, endpoint: HAMD, by: 8 weeks, probability: {placebo: 10%, active: 60%, delayed: 30%}}
        RASH: {type: adverse event, endpoint: HAMD, hazard: 0.02 per week}
        STOP: {type: treatment discontinuation, endpoint: HAMD, probability: 15%}
        MORE: {type: rescue medication, endpoint: HAMD, probability: "if CHANGE > -1 then 40% else 0%"}
        LOE: {type: study discontinuation, endpoint: HAMD, probability: 6%, reason: LACK OF EFFICACY}
      endpoints:
        HAMD:
          type: longitudinal
          label: HAM-D
          visits: [1 week, 2 weeks, 30 days, 8 weeks]
          visit deviation: {sd: 1 day, window: 2 days}
          missed visits: 20%
          random effects:
            U: {sd: 4}
            CLASS: {classes: {large: 40%, none: 60%}}
          terms:
            natural course: 22 + U
            placebo: "(if CLASS == 'large' then -6 else -2) * (1 - exp(-TRIALTIME / 3 weeks))"
            drug: -3 * (1 - exp(-DRUGTIME / 2 weeks))
            nocebo: 1.5 * NAUSEA
            rescue: -4 * MORE
          residual: {sd: 2}
        PANSS:
          type: longitudinal
          table: ADPN
          visits: [4 weeks]
          model: {name: PANSS Friberg 2009, effects: {PAN0: 0, PMAX: 0, AUC50: 0, W: 0}, exposure: "40 * ACTIVE"}
      dropout: {probability: 20%, by: 8 weeks}
      analyses:
        a: {method: mmrm, endpoint: HAMD, treatment: active}
      simulation: {replicates: 1, seed: 4}
      """;

  private static final double[] PLANNED = {7, 14, 30, 56};
  private static final List<String> AVISIT =
      List.of("BASELINE", "WEEK 1", "WEEK 2", "DAY 30", "WEEK 8");

  private static final KeptRows TABLES = new KeptRows();

  @BeforeAll
  static void runOneTrial() throws IOException {
    Plans.Trial trial = trial(PROTOCOL);
    Set<String> all = new HashSet<>(trial.patientTables().stream().map(Table::name).toList());
    assertEquals(Set.of("ADSL", "ADQS", "ADPN", "ADAE", "TRUTH", "TRUTHBV"), all);
    new TrialRunner(
            trial.plan(), new Metrics(List.of("a"), new double[] {-2}), trial.datasets(all, TABLES))
        .run(2, 3);
  }

  private static Plans.Trial trial(String protocol) {
    return Plans.Trial.of(ProtocolReader.read("visits.yaml", protocol), 0);
  }

  @Test
  void everyPatientHasABaselineRowAndOneForEachVisitSeen() {
    Map<Object, Map<String, Object>> adsl = TABLES.bySubject("ADSL");
    Map<Object, Map<Integer, Map<String, Object>>> truth = byVisit("TRUTHBV", "HAMD");
    Map<Object, Map<Integer, Map<String, Object>>> adqs = byVisit("ADQS", "HAMD");
    assertEquals(150, adsl.size());
    assertEquals(adsl.keySet(), adqs.keySet());
    int missed = 0;
    int left = 0;
    for (Object id : adsl.keySet()) {
      Map<Integer, Map<String, Object>> rows = adqs.get(id);
      Map<String, Object> baseline = rows.get(0);
      assertEquals("BASELINE", baseline.get("AVISIT"));
      assertEquals("Y", baseline.get("ABLFL"));
      assertEquals(0.0, baseline.get("ADY"));
      assertEquals(baseline.get("BASE"), baseline.get("AVAL"));
      assertNull(baseline.get("CHG"));
      for (int v = 1; v <= 4; v++) {
        Map<String, Object> of = truth.get(id).get(v);
        double day = (double) of.get("ADY");
        assertTrue(Math.abs(day - PLANNED[v - 1]) <= 2 && day == Math.rint(day), "day " + day);
        boolean seen = of.get("SEEN").equals("Y");
        boolean there = day <= (double) adsl.get(id).get("EOSDY");
        assertEquals(seen, rows.containsKey(v));
        assertTrue(there || !seen, "seen on day " + day + " after the end of study");
        missed += there && !seen ? 1 : 0;
        left += there ? 0 : 1;
        if (seen) {
          Map<String, Object> row = rows.get(v);
          assertEquals(AVISIT.get(v), row.get("AVISIT"));
          assertNull(row.get("ABLFL"));
          assertEquals(day, row.get("ADY"));
          assertEquals(of.get("AVAL"), row.get("AVAL"));
          assertEquals(baseline.get("AVAL"), row.get("BASE"));
          assertEquals((double) row.get("AVAL") - (double) row.get("BASE"), row.get("CHG"));
          assertEquals("HAM-D", row.get("PARAM"));
          assertNull(row.get("EXPDUR"));
        }
      }
    }
    // of those who were there 20% miss: binomial, 4 standard errors
    int came = 600 - left;
    assertEquals(0.2, missed / (double) came, 4 * Math.sqrt(0.2 * 0.8 / came));
    assertTrue(left > 50, "visits after leaving: " + left);
  }

  @Test
  void adverseEventsAreThoseOfTheTruthUntilTheEndOfStudy() {
    Map<Object, Map<String, Object>> adsl = TABLES.bySubject("ADSL");
    Map<Object, Map<String, Object>> truth = TABLES.bySubject("TRUTH");
    Map<String, Double> days = new HashMap<>();
    for (Map<String, Object> row : TABLES.of("ADAE")) {
      assertEquals("Y", row.get("TRTEMFL"));
      assertEquals(adsl.get(row.get("USUBJID")).get("TRT01P"), row.get("TRTP"));
      assertNull(days.put(row.get("AETERM") + " " + row.get("USUBJID"), (double) row.get("ASTDY")));
    }
    int hidden = 0;
    int seen = 0;
    for (Object id : truth.keySet()) {
      double end = (double) adsl.get(id).get("EOSDY");
      for (String[] event : new String[][] {{"NAUSEADY", "Feeling sick "}, {"RASHDY", "RASH "}}) {
        Double day = (Double) truth.get(id).get(event[0]);
        assertEquals(day != null && day <= end ? day : null, days.remove(event[1] + id));
        seen += day != null && day <= end ? 1 : 0;
        hidden += day != null && day > end ? 1 : 0;
      }
    }
    assertTrue(days.isEmpty(), "without a truth: " + days);
    assertTrue(seen > 30 && hidden > 5, seen + " seen, " + hidden + " after leaving");
  }

  @Test
  void dayAndReasonOfWhatEndsEarlyFollowFromTheTruth() {
    Map<Object, Map<String, Object>> truth = TABLES.bySubject("TRUTH");
    Map<Object, Integer> reasons = new HashMap<>();
    for (Map<String, Object> row : TABLES.of("ADSL")) {
      Map<String, Object> of = truth.get(row.get("USUBJID"));
      double end = (double) row.get("EOSDY");
      for (String event : List.of("STOPDY", "MOREDY")) {
        Double day = (Double) of.get(event);
        assertEquals(day != null && day <= end ? day : null, row.get(event));
      }
      Double event = (Double) of.get("LOEDY");
      Double left = (Double) of.get("DROPDY");
      assertTrue(event == null || left <= event, "who has the event leaves then or before");
      Object reason =
          !row.get("EOSSTT").equals("DISCONTINUED")
              ? null
              : left.equals(event) ? "LACK OF EFFICACY" : "LOST TO FOLLOW-UP";
      assertEquals(reason, row.get("DCSREAS"));
      reasons.merge(String.valueOf(reason), 1, Integer::sum);
      assertFalse(row.containsKey("NAUSEADY"), "adverse events are in ADAE");
    }
    assertEquals(Set.of("null", "LACK OF EFFICACY", "LOST TO FOLLOW-UP"), reasons.keySet());
    assertTrue(reasons.values().stream().allMatch(n -> n > 10), reasons.toString());
  }

  @Test
  void termsAreTheProtocolsFormulasOfTheEffectsInTruth() {
    Map<Object, Map<String, Object>> truth = TABLES.bySubject("TRUTH");
    Map<Object, Map<String, Object>> adsl = TABLES.bySubject("ADSL");
    Set<Object> classes = new HashSet<>();
    byVisit("TRUTHBV", "HAMD")
        .forEach(
            (id, rows) -> {
              Map<String, Object> of = truth.get(id);
              classes.add(of.get("HAMD_CLASS"));
              double level = 22 + (double) of.get("HAMD_U");
              double largest = of.get("HAMD_CLASS").equals("large") ? -6 : -2;
              String arm = (String) adsl.get(id).get("TRT01P");
              double from = arm.equals("placebo") ? 1e9 : arm.equals("delayed") ? 14 : 0;
              double stop = day(of, "STOPDY");
              for (Map<String, Object> row : rows.values()) {
                double day = (double) row.get("ADY");
                close(level, row.get("NATCOURS"));
                // a lead-in of a week on placebo, which the treatment of the trial begins with
                close(largest * (1 - Math.exp(-(day + 7) / 21)), row.get("PLACEBO"));
                // no drug and no carry-over once it is stopped
                boolean on = day > from && day <= stop;
                close(on ? -3 * (1 - Math.exp(-(day - from) / 14)) : 0, row.get("DRUG"));
                close(day(of, "NAUSEADY") <= day ? 1.5 : 0, row.get("NOCEBO"));
                // rescue begins at a visit and acts after it
                close(day(of, "MOREDY") < day ? -4 : 0, row.get("RESCUE"));
                // baseline is seen at the end of the lead-in, but randomisation is not yet known
                close(level + largest * (1 - Math.exp(-7.0 / 21)), row.get("TRUEBASE"));
                close((double) row.get("TRUEBASE") - (double) row.get("BASE"), row.get("RTM"));
              }
            });
    assertEquals(Set.of("large", "none"), classes);
  }

  @Test
  void termsAddToThePredictionAndWithTheResidualToTheValue() {
    double squares = 0;
    int n = 0;
    for (Map<String, Object> row : TABLES.of("TRUTHBV")) {
      double sum = 0;
      for (String term : List.of("NATCOURS", "PLACEBO", "DRUG", "NOCEBO", "RESCUE")) {
        sum += (double) row.get(term);
      }
      close(sum, row.get("PREDICT"));
      close(sum + (double) row.get("RESIDUAL"), row.get("AVAL"));
      if (row.get("PARAMCD").equals("HAMD")) {
        squares += Math.pow((double) row.get("RESIDUAL"), 2);
        n++;
      }
    }
    // residuals have variance 4; the standard error of the mean square of n normals is 4 sqrt(2/n)
    assertEquals(600, n);
    assertEquals(4, squares / n, 4 * 4 * Math.sqrt(2.0 / n));
  }

  @Test
  void counterfactualsShareTheRandomNumbersOfTheValue() {
    Map<Object, Map<String, Object>> adsl = TABLES.bySubject("ADSL");
    int others = 0;
    for (Map<String, Object> row : TABLES.of("TRUTHBV")) {
      String arm = (String) adsl.get(row.get("USUBJID")).get("TRT01P");
      assertEquals(row.get("AVAL"), row.get("ARM_" + arm), "the patient's own arm");
      // placebo is an arm of its own here, and nothing else tells the arms apart
      assertEquals(row.get("ARM_placebo"), row.get("ONPLACEB"));
      close((double) row.get("NATCOURS") + (double) row.get("RESIDUAL"), row.get("UNTREATD"));
      others += row.get("ARM_active").equals(row.get("ARM_placebo")) ? 0 : 1;
    }
    assertTrue(others > 500, "active differs from placebo: " + others);
  }

  @Test
  void untilAnEventTheArmsDifferByTheDrugAlone() {
    Map<Object, Map<String, Object>> truth = TABLES.bySubject("TRUTH");
    int compared = 0;
    for (Map<String, Object> row : TABLES.of("TRUTHBV")) {
      Map<String, Object> of = truth.get(row.get("USUBJID"));
      double day = (double) row.get("ADY");
      boolean first = row.get("PARAMCD").equals("HAMD") && row.get("AVISIT").equals("WEEK 1");
      double difference = (double) row.get("ARM_active") - (double) row.get("ARM_delayed");
      if (first && day(of, "STOPDY") > day && Math.abs(difference) < 3 - 1.5) {
        // whether nausea comes by then may differ by arm, and is then a difference of 1.5
        double drug = -3 * (1 - Math.exp(-day / 14));
        assertTrue(
            Math.abs(difference - drug) < 1e-9 || Math.abs(difference - drug - 1.5) < 1e-9,
            "difference " + difference + ", drug " + drug);
        compared++;
      }
    }
    assertTrue(compared > 80, "compared: " + compared);
  }

  /** Friberg et al. 2009: PAN0 90.5, PMAX 0.0859 (1 + 0.688) in phase III, TP 13.2 d, POW 1.24. */
  @Test
  void individualParametersOfAModelAreInTruthAndGiveItsTerms() {
    double largest = 0.0859 * 1.688;
    for (Map<String, Object> row : TABLES.of("TRUTH")) {
      close(90.5, row.get("PANSS_MODEL_PAN0"));
      close(largest, row.get("PANSS_MODEL_PMAX"));
      close(82, row.get("PANSS_MODEL_AUC50"));
      close(3.52, row.get("PANSS_MODEL_W"));
    }
    int rows = 0;
    for (Map<String, Object> row : TABLES.of("TRUTHBV")) {
      if (row.get("PARAMCD").equals("PANSS")) {
        close(90.5, row.get("NATCOURS"));
        close(
            -90.5 * largest * (1 - Math.exp(-Math.pow((28 + 7) / 13.2, 1.24))), row.get("PLACEBO"));
        rows++;
      }
    }
    assertEquals(150, rows);
  }

  @Test
  void namesOfColumnsThatWouldBeAlikeAreNumbered() {
    String protocol = PROTOCOL.replace("STOP:", "EOS:").replace("RASH:", "DROP:");
    assertNotEquals(PROTOCOL, protocol);
    Map<String, List<String>> columns = new HashMap<>();
    for (Table table : trial(protocol).patientTables()) {
      List<String> names = table.columns().stream().map(c -> c.name()).toList();
      columns.put(table.name(), names);
      assertEquals(names.size(), names.stream().map(String::toUpperCase).distinct().count());
    }
    assertTrue(columns.get("ADSL").containsAll(List.of("EOSDY", "EOSDY_2")));
    assertTrue(columns.get("TRUTH").containsAll(List.of("DROPDY", "DROPDY_2", "EOSDY")));
  }

  private static void close(double expected, Object actual) {
    assertNotNull(actual);
    assertEquals(expected, (double) actual, 1e-9);
  }

  private static double day(Map<String, Object> row, String event) {
    return row.get(event) == null ? Double.POSITIVE_INFINITY : (double) row.get(event);
  }

  /** By patient and AVISITN. */
  private static Map<Object, Map<Integer, Map<String, Object>>> byVisit(
      String table, String parameter) {
    Map<Object, Map<Integer, Map<String, Object>>> rows = new HashMap<>();
    for (Map<String, Object> row : new ArrayList<>(TABLES.of(table))) {
      if (row.get("PARAMCD").equals(parameter)) {
        assertNull(
            rows.computeIfAbsent(row.get("USUBJID"), id -> new TreeMap<>())
                .put((int) row.get("AVISITN"), row));
      }
    }
    return rows;
  }
}
