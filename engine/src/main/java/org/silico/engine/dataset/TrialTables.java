package org.silico.engine.dataset;

import static org.silico.engine.dataset.RowColumn.integer;
import static org.silico.engine.dataset.RowColumn.optionalCount;
import static org.silico.engine.dataset.RowColumn.optionalInteger;
import static org.silico.engine.dataset.RowColumn.optionalNumber;
import static org.silico.engine.dataset.RowColumn.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.silico.engine.analysis.Status;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.StagewiseResult;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.DataCut;

/** The tables with a row per trial (TRIALS) and per trial, look and analysis (ANALYSES). */
public final class TrialTables {
  private static final String DERIVED = "Derived";
  private static final String ASSIGNED = "Assigned";

  /**
   * Why trials end: by their last cut, by what they saw; the last one of those that could not be
   * simulated.
   */
  private static final String[] STOP_REASONS =
      Stream.of(
              Arrays.stream(DataCut.Reason.values()).map(DataCut.Reason::label),
              Arrays.stream(TrialOutcome.Stop.values()).map(TrialOutcome.Stop::name),
              Stream.of("SIMULATION FAILED"))
          .flatMap(reasons -> reasons)
          .toArray(String[]::new);

  private final Protocol protocol;
  private final TrialPlan plan;
  private final TableWriter trials;
  private final TableWriter analyses;
  private final int[] everyAnalysis;
  private final boolean[] countsEvents;

  /** The analysis whose results at the end are ordered by stage; -1 for none. */
  private final int stagewise;

  private TrialOutcome outcome;

  /** Whose results the rows of analyses are; null for a trial that could not be simulated. */
  private LookOutcome look;

  /**
   * @param kept names of the tables to write
   */
  public TrialTables(Protocol protocol, TrialPlan plan, Set<String> kept) {
    this.protocol = protocol;
    this.plan = plan;
    int n = plan.questions().analyses().size();
    this.everyAnalysis = IntStream.range(0, n).toArray();
    this.countsEvents = new boolean[n];
    for (int a = 0; a < n; a++) {
      int endpoint = plan.questions().analyses().get(a).analysis().endpoint();
      countsEvents[a] = plan.questions().endpoints().get(endpoint).hasEvents();
    }
    this.stagewise = plan.questions().stagewise();
    this.trials =
        new TableWriter(
            TableNames.TRIALS,
            "One Row per Simulated Trial",
            trialColumns(),
            kept.contains(TableNames.TRIALS));
    this.analyses =
        new TableWriter(
            TableNames.ANALYSES,
            "Results by Trial, Look and Analysis",
            analysisColumns(),
            kept.contains(TableNames.ANALYSES));
  }

  public List<Table> tables() {
    return List.of(trials.table(), analyses.table());
  }

  public void write(TrialOutcome outcome, TableSink sink) throws IOException {
    this.outcome = outcome;
    trials.write(new int[1], 1, sink);
    if (outcome.failed()) {
      look = null;
      analyses.write(everyAnalysis, everyAnalysis.length, sink);
    }
    for (LookOutcome held : outcome.looks()) {
      look = held;
      analyses.write(everyAnalysis, everyAnalysis.length, sink);
    }
  }

  /** Hands on the rows that are left. */
  public void flush(TableSink sink) throws IOException {
    trials.flush(sink);
    analyses.flush(sink);
  }

  private List<RowColumn> keys() {
    String[] studyIds = {protocol.study().id()};
    String[] scenarios = protocol.scenarios().stream().map(s -> s.name()).toArray(String[]::new);
    List<RowColumn> columns = new ArrayList<>();
    columns.add(text("STUDYID", "Study Identifier", ASSIGNED, studyIds, i -> 0));
    columns.add(text("SCENARIO", "Scenario", ASSIGNED, scenarios, i -> plan.identity().scenario()));
    columns.add(
        integer("SIMREP", "Simulated Trial (Replicate)", ASSIGNED, i -> (int) outcome.trial() + 1));
    return columns;
  }

  private List<RowColumn> trialColumns() {
    List<RowColumn> columns = keys();
    columns.add(
        optionalInteger(
            "STOPLOOK",
            "Look at Which the Trial Ended",
            DERIVED,
            i -> ifSimulated(outcome.look())));
    columns.add(text("STOPREAS", "Reason of Its End", DERIVED, STOP_REASONS, i -> reason()));
    columns.add(
        optionalNumber(
            "DURATION",
            "Days from Opening of Enrolment to the Last Data Cut",
            DERIVED,
            i -> outcome.duration()));
    columns.add(
        optionalInteger(
            "SUBJECTS", "Subjects Randomised", DERIVED, i -> ifSimulated(outcome.subjects())));
    columns.add(
        optionalInteger(
            "DROPOUTS",
            "Subjects Lost to Follow-up",
            DERIVED,
            i -> ifSimulated(outcome.dropouts())));
    columns.add(
        optionalCount(
            "SCRNFAIL", "Candidates Refused", DERIVED, i -> ifSimulated(outcome.screenFailures())));
    for (int e = 0; e < plan.questions().endpoints().size(); e++) {
      if (plan.questions().endpoints().get(e).hasEvents()) {
        int of = e;
        Endpoint endpoint = protocol.endpoints().get(e);
        columns.add(
            optionalCount(
                "EVENTS_" + endpoint.name(),
                "Events in All Arms: " + endpoint.label(),
                DERIVED,
                i -> outcome.failed() ? Rows.NO_LONG : outcome.events().get(of)));
      }
    }
    return columns;
  }

  private List<RowColumn> analysisColumns() {
    List<Analysis> list = protocol.analyses();
    String[] names = list.stream().map(Analysis::name).toArray(String[]::new);
    String[] labels = list.stream().map(Analysis::label).toArray(String[]::new);
    String[] endpoints =
        list.stream()
            .map(a -> protocol.endpoints().get(a.endpoint()).name())
            .toArray(String[]::new);
    String[] arms = protocol.arms().stream().map(a -> a.name()).toArray(String[]::new);
    String[] statuses =
        IntStream.range(0, Status.values().length)
            .mapToObj(s -> Status.values()[s].label())
            .toArray(String[]::new);
    List<RowColumn> columns = keys();
    columns.add(
        optionalInteger("LOOK", "Look", DERIVED, i -> look == null ? Rows.NO_INT : look.look()));
    columns.add(text("ANALYSIS", "Analysis", ASSIGNED, names, i -> i));
    columns.add(text("ANLABEL", "Label of the Analysis", ASSIGNED, labels, i -> i));
    columns.add(text("PARAMCD", "Parameter Code", ASSIGNED, endpoints, i -> i));
    columns.add(text("TREATMNT", "Treatment Arm", ASSIGNED, arms, i -> list.get(i).treatment()));
    columns.add(text("CONTROL", "Control Arm", ASSIGNED, arms, i -> list.get(i).control()));
    columns.add(
        optionalNumber(
            "ESTIMATE",
            "Treatment minus Control, Difference or Log Ratio",
            DERIVED,
            i -> result(i).estimate().estimate()));
    columns.add(
        optionalNumber("SE", "Standard Error", DERIVED, i -> result(i).estimate().standardError()));
    columns.add(
        optionalNumber(
            "STATISTIC", "Test Statistic", DERIVED, i -> result(i).estimate().statistic()));
    columns.add(
        optionalNumber(
            "DF",
            "Degrees of Freedom; Missing for a Normal Reference",
            DERIVED,
            i -> finite(result(i).estimate().df())));
    columns.add(optionalNumber("PVALUE", "p Value", DERIVED, i -> result(i).decision().p()));
    columns.add(optionalNumber("LOWER", "Lower Confidence Limit", DERIVED, i -> result(i).lower()));
    columns.add(optionalNumber("UPPER", "Upper Confidence Limit", DERIVED, i -> result(i).upper()));
    columns.add(
        optionalInteger(
            "NTREAT",
            "Subjects Analysed, Treatment",
            DERIVED,
            i -> ifSimulated(result(i).treated())));
    columns.add(
        optionalInteger(
            "NCONTROL",
            "Subjects Analysed, Control",
            DERIVED,
            i -> ifSimulated(result(i).control())));
    columns.add(
        optionalCount(
            "EVTREAT",
            "Events, Treatment",
            DERIVED,
            i -> countsEvents[i] ? ifSimulated(result(i).eventsTreated()) : Rows.NO_LONG));
    columns.add(
        optionalCount(
            "EVCONTRL",
            "Events, Control",
            DERIVED,
            i -> countsEvents[i] ? ifSimulated(result(i).eventsControl()) : Rows.NO_LONG));
    columns.add(
        optionalNumber(
            "INFO", "Statistical Information", DERIVED, i -> result(i).estimate().information()));
    columns.add(
        optionalNumber(
            "BOUNDARY", "Largest p Value That Rejects", DERIVED, i -> result(i).boundary()));
    columns.add(
        integer(
            "REJECTED",
            "Null Hypothesis Rejected in the Good Direction",
            DERIVED,
            i -> result(i).success() ? 1 : 0));
    if (stagewise >= 0) {
      addStagewise(columns);
    }
    columns.add(
        text(
            "STATUS",
            "How the Analysis Ended",
            DERIVED,
            statuses,
            i -> result(i).estimate().status().ordinal()));
    return columns;
  }

  private void addStagewise(List<RowColumn> columns) {
    columns.add(
        optionalNumber("STAGEP", "p Value, Stagewise Ordering", DERIVED, i -> atTheEnd(i).p()));
    columns.add(
        optionalNumber(
            "STAGEEST", "Median-unbiased Estimate", DERIVED, i -> atTheEnd(i).estimate()));
    columns.add(
        optionalNumber(
            "STAGELOW", "Lower Limit, Stagewise Ordering", DERIVED, i -> atTheEnd(i).lower()));
    columns.add(
        optionalNumber(
            "STAGEUPP", "Upper Limit, Stagewise Ordering", DERIVED, i -> atTheEnd(i).upper()));
    columns.add(
        optionalNumber("REPEATP", "Repeated p Value", DERIVED, i -> atTheEnd(i).repeatedP()));
  }

  /** Of the analysis that ends trials, in the row of the look with which this one ended. */
  private StagewiseResult atTheEnd(int i) {
    boolean end = i == stagewise && look != null && look == outcome.last();
    return end ? outcome.stagewise() : StagewiseResult.NONE;
  }

  private int reason() {
    if (outcome.failed()) {
      return STOP_REASONS.length - 1;
    }
    return outcome.stop() == null
        ? outcome.cut().ordinal()
        : DataCut.Reason.values().length + outcome.stop().ordinal();
  }

  /** Missing in a trial that could not be simulated. */
  private int ifSimulated(int n) {
    return outcome.failed() ? Rows.NO_INT : n;
  }

  private long ifSimulated(long n) {
    return outcome.failed() ? Rows.NO_LONG : n;
  }

  private AnalysisResult result(int i) {
    return (look == null ? outcome.results() : look.results()).get(i);
  }

  private static double finite(double x) {
    return Double.isInfinite(x) ? Double.NaN : x;
  }
}
