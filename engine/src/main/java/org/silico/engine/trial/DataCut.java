package org.silico.engine.trial;

import java.util.Arrays;
import org.silico.engine.plan.CutPlan;

/**
 * Finds the time of a data cut from the patients of a trial, given block by block; what is gathered
 * can be merged with what other blocks gave.
 */
public final class DataCut {
  private final CutPlan cut;
  private final double followUp;
  private final Select select = new Select();
  private double[] events;
  private double[] visitDays = {};
  private int size;
  private double lastEntry;
  private double lastExit;
  private long trial;

  public DataCut(CutPlan cut, double followUp) {
    this.cut = cut;
    this.followUp = followUp;
    this.events = new double[cut instanceof CutPlan.Events ? 1024 : 0];
  }

  /**
   * Before the first block of a trial.
   *
   * @param trial the replicate, from 0
   */
  public void restart(long trial) {
    this.trial = trial;
    size = 0;
    lastEntry = 0;
    lastExit = 0;
  }

  /** Adds a block of patients. */
  public void add(TrialData data) {
    int n = data.size();
    lastEntry = Math.max(lastEntry, data.entry()[n - 1]);
    if (!(cut instanceof CutPlan.Events e)) {
      return;
    }
    if (events.length <= size + n) {
      events = Arrays.copyOf(events, Math.max(size + n + 1, 2 * events.length));
    }
    double[] entry = data.entry();
    double[] time = e.visit() < 0 ? data.outcome(e.endpoint()) : visits(e, data);
    double[] dropout = data.dropout();
    double last = lastExit;
    int found = size;
    for (int i = 0; i < n; i++) {
      double stay = Math.min(dropout[i], followUp);
      double exit = entry[i] + Math.min(time[i], stay);
      // every exit is written, and what is no event is written over
      events[found] = exit;
      // who is cured has an infinite time, and may stay for ever
      found += time[i] <= stay && time[i] < Double.POSITIVE_INFINITY ? 1 : 0;
      if (exit > last) {
        last = exit;
      }
    }
    size = found;
    lastExit = last;
  }

  private double[] visits(CutPlan.Events e, TrialData data) {
    if (visitDays.length < data.size()) {
      visitDays = new double[data.size()];
    }
    for (int i = 0; i < data.size(); i++) {
      visitDays[i] = data.visitDay(e.endpoint(), e.visit(), i);
    }
    return visitDays;
  }

  /** When the data are cut, in days from the opening of enrolment, and why then. */
  public record Time(double days, Reason reason) {}

  /** Why data are cut when they are. */
  public enum Reason {
    FULL_FOLLOW_UP("FULL FOLLOW-UP"),
    CALENDAR_TIME("CALENDAR TIME"),
    /** As many events as were waited for. */
    TARGET_REACHED("TARGET REACHED"),
    /** Too few events by the latest time. */
    LATEST_TIME("LATEST TIME"),
    /** Too few events when the last patient had left, had the event, or completed follow-up. */
    FOLLOW_UP_ENDED("FOLLOW-UP ENDED");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** As tables have it. */
    public String label() {
      return label;
    }
  }

  /**
   * The time of a look before the last: infinite where its target is never reached, and no latest
   * time given.
   */
  public Time interim() {
    return cut instanceof CutPlan.Events e
            && size < e.number()
            && e.latest() == Double.POSITIVE_INFINITY
        ? new Time(Double.POSITIVE_INFINITY, Reason.FOLLOW_UP_ENDED)
        : time();
  }

  /**
   * The time of the cut, once all blocks are added.
   *
   * @throws SimulationException when the number of events may never be reached
   */
  public Time time() {
    if (cut instanceof CutPlan.Calendar c) {
      return new Time(c.time(), Reason.CALENDAR_TIME);
    }
    if (!(cut instanceof CutPlan.Events e)) {
      return new Time(lastEntry + followUp, Reason.FULL_FOLLOW_UP);
    }
    boolean enough = size >= e.number();
    double end = enough ? select.smallest(events, size, e.number() - 1) : lastExit;
    if (e.latest() < end) {
      return new Time(e.latest(), Reason.LATEST_TIME);
    }
    if (end == Double.POSITIVE_INFINITY) {
      throw new SimulationException(
          e.location(),
          "only "
              + size
              + " of the "
              + e.number()
              + (e.visit() < 0 ? " events" : " visits")
              + " of the data cut can ever happen; give the cut an 'at most' time or"
              + " patients a follow-up duration",
          trial);
    }
    return new Time(end, enough ? Reason.TARGET_REACHED : Reason.FOLLOW_UP_ENDED);
  }

  /** Adds what other blocks gathered. */
  public void add(double[] moreEvents, double entry, double exit) {
    if (events.length < size + moreEvents.length) {
      events = Arrays.copyOf(events, size + moreEvents.length);
    }
    System.arraycopy(moreEvents, 0, events, size, moreEvents.length);
    size += moreEvents.length;
    lastEntry = Math.max(lastEntry, entry);
    lastExit = Math.max(lastExit, exit);
  }

  /** Calendar times of the events gathered. */
  public double[] events() {
    return Arrays.copyOf(events, size);
  }

  public double lastEntry() {
    return lastEntry;
  }

  /** When the last patient has left, had the event, or completed follow-up. */
  public double lastExit() {
    return lastExit;
  }
}
