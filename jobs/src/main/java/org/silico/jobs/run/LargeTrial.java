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
import org.silico.engine.evaluation.TrialOutcome;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.simulation.AnalysisSetRows;
import org.silico.engine.simulation.FirstFailure;
import org.silico.engine.simulation.TrialBlock;
import org.silico.engine.simulation.TrialBlock.BlockRows;
import org.silico.engine.simulation.TrialBlock.CutShare;
import org.silico.engine.simulation.Workload;
import org.silico.engine.trial.DataCut;
import org.silico.engine.trial.SimulationException;
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
    int count = Workload.blocks(plan);
    JavaRDD<Integer> blocks = spark.parallelize(IntStream.range(0, count).boxed().toList(), count);
    int look = 0;
    DataCut.Time time = null;
    List<AnalysisResult> results = List.of();
    Totals totals = null;
    while (look < plan.conduct().looks().size()) {
      int now = look;
      List<CutShare> shares =
          blocks
              .map(
                  b ->
                      possible(
                          () -> new TrialBlock(spec.plan(scenario), trial, b, now, false).cut()))
              .collect();
      if (shares.contains(null)) {
        throw failure(plan, trial, look, shares.indexOf(null), 0);
      }
      time = TrialBlock.cutTime(plan, trial, look, shares);
      double cut = time.days();
      JavaRDD<Tuple2<Integer, BlockRows>> rows =
          blocks.map(
              b ->
                  new Tuple2<>(
                      b,
                      possible(
                          () ->
                              new TrialBlock(spec.plan(scenario), trial, b, now, false)
                                  .rows(cut))));
      rows.persist(org.apache.spark.storage.StorageLevel.MEMORY_AND_DISK());
      totals = rows.map(r -> Totals.of(r._1(), r._2())).reduce(Totals::plus);
      if (totals.firstFailed() < count) {
        throw failure(plan, trial, look, totals.firstFailed(), cut);
      }
      results = analyse(spec, scenario, trial, plan.questions().analyses().size(), rows);
      rows.unpersist(false);
      look++;
    }
    return new TrialOutcome(
        trial,
        look,
        time.days(),
        time.reason(),
        totals.subjects(),
        totals.dropouts(),
        totals.screenFailures(),
        totals.events(),
        results);
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
      TrialPlan plan, long trial, int look, int block, double cut) {
    return FirstFailure.inBlock(plan, trial, block)
        .orElseGet(
            () -> {
              try {
                new TrialBlock(plan, trial, block, look, false).rows(cut);
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
      int analyses,
      JavaRDD<Tuple2<Integer, BlockRows>> rows) {
    JavaPairRDD<Integer, Tuple2<Integer, AnalysisSetRows>> byAnalysis =
        rows.flatMapToPair(
            block -> {
              List<Tuple2<Integer, Tuple2<Integer, AnalysisSetRows>>> parts = new ArrayList<>();
              for (int a = 0; a < analyses; a++) {
                parts.add(new Tuple2<>(a, new Tuple2<>(block._1(), block._2().analyses().get(a))));
              }
              return parts.iterator();
            });
    Map<Integer, AnalysisResult> results =
        byAnalysis
            .groupByKey(Math.max(1, analyses))
            .mapToPair(
                group -> {
                  Map<Integer, AnalysisSetRows> inOrder = new TreeMap<>();
                  group._2().forEach(part -> inOrder.put(part._1(), part._2()));
                  return new Tuple2<>(
                      group._1(),
                      TrialBlock.result(spec.plan(scenario), trial, group._1(), inOrder.values()));
                })
            .collectAsMap();
    return IntStream.range(0, analyses).mapToObj(results::get).toList();
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
