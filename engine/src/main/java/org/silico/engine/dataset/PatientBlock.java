package org.silico.engine.dataset;

import static org.silico.engine.dataset.RowColumn.integer;
import static org.silico.engine.dataset.RowColumn.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.trial.Observation;
import org.silico.engine.trial.OnError;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/**
 * The block of patients whose rows are being written, which the functions of columns look at, and
 * the columns that tables of patients have in common.
 */
final class PatientBlock {
  static final String SIMULATED = "Simulated";
  static final String ASSIGNED = "Assigned";
  static final String DERIVED = "Derived";
  static final String[] YES_NO = {"N", "Y"};

  final TrialPlan plan;
  final Protocol protocol;

  /** Names of the arms. */
  final String[] arms;

  /** Positions of all patients of a block. */
  final int[] everyone;

  /** Of the block at hand. */
  TrialData data;

  Observation observation;
  TrialSimulator simulator;

  private final OnError onError;
  private final String[] studyIds;
  private final String[] subjectIds;
  private final String[] scenarios;

  /**
   * @param first number of the first patient of every block
   * @param count patients of a block at most
   * @param onError whether what a formula cannot give in another world is missing
   */
  PatientBlock(Protocol protocol, TrialPlan plan, int first, int count, OnError onError) {
    this.plan = plan;
    this.onError = onError;
    this.protocol = protocol;
    this.arms = protocol.arms().stream().map(a -> a.name()).toArray(String[]::new);
    this.everyone = IntStream.range(0, count).toArray();
    this.studyIds = new String[] {protocol.study().id()};
    this.subjectIds = subjectIds(first, count);
    this.scenarios = protocol.scenarios().stream().map(s -> s.name()).toArray(String[]::new);
  }

  /** Sees the patients in another world; false when a formula cannot and that is to be missing. */
  boolean counterfactual(Runnable world) {
    try {
      world.run();
      return true;
    } catch (SimulationException e) {
      if (onError == OnError.STOP) {
        throw e;
      }
      return false;
    }
  }

  /** Patients of a block at most. */
  int capacity() {
    return everyone.length;
  }

  /** How many have entered by the cut. */
  int enrolled() {
    return observation.enrolled();
  }

  int arm(int i) {
    return data.arm()[i];
  }

  /** The columns that every table of patients starts with. */
  List<RowColumn> keys() {
    List<RowColumn> columns = new ArrayList<>();
    columns.add(text("STUDYID", "Study Identifier", ASSIGNED, studyIds, i -> 0));
    columns.add(text("SCENARIO", "Scenario", ASSIGNED, scenarios, i -> plan.identity().scenario()));
    columns.add(
        integer("SIMREP", "Simulated Trial (Replicate)", ASSIGNED, i -> (int) data.trial() + 1));
    columns.add(text("USUBJID", "Unique Subject Identifier", ASSIGNED, subjectIds, i -> i));
    return columns;
  }

  RowColumn plannedTreatment() {
    return text("TRT01P", "Planned Treatment for Period 01", SIMULATED, arms, this::arm);
  }

  String[] endpointNames() {
    return protocol.endpoints().stream().map(Endpoint::name).toArray(String[]::new);
  }

  /** An arm's name as part of a column's. */
  String armPart(int arm) {
    return part(arms[arm]);
  }

  /** A name as part of a column's; {@link TableWriter} tells apart what is alike then. */
  static String part(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_");
  }

  /** Missing for never. */
  static double finite(double x) {
    return Double.isInfinite(x) ? Double.NaN : x;
  }

  private String[] subjectIds(int first, int count) {
    int width = Math.max(4, Integer.toString(plan.conduct().patients()).length());
    String[] ids = new String[count];
    for (int i = 0; i < count; i++) {
      String number = Integer.toString(first + i + 1);
      ids[i] = protocol.study().id() + "-" + "0".repeat(width - number.length()) + number;
    }
    return ids;
  }
}
