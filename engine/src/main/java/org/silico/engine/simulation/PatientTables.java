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
import java.util.stream.IntStream;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.EndpointPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.IntercurrentEvent.Kind;
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
  private final VisitNames visitNames;
  private final TruthByVisit truthByVisit;

  // what the columns' functions look at
  private TrialData data;
  private Observation observation;
  private TrialSimulator simulator;
  private int endpoint;

  /** Of a longitudinal endpoint, from 0; -1 is baseline. */
  private int visit;

  private int event;

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
    this.visitNames = new VisitNames(plan);
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
    if (plan.events().stream().anyMatch(e -> e.kind() == Kind.ADVERSE_EVENT)) {
      add(TableNames.ADAE, "Adverse Event Analysis Dataset", adae());
    }
    add(TableNames.TRUTH, "Latent Values and Counterfactual Outcomes", truth());
    this.truthByVisit = truthByVisit(count);
    if (truthByVisit != null) {
      tables.add(truthByVisit.table());
    }
  }

  /** Null without a longitudinal endpoint. */
  private TruthByVisit truthByVisit(int count) {
    if (plan.endpoints().stream().noneMatch(EndpointPlan.Longitudinal.class::isInstance)) {
      return null;
    }
    List<String> parts = IntStream.range(0, plan.arms()).mapToObj(this::columnPart).toList();
    return new TruthByVisit(plan, keys(), parts, count, kept.contains(TableNames.TRUTH_BY_VISIT));
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
    this.data = data;
    this.observation = observation;
    this.simulator = simulator;
    if (truthByVisit != null) {
      truthByVisit.write(data, observation, simulator, sink);
    }
    if (writers.isEmpty()) {
      return;
    }
    int enrolled = observation.enrolled();
    for (int i = 0; i < enrolled; i++) {
      subjects[i] = i;
    }
    writeTable(TableNames.ADSL, enrolled, sink);
    if (kept.contains(TableNames.TRUTH)) {
      for (int e = 0; e < counterfactuals.length; e++) {
        for (int a = 0; a < plan.arms() && plan.course(e) == null; a++) {
          simulator.counterfactual(e, a, counterfactuals[e][a]);
        }
      }
      writeTable(TableNames.TRUTH, enrolled, sink);
    }
    for (endpoint = 0; endpoint < plan.endpoints().size(); endpoint++) {
      String table = protocol.endpoints().get(endpoint).table();
      if (kept.contains(table)) {
        int visits = plan.course(endpoint) == null ? 1 : plan.course(endpoint).visits();
        for (visit = plan.course(endpoint) == null ? 0 : -1; visit < visits; visit++) {
          writeTable(table, withValue(enrolled), sink);
        }
      }
    }
    if (kept.contains(TableNames.ADAE)) {
      for (event = 0; event < plan.events().size(); event++) {
        if (plan.events().get(event).kind() == Kind.ADVERSE_EVENT) {
          writeTable(TableNames.ADAE, withEvent(enrolled), sink);
        }
      }
    }
  }

  /** Hands on the rows that are left. */
  public void flush(TableSink sink) throws IOException {
    for (TableWriter writer : writers.values()) {
      writer.flush(sink);
    }
    if (truthByVisit != null) {
      truthByVisit.flush(sink);
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
      if (time || !Double.isNaN(value(i))) {
        subjects[n++] = i;
      }
    }
    return n;
  }

  private int withEvent(int enrolled) {
    int n = 0;
    for (int i = 0; i < enrolled; i++) {
      if (observation.happened(event, i)) {
        subjects[n++] = i;
      }
    }
    return n;
  }

  private double value(int i) {
    return plan.course(endpoint) == null
        ? observation.value(endpoint, i)
        : visit < 0 ? base(i) : observation.value(endpoint, visit, i);
  }

  private double day(int i) {
    return plan.course(endpoint) == null
        ? plan.endpoints().get(endpoint).day()
        : visit < 0 ? 0 : data.visitDays(endpoint, visit)[i];
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
    if (plan.dropout() != null || !plan.events().isEmpty()) {
      columns.add(
          optionalText(
              "DCSREAS",
              "Reason for Discontinuation from Study",
              DERIVED,
              reasons(),
              this::reason));
    }
    for (int k = 0; k < plan.events().size(); k++) {
      int of = k;
      Kind kind = plan.events().get(k).kind();
      if (kind == Kind.TREATMENT_DISCONTINUATION || kind == Kind.RESCUE_MEDICATION) {
        IntercurrentEvent named = protocol.events().get(k);
        columns.add(
            optionalNumber(
                named.name() + "DY",
                "Days from Randomisation to " + named.label(),
                SIMULATED,
                i -> observation.happened(of, i) ? data.history().event(of)[i] : Double.NaN));
      }
    }
    return columns;
  }

  /** By event what a discontinuation is put down to; last, what has no event. */
  private String[] reasons() {
    String[] reasons = new String[plan.events().size() + 1];
    for (int k = 0; k < plan.events().size(); k++) {
      reasons[k] = protocol.events().get(k).term();
    }
    reasons[plan.events().size()] = CENSORING[0];
    return reasons;
  }

  private int reason(int i) {
    if (!observation.droppedOut(i)) {
      return -1;
    }
    for (int k = 0; k < plan.events().size(); k++) {
      if (plan.events().get(k).kind() == Kind.STUDY_DISCONTINUATION
          && data.history().event(k)[i] == data.dropout()[i]) {
        return k;
      }
    }
    return plan.events().size();
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
    List<RowColumn> columns = parameterKeys(endpointNames(), endpointLabels());
    columns.add(
        text(
            "AVISIT",
            "Analysis Visit",
            ASSIGNED,
            visitNames.texts(),
            i -> visitNames.code(endpoint, visit)));
    columns.add(integer("AVISITN", "Analysis Visit (N)", ASSIGNED, i -> visit + 1));
    columns.add(
        optionalText(
            "ABLFL", "Baseline Record Flag", DERIVED, new String[] {"Y"}, i -> visit < 0 ? 0 : -1));
    columns.add(number("ADY", "Analysis Relative Day", DERIVED, this::day));
    columns.add(number("AVAL", "Analysis Value", SIMULATED, this::value));
    columns.add(optionalNumber("BASE", "Baseline Value", SIMULATED, this::base));
    columns.add(
        optionalNumber(
            "CHG",
            "Change from Baseline",
            DERIVED,
            i -> visit < 0 ? Double.NaN : value(i) - base(i)));
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

  private List<RowColumn> adae() {
    String[] terms = protocol.events().stream().map(IntercurrentEvent::term).toArray(String[]::new);
    List<RowColumn> columns = keys();
    columns.add(text("TRTP", "Planned Treatment", SIMULATED, arms, this::arm));
    columns.add(text("AETERM", "Reported Term for the Adverse Event", ASSIGNED, terms, i -> event));
    columns.add(
        number(
            "ASTDY",
            "Analysis Start Relative Day",
            SIMULATED,
            i -> data.history().event(event)[i]));
    columns.add(text("TRTEMFL", "Treatment Emergent Flag", DERIVED, YES_NO, i -> 1));
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
    for (int k = 0; k < plan.events().size(); k++) {
      int of = k;
      columns.add(
          optionalNumber(
              protocol.events().get(k).name() + "DY",
              "Days to " + protocol.events().get(k).label() + ", Seen or Not",
              SIMULATED,
              i -> finite(data.history().event(of)[i])));
    }
    for (int e = 0; e < plan.endpoints().size(); e++) {
      if (plan.course(e) != null) {
        columns.addAll(latent(e));
        continue;
      }
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

  /** Random effects, and the individual parameters of a model. */
  private List<RowColumn> latent(int e) {
    List<RowColumn> columns = new ArrayList<>();
    Endpoint.Longitudinal endpoint = (Endpoint.Longitudinal) protocol.endpoints().get(e);
    int column = plan.layout().effects(e);
    for (Course.Effect effect : endpoint.effects()) {
      int of = column++;
      String name = endpoint.name() + "_" + effect.name();
      String label = endpoint.label() + ", Random Effect " + effect.name();
      columns.add(
          effect.law() instanceof Course.EffectLaw.Classes c
              ? text(
                  name,
                  label,
                  SIMULATED,
                  c.names().toArray(String[]::new),
                  i -> (int) data.columns()[of][i])
              : number(name, label, SIMULATED, i -> data.columns()[of][i]));
    }
    if (plan.course(e).model() != null) {
      List<String> names = plan.course(e).model().model().info().individual();
      for (int p = 0; p < names.size(); p++) {
        int of = p;
        columns.add(
            number(
                endpoint.name() + "_MODEL_" + part(names.get(p)),
                endpoint.label() + ", Individual " + names.get(p),
                SIMULATED,
                i -> simulator.individualParameters(e)[of][i]));
      }
    }
    return columns;
  }

  private static String part(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_");
  }

  /** An arm's name as part of a column's; with its number where two would be alike. */
  private String columnPart(int arm) {
    List<String> parts = java.util.Arrays.stream(arms).map(PatientTables::part).toList();
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

  private static double finite(double x) {
    return Double.isInfinite(x) ? Double.NaN : x;
  }
}
