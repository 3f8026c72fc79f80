package org.silico.engine.simulation;

import static org.silico.engine.simulation.RowColumn.integer;
import static org.silico.engine.simulation.RowColumn.number;
import static org.silico.engine.simulation.RowColumn.optionalNumber;
import static org.silico.engine.simulation.RowColumn.optionalText;
import static org.silico.engine.simulation.RowColumn.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/**
 * The tables with a row per patient, shaped as ADaM: ADSL, a BDS table per table name of the
 * endpoints, ADTTE; and TRUTH, which has no place in ADaM. For one thread; rows are of the patients
 * [first, first + count) of every trial.
 */
public final class PatientTables {
  private static final String SIMULATED = "Simulated";
  private static final String ASSIGNED = "Assigned";
  private static final String DERIVED = "Derived";

  private static final String[] STATUS = {"COMPLETED", "DISCONTINUED", "ONGOING"};
  private static final String[] YES_NO = {"N", "Y"};
  private static final String[] CENSORING = {
    "LOST TO FOLLOW-UP", "COMPLETED FOLLOW-UP", "DATA CUT"
  };

  private final TrialPlan plan;
  private final Protocol protocol;
  private final Set<String> kept;
  private final Map<String, TableWriter> writers = new LinkedHashMap<>();
  private final List<Table> tables = new ArrayList<>();
  private final String[] studyIds;
  private final String[] subjectIds;
  private final String[] scenarios;
  private final String[] arms;
  private final double[][][] counterfactuals;
  private final int[] subjects;

  // what the columns' functions look at
  private TrialData data;
  private Observation observation;
  private int endpoint;

  /**
   * @param kept names of the tables to write
   * @param first number of the first patient of every block
   * @param count patients of a block at most
   */
  public PatientTables(TrialPlan plan, Set<String> kept, int first, int count) {
    this.plan = plan;
    this.protocol = plan.protocol();
    this.kept = kept;
    this.studyIds = new String[] {protocol.study().id()};
    this.subjectIds = subjectIds(first, count);
    this.scenarios = protocol.scenarios().stream().map(s -> s.name()).toArray(String[]::new);
    this.arms = protocol.arms().stream().map(a -> a.name()).toArray(String[]::new);
    this.subjects = new int[count];
    boolean truth = kept.contains(TableNames.TRUTH);
    int endpoints = plan.endpoints().size();
    this.counterfactuals = new double[truth ? endpoints : 0][plan.arms()][count];
    add(TableNames.ADSL, "Subject-Level Analysis Dataset", adsl());
    for (String name : protocol.endpoints().stream().map(Endpoint::table).distinct().toList()) {
      if (name.equals(TableNames.ADTTE)) {
        add(name, "Time-to-Event Analysis Dataset", adtte());
      } else {
        add(name, "Analysis Dataset by Parameter and Visit", bds());
      }
    }
    add(TableNames.TRUTH, "Latent Values and Counterfactual Outcomes", truth());
  }

  /** Every table of a protocol with a row per patient. */
  public static List<Table> tables(TrialPlan plan) {
    List<Table> all = new ArrayList<>(new PatientTables(plan, Set.of(), 0, 1).tables);
    return all;
  }

  /** Writes the rows of a block. */
  public void write(
      TrialData data, Observation observation, TrialSimulator simulator, TableSink sink)
      throws IOException {
    if (writers.isEmpty()) {
      return;
    }
    this.data = data;
    this.observation = observation;
    int enrolled = observation.enrolled();
    for (int i = 0; i < enrolled; i++) {
      subjects[i] = i;
    }
    writeTable(TableNames.ADSL, enrolled, sink);
    if (kept.contains(TableNames.TRUTH)) {
      for (int e = 0; e < counterfactuals.length; e++) {
        for (int a = 0; a < plan.arms(); a++) {
          simulator.counterfactual(e, a, counterfactuals[e][a]);
        }
      }
      writeTable(TableNames.TRUTH, enrolled, sink);
    }
    for (endpoint = 0; endpoint < plan.endpoints().size(); endpoint++) {
      String table = protocol.endpoints().get(endpoint).table();
      if (kept.contains(table)) {
        writeTable(table, withValue(enrolled), sink);
      }
    }
  }

  /** Hands on the rows that are left. */
  public void flush(TableSink sink) throws IOException {
    for (TableWriter writer : writers.values()) {
      writer.flush(sink);
    }
  }

  private void writeTable(String name, int rows, TableSink sink) throws IOException {
    TableWriter writer = writers.get(name);
    if (writer != null) {
      writer.write(subjects, rows, sink);
    }
  }

  /** A missing visit keeps no row. */
  private int withValue(int enrolled) {
    int n = 0;
    boolean time = plan.endpoints().get(endpoint) instanceof EndpointPlan.TimeToEvent;
    for (int i = 0; i < enrolled; i++) {
      if (time || !Double.isNaN(observation.value(endpoint, i))) {
        subjects[n++] = i;
      }
    }
    return n;
  }

  private void add(String name, String label, List<RowColumn> columns) {
    Table table = new Table(name, label, columns.stream().map(RowColumn::column).toList());
    tables.add(table);
    if (kept.contains(name)) {
      writers.put(name, new TableWriter(table, columns));
    }
  }

  private String[] subjectIds(int first, int count) {
    int width = Math.max(4, Integer.toString(plan.patients()).length());
    String[] ids = new String[count];
    for (int i = 0; i < count; i++) {
      String number = Integer.toString(first + i + 1);
      ids[i] = protocol.study().id() + "-" + "0".repeat(width - number.length()) + number;
    }
    return ids;
  }

  /** The columns that every table of patients starts with. */
  private List<RowColumn> keys() {
    List<RowColumn> columns = new ArrayList<>();
    columns.add(text("STUDYID", "Study Identifier", ASSIGNED, studyIds, i -> 0));
    columns.add(text("SCENARIO", "Scenario", ASSIGNED, scenarios, i -> plan.scenario()));
    columns.add(
        integer("SIMREP", "Simulated Trial (Replicate)", ASSIGNED, i -> (int) data.trial() + 1));
    columns.add(text("USUBJID", "Unique Subject Identifier", ASSIGNED, subjectIds, i -> i));
    return columns;
  }

  private List<RowColumn> adsl() {
    List<RowColumn> columns = keys();
    if (!protocol.enrolment().sites().isEmpty()) {
      String[] sites =
          protocol.enrolment().sites().stream().map(s -> s.name()).toArray(String[]::new);
      columns.add(text("SITEID", "Study Site Identifier", SIMULATED, sites, i -> data.site()[i]));
    }
    columns.add(text("TRT01P", "Planned Treatment for Period 01", SIMULATED, arms, this::arm));
    columns.add(
        integer("TRT01PN", "Planned Treatment for Period 01 (N)", SIMULATED, i -> arm(i) + 1));
    columns.add(
        number(
            "ENTRYDY",
            "Days from Opening of Enrolment to Randomisation",
            SIMULATED,
            i -> data.entry()[i]));
    columns.add(
        integer(
            "SCRNFAIL",
            "Candidates Refused before This Patient",
            SIMULATED,
            i -> data.screenFailures()[i]));
    int column = Layout.COVARIATES;
    for (Covariate c : protocol.population().covariates()) {
      columns.add(covariate(c, column++));
    }
    columns.add(text("EOSSTT", "End of Study Status", DERIVED, STATUS, this::status));
    columns.add(
        number(
            "EOSDY",
            "Days from Randomisation to End of Study or Cut",
            DERIVED,
            i -> observation.seen(i)));
    return columns;
  }

  private RowColumn covariate(Covariate c, int column) {
    Type type = plan.layout().types().get(column);
    String origin = c instanceof Covariate.Derived ? DERIVED : SIMULATED;
    IntUnaryOperator code = i -> (int) data.columns()[column][i];
    if (type instanceof Type.Category category) {
      return text(c.name(), c.label(), origin, category.levels().toArray(String[]::new), code);
    }
    if (type instanceof Type.Bool) {
      return text(c.name(), c.label(), origin, YES_NO, code);
    }
    return number(c.name(), c.label(), origin, i -> data.columns()[column][i]);
  }

  private List<RowColumn> parameterKeys(String[] parameters, String[] labels) {
    List<RowColumn> columns = keys();
    columns.add(text("TRTP", "Planned Treatment", SIMULATED, arms, this::arm));
    columns.add(text("PARAMCD", "Parameter Code", ASSIGNED, parameters, i -> endpoint));
    columns.add(text("PARAM", "Parameter", ASSIGNED, labels, i -> endpoint));
    return columns;
  }

  private List<RowColumn> bds() {
    String[] visits =
        plan.endpoints().stream().map(PatientTables::visitName).toArray(String[]::new);
    List<RowColumn> columns = parameterKeys(endpointNames(), endpointLabels());
    columns.add(text("AVISIT", "Analysis Visit", ASSIGNED, visits, i -> endpoint));
    columns.add(
        number("ADY", "Analysis Relative Day", DERIVED, i -> plan.endpoints().get(endpoint).day()));
    columns.add(number("AVAL", "Analysis Value", SIMULATED, i -> observation.value(endpoint, i)));
    columns.add(optionalNumber("BASE", "Baseline Value", SIMULATED, this::base));
    columns.add(
        optionalNumber(
            "CHG", "Change from Baseline", DERIVED, i -> observation.value(endpoint, i) - base(i)));
    columns.add(
        optionalNumber(
            "EXPDUR",
            "Days Observed, behind a Count",
            DERIVED,
            i ->
                plan.endpoints().get(endpoint) instanceof EndpointPlan.Count
                    ? observation.exposure(endpoint, i)
                    : Double.NaN));
    return columns;
  }

  private List<RowColumn> adtte() {
    List<RowColumn> columns = parameterKeys(endpointNames(), endpointLabels());
    columns.add(
        number(
            "AVAL",
            "Analysis Value: Days to Event or Censoring",
            SIMULATED,
            i -> observation.time(endpoint, i)));
    columns.add(
        integer("CNSR", "Censor: 0 Event", DERIVED, i -> observation.event(endpoint, i) ? 0 : 1));
    columns.add(
        optionalText(
            "CNSDTDSC",
            "Censor Date Description",
            DERIVED,
            CENSORING,
            i -> observation.event(endpoint, i) ? -1 : censoring(i)));
    return columns;
  }

  private List<RowColumn> truth() {
    List<RowColumn> columns = keys();
    columns.add(text("TRT01P", "Planned Treatment for Period 01", SIMULATED, arms, this::arm));
    columns.add(
        optionalNumber(
            "DROPDY",
            "Days from Randomisation to Dropout, Seen or Not",
            SIMULATED,
            i -> finite(data.dropout()[i])));
    for (int e = 0; e < plan.endpoints().size(); e++) {
      for (int a = 0; a < plan.arms(); a++) {
        int of = e;
        int under = a;
        columns.add(
            optionalNumber(
                protocol.endpoints().get(e).name() + "_" + columnPart(a),
                protocol.endpoints().get(e).label() + ", Had the Arm Been " + arms[a],
                SIMULATED,
                i -> finite(counterfactuals[of][under][i])));
      }
    }
    return columns;
  }

  /** An arm's name as part of a column's; with its number where two would be alike. */
  private String columnPart(int arm) {
    List<String> parts =
        java.util.Arrays.stream(arms).map(a -> a.replaceAll("[^A-Za-z0-9]", "_")).toList();
    String part = parts.get(arm);
    return parts.indexOf(part) == parts.lastIndexOf(part) ? part : part + "_" + (arm + 1);
  }

  private int arm(int i) {
    return data.arm()[i];
  }

  private int status(int i) {
    return observation.droppedOut(i) ? 1 : observation.completed(i) ? 0 : 2;
  }

  private int censoring(int i) {
    return observation.droppedOut(i) ? 0 : observation.completed(i) ? 1 : 2;
  }

  private double base(int i) {
    int column = plan.layout().baselines().get(endpoint);
    return column < 0 ? Double.NaN : data.columns()[column][i];
  }

  private String[] endpointNames() {
    return protocol.endpoints().stream().map(Endpoint::name).toArray(String[]::new);
  }

  private String[] endpointLabels() {
    return protocol.endpoints().stream().map(Endpoint::label).toArray(String[]::new);
  }

  private static String visitName(EndpointPlan e) {
    double day = e.day();
    double weeks = day / 7;
    return weeks == Math.rint(weeks) ? "WEEK " + (long) weeks : "DAY " + trimmed(day);
  }

  private static String trimmed(double x) {
    return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
  }

  private static double finite(double x) {
    return Double.isInfinite(x) ? Double.NaN : x;
  }
}
