package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.Plans;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;

/** In every trial the interval says what the test says, whatever the method and the hypothesis. */
class IntervalsAgreeTest {
  private static final String ENDPOINTS =
      """
      arms:
        c: {control: true, sequence: [{from: 0 weeks, dose: 0}, {from: 2 weeks, dose: 1}]}
        e: {sequence: [{from: 0 weeks, dose: 1}, {from: 2 weeks, dose: 0}]}
        d: {dose: 1}
        p: {}
      population: {covariates: {SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}}}
      enrolment: {patients: 60}
      endpoints:
        C: {type: continuous, visit: 4 weeks, baseline: {mean: 0, sd: 1}, change: 0.3 * ACTIVE, sd: 1}
        B: {type: binary, visit: 4 weeks, probability: 0.25}
        N: {type: count, distribution: negative binomial, rate: 2 per year, dispersion: 0.4, period: 1 year}
        O: {type: ordinal, visit: 4 weeks, categories: [a, b, c], probabilities: [0.3, 0.3, 0.4]}
        T: {type: time to event, median: 1 year}
        L:
          type: longitudinal
          visits: [2 weeks, 4 weeks]
          missed visits: 10%
          terms: {natural course: 10 - 0.5 * DOSE}
          residual: {sd: 2, correlation: {structure: ar(1), value: 0.5}}
      follow up: {duration: 1 year}
      analyses:
      """;

  private static String analyses(String method) {
    boolean ratio = method.matches(".*(measure: ratio|odds|cox|poisson|negative binomial).*");
    boolean days = method.contains("restricted mean");
    boolean superiorityOnly = method.matches(".*(log-rank|wilcoxon).*");
    StringBuilder all = new StringBuilder();
    for (String better : new String[] {"higher", "lower"}) {
      boolean higher = better.equals("higher");
      for (int sides = 1; sides <= 2; sides++) {
        String common = method + ", better: " + better + ", sides: " + sides + "}\n";
        all.append("  S" + better + sides + ": {" + common);
        String margin = ratio ? higher ? "0.6" : "1.7" : days ? "60 days" : "0.2";
        if (!superiorityOnly) {
          all.append("  N" + better + sides + ": {hypothesis: non-inferiority, margin: " + margin);
          all.append(", " + common);
        }
      }
    }
    if (!superiorityOnly) {
      all.append("  E: {hypothesis: equivalence, alpha: 0.2, margin: ");
      all.append(
          (ratio ? "[0.4, 2]" : days ? "[-120 days, 90 days]" : "[-0.4, 0.3]")
              + ", "
              + method
              + "}\n");
    }
    return all.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "endpoint: C, method: t test",
        "endpoint: C, method: t test, variance: unequal, of: value",
        "endpoint: C, method: ancova, covariates: [BASE, SEX]",
        "endpoint: C, method: wilcoxon",
        "endpoint: B, method: proportions, test: pooled",
        "endpoint: B, method: proportions, test: unpooled",
        "endpoint: B, method: proportions, test: farrington-manning",
        "endpoint: B, method: proportions, measure: ratio, test: pooled",
        "endpoint: B, method: proportions, measure: ratio, test: unpooled",
        "endpoint: B, method: proportions, measure: ratio, test: farrington-manning",
        "endpoint: B, method: proportions, measure: odds ratio, test: pooled",
        "endpoint: B, method: proportions, measure: odds ratio, test: unpooled",
        "endpoint: B, method: proportions, measure: odds ratio, test: score",
        "endpoint: N, method: poisson",
        "endpoint: N, method: negative binomial",
        "endpoint: O, method: proportional odds, covariates: [SEX]",
        "endpoint: O, method: wilcoxon, strata: [SEX]",
        "endpoint: T, method: log-rank, strata: [SEX]",
        "endpoint: T, method: cox, covariates: [SEX]",
        "endpoint: T, method: restricted mean survival time, to: 1 year",
        "endpoint: T, method: restricted mean survival time, to: 9 months, strata: [SEX]",
        "endpoint: T, method: milestone survival, at: 1 year",
        "endpoint: T, method: milestone survival, at: 1 year, scale: complementary log-log",
        "endpoint: L, method: proportions, responder: VALUE < 9",
        "endpoint: L, method: t test",
        "endpoint: L, method: mmrm",
        "endpoint: L, method: mmrm, df: satterthwaite, contrast: average",
        "endpoint: L, method: multiple imputation, imputations: 3",
        "endpoint: L, method: crossover, period 1: 2 weeks",
        "endpoint: L, method: spcd, stage 1: 2 weeks, weight: 0.6, non-responder: VALUE > 9",
        "endpoint: L, method: spcd, stage 1: 2 weeks, weight: 0.6, non-responder: VALUE > 9,"
            + " responder: VALUE < 9",
      })
  void intervalAndTestAgreeInEveryTrial(String method) throws IOException {
    String pair =
        method.contains("spcd") ? "treatment: c, control: p, " : "treatment: e, control: c, ";
    TrialPlan plan = Plans.plan(ENDPOINTS + analyses(pair + method));
    List<AnalysisPlan> analyses = plan.questions().analyses();
    Metrics metrics =
        new Metrics(
            analyses.stream().map(a -> a.analysis().name()).toList(), new double[analyses.size()]);
    TrialRunner runner = new TrialRunner(plan, metrics);
    int rejected = 0;
    int not = 0;
    for (int trial = 0; trial < 300; trial++) {
      TrialOutcome outcome = runner.run(trial);
      for (int a = 0; a < analyses.size(); a++) {
        AnalysisResult r = outcome.results().get(a);
        String where = analyses.get(a).analysis().name() + ", trial " + trial + ": " + r;
        boolean tested = !Double.isNaN(r.decision().p());
        assertEquals(tested, !Double.isNaN(r.lower()), where);
        assertEquals(tested, !Double.isNaN(r.upper()), where);
        assertEquals(shown(analyses.get(a), r), r.success(), where);
        rejected += r.success() ? 1 : 0;
        not += r.success() ? 0 : 1;
      }
    }
    assertTrue(rejected >= 10 && not >= 10, rejected + " rejected, " + not + " not");
  }

  /** Whether the interval shows what the hypothesis claims, in the good direction. */
  private static boolean shown(AnalysisPlan plan, AnalysisResult r) {
    Analysis.Hypothesis h = plan.analysis().hypothesis();
    boolean higher = h.better() == Analysis.Better.HIGHER;
    boolean ratio = plan.analysis().method().effect().ratio();
    return switch (h.kind()) {
      case SUPERIORITY -> {
        if (h.sides() == 2) {
          boolean different = r.lower() > 0 || r.upper() < 0;
          assertEquals(different, r.decision().reject(), r.toString());
        }
        yield higher ? r.lower() > 0 : r.upper() < 0;
      }
      case NON_INFERIORITY ->
          higher ? r.lower() > (ratio ? plan.upper() : -plan.upper()) : r.upper() < plan.upper();
      case EQUIVALENCE -> r.lower() > plan.lower() && r.upper() < plan.upper();
    };
  }
}
