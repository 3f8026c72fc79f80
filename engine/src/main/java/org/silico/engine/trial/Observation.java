package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.random.Binomial;

/**
 * What is seen of a block of patients when the data are cut. A patient is seen from entry until the
 * earliest of dropout, the end of follow-up and the cut.
 *
 * <p>Times in the trial are always entry + days since randomisation, and compared with the cut, so
 * that what decided the cut is on the same side of it wherever it is looked at: cut - entry can be
 * off by a rounding.
 */
public final class Observation {
  /** Slack on visits at the very end of a patient's time, for rounding in sums of times. */
  private static final double VISIT_SLACK = 1e-7;

  /** Events of a patient up to which each has a time of its own. */
  public static final double MANY_EVENTS = 1000;

  /** Events of a patient that are drawn at once. */
  public static final double MOST_EVENTS = 1e9;

  private final TrialPlan plan;
  private final double[] seen;

  /** By endpoint the events seen of every patient, for counts; null for other endpoints. */
  private final double[][] counts;

  private final boolean[] counted;

  /** By endpoint every patient's time and whether it is that of an event, for times to events. */
  private final double[][] times;

  private final int[][] happened;
  private final long[] events;
  private final boolean[] timed;
  private TrialData data;
  private double cut;
  private int enrolled;

  public Observation(TrialPlan plan, int capacity) {
    this.plan = plan;
    this.seen = new double[capacity];
    this.counts = new double[plan.questions().endpoints().size()][];
    this.counted = new boolean[counts.length];
    this.times = new double[counts.length][];
    this.happened = new int[counts.length][];
    this.events = new long[counts.length];
    this.timed = new boolean[counts.length];
    for (int e = 0; e < counts.length; e++) {
      EndpointPlan endpoint = plan.questions().endpoints().get(e);
      counts[e] = endpoint.counts() ? new double[capacity] : null;
      if (endpoint.timeToEvent()) {
        times[e] = new double[capacity];
        happened[e] = new int[capacity];
      }
    }
  }

  /**
   * @param look the kind of cut
   * @param cut its time, days from the opening of enrolment
   * @throws IllegalArgumentException if neither the cut nor follow-up ever ends: differences of
   *     infinite times, whose signs differ between processors, would decide
   */
  public void observe(TrialData data, CutPlan look, double cut) {
    this.data = data;
    this.cut = look instanceof CutPlan.FullFollowUp ? Double.POSITIVE_INFINITY : cut;
    double[] entry = data.entry();
    double[] dropout = data.dropout();
    double followUp = plan.conduct().followUp();
    if (this.cut == Double.POSITIVE_INFINITY && followUp == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("neither follow-up nor the look " + look + " ends");
    }
    int n = data.size();
    // entries ascend: who enters after the cut is not in the trial
    enrolled = n;
    while (enrolled > 0 && entry[enrolled - 1] > this.cut) {
      enrolled--;
    }
    for (int i = 0; i < enrolled; i++) {
      double stay = Math.min(dropout[i], followUp);
      // see follow(int) for why by signs
      long later = Double.doubleToRawLongBits(this.cut - (entry[i] + stay)) >> 63;
      long whole = Double.doubleToRawLongBits(stay) & ~later;
      seen[i] =
          Double.longBitsToDouble(whole | Double.doubleToRawLongBits(this.cut - entry[i]) & later);
    }
    Arrays.fill(counted, false);
    Arrays.fill(timed, false);
  }

  /** How many of the block's patients have entered by the cut: the first so many. */
  public int enrolled() {
    return enrolled;
  }

  /** Days from randomisation for which patient i is seen. */
  public double seen(int i) {
    return seen[i];
  }

  /**
   * Whether patient i was seen to leave while something was still to be observed. Who leaves after
   * the last endpoint is complete, as after death, is lost to nothing.
   */
  public boolean droppedOut(int i) {
    double left = data.dropout()[i];
    return left <= plan.conduct().followUp() && data.entry()[i] + left <= cut && !complete(i, left);
  }

  /** Whether all endpoints of patient i are known after so many days. */
  private boolean complete(int i, double days) {
    for (int e = 0; e < plan.questions().endpoints().size(); e++) {
      EndpointPlan endpoint = plan.questions().endpoints().get(e);
      double needed =
          endpoint.timeToEvent() ? data.outcome(e)[i] : data.visitDay(e, endpoint.visits() - 1, i);
      if (needed > days + VISIT_SLACK) {
        return false;
      }
    }
    return true;
  }

  /** How many who have entered were seen to leave. */
  public int dropouts() {
    double[] left = data.dropout();
    double[] entry = data.entry();
    double followUp = plan.conduct().followUp();
    int dropouts = 0;
    for (int i = 0; i < enrolled; i++) {
      if (left[i] <= followUp && entry[i] + left[i] <= cut) {
        dropouts += complete(i, left[i]) ? 0 : 1;
      }
    }
    return dropouts;
  }

  /** Candidates refused before those who have entered. */
  public long screenFailures() {
    long refused = 0;
    for (int i = 0; i < enrolled; i++) {
      refused += data.screenFailures()[i];
    }
    return refused;
  }

  /** Whether patient i was seen for all of the follow-up, or until all endpoints were known. */
  public boolean completed(int i) {
    return !droppedOut(i)
        && (plan.conduct().followUp() <= seen[i] + VISIT_SLACK || complete(i, seen[i]));
  }

  /** Whether the event of a time-to-event endpoint was seen. */
  public boolean event(int endpoint, int i) {
    return happened(endpoint)[i] == 1;
  }

  /** The time of the event, or of censoring, days from randomisation. */
  public double time(int endpoint, int i) {
    return times(endpoint)[i];
  }

  /** By patient who has entered 1 when the event of a time-to-event endpoint was seen, else 0. */
  public int[] happened(int endpoint) {
    follow(endpoint);
    return happened[endpoint];
  }

  /** By patient who has entered the time of the event, or of censoring. */
  public double[] times(int endpoint) {
    follow(endpoint);
    return times[endpoint];
  }

  /**
   * Finds the events of all patients once for each cut. Whether there is one is read off the signs
   * of stay - t and cut - (entry + t), as a processor cannot foresee a branch that depends on
   * chance. Where one of them is a difference of infinities, the other is minus infinity, as
   * follow-up or the cut is finite.
   */
  private void follow(int endpoint) {
    if (timed[endpoint]) {
      return;
    }
    double[] entry = data.entry();
    double[] dropout = data.dropout();
    double[] outcome = data.outcome(endpoint);
    double[] time = times[endpoint];
    int[] event = happened[endpoint];
    double followUp = plan.conduct().followUp();
    int found = 0;
    for (int i = 0; i < enrolled; i++) {
      double t = outcome[i];
      long left = Double.doubleToRawLongBits(Math.min(dropout[i], followUp) - t);
      long later = Double.doubleToRawLongBits(cut - (entry[i] + t));
      long none = (left | later) >> 63;
      long censored = Double.doubleToRawLongBits(seen[i]) & none;
      event[i] = 1 + (int) none;
      time[i] = Double.longBitsToDouble((Double.doubleToRawLongBits(t) & ~none) | censored);
      found += event[i];
    }
    events[endpoint] = found;
    timed[endpoint] = true;
  }

  /** Days for which a count is observed. */
  public double exposure(int endpoint, int i) {
    return Math.min(plan.questions().endpoints().get(endpoint).day(), seen[i]);
  }

  /**
   * Whether a day from randomisation, such as that of a visit, falls before the cut or on it:
   * whether patient i could have been seen then, had they stayed. So it is the same for who stays
   * and for who leaves; whoever is seen on a day is one for whom it is due.
   */
  public boolean due(double day, int i) {
    return day <= cut - data.entry()[i] + VISIT_SLACK;
  }

  /**
   * The value of an endpoint that is neither a time to event nor longitudinal, as observed; NaN
   * when missing. Where dropouts are failures, of those for whom the visit is due: of who is not
   * due yet, only dropouts could be known, and they are not taken alone. For a count the events
   * within the exposure: given their number, the times of a mixed Poisson process are independent
   * and uniform over the period.
   */
  public double value(int endpoint, int i) {
    EndpointPlan e = plan.questions().endpoints().get(endpoint);
    if (e.counts()) {
      return counted(endpoint, e.day())[i];
    }
    if (e.timeToEvent() || e.course() != null) {
      throw new IllegalArgumentException("endpoint " + endpoint + " has no single value");
    }
    if (reached(e.day(), i)) {
      return data.outcome(endpoint)[i];
    }
    boolean failure = e.dropoutsFail() && due(e.day(), i);
    return failure ? 0 : Double.NaN;
  }

  /**
   * The value of an endpoint at a visit, from 0, as observed; NaN when missing. One that is seen
   * once has the {@linkplain #value(int, int) value} at its only visit.
   */
  public double value(int endpoint, int visit, int i) {
    if (data.outcome(endpoint) != null) {
      return value(endpoint, i);
    }
    boolean[] missed = data.history().missed(endpoint, visit);
    return (missed == null || !missed[i]) && reached(data.visitDays(endpoint, visit)[i], i)
        ? data.history().values(endpoint, visit)[i]
        : Double.NaN;
  }

  /** Whether an intercurrent event was seen. */
  public boolean happened(int event, int i) {
    return data.history().event(event)[i] <= seen[i];
  }

  private boolean reached(double visit, int i) {
    return visit <= seen[i] + VISIT_SLACK;
  }

  /** Finds the counts of all patients once for each cut. */
  private double[] counted(int endpoint, double period) {
    double[] count = counts[endpoint];
    if (!counted[endpoint]) {
      double[] complete = data.outcome(endpoint);
      for (int i = 0; i < enrolled; i++) {
        count[i] =
            reached(period, i) ? complete[i] : eventsWithin(endpoint, period, complete[i], i);
      }
      counted[endpoint] = true;
    }
    return count;
  }

  /** Event by event, or of many by their binomial distribution. */
  private double eventsWithin(int endpoint, double period, double events, int i) {
    double within = 0;
    if (events <= MANY_EVENTS) {
      for (long k = 0; k < events; k++) {
        within += timeOfEvent(endpoint, i, k) * period <= seen[i] ? 1 : 0;
      }
      return within;
    }
    double left = events;
    for (long k = 0; left > 0; k++) {
      double size = Math.min(left, MOST_EVENTS);
      Binomial binomial = new Binomial(size, Math.min(seen[i] / period, 1));
      within += binomial.quantile(timeOfEvent(endpoint, i, k));
      left -= size;
    }
    return within;
  }

  private double timeOfEvent(int endpoint, int i, long k) {
    return plan.identity().stream()
        .uniform(data.trial(), Purpose.eventTime(endpoint), data.first() + (long) i, k);
  }

  /**
   * The events of an endpoint that were seen, over all arms: of a time to event who had it, of a
   * count their sum. Others have none.
   */
  public long events(int endpoint) {
    if (happened[endpoint] != null) {
      follow(endpoint);
      return events[endpoint];
    }
    long sum = 0;
    EndpointPlan own = plan.questions().endpoints().get(endpoint);
    if (own.counts()) {
      double[] count = counted(endpoint, own.day());
      for (int i = 0; i < enrolled; i++) {
        sum += (long) count[i];
      }
    }
    return sum;
  }
}
