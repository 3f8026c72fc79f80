package org.silico.engine.trial;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.silico.engine.plan.CutPlan;

/**
 * Finds the time of a data cut from the patients of a trial, given block by block; what is gathered
 * can be merged with what other blocks gave.
 */
public final class DataCut {
  private final CutPlan cut;
  private final double followUp;
  private final List<DataCut> parts;
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
    this.parts =
        cut instanceof CutPlan.Combined combined
            ? combined.parts().stream().map(part -> new DataCut(part, followUp)).toList()
            : List.of();
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
    parts.forEach(part -> part.restart(trial));
  }

  /** Adds a block of patients. */
  public void add(TrialData data) {
    parts.forEach(part -> part.add(data));
    int n = data.size();
    int waited = cut instanceof CutPlan.MinimumFollowUp m ? m.patient() - data.first() : n;
    if (waited > 0) {
      lastEntry = Math.max(lastEntry, data.entry()[Math.min(waited, n) - 1]);
    }
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
    FOLLOW_UP_ENDED("FOLLOW-UP ENDED"),
    /** Patients have been followed for as long as was waited for. */
    MINIMUM_FOLLOW_UP("MINIMUM FOLLOW-UP");

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
    return find(false);
  }

  /**
   * The time of the cut, once all blocks are added.
   *
   * @throws SimulationException when the number of events may never be reached
   */
  public Time time() {
    Time time = find(true);
    if (time.days() == Double.POSITIVE_INFINITY) {
      throw unreached();
    }
    return time;
  }

  /**
   * @param last whether the wait ends when no more can come
   */
  private Time find(boolean last) {
    if (cut instanceof CutPlan.Calendar c) {
      return new Time(c.time(), Reason.CALENDAR_TIME);
    } else if (cut instanceof CutPlan.Events e) {
      return reached(e, last);
    } else if (cut instanceof CutPlan.MinimumFollowUp m) {
      return new Time(lastEntry + m.time(), Reason.MINIMUM_FOLLOW_UP);
    } else if (cut instanceof CutPlan.Combined c) {
      Time found = null;
      for (DataCut part : parts) {
        Time time = part.find(last);
        boolean chosen =
            found == null || (c.later() ? time.days() > found.days() : time.days() < found.days());
        found = chosen ? time : found;
      }
      return found;
    }
    return new Time(lastEntry + followUp, Reason.FULL_FOLLOW_UP);
  }

  private Time reached(CutPlan.Events e, boolean last) {
    boolean enough = size >= e.number();
    if (!enough && !last && e.latest() == Double.POSITIVE_INFINITY) {
      return new Time(Double.POSITIVE_INFINITY, Reason.FOLLOW_UP_ENDED);
    }
    double end = enough ? select.smallest(events, size, e.number() - 1) : lastExit;
    if (e.latest() < end) {
      return new Time(e.latest(), Reason.LATEST_TIME);
    }
    return new Time(end, enough ? Reason.TARGET_REACHED : Reason.FOLLOW_UP_ENDED);
  }

  private SimulationException unreached() {
    if (cut instanceof CutPlan.Events e) {
      return new SimulationException(
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
    return parts.stream()
        .filter(part -> part.find(true).days() == Double.POSITIVE_INFINITY)
        .findFirst()
        .orElseThrow()
        .unreached();
  }

  /**
   * What blocks gather, to be merged.
   *
   * @param events calendar times of those that are waited for
   * @param lastEntry of the patients that are waited for
   * @param lastExit when the last patient has left, had the event, or completed follow-up
   * @param parts of a combined cut
   */
  public record Share(double[] events, double lastEntry, double lastExit, List<Share> parts)
      implements Serializable {}

  /** What was gathered so far. */
  public Share share() {
    return new Share(
        Arrays.copyOf(events, size),
        lastEntry,
        lastExit,
        parts.stream().map(DataCut::share).toList());
  }

  /** Adds what another block gathered. */
  public void add(Share share) {
    if (events.length < size + share.events.length) {
      events = Arrays.copyOf(events, size + share.events.length);
    }
    System.arraycopy(share.events, 0, events, size, share.events.length);
    size += share.events.length;
    lastEntry = Math.max(lastEntry, share.lastEntry);
    lastExit = Math.max(lastExit, share.lastExit);
    for (int k = 0; k < parts.size(); k++) {
      parts.get(k).add(share.parts.get(k));
    }
  }
}
