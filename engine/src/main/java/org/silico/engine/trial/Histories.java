package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.plan.IntercurrentEventPlan;
import org.silico.engine.plan.LongitudinalPlan;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.IntercurrentEvent.Kind;
import org.silico.engine.protocol.Layout;

/**
 * Takes patients from visit to visit in one {@link World}. Between two visits come the intercurrent
 * events, each at most once: a discontinued drug or a rescue acts from the earlier visit on,
 * adverse events and study discontinuations fall within the interval. What has left the study goes
 * on unseen, as potential outcomes need it.
 *
 * <p>An event with probability p in the interval happens when its uniform u is below p, at u / p of
 * the interval; one with hazard h at -log(1 - u) / h, if that is before the hazard ends.
 */
final class Histories {
  /** Past a visit, for what is taken from then on. */
  private static final double AFTER = 1e-6;

  private final TrialPlan plan;
  private final int[] longitudinal;
  private final Response[] responses;
  private final Entrants[] hidden;
  private final Visits[] visits;
  private final Regimens regimens;
  private final double[] stop;
  private final double[] before;
  private final double[] start;
  private final double[] last;
  private final double[] uniforms;
  private final double[] chance;
  private final double[] scratch;
  private final boolean stops;

  Histories(
      TrialPlan plan, Response[] responses, Entrants[] hidden, Visits[] visits, int capacity) {
    this.plan = plan;
    this.longitudinal = plan.questions().longitudinal();
    this.responses = responses;
    this.hidden = hidden;
    this.visits = visits;
    this.regimens = new Regimens(plan, capacity);
    this.stop = new double[capacity];
    this.before = new double[capacity];
    this.start = new double[capacity];
    this.last = new double[capacity];
    this.uniforms = new double[capacity];
    this.chance = new double[capacity];
    this.scratch = new double[capacity];
    this.stops =
        plan.conduct().events().stream().anyMatch(e -> e.kind() == Kind.TREATMENT_DISCONTINUATION);
  }

  /** The columns that follow from arms are left as of the world's last visit. */
  void run(TrialData data, World world, History out) {
    steer(data, world, out);
    for (int e : longitudinal) {
      if (e != plan.conduct().steering()) {
        follow(e, data, world, out);
      }
    }
  }

  /** One endpoint alone, with the events. */
  void run(int endpoint, TrialData data, World world, History out) {
    steer(data, world, out);
    if (endpoint != plan.conduct().steering()) {
      follow(endpoint, data, world, out);
    }
  }

  /** The events, and the endpoint that they follow. */
  private void steer(TrialData data, World world, History out) {
    int n = data.size();
    out.clearEvents(n);
    Arrays.fill(stop, 0, n, Double.POSITIVE_INFINITY);
    double[] armColumn = data.columns()[Layout.ARM];
    for (int i = 0; i < n; i++) {
      armColumn[i] = world.arm()[i];
    }
    if (plan.conduct().steering() >= 0) {
      follow(plan.conduct().steering(), data, world, out);
    }
  }

  private void follow(int e, TrialData data, World world, History out) {
    int n = data.size();
    LongitudinalPlan course = plan.questions().course(e);
    double[][] columns = data.columns();
    double[] base = data.baseline(e);
    boolean steers = e == plan.conduct().steering() && world.treatment() != World.Treatment.NONE;
    Arrays.fill(columns[Layout.VISITS], 0, n, course.visits());
    Arrays.fill(columns[Layout.DURATION], 0, n, course.days()[course.visits() - 1]);
    Arrays.fill(before, 0, n, 0);
    System.arraycopy(base, 0, last, 0, n);
    System.arraycopy(base, 0, columns[Layout.PREVIOUS], 0, n);
    for (int v = 0; v < course.visits(); v++) {
      double[] day = visits[e].days[v];
      if (steers) {
        interval(v, n, world, columns, base, out);
        for (int k = 0; k < plan.conduct().events().size(); k++) {
          if (plan.conduct().events().get(k).kind() != Kind.STUDY_DISCONTINUATION
              && world.happens(k)) {
            happen(k, v, data, world, day, out);
          }
        }
      }
      Arrays.fill(columns[Layout.VISIT], 0, n, v + 1);
      eventsBefore(day, n, columns, out);
      double[] value = out.values(e, v);
      responses[e].at(
          day,
          world,
          stops ? stop : null,
          n,
          columns,
          hidden[e],
          visits[e].scores[v],
          visits[e].modelScores[v],
          out.terms(e, v),
          value);
      boolean[] missed = out.missed(e, v);
      if (missed != null) {
        miss(e, v, n, world.arm(), columns, missed);
      }
      if (steers) {
        discontinue(v, data, world, day, value, base, out);
      }
      System.arraycopy(value, 0, columns[Layout.PREVIOUS], 0, n);
      for (int i = 0; i < n; i++) {
        last[i] = missed != null && missed[i] ? last[i] : value[i];
      }
      System.arraycopy(day, 0, before, 0, n);
    }
  }

  /** What events between visit v - 1 and v know. */
  private void interval(int v, int n, World world, double[][] columns, double[] base, History out) {
    Arrays.fill(columns[Layout.VISIT], 0, n, v);
    for (int i = 0; i < n; i++) {
      start[i] = before[i] + AFTER;
    }
    boolean drugged = world.treatment() == World.Treatment.OF_THE_ARM;
    regimens.at(start, world.arm(), stops ? stop : null, drugged, n, columns);
    System.arraycopy(before, 0, columns[Layout.TIME], 0, n);
    System.arraycopy(last, 0, columns[Layout.LAST], 0, n);
    for (int i = 0; i < n; i++) {
      columns[Layout.CHANGE][i] = last[i] - base[i];
    }
    eventsBy(before, n, columns, out);
  }

  private void discontinue(
      int v,
      TrialData data,
      World world,
      double[] day,
      double[] value,
      double[] base,
      History out) {
    int n = data.size();
    double[][] columns = data.columns();
    boolean first = true;
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      if (plan.conduct().events().get(k).kind() == Kind.STUDY_DISCONTINUATION && world.happens(k)) {
        if (first) {
          interval(v, n, world, columns, base, out);
          System.arraycopy(value, 0, columns[Layout.VALUE], 0, n);
          first = false;
        }
        happen(k, v, data, world, day, out);
      }
    }
  }

  private void happen(int k, int v, TrialData data, World world, double[] day, History out) {
    int n = data.size();
    IntercurrentEventPlan event = plan.conduct().events().get(k);
    double[] when = out.event(k);
    double[][] columns = data.columns();
    double[] happened = columns[event.column()];
    plan.identity().stream().uniforms(data.trial(), Purpose.event(k), v, data.first(), n, uniforms);
    boolean risk = event.probability() != null;
    (risk ? event.probability() : event.hazard())
        .evaluate(columns, world.arm(), n, chance, scratch);
    boolean atOnce =
        event.kind() == Kind.TREATMENT_DISCONTINUATION || event.kind() == Kind.RESCUE_MEDICATION;
    for (int i = 0; i < n; i++) {
      if (when[i] < Double.POSITIVE_INFINITY) {
        continue;
      }
      double length = Math.min(day[i], event.until()) - before[i];
      double after =
          risk
              ? uniforms[i] < chance[i] ? uniforms[i] / chance[i] * length : length
              : -Elementary.log1p(-uniforms[i]) / chance[i];
      if (after < length) {
        when[i] = atOnce ? before[i] : before[i] + after;
        happened[i] = when[i] <= before[i] ? 1 : 0; // for the events that follow in the interval
        if (event.kind() == Kind.TREATMENT_DISCONTINUATION) {
          stop[i] = Math.min(stop[i], when[i]);
        }
      }
    }
  }

  /** Which events have happened before a visit: what begins on its day comes after it. */
  private void eventsBefore(double[] day, int n, double[][] columns, History out) {
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      double[] column = columns[plan.conduct().events().get(k).column()];
      double[] when = out.event(k);
      for (int i = 0; i < n; i++) {
        column[i] = when[i] < day[i] ? 1 : 0;
      }
    }
  }

  /** Which events have happened by a day, those that begin on it included. */
  private void eventsBy(double[] day, int n, double[][] columns, History out) {
    for (int k = 0; k < plan.conduct().events().size(); k++) {
      double[] column = columns[plan.conduct().events().get(k).column()];
      double[] when = out.event(k);
      for (int i = 0; i < n; i++) {
        column[i] = when[i] <= day[i] ? 1 : 0;
      }
    }
  }

  private void miss(int e, int v, int n, int[] arm, double[][] columns, boolean[] missed) {
    plan.questions().course(e).missed().evaluate(columns, arm, n, chance, scratch);
    for (int i = 0; i < n; i++) {
      missed[i] = visits[e].missed[v][i] < chance[i];
    }
  }
}
