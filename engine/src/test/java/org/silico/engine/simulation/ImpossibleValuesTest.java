package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.dataset.KeptRows;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Layout;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialSimulator;
import org.silico.engine.truth.ScenarioTruth;
import org.silico.engine.truth.TrueValue;
import org.silico.engine.truth.TrueValues;

/**
 * Formulas that give something impossible for few patients, those with X > 2.5: about one in 161.
 * Of whatever kind the quantity is, the place, the trial and the first such patient are named.
 */
class ImpossibleValuesTest {
  private static final String HEAD =
      """
      silico: 1
      study: {id: IMPOSSIBLE}
      population:
        covariates:
          X: {distribution: normal, mean: 0, sd: 1}
      COVARIATES
      arms: {control: {control: true}, active: {dose: 1}}
      enrolment: {patients: 300}
      simulation: {seed: 7}
      """;

  private static final String LONGITUDINAL =
      "endpoints: {Y: {type: longitudinal, visits: [1 week, 2 weeks], ";

  private static TrialPlan plan(String sections) {
    return trial(sections).plan();
  }

  private static Plans.Trial trial(String sections) {
    int at = sections.indexOf("COVARIATE:");
    String covariate = at < 0 ? "" : "    " + sections.substring(at + 10).strip();
    String rest = at < 0 ? sections : sections.substring(0, at);
    String text = HEAD.replace("COVARIATES\n", covariate.isEmpty() ? "" : covariate + "\n") + rest;
    return Plans.Trial.of(ProtocolReader.read("test.yaml", text.replace("@", "")), 0);
  }

  /** The first place of a mark in the text that {@link #plan} reads. */
  private static String marked(String sections) {
    int at = sections.indexOf("COVARIATE:");
    String text =
        at < 0
            ? HEAD.replace("COVARIATES\n", "") + sections
            : HEAD.replace("COVARIATES\n", "    " + sections.substring(at + 10).strip() + "\n");
    String before = text.substring(0, text.indexOf('@'));
    return (before.lines().count() + (before.endsWith("\n") ? 1 : 0))
        + ":"
        + (before.length() - before.lastIndexOf('\n'));
  }

  private static int firstBeyond(TrialPlan plan, long trial, double limit) {
    double[] x =
        new TrialSimulator(plan)
            .enrol(trial, 0, plan.conduct().patients())
            .columns()[Layout.COVARIATES];
    for (int i = 0; i < plan.conduct().patients(); i++) {
      if (x[i] > limit) {
        return i;
      }
    }
    return -1;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "endpoints: {B: {type: binary, visit: 1 day, probability: @if X > 2.5 then 1.1 else 0.5}}",
        "endpoints: {Y: {type: continuous, visit: 1 day, mean: @log(2.5 - X), sd: 1}}",
        "endpoints: {Y: {type: continuous, visit: 1 day, mean: {control: 0, active: 1}, sd: @2.5 - X}}",
        "endpoints: {Y: {type: continuous, visit: 1 day, mean: @sqrt(2.5 - X), sd: 1}}",
        "endpoints: {Y: {type: continuous, visit: 1 day, baseline: {mean: @(2.5 - X) ^ 0.5, sd: 1},"
            + " change: 0, sd: 1}}",
        "endpoints: {Y: {type: continuous, visit: 1 day, baseline: {mean: 1, sd: @2.5 - X},"
            + " change: 0, sd: 1}}",
        "endpoints: {N: {type: count, distribution: poisson, period: 1 year,"
            + " rate: @'(if X > 2.5 then -1 else 1) * 3 per year'}}",
        "endpoints: {N: {type: count, distribution: poisson, period: 1 year,"
            + " rate: @'(if X > 2.5 then 10 ^ 30 else 1) * 3 per year'}}",
        "endpoints: {N: {type: count, distribution: negative binomial, period: 1 year,"
            + " rate: 2 per year, dispersion: @2.5 - X}}",
        "endpoints: {O: {type: ordinal, visit: 1 day, categories: [a, b],"
            + " probabilities: [@if X > 2.5 then -0.1 else 0.5, if X > 2.5 then 1.1 else 0.5]}}",
        "endpoints: {O: @{type: ordinal, visit: 1 day, categories: [a, b],"
            + " probabilities: [if X > 2.5 then 0.6 else 0.5, 0.5]}}",
        "endpoints: {O: {type: ordinal, visit: 1 day, categories: [a, b],"
            + " probabilities: [0.5, 0.5], odds ratio: @2.5 - X}}",
        "endpoints: {T: {type: time to event, hazard: @'(2.5 - X) * 1 per year'}}\n"
            + "follow up: {duration: 1 year}",
        "endpoints: {T: {type: time to event, median: @'(2.5 - X) * 1 year'}}\n"
            + "follow up: {duration: 1 year}",
        "endpoints: {T: {type: time to event, median: 1 year, hazard ratio: @2.5 - X}}\n"
            + "follow up: {duration: 1 year}",
        "endpoints: {T: {type: time to event, median: 1 year, cure fraction: @if X > 2.5 then 2"
            + " else 0}}\nfollow up: {duration: 1 year}",
        "endpoints: {T: {type: time to event, distribution: weibull, shape: @2.5 - X,"
            + " scale: 1 year}}\nfollow up: {duration: 1 year}",
        "endpoints: {T: {type: time to event, distribution: weibull, shape: 1.2,"
            + " scale: @'(2.5 - X) * 1 year'}}\nfollow up: {duration: 1 year}",
        "endpoints: {T: {type: time to event, distribution: piecewise exponential, hazard: [{from: 0"
            + " days, hazard: 1 per year}, {from: 9 days, hazard: @'(2.5 - X) * 1 per year'}]}}\n"
            + "follow up: {duration: 1 year}",
        "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n"
            + "dropout: {hazard: @'(2.5 - X) * 1 per year'}",
        LONGITUDINAL + "residual: {sd: 1}, terms: {natural course: @log(2.5 - X)}}}",
        LONGITUDINAL
            + "residual: {sd: 1}, terms: {natural course: 20, placebo: @1 / (if X > 2.5 then 0 else 1)}}}",
        LONGITUDINAL
            + "residual: {sd: 1}, terms: {natural course: 20, drug: {control: 0, active: 1}, nocebo: @log(2.5 - X)}}}",
        LONGITUDINAL + "terms: {natural course: 20}, residual: {sd: @2.5 - X}}}",
        LONGITUDINAL + "terms: {natural course: 20}, residual: {sd: 1, proportional: @2.5 - X}}}",
        LONGITUDINAL
            + "residual: {sd: 1}, terms: {natural course: 20}, baseline: {mean: 1, sd: @2.5 - X}}}",
        LONGITUDINAL
            + "residual: {sd: 1}, terms: {natural course: 20}, baseline: {mean: @log(2.5 - X), sd: 1}}}",
        LONGITUDINAL
            + "residual: {sd: 1}, terms: {natural course: 20}, missed visits: @if X > 2.5 then 1.2 else 0}}",
        "endpoints: {Y: @{type: longitudinal, visits: [1 week], residual: {sd: 1}, terms: {natural course:"
            + " (if X > 2.5 then 10 ^ 308 else 0), nocebo: (if X > 2.5 then 10 ^ 308 else 0)}}}",
        LONGITUDINAL
            + "residual: {sd: 1}, terms: {natural course: 20}}}\nintercurrent events: {S: {type: study discontinuation,"
            + " probability: @if X > 2.5 then -1 else 0.1}}",
        LONGITUDINAL
            + "residual: {sd: 1}, terms: {natural course: 20}}}\nintercurrent events: {S: {type: adverse event,"
            + " term: Headache, hazard: @'(2.5 - X) * 1 per year'}}",
        "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n"
            + "COVARIATE: Z: {distribution: normal, mean: 0, sd: @2.5 - X}",
        "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n"
            + "COVARIATE: Z: {distribution: poisson, mean: @2.5 - X}",
        "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n"
            + "COVARIATE: Z: {distribution: gamma, shape: @'if X > 2.5 then 10 ^ 18 else 1', scale: 1}",
        "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n"
            + "COVARIATE: Z: @{distribution: normal, mean: 0, sd: 1, min: (if X > 2.5 then 3 else 0),"
            + " max: 2}",
        "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n"
            + "COVARIATE: Z: {formula: @log(2.5 - X)}",
        "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n"
            + "COVARIATE: Z: {distribution: categorical, probabilities: {a: @'if X > 2.5 then -0.1"
            + " else 0.5', b: 'if X > 2.5 then 1.1 else 0.5'}}",
        "endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n"
            + "COVARIATE: Z: @{distribution: categorical, probabilities: {a: 'if X > 2.5 then 0.6"
            + " else 0.5', b: 0.5}}",
      })
  void theFormulaTheTrialAndTheFirstPatientAreNamed(String sections) throws Exception {
    TrialPlan plan;
    try {
      plan = plan(sections);
    } catch (RuntimeException e) {
      throw new AssertionError(sections + "\n" + e.getMessage(), e);
    }
    SimulationException e = FirstFailure.among(plan, 0, 20, Datasets.NONE).orElseThrow();
    assertEquals(marked(sections), e.location().line() + ":" + e.location().column(), sections);
    TrialPlan covariatesOnly =
        plan("endpoints: {B: {type: binary, visit: 1 day, probability: 0.5}}\n");
    for (long trial = 0; trial <= e.trial(); trial++) {
      int first = firstBeyond(covariatesOnly, trial, 2.5);
      assertEquals(trial == e.trial() ? e.patient() : -1, first, sections);
    }
    assertTrue(e.world().isEmpty());
    assertFalse(e.getMessage().isBlank());
    // what a formula saw, where it is one formula; the terms, where it is their sum
    boolean several = e.getMessage().contains("sum to") || e.getMessage().contains("of a patient");
    if (!several) {
      assertTrue(
          e.details().startsWith("X = ") || e.details().contains("natural course = "), e.details());
    }
    SimulationException copy = travelled(e);
    assertEquals(e.location(), copy.location());
    assertEquals(e.details(), copy.details());
    assertEquals(e.patient(), copy.patient());
  }

  private static SimulationException travelled(SimulationException e) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(e);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (SimulationException) in.readObject();
    }
  }

  @Test
  void hintsSayHowToStayWithin() throws IOException {
    TrialPlan plan =
        plan("endpoints: {B: {type: binary, visit: 1 day, probability: 0.5 + X / 5}}\n");
    SimulationException e = FirstFailure.among(plan, 0, 20, Datasets.NONE).orElseThrow();
    assertTrue(
        e.getMessage().matches("probability of B is (-0|1)\\.\\d+; it must be between 0 and 1"));
    assertTrue(
        e.details()
            .matches(
                "X = -?\\d\\.\\d+ in 0\\.5 \\+ X / 5\nmin\\(1, max\\(0, \\.\\.\\.\\)\\) keeps it.*"),
        e.details());
  }

  /** Trials with a patient of X > 3; about one in three of 300 patients, 1 - (1 - 0.00135)^300. */
  @Test
  void countedTrialsAreFailuresAndTheOthersAreAsTheyWere() throws IOException {
    String sections =
        """
        endpoints: {Y: {type: continuous, visit: 1 day, mean: 0.3 * ACTIVE, sd: SD}}
        analyses: {t: {method: t test}}
        """;
    Plans.Trial failing = trial(sections.replace("SD", "if X > 3 then -1 else 1"));
    TrialPlan whole = plan(sections.replace("SD", "1"));
    KeptRows rows = new KeptRows();
    Set<String> kept = Set.of(TableNames.TRIALS, TableNames.ANALYSES, TableNames.ADSL);
    Metrics metrics = new Metrics(List.of("t"), new double[] {0.3});
    Tally tally =
        new TrialRunner(
                failing.plan(), metrics, failing.datasets(kept, rows, OnError.COUNT), OnError.COUNT)
            .run(0, 100);
    Tally expected = metrics.zero();
    TrialRunner good = new TrialRunner(whole, metrics);
    int failed = 0;
    Set<Object> patientsOf = new HashSet<>();
    rows.of(TableNames.ADSL).forEach(row -> patientsOf.add(row.get("SIMREP")));
    for (int trial = 0; trial < 100; trial++) {
      boolean fails = firstBeyond(whole, trial, 3) >= 0;
      failed += fails ? 1 : 0;
      metrics.add(expected, fails ? TrialOutcome.failed(trial, 1) : good.run(trial));
      Map<String, Object> trialRow = rows.of(TableNames.TRIALS).get(trial);
      Map<String, Object> analysis = rows.of(TableNames.ANALYSES).get(trial);
      assertEquals(fails ? "SIMULATION FAILED" : "FULL FOLLOW-UP", trialRow.get("STOPREAS"));
      assertEquals(fails, trialRow.get("DURATION") == null);
      assertEquals(fails, trialRow.get("SUBJECTS") == null);
      assertEquals(fails ? "simulation failed" : "ok", analysis.get("STATUS"));
      assertEquals(fails, analysis.get("ESTIMATE") == null);
      assertEquals(!fails, patientsOf.contains(trial + 1));
      if (fails) {
        assertEquals("N", String.valueOf(analysis.get("REJECTED")).replace("0", "N"));
      }
    }
    assertTrue(failed > 15 && failed < 55, "failed " + failed);
    assertEquals(expected, tally);
    assertEquals(failed, Metrics.failures(tally));
    for (Characteristic c : metrics.summarise(tally)) {
      if (c.metric().startsWith(Metrics.FAILED)) {
        assertEquals("failed: simulation failed", c.metric());
        assertEquals(failed / 100.0, c.estimate());
        continue;
      }
      assertEquals(failed, c.failures(), c.metric());
      if (c.metric().equals("subjects")) {
        assertEquals(300, c.estimate());
        assertEquals(100 - failed, c.n());
      }
    }
    assertThrows(
        SimulationException.class, () -> new TrialRunner(failing.plan(), metrics).run(0, 100));
  }

  /** Nobody on active has X > 2.5 as in the trial, but some on control would have had it there. */
  @Test
  void anotherWorldThatCannotBeIsAnErrorOrMissing() throws IOException {
    Plans.Trial both =
        trial(
            """
            endpoints:
              B: {type: binary, visit: 1 day, probability: {control: 0.5, active: 0.5 + X / 5.2}}
            analyses: {p: {method: proportions}}
            """);
    TrialPlan plan = both.plan();
    Datasets worlds = both.datasets(Set.of(TableNames.TRUTH), rows -> {});
    long trial = 0;
    while (FirstFailure.among(plan, trial, trial + 1, Datasets.NONE).isPresent()
        || FirstFailure.among(plan, trial, trial + 1, worlds).isEmpty()) {
      trial++;
    }
    SimulationException e = FirstFailure.among(plan, trial, trial + 1, worlds).orElseThrow();
    assertEquals("had the arm been active", e.world());
    KeptRows rows = new KeptRows();
    Metrics metrics = new Metrics(List.of("p"), new double[1]);
    Tally tally =
        new TrialRunner(
                plan,
                metrics,
                both.datasets(Set.of(TableNames.TRUTH), rows, OnError.COUNT),
                OnError.COUNT)
            .run(trial, trial + 1);
    assertEquals(0, Metrics.failures(tally));
    Map<String, Object> first = rows.of(TableNames.TRUTH).get(0);
    assertNull(first.get("B_active"));
    assertNotNull(first.get("B_control"));
    assertThrows(SimulationException.class, () -> TrueValues.of(plan));
    ScenarioTruth truth = TrueValues.ofScenario(plan, OnError.COUNT);
    assertEquals(List.of(TrueValue.UNKNOWN), truth.analyses());
    assertTrue(truth.failure().trial() >= TrueValues.FIRST_TRIAL);
  }

  @Test
  void aLaterBlockOfALargeTrialNamesThePatientOfTheWholeTrial() {
    String sections =
        "endpoints: {B: {type: binary, visit: 1 day, probability: if X > 4.2 then 2 else 0.5}}\n";
    String text = HEAD.replace("COVARIATES\n", "").replace("300", "600000") + sections;
    TrialPlan plan = new PlanCompiler(ProtocolReader.read("test.yaml", text)).compile(0);
    double[] x = new double[600_000];
    TrialSimulator simulator = new TrialSimulator(plan, Workload.PATIENTS_PER_BLOCK);
    for (int b = 0; b < 3; b++) {
      int from = b * Workload.PATIENTS_PER_BLOCK;
      System.arraycopy(
          simulator.enrol(0, from, from + Workload.PATIENTS_PER_BLOCK).columns()[Layout.COVARIATES],
          0,
          x,
          from,
          Workload.PATIENTS_PER_BLOCK);
      int first = -1;
      for (int i = from; i < from + Workload.PATIENTS_PER_BLOCK && first < 0; i++) {
        first = x[i] > 4.2 ? i : -1;
      }
      int found = FirstFailure.inBlock(plan, 0, b).map(SimulationException::patient).orElse(-1);
      assertEquals(first, found);
    }
  }
}
