package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

import java.util.Arrays;

/**
 * Multiple imputation of a continuous outcome at repeated visits, under missing at random or from
 * the reference arm; at one visit, the analysis of covariance of each imputed data set, combined by
 * {@link RubinsRules}.
 *
 * <p><b>Model.</b> Given the visits before, the outcome Y<sub>v</sub> has mean a<sub>v</sub> +
 * b<sub>v</sub>g + c<sub>v</sub>'x + &Sigma;<sub>k&lt;v</sub> d<sub>vk</sub>Y<sub>k</sub>, with
 * treatment g and covariates x, and variance &sigma;<sub>v</sub>&sup2;: together a mean for each
 * arm at each visit, covariates by visit, and one unstructured covariance matrix for both arms. For
 * each imputation all parameters are drawn from their posterior under the prior
 * 1/&sigma;<sub>v</sub>&sup2;. With dropout only, the regressions are those of the patients who
 * have the visit, and are drawn directly ({@link PosteriorRegression}). If a patient is observed
 * after a missing visit, the outcomes in such gaps and the parameters are drawn together, given all
 * outcomes of all patients ({@link MonotoneDataAugmentation}), those at visits after the one
 * analysed among them where they tell something ({@link ImputationVisits}).
 *
 * <p><b>Imputation.</b> By visits, Y<sub>v</sub> = &mu;<sub>v</sub> + &Sigma;<sub>k&lt;v</sub>
 * d<sub>vk</sub>(Y<sub>k</sub> - &mu;<sub>k</sub>) + &sigma;<sub>v</sub>e, e standard normal, where
 * &mu; is the patient's path of marginal means: under missing at random that of the own arm, else
 * as in {@link Assumption} (Carpenter, Roger and Kenward 2013, J Biopharm Stat 23:1352-1371). Both
 * paths follow from the regressions, and differ by the marginal effects of treatment B<sub>v</sub>
 * = b<sub>v</sub> + &Sigma; d<sub>vk</sub>B<sub>k</sub> whatever the covariates. So for a path that
 * differs from the own arm's by s<sub>k</sub>, it is enough to add s<sub>v</sub> - &Sigma;
 * d<sub>vk</sub>s<sub>k</sub> to what the regression of visit v predicts in the own arm.
 *
 * <p>Patients on control, and values before the last observed visit, are always imputed under
 * missing at random: who is observed later, be it after the visit analysed, has not left. Patients
 * with no outcome are imputed from the covariates; on treatment, from the reference arm unless
 * missing at random.
 *
 * <p>Outcomes imputed from the reference arm vary less with treatment from trial to trial than
 * observed ones, and so does the estimate. Rubin's variance does not follow: it loses about the
 * information that dropout at random would lose, by design, and the test is conservative (Cro,
 * Carpenter and Kenward 2019, J R Stat Soc A 182:623-645).
 *
 * <p>Edges: an arm without patients is EMPTY_ARM; an arm without an outcome at the visit analysed,
 * or no residual degree of freedom in its regression, TOO_FEW; treatment that depends on covariates
 * SINGULAR; an outcome that is constant there or fitted without residual, as when the visit is a
 * covariate too, NO_VARIANCE. Other visits of which that is so are left out. A covariate that is
 * constant, or depends on those before it, has slope 0. If nothing is missing at the visit, the
 * result is that of {@link Ancova} without imputation. Patients with a missing covariate are left
 * out.
 */
public final class MultipleImputation {

  /** The mean path of treated patients from whom outcomes are missing. */
  public enum Assumption {
    /** The own arm's at all visits. */
    MISSING_AT_RANDOM,
    /** The own arm's to the last observed visit, the reference arm's after it. */
    JUMP_TO_REFERENCE,
    /** The reference arm's at all visits. */
    COPY_REFERENCE,
    /** The own arm's to the last observed visit, then with the increments of the reference arm. */
    COPY_INCREMENTS
  }

  /** A source of independent uniform variates in the open interval (0, 1). */
  @FunctionalInterface
  public interface Uniforms {
    double next();
  }

  private final Assumption assumption;
  private final int imputations;
  private final Ancova ancova = new Ancova();
  private final RubinsRules rules = new RubinsRules();
  private final NormalDraws draws = new NormalDraws();
  private final ImputationVisits model = new ImputationVisits();
  private final MonotoneDataAugmentation augmentation = new MonotoneDataAugmentation();

  /** One for each visit of the model. */
  private PosteriorRegression[] regressions = new PosteriorRegression[0];

  /** By patient: covariates, treatment, outcomes of the visits of the model; imputed in place. */
  private double[] rows = new double[0];

  /** At the visit analysed. */
  private double[] outcome = new double[0];

  /** Those to impute: complete covariates, no outcome at the visit analysed. */
  private int[] patient = new int[0];

  /** Of the one to impute, the visit of the model after which the own arm is no longer followed. */
  private int[] from = new int[0];

  /** B<sub>v</sub>. */
  private double[] effect = new double[0];

  /** s<sub>v</sub>, for one last visit. */
  private double[] departure = new double[0];

  /** By last visit plus 1 and visit, what to add to the prediction in the own arm. */
  private double[] shift = new double[0];

  /**
   * @param imputations data sets to impute, at least 2
   */
  public MultipleImputation(Assumption assumption, int imputations) {
    if (imputations < 2) {
      throw new IllegalArgumentException("imputations must be at least 2, not " + imputations);
    }
    this.assumption = assumption;
    this.imputations = imputations;
  }

  /**
   * Tests "adjusted difference at the visit = {@code nullValue}".
   *
   * @param y outcomes by visit: {@code y[v][i]} is that of patient i at visit v, NaN where missing;
   *     all visits there are
   * @param followed of each patient a visit to which, as is known otherwise, the own arm was
   *     followed, such as the last before an event after which outcomes are left out; -1 for none;
   *     null if nothing is known but by outcomes
   * @param group 0 control, which is the reference, 1 treatment
   * @param covariates columns of the imputation and of the analysis, such as the baseline value, or
   *     null
   * @param visit the visit analysed
   * @param n patients
   * @param uniforms the same uniforms give the same result
   */
  public Estimate test(
      double[][] y,
      double[] followed,
      int[] group,
      double[][] covariates,
      int visit,
      int n,
      double nullValue,
      Uniforms uniforms) {
    int q = covariates == null ? 0 : covariates.length;
    outcome = atLeast(outcome, n);
    System.arraycopy(y[visit], 0, outcome, 0, n);
    int missing = missing(covariates, n);
    if (missing == 0) {
      return ancova.test(outcome, group, covariates, n, nullValue);
    }
    Status status = model.start(y, group, covariates, visit, n);
    if (status != Status.OK) {
      return Estimate.failed(status);
    }
    draws.start(uniforms);
    status = fit(y, group, covariates, n);
    boolean gaps = model.gaps();
    if (status == Status.OK && gaps) {
      status = augmentation.burnIn(draws);
    }
    for (int k = 0; k < missing; k++) {
      from[k] = follows(y, followed, group, patient[k]);
    }
    rules.clear();
    double df = 0;
    for (int m = 0; m < imputations && status == Status.OK; m++) {
      if (gaps) {
        status = augmentation.next(draws);
      } else {
        for (int v = 0; v < model.size(); v++) {
          regressions[v].draw(draws);
        }
      }
      if (assumption != Assumption.MISSING_AT_RANDOM) {
        shifts(model.analysed(), q);
      }
      for (int k = 0; k < missing; k++) {
        impute(patient[k], from[k], q);
      }
      Estimate estimate = ancova.test(outcome, group, covariates, n, nullValue);
      if (!estimate.status().valid()) {
        return estimate;
      }
      rules.add(estimate.estimate(), estimate.standardError());
      df = estimate.df();
    }
    return status == Status.OK ? rules.combine(df, nullValue) : Estimate.failed(status);
  }

  /** Finds and returns the number of patients to impute. */
  private int missing(double[][] covariates, int n) {
    if (patient.length < n) {
      patient = new int[n];
      from = new int[n];
    }
    int missing = 0;
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(outcome[i]) && ImputationVisits.present(covariates, i)) {
        patient[missing++] = i;
      }
    }
    return missing;
  }

  /** Fits the regressions of all visits that have one; a visit without is left out. */
  private Status fit(double[][] y, int[] group, double[][] covariates, int n) {
    int q = covariates == null ? 0 : covariates.length;
    while (true) {
      int visits = model.size();
      grow(visits);
      fill(y, group, covariates, n);
      int width = q + 1 + visits;
      Status status = Status.OK;
      int failed = -1;
      if (model.gaps()) {
        status = augmentation.take(regressions, rows, width, q, model.last(), n);
        failed = augmentation.failed();
      } else {
        while (status == Status.OK && failed + 1 < visits) {
          failed++;
          status = regressions[failed].fit(rows, width, n, q + 1 + failed, q);
        }
      }
      if (status == Status.OK || failed == model.analysed()) {
        return status;
      }
      model.leaveOut(failed);
    }
  }

  private void fill(double[][] y, int[] group, double[][] covariates, int n) {
    int q = covariates == null ? 0 : covariates.length;
    int width = q + 1 + model.size();
    rows = atLeast(rows, n * width);
    for (int i = 0; i < n; i++) {
      int at = i * width;
      for (int j = 0; j < q; j++) {
        rows[at + j] = covariates[j][i];
      }
      rows[at + q] = ImputationVisits.present(covariates, i) ? group[i] : Double.NaN;
      for (int v = 0; v < model.size(); v++) {
        rows[at + q + 1 + v] = y[model.visit(v)][i];
      }
    }
  }

  private void grow(int visits) {
    if (regressions.length < visits) {
      int had = regressions.length;
      regressions = Arrays.copyOf(regressions, visits);
      for (int v = had; v < visits; v++) {
        regressions[v] = new PosteriorRegression();
      }
    }
    effect = atLeast(effect, visits);
    departure = atLeast(departure, visits);
    shift = atLeast(shift, visits * visits);
  }

  /** The visit of the model to which patient i follows the own arm; -1 for none. */
  private int follows(double[][] y, double[] followed, int[] group, int i) {
    if (group[i] == 0 || assumption == Assumption.MISSING_AT_RANDOM) {
      return model.analysed();
    }
    int last = y.length - 1;
    while (last >= 0 && Double.isNaN(y[last][i])) {
      last--;
    }
    if (followed != null) {
      last = Math.max(last, (int) followed[i]);
    }
    int v = model.analysed();
    while (v >= 0 && model.visit(v) > last) {
      v--;
    }
    return v;
  }

  /** For the parameters drawn. */
  private void shifts(int analysed, int q) {
    int visits = analysed + 1;
    for (int v = 0; v < visits; v++) {
      effect[v] = regressions[v].slope[q] + history(v, q, effect);
    }
    for (int from = -1; from < analysed; from++) {
      for (int v = 0; v < visits; v++) {
        boolean after = v > from;
        departure[v] =
            switch (assumption) {
              case MISSING_AT_RANDOM -> 0;
              case JUMP_TO_REFERENCE -> after ? -effect[v] : 0;
              case COPY_REFERENCE -> -effect[v];
              case COPY_INCREMENTS -> after ? (from < 0 ? 0 : effect[from]) - effect[v] : 0;
            };
        shift[(from + 1) * visits + v] = departure[v] - history(v, q, departure);
      }
    }
  }

  /** &Sigma;<sub>k&lt;v</sub> d<sub>vk</sub>values<sub>k</sub>. */
  private double history(int v, int q, double[] values) {
    double[] slope = regressions[v].slope;
    double sum = 0;
    for (int k = 0; k < v; k++) {
      sum += slope[q + 1 + k] * values[k];
    }
    return sum;
  }

  /** What follows the last outcome; gaps before it have been filled. */
  private void impute(int i, int from, int q) {
    int analysed = model.analysed();
    int at = i * (q + 1 + model.size());
    for (int v = model.last()[i] + 1; v <= analysed; v++) {
      PosteriorRegression regression = regressions[v];
      double value = regression.intercept + regression.sigma * draws.normal();
      int p = q + 1 + v;
      for (int j = 0; j < p; j++) {
        value += regression.slope[j] * rows[at + j];
      }
      if (v > from) {
        value += shift[(from + 1) * (analysed + 1) + v];
      }
      rows[at + p] = value;
    }
    double origin = model.gaps() ? augmentation.origin(analysed) : 0;
    outcome[i] = origin + rows[at + q + 1 + analysed];
  }
}
