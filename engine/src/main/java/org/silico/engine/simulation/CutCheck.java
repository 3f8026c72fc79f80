package org.silico.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.CutPlan;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Cut;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.random.StandardNormal;
import org.silico.engine.trial.TrialData;

/**
 * Judges the data cuts of a scenario by a sample of its patients: whether the events that a cut
 * waits for can come, and whether a cut at a time comes before what it should see.
 *
 * <p>A number of events among N patients, of whom the share p of m looked at has one, is taken as
 * normal with mean N q and variance N q (1 - q) (1 + N/m), q = (m p + 2) / (m + 4): the chance of
 * the trial and the error of the share (Agresti and Coull 1998, Am Stat 52:119).
 */
final class CutCheck {
  /** A target is seldom reached when fewer trials than this reach it. */
  private static final double SELDOM = 0.1;

  /** Of a share of patients that should be all. */
  private static final double NEARLY_ALL = 0.98;

  /** Of a share of patients that should be many. */
  private static final double HARDLY_ANY = 0.05;

  private final List<Protocol.Look> looks;
  private final TrialPlan plan;
  private final long[] ever;
  private final long[] inTime;
  private final long[] staying;
  private final long[] entered;
  private final long[][] seen;
  private long patients;

  /**
   * @param looks as the author of the protocol wrote them
   */
  CutCheck(List<Protocol.Look> looks, TrialPlan plan) {
    this.looks = looks;
    this.plan = plan;
    int n = looks.size();
    this.ever = new long[n];
    this.inTime = new long[n];
    this.staying = new long[n];
    this.entered = new long[n];
    this.seen = new long[n][plan.questions().analyses().size()];
  }

  /** Adds patients; those of a trial must be spread evenly over the order of entry. */
  void add(TrialData data) {
    patients += data.size();
    for (int k = 0; k < plan.conduct().looks().size(); k++) {
      double end = plan.conduct().looks().get(k).latestTime();
      if (plan.conduct().looks().get(k) instanceof CutPlan.Events e) {
        events(k, e, data);
      }
      for (int i = 0; i < data.size(); i++) {
        entered[k] += data.entry()[i] <= end ? 1 : 0;
      }
      for (int a = 0; a < plan.questions().analyses().size(); a++) {
        double day = day(plan.questions().analyses().get(a));
        for (int i = 0; i < data.size(); i++) {
          seen[k][a] += data.entry()[i] + day <= end ? 1 : 0;
        }
      }
    }
  }

  private void events(int look, CutPlan.Events e, TrialData data) {
    for (int i = 0; i < data.size(); i++) {
      double stay = Math.min(data.dropout()[i], plan.conduct().followUp());
      double time =
          e.visit() < 0 ? data.outcome(e.endpoint())[i] : data.visitDay(e.endpoint(), e.visit(), i);
      if (time <= stay && time < Double.POSITIVE_INFINITY) {
        ever[look]++;
        inTime[look] += data.entry()[i] + time <= e.latest() ? 1 : 0;
      } else if (stay == Double.POSITIVE_INFINITY) {
        staying[look]++;
      }
    }
  }

  /** When what an analysis looks at is known, from randomisation; 0 for what grows with time. */
  private double day(AnalysisPlan analysis) {
    EndpointPlan endpoint = plan.questions().endpoints().get(analysis.analysis().endpoint());
    if (analysis.horizon() > 0) {
      return analysis.horizon();
    }
    return endpoint.hasEvents() ? 0 : endpoint.visitDays()[analysis.visit()] - endpoint.window();
  }

  /**
   * @param trials of the run
   */
  List<Finding> findings(long trials) {
    List<Finding> findings = new ArrayList<>();
    for (int k = 0; k < plan.conduct().looks().size(); k++) {
      int look = k;
      Cut cut = looks.get(k).cut();
      if (cut instanceof Cut.Events e) {
        target(k, e, trials, findings);
        e.latest().ifPresent(q -> early(look, q, findings));
      } else if (cut instanceof Cut.Calendar c) {
        early(look, c.time(), findings);
      }
    }
    return findings;
  }

  private void target(int look, Cut.Events cut, long trials, List<Finding> findings) {
    CutPlan.Events e = (CutPlan.Events) plan.conduct().looks().get(look);
    Location location = e.location();
    String waits = "the cut waits for " + e.number() + " " + e.counted() + " of " + cut.endpoint();
    double reached = reaching(ever[look], e.number());
    if (reached < SELDOM) {
      findings.add(
          Finding.warning(
              location,
              "target",
              waits
                  + ", but about "
                  + expected(ever[look])
                  + " are to be expected of "
                  + plan.conduct().patients()
                  + " patients"
                  + followed()
                  + often(reached)));
    } else if (staying[look] > 0
        && e.latest() == Double.POSITIVE_INFINITY
        && reaching(ever[look], e.number()) < 1 - 0.5 / trials) {
      findings.add(
          Finding.warning(
              location,
              "target",
              waits
                  + "; about "
                  + expected(ever[look])
                  + " are to be expected, and a trial with too few can have no cut: give it an"
                  + " 'at most' time or patients a follow-up duration"));
    } else if (reaching(inTime[look], e.number()) < SELDOM) {
      findings.add(
          Finding.warning(
              cut.latest().orElseThrow().location(),
              "target",
              waits
                  + ", but by "
                  + cut.latest().get().text().strip()
                  + " about "
                  + expected(inTime[look])
                  + " are to be expected"
                  + often(reaching(inTime[look], e.number()))));
    }
  }

  private String followed() {
    return plan.conduct().followUp() == Double.POSITIVE_INFINITY
        ? ""
        : ", each followed for " + Quoting.number(plan.conduct().followUp()) + " days at most";
  }

  private static String often(double reached) {
    return reached < 1e-6 ? ": it is never reached" : ": it is seldom reached";
  }

  private String expected(long events) {
    double n = (double) events / patients * plan.conduct().patients();
    return String.format(Locale.ROOT, n < 100 ? "%.1f" : "%.0f", n);
  }

  private double reaching(long events, int number) {
    double n = plan.conduct().patients();
    double q = (events + 2.0) / (patients + 4);
    double sd = Math.sqrt(n * q * (1 - q) * (1 + n / patients));
    return events == patients ? 1 : StandardNormal.cdf((n * q - number + 0.5) / sd);
  }

  /**
   * A cut at a time, or at the latest then. Looks before the last are meant to see a part of the
   * patients.
   */
  private void early(int look, Quantity at, List<Finding> findings) {
    Location location = at.location();
    String time = at.text();
    boolean last = look == plan.conduct().looks().size() - 1;
    double in = (double) entered[look] / patients;
    if (in < (last ? NEARLY_ALL : HARDLY_ANY)) {
      findings.add(
          Finding.warning(
              location,
              "enrolment",
              "by "
                  + time.strip()
                  + " about "
                  + Math.round(in * plan.conduct().patients())
                  + " of the "
                  + plan.conduct().patients()
                  + " patients have entered; the others are not in the trial"));
    }
    boolean always = plan.conduct().looks().get(look) instanceof CutPlan.Calendar;
    for (int a = 0; a < plan.questions().analyses().size(); a++) {
      double share = (double) seen[look][a] / patients;
      if (share < HARDLY_ANY) {
        String who = share == 0 ? "nobody has" : "hardly anybody has";
        findings.add(late(location, time, who, plan.questions().analyses().get(a), ""));
      } else if (last
          && always
          && share < NEARLY_ALL
          && Double.isNaN(plan.questions().analyses().get(a).horizon())) {
        String who =
            "about "
                + Math.round(share * plan.conduct().patients())
                + " of the "
                + plan.conduct().patients()
                + " patients have";
        String others = "; what the others show there is not known";
        findings.add(late(location, time, who, plan.questions().analyses().get(a), others));
      }
    }
  }

  private Finding late(
      Location location, String time, String who, AnalysisPlan analysis, String more) {
    int endpoint = analysis.analysis().endpoint();
    return Finding.warning(
        location,
        "visit " + endpoint,
        "by "
            + time.strip()
            + " "
            + who
            + (analysis.horizon() > 0 ? " been followed for " : " come to the visit of ")
            + plan.questions().endpoints().get(endpoint).source().name()
            + (analysis.horizon() > 0 ? " to day " : " on day ")
            + Quoting.number(day(analysis))
            + ", which analysis '"
            + analysis.analysis().name()
            + "' looks at"
            + more);
  }
}
