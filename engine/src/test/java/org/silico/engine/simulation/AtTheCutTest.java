package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.trial.DataCut;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/**
 * Who is analysed when the data are cut before all have reached the visit: by an account of every
 * patient from the simulated times alone, and by what the analyses then estimate.
 */
class AtTheCutTest {
  private static final int CONTINUOUS = 0;
  private static final int FAILURES = 1;
  private static final int MISSING = 2;
  private static final int ORDINAL = 3;
  private static final int COUNT = 4;
  private static final int SURVIVAL = 5;
  private static final int SCORE = 6;
  private static final int YES = 7;
  private static final int GRADE = 8;
  private static final int FITS = 9;

  private static final String PROTOCOL =
      """
      enrolment: {patients: 240, rate: 1 per day}
      randomisation: {method: permuted blocks, block size: 4}
      intercurrent events:
        STOP: {endpoint: Y, type: treatment discontinuation, probability: 10%}
        LEAVE: {endpoint: Y, type: study discontinuation, hazard: 0.004 per day}
      endpoints:
        C: {type: continuous, visit: 60 days, baseline: {mean: 20, sd: 4}, mean: BASE - ACTIVE, sd: 2}
        B: {type: binary, visit: 60 days, probability: 0.4 + 0.2 * ACTIVE, dropouts: failures}
        M: {type: binary, visit: 60 days, probability: 0.4 + 0.2 * ACTIVE}
        O: {type: ordinal, visit: 60 days, categories: [worse, same, better], probabilities: [0.3, 0.4, 0.3]}
        N: {type: count, distribution: poisson, rate: 0.1 per day, period: 60 days}
        OS: {type: time to event, hazard: 0.004 per day}
        Y:
          type: longitudinal
          visits: [20 days, 40 days, 60 days]
          visit deviation: {sd: 3 days, window: 6 days}
          missed visits: 10%
          random effects: {U: {sd: 2}}
          terms: {natural course: 20 + U, drug: -2}
          residual: {sd: 1}
        YES:
          type: longitudinal
          visits: [30 days, 60 days]
          scale: {type: binary}
          terms: {natural course: 0, drug: 1}
        GRADE:
          type: longitudinal
          visits: [30 days, 60 days]
          scale: {type: ordinal, categories: [mild, moderate, severe], thresholds: [-1, 1]}
          terms: {natural course: 0, drug: -1}
        FITS:
          type: longitudinal
          visits: [30 days, 60 days]
          scale: {type: count, distribution: poisson}
          terms: {natural course: 1, drug: -1}
        DEATH: {type: time to event, hazard: 0.005 per day}
      dropout: {hazard: 0.004 per day}
      CUT
      analyses:
        C t test: {method: t test, endpoint: C}
        C ancova: {method: ancova, endpoint: C}
        C wilcoxon: {method: wilcoxon, endpoint: C}
        B: {method: proportions, endpoint: B}
        B all: {method: proportions, endpoint: B, ongoing: included}
        M: {method: proportions, endpoint: M}
        O wilcoxon: {method: wilcoxon, endpoint: O}
        O odds: {method: proportional odds, endpoint: O}
        N poisson: {method: poisson, endpoint: N}
        N negative binomial: {method: negative binomial, endpoint: N}
        OS log-rank: {method: log-rank, endpoint: OS}
        OS cox: {method: cox, endpoint: OS}
        OS gray: {method: gray, endpoint: OS, competing: [DEATH]}
        OS fine-gray: {method: fine-gray, endpoint: OS, competing: [DEATH]}
        Y observed: {method: t test, endpoint: Y, of: value}
        Y locf: {method: ancova, endpoint: Y, of: value, missing: locf}
        Y locf all: {method: ancova, endpoint: Y, of: value, missing: locf, ongoing: included}
        Y bocf: {method: t test, endpoint: Y, of: value, missing: bocf}
        Y bocf ranks: {method: wilcoxon, endpoint: Y, missing: bocf}
        Y earlier locf: {method: wilcoxon, endpoint: Y, visit: 40 days, missing: locf}
        Y failure: {method: proportions, endpoint: Y, responder: VALUE < 19}
        Y failure all: {method: proportions, endpoint: Y, responder: VALUE < 19, ongoing: included}
        Y responder observed: {method: proportions, endpoint: Y, responder: VALUE < 19, missing: observed}
        Y responder locf: {method: proportions, endpoint: Y, responder: VALUE < 19, missing: locf}
        Y stopped fails: {method: proportions, endpoint: Y, responder: VALUE < 19, exclude after: [STOP]}
        Y mmrm: {method: mmrm, endpoint: Y, of: value}
        Y imputation: {method: multiple imputation, endpoint: Y, of: value, imputations: 2}
        Y imputation all: {method: multiple imputation, endpoint: Y, of: value, imputations: 2, ongoing: included}
        YES failure: {method: proportions, endpoint: YES}
        GRADE locf: {method: proportional odds, endpoint: GRADE, missing: locf}
        GRADE failure: {method: proportions, endpoint: GRADE, responder: VALUE < 2}
        FITS bocf: {method: wilcoxon, endpoint: FITS, missing: bocf}
      """;

  private static TrialPlan plan(String cut) {
    return Plans.twoArms(PROTOCOL.replace("CUT", cut));
  }

  /** The rows that the trial's patients should give, each the outcome or outcomes. */
  private static final class Account {
    private final TrialData data;
    private final double cut;

    Account(TrialData data, double cut) {
      this.data = data;
      this.cut = cut;
    }

    boolean before(double day, int i) {
      return data.entry()[i] + day <= cut;
    }

    double single(int e, double day, int i) {
      return before(day, i) && day <= data.dropout()[i] ? data.outcome(e)[i] : Double.NaN;
    }

    double at(int e, int v, int i) {
      double day = data.visitDays(e, v)[i];
      boolean[] missed = data.history().missed(e, v);
      boolean there = before(day, i) && day <= data.dropout()[i] && (missed == null || !missed[i]);
      return there ? data.history().values(e, v)[i] : Double.NaN;
    }

    boolean due(int e, int v, int i) {
      return before(data.visitDays(e, v)[i], i);
    }

    double locf(int e, int v, int i) {
      return v < 0
          ? data.baseline(e)[i]
          : Double.isNaN(at(e, v, i)) ? locf(e, v - 1, i) : at(e, v, i);
    }

    /** The outcomes of a patient; null for who is not in the analysis. */
    double[] row(String analysis, int i) {
      double y = at(SCORE, 2, i);
      boolean due = due(SCORE, 2, i);
      double[] scores = {at(SCORE, 0, i), at(SCORE, 1, i), y};
      double responder = Double.isNaN(y) ? Double.NaN : y < 19 ? 1 : 0;
      return switch (analysis) {
        case "C t test", "C ancova" -> seen(single(CONTINUOUS, 60, i) - data.baseline(0)[i]);
        case "C wilcoxon" -> seen(single(CONTINUOUS, 60, i));
        case "B" -> before(60, i) ? or0(single(FAILURES, 60, i)) : null;
        case "B all" -> or0(single(FAILURES, 60, i));
        case "M" -> seen(single(MISSING, 60, i));
        case "O wilcoxon", "O odds" -> seen(single(ORDINAL, 60, i));
        case "Y observed" -> seen(y);
        case "Y locf" -> due ? seen(locf(SCORE, 2, i)) : null;
        case "Y locf all" -> seen(locf(SCORE, 2, i));
        case "Y bocf", "Y bocf ranks" ->
            due ? seen(Double.isNaN(y) ? data.baseline(SCORE)[i] : y) : null;
        case "Y earlier locf" -> due(SCORE, 1, i) ? seen(locf(SCORE, 1, i)) : null;
        case "Y failure" -> due ? or0(responder) : null;
        case "Y failure all" -> or0(responder);
        case "Y responder observed" -> seen(responder);
        case "Y responder locf" -> due ? seen(locf(SCORE, 2, i) < 19 ? 1 : 0) : null;
        case "Y stopped fails" -> {
          boolean stopped = data.history().event(0)[i] < data.visitDays(SCORE, 2)[i];
          yield due ? or0(stopped ? Double.NaN : responder) : null;
        }
        case "Y mmrm" ->
            IntStream.range(0, 3).allMatch(v -> Double.isNaN(scores[v])) ? null : scores;
        case "Y imputation" -> due ? scores : null;
        case "Y imputation all" -> scores;
        case "YES failure" -> due(YES, 1, i) ? or0(at(YES, 1, i)) : null;
        case "GRADE locf" -> due(GRADE, 1, i) ? seen(locf(GRADE, 1, i)) : null;
        case "GRADE failure" -> {
          double grade = at(GRADE, 1, i);
          yield due(GRADE, 1, i) ? or0(Double.isNaN(grade) ? grade : grade < 2 ? 1 : 0) : null;
        }
        case "FITS bocf" -> {
          double fits = at(FITS, 1, i);
          yield due(FITS, 1, i) ? seen(Double.isNaN(fits) ? data.baseline(FITS)[i] : fits) : null;
        }
        default -> throw new IllegalArgumentException(analysis);
      };
    }

    private static double[] seen(double y) {
      return Double.isNaN(y) ? null : new double[] {y};
    }

    private static double[] or0(double y) {
      return new double[] {Double.isNaN(y) ? 0 : y};
    }
  }

  /**
   * For each type of endpoint, method and cut, whole and in blocks. Counts and times to events take
   * all who have entered; their exposure and events are in {@link
   * org.silico.engine.trial.DataCutTest}.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cut: {calendar time: 150 days}",
        "cut: {calendar time: 280 days}",
        "cut: {events: 60, endpoint: OS}",
        "cut: {events: 150, endpoint: OS, at most: 130 days}",
        "cut: {events: 200, endpoint: OS}\nfollow up: {duration: 60 days}",
        "follow up: {duration: 70 days}"
      })
  void anAnalysisTakesWhoCouldHaveReachedItsVisit(String cutText) {
    TrialPlan plan = plan(cutText);
    CutPlan look = plan.conduct().looks().get(0);
    TrialSimulator simulator = new TrialSimulator(plan);
    int left = 0;
    for (int trial = 0; trial < 20; trial++) {
      TrialData data = simulator.simulate(trial);
      DataCut dataCut = new DataCut(look, plan.conduct().followUp());
      dataCut.restart(0);
      dataCut.add(data);
      double cut = dataCut.time().days();
      Observation observation = new Observation(plan, 240);
      observation.observe(data, look, cut);
      double end = look instanceof CutPlan.FullFollowUp ? Double.POSITIVE_INFINITY : cut;
      Account account = new Account(data, end);
      for (int a = 0; a < plan.questions().analyses().size(); a++) {
        String name = plan.questions().analyses().get(a).analysis().name();
        TrialAnalysis whole = new TrialAnalysis(plan, plan.questions().analyses().get(a));
        whole.restart(trial);
        whole.add(data, observation);
        AnalysisSet sample = whole.sample();
        int endpoint = plan.questions().analyses().get(a).analysis().endpoint();
        if (endpoint == COUNT || endpoint == SURVIVAL) {
          assertEquals(observation.enrolled(), sample.n, name);
          continue;
        }
        int n = 0;
        for (int i = 0; i < 240; i++) {
          double[] expected = data.entry()[i] <= end ? account.row(name, i) : null;
          if (expected != null) {
            for (int k = 0; k < expected.length; k++) {
              assertEquals(expected[k], sample.y[k][n], name + ", patient " + i);
            }
            assertEquals(data.arm()[i], sample.group[n], name);
            n++;
          }
        }
        assertEquals(n, sample.n, name);
        left += observation.enrolled() - n;
      }
    }
    assertTrue(left > 0);
  }

  @Test
  void blocksOfPatientsGiveTheRowsOfTheWholeTrial() {
    TrialPlan plan = plan("cut: {calendar time: 150 days}");
    TrialData data = new TrialSimulator(plan).simulate(3);
    Observation observation = new Observation(plan, 240);
    observation.observe(data, plan.conduct().looks().get(0), 150);
    TrialSimulator some = new TrialSimulator(plan, 70);
    for (var a : plan.questions().analyses()) {
      TrialAnalysis whole = new TrialAnalysis(plan, a);
      whole.restart(3);
      whole.add(data, observation);
      TrialAnalysis together = new TrialAnalysis(plan, a);
      together.restart(3);
      for (int first = 0; first < 240; first += 70) {
        TrialData block = some.simulate(3, first, Math.min(240, first + 70));
        Observation seen = new Observation(plan, 70);
        seen.observe(block, plan.conduct().looks().get(0), 150);
        TrialAnalysis part = new TrialAnalysis(plan, a);
        part.restart(3);
        part.add(block, seen);
        together.add(part.rows());
      }
      AnalysisSetRows expected = whole.rows();
      AnalysisSetRows rows = together.rows();
      String name = a.analysis().name();
      assertArrayEquals(expected.group(), rows.group(), name);
      for (int k = 0; k < expected.y().length; k++) {
        assertArrayEquals(expected.y()[k], rows.y()[k], name);
      }
      assertEquals(expected.eventsTreated(), rows.eventsTreated(), name);
      assertEquals(whole.result(0, EarlierLooks.NONE), together.result(0, EarlierLooks.NONE), name);
    }
  }

  /** Stages and periods take who was seen in them; a crossover those of both periods. */
  @Test
  void stagesAndPeriodsTakeWhoWasSeenInThem() {
    TrialPlan plan =
        Plans.plan(
            """
            arms:
              placebo: {control: true}
              later: {sequence: [{from: 0 days, dose: 0}, {from: 30 days, dose: 1}]}
              first: {sequence: [{from: 0 days, dose: 1}, {from: 30 days, dose: 0}]}
            enrolment: {patients: 240, rate: 1 per day}
            endpoints:
              Y:
                type: longitudinal
                visits: [30 days, 60 days]
                random effects: {U: {sd: 2}}
                terms: {natural course: 20 + U, drug: -2}
                residual: {sd: 1}
            dropout: {hazard: 0.004 per day}
            cut: {calendar time: 150 days}
            analyses:
              spcd: {method: spcd, treatment: later, stage 1: 30 days, weight: 0.5, non-responder: CHANGE > -1}
              crossover: {method: crossover, treatment: first, control: later, period 1: 30 days}
            """);
    TrialData data = new TrialSimulator(plan).simulate(0);
    Observation observation = new Observation(plan, 240);
    observation.observe(data, plan.conduct().looks().get(0), 150);
    Account account = new Account(data, 150);
    List<List<Double>> stages = new ArrayList<>();
    List<List<Double>> periods = new ArrayList<>();
    for (int i = 0; i < observation.enrolled(); i++) {
      double y1 = account.at(0, 0, i);
      double y2 = account.at(0, 1, i);
      double base = data.baseline(0)[i];
      if (!Double.isNaN(y1)) {
        stages.add(List.of(y1 - base, y1 - base > -1 ? y2 - y1 : Double.NaN));
      }
      if (data.arm()[i] > 0 && !Double.isNaN(y2)) {
        periods.add(List.of(y1, y2));
      }
    }
    for (int a = 0; a < 2; a++) {
      TrialAnalysis analysis = new TrialAnalysis(plan, plan.questions().analyses().get(a));
      analysis.restart(0);
      analysis.add(data, observation);
      List<List<Double>> rows = new ArrayList<>();
      for (int i = 0; i < analysis.sample().n; i++) {
        rows.add(List.of(analysis.sample().y[0][i], analysis.sample().y[1][i]));
      }
      assertEquals(a == 0 ? stages : periods, rows);
    }
  }

  private static Map<String, Characteristic> estimates(String cut, int trials) throws Exception {
    TrialPlan plan =
        Plans.twoArms(
            """
            enrolment: {patients: 400, duration: 12 months}
            randomisation: {method: permuted blocks, block size: 4}
            endpoints:
              B: {type: binary, visit: 6 months, probability: {control: 30%, active: 60%}, dropouts: failures}
              L:
                type: longitudinal
                visits: [3 months, 6 months]
                scale: {type: binary, link: identity}
                terms: {natural course: {control: 0.3, active: 0.6}}
              S:
                type: longitudinal
                visits: [3 months, 6 months]
                random effects: {U: {sd: 1}}
                terms: {natural course: 0 + U, drug: 1 * DRUGTIME / 6 months}
                residual: {sd: 1}
            dropout: {probability: 20%, by: 6 months}
            CUT
            analyses:
              B: {method: proportions, endpoint: B}
              L failure: {method: proportions, endpoint: L}
              L observed: {method: proportions, endpoint: L, missing: observed}
              L all: {method: proportions, endpoint: L, ongoing: included}
              locf: {method: ancova, endpoint: S, missing: locf}
              bocf: {method: ancova, endpoint: S, missing: bocf}
              mmrm: {method: mmrm, endpoint: S}
              imputation: {method: multiple imputation, endpoint: S, imputations: 5}
            simulation: {replicates: 1000, seed: 17}
            """
                .replace("CUT", cut));
    List<String> names =
        plan.questions().analyses().stream().map(a -> a.analysis().name()).toList();
    Metrics metrics = new Metrics(names, new double[names.size()]);
    Tally tally = new TrialRunner(plan, metrics).run(0, trials);
    Map<String, Characteristic> means = new LinkedHashMap<>();
    for (Characteristic c : metrics.summarise(tally)) {
      if (c.metric().equals("mean estimate")) {
        means.put(c.analysis(), c);
      }
    }
    return means;
  }

  /**
   * 20% leave by 6 months, at a constant rate: 0.8 are seen at 6 months, and sqrt(0.8) at 3. So
   * where dropouts fail the difference is 0.8 x 0.3 = 0.24; baseline carried forward gives 0.8 x 1,
   * the last observation 0.8 x 1 + (sqrt(0.8) - 0.8) x 0.5 = 0.84721. Half of those who entered are
   * not due at 12 months: it must be the same. Bounds of 4 Monte-Carlo standard errors, 400 trials.
   */
  @Test
  void whatIsEstimatedDoesNotHangOnTheTimeOfTheCut() throws Exception {
    Map<String, Double> expected =
        Map.of(
            "B", 0.24,
            "L failure", 0.24,
            "L observed", 0.3,
            "locf", 0.8 + (Math.sqrt(0.8) - 0.8) / 2,
            "bocf", 0.8,
            "mmrm", 1.0,
            "imputation", 1.0);
    for (String cut : List.of("cut: {calendar time: 12 months}", "cut: full follow up")) {
      Map<String, Characteristic> means = estimates(cut, 400);
      expected.forEach(
          (name, value) -> {
            Characteristic c = means.get(name);
            assertEquals(value, c.estimate(), 4 * c.mcse(), cut + " " + name);
            assertEquals(0, c.failures());
          });
      if (cut.contains("calendar")) {
        // asked for: who is not due fails too, about half of all
        assertTrue(means.get("L all").estimate() < 0.14, means.toString());
      } else {
        assertEquals(means.get("L failure").estimate(), means.get("L all").estimate());
      }
    }
  }
}
