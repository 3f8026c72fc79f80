package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.LongitudinalPlan.EffectPlan;
import org.silico.engine.plan.LongitudinalPlan.InflationPlan;
import org.silico.engine.plan.LongitudinalPlan.ModelPlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course.EffectLevel;
import org.silico.engine.protocol.Layout;
import org.silico.engine.random.StandardNormal;

/**
 * Candidates of a longitudinal endpoint before randomisation: their random effects, level, values
 * at screening and baseline, and whether these let them in. Draw k of everything belongs to the (k
 * + 1)-th candidate for a place.
 */
final class Entry {
  private final TrialPlan plan;
  private final LongitudinalPlan course;
  private final int endpoint;
  private final Response response;
  private final int[] control;
  private final double[] time;
  private final double[][] effectScores;
  private final double[][] modelScores;
  private final double[][] modelCovariates;
  private final double[] screenZ;
  private final double[] baseZ;
  private final double[] modelScreenZ;
  private final double[] modelBaseZ;
  private final double[][] joined;
  private final double[] scratch;
  private final World world;
  private final double[][] terms;

  Entry(TrialPlan plan, int endpoint, Response response, int capacity) {
    this.plan = plan;
    this.endpoint = endpoint;
    this.course = plan.questions().course(endpoint);
    this.response = response;
    this.control = new int[capacity];
    Arrays.fill(control, plan.arms().firstControl());
    this.time = new double[capacity];
    this.effectScores = new double[course.effects().size()][capacity];
    ModelPlan model = course.model();
    this.modelScores = new double[model == null ? 0 : model.study().length][capacity];
    this.modelCovariates = new double[model == null ? 0 : model.covariates().length][capacity];
    this.screenZ = new double[capacity];
    this.baseZ = new double[capacity];
    boolean two = course.twoResiduals();
    this.modelScreenZ = two ? new double[capacity] : screenZ;
    this.modelBaseZ = two ? new double[capacity] : baseZ;
    this.joined = new double[course.effectMembers().length][];
    this.scratch = new double[capacity];
    this.terms = new double[History.ROWS][capacity];
    this.world = new World(control, World.Treatment.OF_THE_ARM, null);
  }

  /**
   * One candidate for each of n places.
   *
   * @param places positions after the first patient; null for the first n
   * @param columns with covariates, site and time of entry; receives effects, SCREEN and BASE
   * @param hidden receives what formulas do not see
   */
  void draw(
      long trial,
      int first,
      int[] places,
      int n,
      long candidate,
      double[][] columns,
      Entrants hidden) {
    Draws draws = new Draws(plan.identity().stream(), trial, first, places, n, candidate);
    effects(draws, n, columns);
    if (course.levelMean() != null) {
      level(draws, n, columns, hidden);
    }
    if (course.model() != null) {
      model(draws, n, columns, hidden);
    }
    Arrays.fill(columns[Layout.ARM], 0, n, plan.arms().firstControl());
    Arrays.fill(columns[Layout.VISITS], 0, n, course.visits());
    Arrays.fill(columns[Layout.DURATION], 0, n, course.days()[course.visits() - 1]);
    Arrays.fill(columns[Layout.VISIT], 0, n, 0);
    for (int event : plan.layout().events()) {
      Arrays.fill(columns[event], 0, n, 0);
    }
    observe(draws, n, columns, hidden);
  }

  /** Marks in eligible[0..n) those as 0 whom the entry condition refuses. */
  void judge(double[][] columns, int n, double[] eligible) {
    if (course.entry() == null) {
      return;
    }
    Arrays.fill(columns[Layout.TIME], 0, n, 0);
    course.entry().evaluate(columns, n, scratch);
    for (int i = 0; i < n; i++) {
      eligible[i] = scratch[i] == 0 ? 0 : eligible[i];
    }
  }

  private void effects(Draws draws, int n, double[][] columns) {
    for (int k = 0; k < effectScores.length; k++) {
      EffectPlan effect = course.effects().get(k);
      double[] z = effectScores[k];
      int purpose = Purpose.effect(endpoint, k);
      if (effect.level() == EffectLevel.PATIENT) {
        draws.scores(purpose, z);
      } else if (effect.level() == EffectLevel.STUDY) {
        Arrays.fill(z, 0, n, draws.sharedScore(purpose, 0));
      } else if (effect.level() == EffectLevel.SITE) {
        for (int i = 0; i < n; i++) {
          z[i] = draws.sharedScore(purpose, (long) columns[Layout.SITE][i]);
        }
      } else {
        draws.uniforms(Purpose.rater(endpoint), z);
        for (int i = 0; i < n; i++) {
          z[i] = draws.sharedScore(purpose, (long) (z[i] * course.raters()));
        }
      }
    }
    if (course.effectCopula() != null) {
      for (int m = 0; m < joined.length; m++) {
        joined[m] = effectScores[course.effectMembers()[m]];
      }
      course.effectCopula().correlate(joined, n);
    }
    int column = plan.layout().effects(endpoint);
    for (int k = 0; k < effectScores.length; k++) {
      values(course.effects().get(k), effectScores[k], n, columns[column + k]);
    }
  }

  private static void values(EffectPlan effect, double[] z, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      double eta = effect.sd() * z[i];
      out[i] =
          switch (effect.law()) {
            case NORMAL -> eta;
            case LOGNORMAL -> Elementary.exp(eta);
            case LOGIT_NORMAL -> 1 / (1 + Elementary.exp(-effect.shape() - eta));
            case BOX_COX ->
                effect.shape() == 0 ? eta : StrictMath.expm1(effect.shape() * eta) / effect.shape();
            case CLASSES -> latentClass(effect.classes(), StandardNormal.cdf(z[i]));
          };
    }
  }

  private static int latentClass(double[] cumulative, double u) {
    int k = 0;
    while (k < cumulative.length - 1 && u >= cumulative[k]) {
      k++;
    }
    return k;
  }

  private void level(Draws draws, int n, double[][] columns, Entrants hidden) {
    double[] level = hidden.level;
    draws.scores(Purpose.baseline(endpoint), level);
    course.levelMean().evaluate(columns, n, screenZ);
    course.levelSd().evaluate(columns, n, scratch);
    for (int i = 0; i < n; i++) {
      level[i] = screenZ[i] + scratch[i] * level[i];
    }
  }

  private void model(Draws draws, int n, double[][] columns, Entrants hidden) {
    ModelPlan model = course.model();
    for (int k = 0; k < modelScores.length; k++) {
      int purpose = Purpose.modelEffect(endpoint, k);
      if (model.study()[k]) {
        Arrays.fill(modelScores[k], 0, n, draws.sharedScore(purpose, 0));
      } else {
        draws.scores(purpose, modelScores[k]);
      }
    }
    model.effects().correlate(modelScores, n);
    for (int c = 0; c < modelCovariates.length; c++) {
      model.covariates()[c].evaluate(columns, n, modelCovariates[c]);
    }
    model.bound().individualParameters(modelScores, modelCovariates, n, hidden.individual);
  }

  /** SCREEN and BASE. */
  private void observe(Draws draws, int n, double[][] columns, Entrants hidden) {
    double[] base = columns[plan.layout().baselines().get(endpoint)];
    double[] screen = columns[plan.layout().screen(endpoint)];
    boolean level = course.levelMean() != null;
    Arrays.fill(columns[Layout.PREVIOUS], 0, n, Double.NaN);
    boolean screened = course.screeningObserved();
    boolean observed = !course.baselineIsLevel(plan.conduct().leadIn());
    if (screened) {
      draws.scores(Purpose.screening(endpoint), hidden.screenScore);
      System.arraycopy(hidden.screenScore, 0, screenZ, 0, n);
      if (course.twoResiduals()) {
        draws.scores(Purpose.modelScreening(endpoint), modelScreenZ);
      }
    }
    if (observed) {
      draws.scores(Purpose.baselineResidual(endpoint), hidden.baseScore);
      System.arraycopy(hidden.baseScore, 0, baseZ, 0, n);
      if (course.twoResiduals()) {
        draws.scores(Purpose.modelBaseline(endpoint), modelBaseZ);
      }
    }
    if (course.entryResiduals() != null) {
      course
          .entryResiduals()
          .correlate(screened ? new double[][] {screenZ, baseZ} : new double[][] {baseZ}, n);
    }
    if (level) {
      response.record(hidden.level, n, screen);
    } else if (screened) {
      Arrays.fill(time, 0, n, course.screenDay());
      response.at(time, world, null, n, columns, hidden, screenZ, modelScreenZ, null, screen);
    } else {
      Arrays.fill(screen, 0, n, Double.NaN);
    }
    if (observed) {
      Arrays.fill(time, 0, n, 0);
      System.arraycopy(screen, 0, columns[Layout.PREVIOUS], 0, n);
      response.at(time, world, null, n, columns, hidden, baseZ, modelBaseZ, terms, base);
      System.arraycopy(terms[History.PREDICTION], 0, hidden.truth, 0, n);
    } else {
      response.record(hidden.level, n, base);
      System.arraycopy(hidden.level, 0, hidden.truth, 0, n);
    }
    if (course.inflation() != null) {
      inflate(draws, course.inflation(), n, screen);
    }
  }

  private void inflate(Draws draws, InflationPlan inflation, int n, double[] screen) {
    draws.uniforms(Purpose.inflation(endpoint), scratch);
    for (int i = 0; i < n; i++) {
      boolean near =
          screen[i] < inflation.cut() && screen[i] >= inflation.cut() - inflation.below();
      if (near && scratch[i] < inflation.probability()) {
        screen[i] = inflation.cut();
      }
    }
  }
}
