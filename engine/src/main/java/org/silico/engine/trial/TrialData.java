package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Layout;

/**
 * Consecutive patients of one trial, held by column and reused from trial to trial. What would be
 * observed if everybody stayed for ever: a {@link DataCut} and the time of dropout decide what is
 * seen of it.
 */
public final class TrialData {
  private final TrialPlan plan;
  private final int capacity;
  private final double[][] columns;
  private final int[] arm;
  private final int[] site;
  private final int[] screenFailures;
  private final double[] dropout;
  private final double[][] outcomes;
  private final History history;
  private final double[][][] visitDays;

  private long trial;
  private int first;
  private int size;

  /**
   * @param keepTerms whether the terms of longitudinal outcomes are kept
   */
  TrialData(TrialPlan plan, int capacity, boolean keepTerms) {
    this(plan, capacity, keepTerms, new double[plan.questions().endpoints().size()][][]);
  }

  /**
   * @param visitDays by endpoint and visit the actual days; null for endpoints without visits
   */
  TrialData(TrialPlan plan, int capacity, boolean keepTerms, double[][][] visitDays) {
    this.plan = plan;
    this.capacity = capacity;
    this.columns = new double[plan.layout().names().size()][capacity];
    this.arm = new int[capacity];
    this.site = new int[capacity];
    this.screenFailures = new int[capacity];
    this.dropout = new double[capacity];
    this.outcomes = new double[plan.questions().endpoints().size()][];
    for (int e : plan.questions().seenOnce()) {
      outcomes[e] = new double[capacity];
    }
    this.history = new History(plan, capacity, keepTerms);
    this.visitDays = visitDays;
    Arrays.fill(dropout, Double.POSITIVE_INFINITY);
    if (!plan.arms().inFormulas()) {
      for (int column : new int[] {Layout.ARM, Layout.ACTIVE, Layout.DOSE}) {
        Arrays.fill(columns[column], Double.NaN);
      }
    }
  }

  void open(long trial, int first, int size) {
    this.trial = trial;
    this.first = first;
    this.size = size;
  }

  public TrialPlan plan() {
    return plan;
  }

  public int capacity() {
    return capacity;
  }

  /** The replicate, from 0. */
  public long trial() {
    return trial;
  }

  /** The number of the first patient of the block within the trial, from 0. */
  public int first() {
    return first;
  }

  public int size() {
    return size;
  }

  /** What formulas see, by {@link Layout}. */
  public double[][] columns() {
    return columns;
  }

  /** Time of entry since the opening of enrolment, days; ascending. */
  public double[] entry() {
    return columns[Layout.ENTRY];
  }

  public int[] arm() {
    return arm;
  }

  public int[] site() {
    return site;
  }

  /** Candidates refused before the patient entered in their place. */
  public int[] screenFailures() {
    return screenFailures;
  }

  /** Time of leaving since randomisation, days; infinite for never. */
  public double[] dropout() {
    return dropout;
  }

  /** The actual days of a visit of a longitudinal endpoint, from randomisation. */
  public double[] visitDays(int endpoint, int visit) {
    return visitDays[endpoint][visit];
  }

  /** The actual day of a visit of any endpoint that is not a time; the planned one if seen once. */
  public double visitDay(int endpoint, int visit, int i) {
    return outcomes[endpoint] == null
        ? visitDays[endpoint][visit][i]
        : plan.questions().endpoints().get(endpoint).day();
  }

  /** What happens to the patients visit by visit, seen or not. */
  public History history() {
    return history;
  }

  /**
   * The endpoint of every patient under the arm given, for endpoints that are not longitudinal: the
   * value, 0 or 1, the category from 1, the number of events in the full period, or the time to the
   * event in days (infinite for never). Null for longitudinal ones.
   */
  public double[] outcome(int endpoint) {
    return outcomes[endpoint];
  }

  /** The baseline of an endpoint. */
  public double[] baseline(int endpoint) {
    return columns[plan.layout().baselines().get(endpoint)];
  }

  /** Writes the columns that follow from arms, where anything reads them. */
  void fillArmColumns(int[] arm) {
    if (!plan.arms().inFormulas()) {
      return;
    }
    double[] armColumn = columns[Layout.ARM];
    double[] active = columns[Layout.ACTIVE];
    double[] dose = columns[Layout.DOSE];
    double[] doses = plan.arms().dose();
    boolean[] control = plan.arms().control();
    for (int i = 0; i < size; i++) {
      int a = arm[i];
      armColumn[i] = a;
      active[i] = control[a] ? 0 : 1;
      dose[i] = doses[a];
    }
  }
}
