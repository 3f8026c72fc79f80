package org.silico.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.evaluation.AnalysisResult;
import org.silico.engine.evaluation.LookOutcome;
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.AnalysisSetRows;
import org.silico.engine.simulation.Decisions;
import org.silico.engine.simulation.EarlierLooks;
import org.silico.engine.simulation.FirstFailure;
import org.silico.engine.simulation.Looks;
import org.silico.engine.simulation.TrialBlock;
import org.silico.engine.simulation.TrialBlock.BlockRows;
import org.silico.engine.simulation.Workload;
import org.silico.engine.trial.DataCut;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialState;
import scala.Tuple2;

/**
 * Runs one trial of many patients, its blocks in parallel: they tell when the data are cut, then
 * the columns of each analysis meet in a shuffle where it is done.
 */
final class LargeTrial {
  private LargeTrial() {}

  /**
   * @throws SimulationException when it cannot be simulated: that of the first patient of the first
   *     such block
   */
  static TrialOutcome run(JavaSparkContext spark, RunSpec spec, int scenario, long trial) {
    TrialPlan plan = spec.plan(scenario);
    return new Looks(plan, Decisions.of(plan)).run(trial, new Blocks(spark, spec, scenario, trial));
  }

  /** The blocks of a trial, simulated again for every question. */
  private static final class Blocks implements Looks.Data {
    private final RunSpec spec;
    private final int scenario;
    private final long trial;
    private final TrialPlan plan;
    private final int count;
    private final JavaRDD<Integer> blocks;

    Blocks(JavaSparkContext spark, RunSpec spec, int scenario, long trial) {
      this.spec = spec;
      this.scenario = scenario;
      this.trial = trial;
      this.plan = spec.plan(scenario);
      this.count = Workload.blocks(plan);
      this.blocks = spark.parallelize(IntStream.range(0, count).boxed().toList(), count);
    }

    @Override
    public DataCut.Time cut(int look, TrialState state) {
      List<DataCut.Share> shares = LargeTrial.shares(blocks, spec, scenario, trial, look, state);
      if (shares.contains(null)) {
        throw failure(plan, trial, look, state, shares.indexOf(null), 0);
      }
      return TrialBlock.cutTime(plan, trial, look, shares);
    }

    @Override
    public LookOutcome analyse(
        int look, List<LookOutcome> before, DataCut.Time cut, TrialState state) {
      JavaRDD<Tuple2<Integer, BlockRows>> rows =
          LargeTrial.rows(blocks, spec, scenario, trial, look, state, cut.days());
      rows.persist(org.apache.spark.storage.StorageLevel.MEMORY_AND_DISK());
      Totals totals = rows.map(r -> Totals.of(r._1(), r._2())).reduce(Totals::plus);
      if (totals.firstFailed() < count) {
        throw failure(plan, trial, look, state, totals.firstFailed(), cut.days());
      }
      List<AnalysisResult> results =
          LargeTrial.analyse(
              spec,
              scenario,
              trial,
              look,
              IntStream.range(0, plan.questions().analyses().size())
                  .mapToObj(a -> EarlierLooks.of(before, a))
                  .toList(),
              rows);
      rows.unpersist(false);
      return new LookOutcome(
          look + 1,
          cut.days(),
          cut.reason(),
          totals.subjects(),
          totals.dropouts(),
          totals.screenFailures(),
          totals.events(),
          results);
    }
  }

  private static List<DataCut.Share> shares(
      JavaRDD<Integer> blocks, RunSpec spec, int scenario, long trial, int look, TrialState state) {
    return blocks
        .map(
            b ->
                possible(
                    () -> new TrialBlock(spec.plan(scenario), trial, b, look, state, false).cut()))
        .collect();
  }

  private static JavaRDD<Tuple2<Integer, BlockRows>> rows(
      JavaRDD<Integer> blocks,
      RunSpec spec,
      int scenario,
      long trial,
      int look,
      TrialState state,
      double cut) {
    return blocks.map(
        b ->
            new Tuple2<>(
                b,
                possible(
                    () ->
                        new TrialBlock(spec.plan(scenario), trial, b, look, state, false)
                            .rows(cut))));
  }

  /** Null instead of the exception of a block that cannot be simulated, which Spark would retry. */
  private static <T> T possible(Supplier<T> block) {
    try {
      return block.get();
    } catch (SimulationException e) {
      return null;
    }
  }

  /** Why a block cannot be simulated, or judged by an analysis. */
  private static SimulationException failure(
      TrialPlan plan, long trial, int look, TrialState state, int block, double cut) {
    return FirstFailure.inBlock(plan, trial, block)
        .orElseGet(
            () -> {
              try {
                new TrialBlock(plan, trial, block, look, state, false).rows(cut);
              } catch (SimulationException e) {
                return e;
              }
              throw new IllegalStateException("block " + block + " failed in its task only");
            });
  }

  private static List<AnalysisResult> analyse(
      RunSpec spec,
      int scenario,
      long trial,
      int look,
      List<EarlierLooks> before,
      JavaRDD<Tuple2<Integer, BlockRows>> rows) {
    JavaPairRDD<Integer, Tuple2<Integer, AnalysisSetRows>> byAnalysis =
        rows.flatMapToPair(
            block -> {
              List<Tuple2<Integer, Tuple2<Integer, AnalysisSetRows>>> parts = new ArrayList<>();
              for (int a = 0; a < before.size(); a++) {
                parts.add(new Tuple2<>(a, new Tuple2<>(block._1(), block._2().analyses().get(a))));
              }
              return parts.iterator();
            });
    Map<Integer, AnalysisResult> results =
        byAnalysis
            .groupByKey(Math.max(1, before.size()))
            .mapToPair(
                group -> {
                  Map<Integer, AnalysisSetRows> inOrder = new TreeMap<>();
                  group._2().forEach(part -> inOrder.put(part._1(), part._2()));
                  return new Tuple2<>(
                      group._1(),
                      TrialBlock.result(
                          spec.plan(scenario),
                          trial,
                          group._1(),
                          look,
                          before.get(group._1()),
                          inOrder.values()));
                })
            .collectAsMap();
    return IntStream.range(0, before.size()).mapToObj(results::get).toList();
  }

  private record Totals(
      int subjects, int dropouts, long screenFailures, List<Long> events, int firstFailed)
      implements java.io.Serializable {
    static Totals of(int block, BlockRows rows) {
      return rows == null
          ? new Totals(0, 0, 0, List.of(), block)
          : new Totals(
              rows.subjects(),
              rows.dropouts(),
              rows.screenFailures(),
              rows.events(),
              Integer.MAX_VALUE);
    }

    Totals plus(Totals other) {
      return new Totals(
          subjects + other.subjects,
          dropouts + other.dropouts,
          screenFailures + other.screenFailures,
          IntStream.range(0, Math.min(events.size(), other.events.size()))
              .mapToObj(e -> events.get(e) + other.events.get(e))
              .toList(),
          Math.min(firstFailed, other.firstFailed));
    }
  }
}
