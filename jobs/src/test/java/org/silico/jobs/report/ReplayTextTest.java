package org.silico.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.silico.engine.plan.TrialPlan;
import org.silico.jobs.run.RunSpec;

/** What is shown of patients with visits, against the protocol's formulas of the uniforms shown. */
class ReplayTextTest {
  private static final String PROTOCOL =
      """
      silico: 1
      study: {id: REPLAY}
      arms: {placebo: {control: true}, active: {}}
      enrolment: {patients: 40}
      intercurrent events:
        STOP: {type: treatment discontinuation, probability: 30%}
        LOE: {type: study discontinuation, probability: 10%}
      endpoints:
        HAMD:
          type: longitudinal
          visits: [2 weeks, 4 weeks, 8 weeks]
          missed visits: 20%
          random effects: {U: {sd: 4}, SHIFT: {sd: 1, by: study}}
          terms:
            natural course: 22 + U + SHIFT
            drug: {placebo: 0, active: -3}
          residual: {sd: 2}
          entry: BASE >= 20
      analyses:
        early: {method: t test, visit: 4 weeks, better: lower}
      simulation: {seed: 5}
      """;

  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Six digits are shown. */
  private static final double SHOWN = 1e-4;

  private static ReplayText replay() throws IOException {
    return new ReplayText(spec().protocol(), plan(), 6);
  }

  private static TrialPlan plan() {
    return spec().plan(0);
  }

  private static RunSpec spec() {
    return new RunSpec("replay.yaml", PROTOCOL, Map.of(), 5, Set.of());
  }

  @Test
  void whatIsShownFollowsFromTheUniformsShown() throws IOException {
    int refused = 0;
    int stopped = 0;
    for (int i = 0; i < 40; i++) {
      String text = replay().patient(i);
      Map<String, List<String>> rows = rows(text, "random number for");
      double u = z(rows, "HAMD, U");
      assertEquals(4 * u, became(rows, "HAMD, U"), SHOWN);
      double shift = became(rows, "HAMD, SHIFT of the study");
      assertEquals(z(rows, "HAMD, SHIFT of the study"), shift, SHOWN);
      double base = 22 + 4 * u + shift + 2 * z(rows, "HAMD, baseline");
      assertEquals(base, became(rows, "HAMD, baseline"), SHOWN);
      assertTrue(base >= 20, "the candidate who entered");
      refused += Integer.parseInt(rows.get("HAMD, U").get(2)) > 0 ? 1 : 0;

      Map<String, List<String>> terms = rows(text, "HAMD ");
      Map<String, List<String>> worlds = rows(text, "HAMD, had it been");
      assertEquals(base, Double.parseDouble(last(terms.get("BASELINE"), 2)), SHOWN);
      boolean active = text.contains(": arm active");
      boolean on = active;
      for (String visit : List.of("WEEK 2", "WEEK 4", "WEEK 8")) {
        List<String> event = rows.get("STOP before " + visit);
        if (event != null) {
          boolean stops = Double.parseDouble(event.get(3)) < 0.3;
          assertEquals(stops, event.get(4).startsWith("day"));
          stopped += stops ? 1 : 0;
          on &= !stops;
        }
        double natural = 22 + 4 * u + shift;
        double residual = 2 * z(rows, "HAMD, " + visit + ", value");
        double value = natural + (on ? -3 : 0) + residual;
        List<String> row = terms.get(visit);
        assertEquals(natural, Double.parseDouble(row.get(2)), SHOWN);
        assertEquals(on ? -3 : 0, Double.parseDouble(row.get(3)), SHOWN);
        assertEquals(residual, Double.parseDouble(last(row, 3)), SHOWN);
        assertEquals(value, Double.parseDouble(last(row, 2)), SHOWN);
        assertEquals(value, became(rows, "HAMD, " + visit + ", value"), SHOWN);
        List<String> world = worlds.get(visit);
        assertEquals(natural + residual, Double.parseDouble(world.get(1)), SHOWN);
        assertEquals(world.get(2), world.get(3), "placebo is the control");
        assertEquals(last(row, 2), world.get(active ? 4 : 3), "the patient's own arm");
      }
    }
    assertTrue(refused > 5 && stopped > 20, refused + " refused, " + stopped + " stopped");
  }

  @Test
  void aTrialShowsBaselineAnalysedVisitsAndEvents() throws IOException {
    String text = replay().trial();
    String header = text.lines().filter(l -> l.startsWith("patient")).findFirst().orElseThrow();
    assertEquals(
        List.of(
            "patient",
            "arm",
            "entry day",
            "seen for",
            "HAMD base",
            "HAMD week 4",
            "HAMD week 8",
            "events"),
        cells(header));
    List<String> patients =
        text.lines().filter(l -> l.matches("\\d+ +(placebo|active) .*")).toList();
    assertEquals(40, patients.size());
    int left = 0;
    for (String line : patients) {
      List<String> row = cells(line);
      if (row.get(3).endsWith(" left")) {
        left++;
        assertEquals("missing", row.get(6));
        // within an interval, so that it is the last event that was seen
        String day = row.get(3).replace(" left", "");
        assertTrue(row.get(7).contains("LOE "), line);
        assertEquals(
            Double.parseDouble(day), Double.parseDouble(row.get(7).replaceAll(".*LOE ", "")), 0.06);
      }
    }
    assertTrue(left > 3, "left: " + left);
  }

  private static double z(Map<String, List<String>> rows, String what) {
    return NORMAL.inverseCumulativeProbability(Double.parseDouble(rows.get(what).get(3)));
  }

  private static double became(Map<String, List<String>> rows, String what) {
    return Double.parseDouble(rows.get(what).get(4));
  }

  private static String last(List<String> row, int back) {
    return row.get(row.size() - back);
  }

  /** By its first cell every row of the table whose header begins so. */
  private static Map<String, List<String>> rows(String text, String header) {
    Map<String, List<String>> rows = new HashMap<>();
    List<String> lines = text.lines().toList();
    int at = 0;
    while (!lines.get(at).startsWith(header)) {
      at++;
    }
    for (int k = at + 2; k < lines.size() && !lines.get(k).isBlank(); k++) {
      List<String> cells = cells(lines.get(k));
      rows.put(cells.get(0), cells);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    return new ArrayList<>(List.of(line.split(" {2,}")));
  }
}
