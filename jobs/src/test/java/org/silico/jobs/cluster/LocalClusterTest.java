package org.silico.jobs.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.silico.engine.evaluation.Tally;

@Timeout(60)
class LocalClusterTest {
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void jobRunsOnBothWorkersWithSilicosClasses() {
    try (var context = new JavaSparkContext(cluster.sparkConf())) {
      List<String> classes =
          context
              .parallelize(IntStream.range(0, 4).boxed().toList(), 4)
              .map(i -> Tally.class.getName())
              .distinct()
              .collect();
      assertEquals(List.of("org.silico.engine.evaluation.Tally"), classes);
    }
  }

  @Test
  void jobThatLosesAnExecutorGivesTheSameResult() throws Exception {
    var firstTask = new CountDownLatch(1);
    var executorLost = new CountDownLatch(1);
    try (var context = new JavaSparkContext(cluster.sparkConf())) {
      context
          .sc()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                  firstTask.countDown();
                }

                @Override
                public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
                  executorLost.countDown();
                }
              });
      JavaFutureAction<List<Integer>> squares =
          context
              .parallelize(IntStream.range(0, 12).boxed().toList(), 12)
              .map(
                  i -> {
                    Thread.sleep(300);
                    return i * i;
                  })
              .collectAsync();
      assertTrue(firstTask.await(30, TimeUnit.SECONDS), () -> "no task ended" + cluster.logs());
      cluster.killOneExecutor();
      assertEquals(IntStream.range(0, 12).map(i -> i * i).boxed().toList(), squares.get());
      assertTrue(executorLost.await(10, TimeUnit.SECONDS), "an executor was lost");
    }
  }
}
