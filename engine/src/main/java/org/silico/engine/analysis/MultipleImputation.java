package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;

/**
 * Multiple imputation of a continuous outcome at repeated visits, under missing at random or from
 * the reference arm; at one visit, the analysis of covariance of each imputed data set, combined by
 * {@link RubinsRules}.
 *
 * <p><b>Model.</b> Given the visits before, the outcome Y<sub>v</sub> has mean a<sub>v</sub> +
 * b<sub>v</sub>g + c<sub>v</sub>'x + &Sigma;<sub>k&lt;v</sub> d<sub>vk</sub>Y<sub>k</sub>, with
 * treatment g and covariates x, and variance &sigma;<sub>v</sub>&sup2;: together a mean for each
 * arm at each visit, covariates by visit, and one unstructured covariance matrix for both arms.
 * Each regression is fitted to the patients who have all outcomes to visit v. With dropout only,
 * these are all patients at visit v and nothing is lost; from patients with gaps, the model learns
 * up to the first one. For each imputation all parameters are drawn from their posterior ({@link
 * PosteriorRegression}).
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
 * missing at random. Patients with no outcome are imputed from the covariates; on treatment, from
 * the reference arm unless missing at random.
 *
 * <p>Outcomes imputed from the reference arm vary less with treatment from trial to trial than
 * observed ones, and so does the estimate. Rubin's variance does not follow: it loses about the
 * information that dropout at random would lose, by design, and the test is conservative (Cro,
 * Carpenter and Kenward 2019, J R Stat Soc A 182:623-645).
 *
 * <p>Edges: an arm without patients is EMPTY_ARM; a visit with no patient of some arm, or no
 * residual degree of freedom, among those with all outcomes up to it, TOO_FEW; covariates or
 * outcomes linearly dependent, SINGULAR; an outcome constant or fitted without residual, as when a
 * visit is a covariate too, NO_VARIANCE. If nothing is missing at the visit, the result is that of
 * {@link Ancova} without imputation. Patients with a missing covariate are left out.
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

  /** One for each visit. */
  private PosteriorRegression[] regressions = new PosteriorRegression[0];

  /** By patient: covariates, treatment, outcomes to the visit analysed; then imputed in place. */
  private double[] rows = new double[0];

  /** At the visit analysed. */
  private double[] outcome = new double[0];

  /** Those to impute: complete covariates, no outcome at the visit analysed. */
  private int[] patient = new int[0];

  /** The visit after which the one to impute no longer follows the own arm. */
  private int[] last = new int[0];

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
   *     all that is missing at {@code visit} is imputed. Visits after it tell only who had not left
   * @param group 0 control, which is the reference, 1 treatment
   * @param covariates columns of the imputation and of the analysis, such as the baseline value, or
   *     null
   * @param visit the visit analysed
   * @param n patients
   * @param uniforms the same uniforms give the same result
   */
  public Estimate test(
      double[][] y,
      int[] group,
      double[][] covariates,
      int visit,
      int n,
      double nullValue,
      Uniforms uniforms) {
    int q = covariates == null ? 0 : covariates.length;
    int width = q + visit + 2;
    int missing = take(y, group, covariates, visit, n);
    if (missing == 0) {
      return ancova.test(outcome, group, covariates, n, nullValue);
    }
    if (!bothArms(n, width, q)) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    for (int v = 0; v <= visit; v++) {
      Status status = regressions[v].fit(rows, width, n, q + 1 + v, q);
      if (status != Status.OK) {
        return Estimate.failed(status);
      }
    }
    rules.clear();
    draws.start(uniforms);
    double df = 0;
    for (int m = 0; m < imputations; m++) {
      for (int v = 0; v <= visit; v++) {
        regressions[v].draw(draws);
      }
      if (assumption != Assumption.MISSING_AT_RANDOM) {
        shifts(visit, q);
      }
      for (int k = 0; k < missing; k++) {
        impute(y, patient[k], last[k], visit, width, q);
      }
      Estimate estimate = ancova.test(outcome, group, covariates, n, nullValue);
      if (!estimate.status().valid()) {
        return estimate;
      }
      rules.add(estimate.estimate(), estimate.standardError());
      df = estimate.df();
    }
    return rules.combine(df, nullValue);
  }

  /** Fills the workspace and returns the number of patients to impute. */
  private int take(double[][] y, int[] group, double[][] covariates, int visit, int n) {
    int q = covariates == null ? 0 : covariates.length;
    int width = q + visit + 2;
    rows = atLeast(rows, n * width);
    outcome = atLeast(outcome, n);
    if (patient.length < n) {
      patient = new int[n];
      last = new int[n];
    }
    grow(visit + 1);
    int missing = 0;
    for (int i = 0; i < n; i++) {
      int at = i * width;
      double present = 0;
      for (int j = 0; j < q; j++) {
        rows[at + j] = covariates[j][i];
        present += covariates[j][i];
      }
      rows[at + q] = present == present ? group[i] : Double.NaN;
      for (int v = 0; v <= visit; v++) {
        rows[at + q + 1 + v] = y[v][i];
      }
      outcome[i] = y[visit][i];
      if (outcome[i] != outcome[i] && present == present) {
        patient[missing] = i;
        boolean ownArm = group[i] == 0 || assumption == Assumption.MISSING_AT_RANDOM;
        last[missing++] = ownArm ? visit : lastObserved(y, i);
      }
    }
    return missing;
  }

  private void grow(int visits) {
    if (regressions.length < visits) {
      regressions = new PosteriorRegression[visits];
      for (int v = 0; v < visits; v++) {
        regressions[v] = new PosteriorRegression();
      }
    }
    effect = atLeast(effect, visits);
    departure = atLeast(departure, visits);
    shift = atLeast(shift, visits * visits);
  }

  /** -1 if there is none. */
  private static int lastObserved(double[][] y, int i) {
    int v = y.length - 1;
    while (v >= 0 && Double.isNaN(y[v][i])) {
      v--;
    }
    return v;
  }

  private boolean bothArms(int n, int width, int treatment) {
    boolean control = false;
    boolean treated = false;
    for (int i = 0; i < n; i++) {
      double g = rows[i * width + treatment];
      control |= g == 0;
      treated |= g == 1;
    }
    return control && treated;
  }

  /** For the parameters drawn. */
  private void shifts(int visit, int q) {
    int visits = visit + 1;
    for (int v = 0; v < visits; v++) {
      effect[v] = regressions[v].slope[q] + history(v, q, effect);
    }
    for (int from = -1; from < visit; from++) {
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

  private void impute(double[][] y, int i, int from, int visit, int width, int q) {
    int at = i * width;
    for (int v = 0; v <= visit; v++) {
      if (Double.isNaN(y[v][i])) {
        PosteriorRegression regression = regressions[v];
        double value = regression.intercept + regression.sigma * draws.normal();
        int p = q + 1 + v;
        for (int j = 0; j < p; j++) {
          value += regression.slope[j] * rows[at + j];
        }
        if (v > from) {
          value += shift[(from + 1) * (visit + 1) + v];
        }
        rows[at + p] = value;
      }
    }
    outcome[i] = rows[at + width - 1];
  }
}
