package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.Sampled;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;

/**
 * Who has left, and what is known of who has not, where imputed outcomes are analysed. Bounds are 4
 * Monte-Carlo standard errors.
 */
class ImputationVisitsTest {

  /** Estimates of each analysis, in the protocol's order; none may fail. */
  private static Sampled[] estimates(TrialPlan plan, int trials) throws IOException {
    Sampled[] estimates = new Sampled[plan.questions().analyses().size()];
    for (int a = 0; a < estimates.length; a++) {
      estimates[a] = new Sampled();
    }
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    for (int t = 0; t < trials; t++) {
      TrialOutcome outcome = runner.run(t);
      for (int a = 0; a < estimates.length; a++) {
        AnalysisResult result = outcome.results().get(a);
        assertEquals("ok", result.estimate().status().label());
        estimates[a].add(result.estimate().estimate());
      }
    }
    return estimates;
  }

  private static TrialPlan plan(String events, String missed, String options) {
    return plan(events, missed, options, "");
  }

  private static TrialPlan plan(String events, String missed, String options, String enrolment) {
    String analysis =
        "{method: multiple imputation, visit: 4 weeks, better: lower, imputations: 10"
            + options
            + "%s}\n";
    return Plans.plan(
        """
        arms: {placebo: {control: true}, active: {}}
        enrolment: {patients: 400ENROLMENT}
        randomisation: {method: permuted blocks, block size: 2}
        """
                .replace("ENROLMENT", enrolment)
            + events
            + """
            endpoints:
              Y:
                type: longitudinal
                visits: [2 weeks, 4 weeks, 8 weeks]
            """
            + "    missed visits: "
            + missed
            + """

                random effects: {U: {sd: 2}}
                terms: {natural course: 20 + U, drug: -5}
                residual: {sd: 2}
            analyses:
            """
            + "  MAR: "
            + analysis.formatted("")
            + "  J2R: "
            + analysis.formatted(", assumption: jump to reference")
            + "  CR: "
            + analysis.formatted(", assumption: copy reference")
            + "  CIR: "
            + analysis.formatted(", assumption: copy increments")
            + "simulation: {replicates: 1, seed: 8}\n");
  }

  private static void assertMeans(TrialPlan plan, double mar, double j2r, double cr, double cir)
      throws IOException {
    Sampled[] estimates = estimates(plan, 400);
    estimates[0].assertMean(mar, "missing at random");
    estimates[1].assertMean(j2r, "jump to reference");
    estimates[2].assertMean(cr, "copy reference");
    estimates[3].assertMean(cir, "copy increments");
  }

  /** 30% miss week 4, whoever they are, and all come back: the effect is -5 whatever is assumed. */
  @Test
  void whoComesBackHasNotLeft() throws IOException {
    String missed = "'if VISIT == 2 then 30% else 0%'";
    assertMeans(plan("", missed, ""), -5, -5, -5, -5);
    assertMeans(plan("", missed, ", of: value, covariates: []"), -5, -5, -5, -5);
  }

  private static final String LEAVING =
      """
      intercurrent events:
        GONE: {type: study discontinuation, probability: 20%}
      """;

  /**
   * 20% leave in each interval and 30% miss week 4. By week 4 0.36 have left, and 0.64 x 0.3 x 0.2
   * = 0.0384 more miss it and are not seen again: 0.3984 for whom nothing is known after week 2. Of
   * them 0.2 were not seen at week 2 either. Jumping, their effect is 0. With copied increments it
   * is -5 for who was seen at week 2. As a copy of the reference who was seen at week 2 keeps the
   * share of these -5 by which week 4 follows week 2, 4/(4 + 4).
   */
  @Test
  void whoIsNotSeenAgainHasLeft() throws IOException {
    double left = 0.3984;
    assertMeans(
        plan(LEAVING, "'if VISIT == 2 then 30% else 0%'", ", of: value, covariates: []"),
        -5,
        -5 * (1 - left),
        -5 * (1 - left + 0.5 * (left - 0.2)),
        -5 * (1 - 0.2));
  }

  private static final String STOPPING =
      """
      intercurrent events:
        STOP: {type: treatment discontinuation, probability: 20%}
      """;

  /**
   * The same with stopping the drug, and values after it left out. Who missed week 4 and stopped
   * after it was on the drug at week 4, though not seen in between: only 0.36 are not.
   */
  @Test
  void whoStopsLaterIsOnTheDrugAtAVisitMissed() throws IOException {
    double left = 0.36;
    assertMeans(
        plan(
            STOPPING,
            "'if VISIT == 2 then 30% else 0%'",
            ", of: value, covariates: [], exclude after: [STOP]"),
        -5,
        -5 * (1 - left),
        -5 * (1 - left + 0.5 * (left - 0.2)),
        -5 * (1 - 0.2));
  }

  /**
   * Enrolment takes 4 weeks, and the data are cut 6 weeks after its end: week 4 is due for all,
   * week 8 for those who entered in the first half. Nobody leaves, and 30% miss week 4. Of the
   * first half they are seen at week 8; of the second half nothing later can be seen, and they
   * count as having left.
   */
  @Test
  void beforeLaterVisitsAreDueWhoMissesOneCountsAsLeft() throws IOException {
    TrialPlan plan =
        plan(
            "cut: {calendar time: 10 weeks}\n",
            "'if VISIT == 2 then 30% else 0%'",
            ", of: value, covariates: []",
            ", duration: 4 weeks");
    assertMeans(plan, -5, -5 * (1 - 0.15), -5 * (1 - 0.15 * 0.5), -5);
  }

  /** Week 2 is of placebo alone, and of no use to a comparison; week 8 is of few patients. */
  @Test
  void visitsWithoutARegressionAreLeftOut() throws IOException {
    String missed =
        "{placebo: 'if VISIT == 2 then 30% else if VISIT == 3 then 99% else 0%',"
            + " active: 'if VISIT == 1 then 100% else if VISIT == 2 then 30% else 99%'}";
    Sampled[] estimates = estimates(plan("", missed, ""), 400);
    estimates[0].assertMean(-5, "missing at random");
    // 0.3 x 0.99 are not seen at week 4 and after it
    estimates[1].assertMean(-5 * (1 - 0.3 * 0.99), "jump to reference");
    estimates[2].assertMean(-5 * (1 - 0.3 * 0.99), "copy reference");
    estimates[3].assertMean(-5 * (1 - 0.3 * 0.99), "copy increments");
  }

  /**
   * At random: who does not do well on the drug leaves after week 3, and 40% miss each visit but
   * the last. The mixed model is right, and so is the imputation, as precise. Complete cases are
   * off by 1.4.
   */
  @Test
  void gapsAndDropoutAtRandomGiveWhatAMixedModelGives() throws IOException {
    TrialPlan plan =
        Plans.plan(
            """
            arms: {placebo: {control: true}, active: {}}
            enrolment: {patients: 600}
            randomisation: {method: permuted blocks, block size: 4}
            intercurrent events:
              LOE:
                type: study discontinuation
                probability: "if VISIT >= 3 and ACTIVE == 1 then expit(-1 + 1.2 * CHANGE) else 0%"
            endpoints:
              Y:
                type: longitudinal
                visits: [1 week, 2 weeks, 3 weeks, 4 weeks]
                missed visits: "if VISIT == 4 then 0% else 40%"
                random effects: {U: {sd: 1}, S: {sd: 3}}
                terms:
                  natural course: 20 + U + (if VISIT == 0 then 0 else S) + 0.5 * VISIT
                  drug: -0.5 * VISIT
                residual: {sd: 2}
            analyses:
              MMRM: {method: mmrm, better: lower}
              MI: {method: multiple imputation, better: lower, imputations: 20}
            simulation: {replicates: 1, seed: 11}
            """);
    assertLikeTheMixedModel(plan, 400, -2);
  }

  /** Eight visits, each missed by 25%: of 60 patients 6 are seen at all. */
  @Test
  void manyVisitsOfFewPatientsGiveWhatAMixedModelGives() throws IOException {
    TrialPlan plan =
        Plans.plan(
            """
            arms: {placebo: {control: true}, active: {}}
            enrolment: {patients: 60}
            randomisation: {method: permuted blocks, block size: 4}
            endpoints:
              Y:
                type: longitudinal
                visits: [1 week, 2 weeks, 3 weeks, 4 weeks, 5 weeks, 6 weeks, 7 weeks, 8 weeks]
                missed visits: 25%
                random effects: {U: {sd: 1}}
                terms: {natural course: U, drug: 0.7}
                residual: {sd: 0.7}
            analyses:
              MMRM: {method: mmrm, covariates: [], of: value, covariance: compound symmetry}
              MI: {method: multiple imputation, covariates: [], of: value, imputations: 20}
            simulation: {replicates: 1, seed: 3}
            """);
    assertLikeTheMixedModel(plan, 400, 0.7);
  }

  /** No bias; and from trial to trial the estimates differ little, so that they are as precise. */
  private static void assertLikeTheMixedModel(TrialPlan plan, int trials, double effect)
      throws IOException {
    Sampled[] estimates = new Sampled[3];
    for (int a = 0; a < 3; a++) {
      estimates[a] = new Sampled();
    }
    TrialRunner runner = new TrialRunner(plan, new Metrics(List.of(), new double[0]));
    for (int t = 0; t < trials; t++) {
      List<AnalysisResult> results = runner.run(t).results();
      double mmrm = results.get(0).estimate().estimate();
      double mi = results.get(1).estimate().estimate();
      assertEquals("ok", results.get(1).estimate().status().label());
      estimates[0].add(mmrm);
      estimates[1].add(mi);
      estimates[2].add(mi - mmrm);
    }
    estimates[1].assertMean(effect, "imputation");
    estimates[2].assertMean(0, "difference of the methods");
    assertTrue(estimates[2].variance() < 0.1 * estimates[0].variance());
  }
}
