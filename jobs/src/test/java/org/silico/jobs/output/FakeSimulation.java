package org.silico.jobs.output;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.TaskContext;
import org.silico.engine.evaluation.Tally;
import org.silico.engine.table.Column;
import org.silico.engine.table.Column.Type;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;

/** Rows and tallies that follow from scenario and replicate, and accidents on request. */
class FakeSimulation implements Simulation {
  private static final long serialVersionUID = 1;

  static final Table SUBJECTS =
      new Table(
          "ADSL",
          "Subjects",
          List.of(
              new Column("SIMREP", Type.INT, false, "Replicate", "Assigned"),
              new Column("ARM", Type.TEXT, false, "Arm", "Assigned"),
              new Column("X", Type.DOUBLE, true, "Measurement", "Simulated")));

  static final Table TRIALS =
      new Table(
          "TRIALS",
          "Trials",
          List.of(
              new Column("SIMREP", Type.INT, false, "Replicate", "Assigned"),
              new Column("SUM", Type.DOUBLE, false, "Sum", "Derived")));

  static final Table EVENTS =
      new Table("ADAE", "Events", List.of(new Column("SIMREP", Type.INT, false, "", "")));

  static final int SUBJECTS_A_TRIAL = 300;

  @Override
  public List<Table> tables() {
    return List.of(SUBJECTS, TRIALS, EVENTS);
  }

  @Override
  public Tally simulate(Range range, TableSink sink) throws Exception {
    Rows subjects = new Rows(SUBJECTS, SUBJECTS_A_TRIAL, new String[][] {null, {"A", "B"}, null});
    Rows trials = new Rows(TRIALS, 1, new String[2][]);
    Tally tally = Tally.zero(1, 1);
    for (long replicate = range.first(); replicate < range.end(); replicate++) {
      before(range, replicate);
      SplittableRandom random = new SplittableRandom(1_000_003L * range.scenario() + replicate);
      double sum = 0;
      for (int i = 0; i < SUBJECTS_A_TRIAL; i++) {
        subjects.ints(0)[i] = (int) replicate;
        subjects.ints(1)[i] = random.nextInt(2);
        double x = random.nextDouble();
        subjects.doubles(2)[i] = x < 0.1 ? Double.NaN : x;
        sum += x;
      }
      trials.ints(0)[0] = (int) replicate;
      trials.doubles(1)[0] = sum;
      write(sink, subjects, SUBJECTS_A_TRIAL);
      write(sink, trials, 1);
      tally.counts()[0]++;
      tally.sums()[0] += sum / 3;
    }
    return tally;
  }

  /** Called before a replicate is simulated. */
  void before(Range range, long replicate) throws Exception {}

  private static void write(TableSink sink, Rows rows, int n) throws IOException {
    rows.clear();
    rows.advance(n);
    sink.write(rows);
  }

  /** Every other task's first attempt fails when half its rows are written. */
  static final class FailsOnce extends FakeSimulation {
    private static final long serialVersionUID = 1;

    @Override
    void before(Range range, long replicate) {
      TaskContext task = TaskContext.get();
      if (task.attemptNumber() == 0
          && task.partitionId() % 2 == 0
          && replicate == (range.first() + range.end()) / 2) {
        throw new IllegalStateException("first attempt");
      }
    }
  }

  /** A scenario's last task fails. */
  static final class FailsWith extends FakeSimulation {
    private static final long serialVersionUID = 1;
    private final int scenario;
    private final String message;

    FailsWith(int scenario, String message) {
      this.scenario = scenario;
      this.message = message;
    }

    @Override
    void before(Range range, long replicate) throws Exception {
      if (range.scenario() == scenario
          && TaskContext.getPartitionId() == TaskContext.get().numPartitions() - 1
          && replicate == range.end() - 1) {
        throw new IOException(message);
      }
    }
  }

  /** The last task of a wave takes long at its first attempt. */
  static final class SlowAtFirst extends FakeSimulation {
    private static final long serialVersionUID = 1;
    private final long milliseconds;

    SlowAtFirst(long milliseconds) {
      this.milliseconds = milliseconds;
    }

    @Override
    void before(Range range, long replicate) throws Exception {
      TaskContext task = TaskContext.get();
      if (task.attemptNumber() == 0
          && task.partitionId() == task.numPartitions() - 1
          && replicate == range.end() - 1) {
        Thread.sleep(milliseconds);
      }
    }
  }

  /**
   * The first task of the first scenario takes its executor down with its files half written; the
   * last task of the other scenarios takes long. Both at the first attempt only.
   */
  static final class Accidents extends FakeSimulation {
    private static final long serialVersionUID = 1;

    @Override
    void before(Range range, long replicate) throws Exception {
      TaskContext task = TaskContext.get();
      if (task.attemptNumber() > 0 || replicate < range.end() - 1) {
        return;
      }
      if (range.scenario() == 0 && task.partitionId() == 0) {
        Runtime.getRuntime().halt(137);
      }
      if (range.scenario() > 0 && task.partitionId() == task.numPartitions() - 1) {
        Thread.sleep(10_000);
      }
    }
  }
}
