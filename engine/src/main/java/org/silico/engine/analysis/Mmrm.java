package org.silico.engine.analysis;

import static org.silico.engine.analysis.GeneralisedLeastSquares.atLeast;
import static org.silico.engine.analysis.SmallMatrices.dot;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;

/**
 * The mixed model for repeated measures: outcomes at several visits with a mean for each arm at
 * each visit, linear covariates, and one covariance matrix over visits for all patients, by
 * restricted maximum likelihood from all observed outcomes; no imputation. {@link #fit} once, then
 * ask for contrasts. Cost grows with the patterns of missing visits, hardly with patients.
 *
 * <p>A contrast c'&beta; has variance v = c'&Phi;c and 2v&sup2;/(g'Wg) degrees of freedom, where g
 * is the gradient of v in the covariance parameters &theta; and W the inverse of their information
 * (Giesbrecht and Burns 1985, Biometrics 41:477-486; Fai and Cornelius 1996, J Stat Comput Simul
 * 54:363-378). For a single contrast Kenward and Roger (1997, Biometrics 53:983-997) come to the
 * same degrees of freedom: with A<sub>1</sub> = A<sub>2</sub> = g'Wg/v&sup2; their formula is
 * 2/A<sub>1</sub>, and the scale of the statistic is 1. What their method adds is the standard
 * error, from their adjusted covariance matrix.
 *
 * <p>Edges: the means of arms at visits that have outcomes are fitted; covariates, and covariates
 * by visit, that depend on what comes before them are left out. A contrast that can be estimated
 * without what is missing is VISIT_WITHOUT_DATA, if an arm has no outcome at a visit or the data
 * tell nothing of a covariance parameter, else COVARIATE_DROPPED. A contrast that needs a mean
 * without outcomes is EMPTY_ARM; one that covariates explain, or whose variance depends on a
 * covariance parameter of which the data tell nothing, SINGULAR. No more outcomes than fixed
 * effects, TOO_FEW; outcomes that do not vary or are fitted without residual, NO_VARIANCE; a
 * covariance matrix that runs to the edge of positive definite matrices or a likelihood that does
 * not settle, SINGULAR or NOT_CONVERGED; more degrees of freedom than outcomes, SINGULAR. At most
 * 64 visits.
 */
public final class Mmrm {

  /** The small-sample method for standard errors and degrees of freedom. */
  public enum Method {
    /** Model-based standard errors; SAS DDFM=SATTERTHWAITE, the default of R's mmrm. */
    SATTERTHWAITE,
    /** With second derivatives of the covariance matrix; SAS DDFM=KR. */
    KENWARD_ROGER,
    /**
     * Without them; SAS DDFM=KR(LINEAR). The same for all structures that are linear in their
     * parameters: all but {@link Autoregressive}.
     */
    KENWARD_ROGER_LINEAR
  }

  /** The information on covariance parameters that W inverts. */
  public enum Information {
    /** As SAS and R's mmrm. */
    OBSERVED,
    /** As Kenward and Roger (1997) and R's pbkrtest. */
    EXPECTED
  }

  /** Fixed effects that leave less of the information on a parameter have used up its data. */
  private static final double UNIDENTIFIED = 1e-9;

  /** A direction of which a contrast has less than this share does not matter to it. */
  private static final double FLAT = 1e-7;

  private final CovarianceStructure structure;
  private final Method method;
  private final Information information;
  private final RepeatedMeasures data = new RepeatedMeasures();
  private final RestrictedMaximum maximum;
  private final RestrictedLikelihood likelihood;
  private final KenwardRoger kenwardRoger = new KenwardRoger();

  private Status status = Status.TOO_FEW;
  private int arms;

  /** W. */
  private double[] w = new double[0];

  private double[] work = new double[0];

  /** c. */
  private double[] contrast = new double[0];

  /** L<sup>-1</sup>c, so that c'&Phi;c is its square. */
  private double[] root = new double[0];

  /** F<sub>i</sub>L<sup>-1</sup>c, row-major p &times; k. */
  private double[] product = new double[0];

  /** g<sub>i</sub> = c'&Phi;X'V<sup>-1</sup>V<sub>i</sub>V<sup>-1</sup>X&Phi;c. */
  private double[] gradient = new double[0];

  public Mmrm(CovarianceStructure structure, Method method) {
    this(structure, method, Information.OBSERVED);
  }

  public Mmrm(CovarianceStructure structure, Method method, Information information) {
    this.structure = structure;
    this.maximum = new RestrictedMaximum(structure, UNIDENTIFIED);
    this.likelihood = maximum.likelihood;
    this.method = method;
    this.information = information;
  }

  /**
   * Fits the model. Patients without any outcome, or with a missing covariate, are left out.
   *
   * @param y by visit: {@code y[v][i]} is the outcome of patient i at visit v, NaN where missing
   * @param group 0 control, 1 to {@code arms} - 1 treatments
   * @param covariates columns that do not change over visits, such as the baseline value, or null
   * @param byVisit whether covariate j has an effect of its own at each visit, or one for all
   * @param n patients
   * @return OK, or why there are no numbers
   */
  public Status fit(
      double[][] y, int[] group, int arms, double[][] covariates, boolean[] byVisit, int n) {
    this.arms = arms;
    status = data.take(y, group, arms, covariates, byVisit, n);
    if (status == Status.OK) {
      status = maximum.find(data);
    }
    if (status == Status.OK) {
      status = prepare();
    }
    return status;
  }

  /** Treatment {@code arm} minus control at a visit; {@code nullValue} is tested. */
  public Estimate difference(int arm, int visit, double nullValue) {
    clear();
    if (status == Status.OK) {
      contrast[data.column[visit * data.q + arm]] = 1;
    }
    return estimate(0, nullValue);
  }

  /**
   * Treatment {@code arm} minus control, as a weighted sum over visits: with weights 1/visits the
   * average.
   *
   * @param weights one for each visit
   */
  public Estimate difference(int arm, double[] weights, double nullValue) {
    clear();
    if (status == Status.OK) {
      for (int v = 0; v < data.visits; v++) {
        contrast[data.column[v * data.q + arm]] = weights[v];
      }
    }
    return estimate(0, nullValue);
  }

  /**
   * Least-squares mean of an arm at a visit, at covariates equal to their mean over all outcomes;
   * the null value is 0.
   */
  public Estimate mean(int arm, int visit) {
    clear();
    if (status != Status.OK) {
      return Estimate.failed(status);
    }
    contrast[data.column[visit * data.q]] = 1;
    contrast[data.column[visit * data.q + arm]] = 1;
    return estimate(data.mean[visit], 0);
  }

  /** Fitted covariance of the outcomes of a patient at two visits; NaN without a fit. */
  public double covariance(int u, int v) {
    return status == Status.OK
        ? data.scale * data.scale * likelihood.fit.sigma[u * data.visits + v]
        : Double.NaN;
  }

  /**
   * The restricted log-likelihood with all constants but log|X'X|/2, as SAS, nlme and mmrm give it;
   * NaN without a fit.
   */
  public double logLikelihood() {
    return status == Status.OK
        ? likelihood.logLikelihood
            - (data.observations - likelihood.fit.rank) * Elementary.log(data.scale)
            - logScales()
        : Double.NaN;
  }

  private double logScales() {
    double sum = 0;
    for (int j = 0; j < data.p; j++) {
      if (likelihood.fit.fitted(j)) {
        sum += data.logScale[j];
      }
    }
    return sum;
  }

  /** Patients in the last fit. */
  public int patients() {
    return data.patients;
  }

  /** Outcomes in the last fit. */
  public int observations() {
    return data.observations;
  }

  /** W, and the adjustment. */
  private Status prepare() {
    likelihood.complete(maximum.parameters());
    int k = likelihood.k;
    int p = data.p;
    w = atLeast(w, k * k);
    work = atLeast(work, k * k);
    contrast = atLeast(contrast, p);
    root = atLeast(root, p);
    product = atLeast(product, k * p);
    gradient = atLeast(gradient, k);
    double[] chosen =
        information == Information.OBSERVED ? likelihood.observed : likelihood.expected();
    System.arraycopy(chosen, 0, w, 0, k * k);
    if (!likelihood.factor(w) || !(likelihood.leastIdentified() > UNIDENTIFIED)) {
      return Status.SINGULAR;
    }
    Cholesky.invertFactor(w, k, work);
    Cholesky.inverse(work, k, w);
    if (method != Method.SATTERTHWAITE) {
      boolean second = method == Method.KENWARD_ROGER && !structure.linear();
      kenwardRoger.take(likelihood, maximum.parameters(), w, second);
    }
    return Status.OK;
  }

  private void clear() {
    if (status == Status.OK) {
      Arrays.fill(contrast, 0, data.p, 0);
    }
  }

  private Estimate estimate(double offset, double nullValue) {
    if (status != Status.OK) {
      return Estimate.failed(status);
    }
    int p = data.p;
    int k = likelihood.k;
    GeneralisedLeastSquares fit = likelihood.fit;
    for (int i = 0; i < p; i++) {
      root[i] = dot(fit.inverseFactor, i * p, contrast, 0, i + 1);
    }
    likelihood.fixedEffects.times(root, product);
    Arrays.fill(gradient, 0, k, 0);
    for (int i = 0; i < p; i++) {
      for (int e = 0; e < k; e++) {
        gradient[e] += root[i] * product[i * k + e];
      }
    }
    Status ended = estimable();
    if (!ended.valid()) {
      return Estimate.failed(ended);
    }
    double spread = 0;
    for (int e = 0; e < k; e++) {
      spread += gradient[e] * dot(w, e * k, gradient, 0, k);
    }
    double variance = dot(root, 0, root, 0, p);
    double df = 2 * variance * variance / spread;
    if (method != Method.SATTERTHWAITE) {
      variance += kenwardRoger.addition(root, product);
    }
    double effect = data.scale * dot(contrast, 0, fit.beta, 0, p) + offset;
    double se = data.scale * Math.sqrt(variance);
    if (!(se > 0) || !(df > 0 && df <= data.observations)) {
      return Estimate.failed(Status.SINGULAR);
    }
    return new Estimate(ended, effect, se, (effect - nullValue) / se, df, 1 / (se * se));
  }

  /** How a contrast ends if nothing else is amiss. */
  private Status estimable() {
    boolean complete = likelihood.fit.rank == data.p;
    if (complete && likelihood.floor == null) {
      return Status.OK;
    }
    if (!complete && !likelihood.fit.notEstimable.orthogonal(contrast, FLAT)) {
      return needsEmptyMean() ? Status.EMPTY_ARM : Status.SINGULAR;
    }
    if (likelihood.floor != null && !likelihood.notDetermined.orthogonal(gradient, FLAT)) {
      return Status.SINGULAR;
    }
    return data.gaps || likelihood.floor != null
        ? Status.VISIT_WITHOUT_DATA
        : Status.COVARIATE_DROPPED;
  }

  private boolean needsEmptyMean() {
    for (int v = 0; v < data.visits; v++) {
      boolean asked = false;
      boolean empty = data.count[v * arms] == 0;
      for (int a = 0; a < arms; a++) {
        boolean of = contrast[data.column[v * data.q + a]] != 0;
        asked |= of;
        empty |= of && data.count[v * arms + a] == 0;
      }
      if (asked && empty) {
        return true;
      }
    }
    return false;
  }
}
