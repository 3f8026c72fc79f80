package org.silico.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.evaluation.Tally;
import org.silico.jobs.cluster.LocalCluster;

/**
 * On executors that are processes of their own, where Spark runs slow tasks twice and survives the
 * death of an executor; it does neither in one process.
 */
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ExactlyOnceOnAClusterTest {
  @TempDir File directory;

  @Test
  void aTaskRunTwiceAndATaskThatTookItsExecutorDownCountOnce() throws Exception {
    Tally plain;
    try (JavaSparkContext spark = Runs.spark("local[2]")) {
      plain = Runs.run(spark, out("plain"), OpenMode.NEW, new FakeSimulation());
    }
    AtomicInteger speculative = new AtomicInteger();
    AtomicInteger lost = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskStart(SparkListenerTaskStart start) {
            speculative.addAndGet(start.taskInfo().speculative() ? 1 : 0);
          }

          @Override
          public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            lost.incrementAndGet();
          }
        };
    try (LocalCluster cluster = LocalCluster.start(List.of("127.0.0.1", "127.0.0.2"));
        JavaSparkContext spark = Runs.spark(speculating(cluster.sparkConf()))) {
      spark.sc().addSparkListener(listener);
      assertEquals(
          plain, Runs.run(spark, out("accidents"), OpenMode.NEW, new FakeSimulation.Accidents()));
    }
    assertTrue(speculative.get() > 0, "no task was run twice");
    assertTrue(lost.get() > 0, "no executor died");
    assertEquals(Runs.tree(out("plain")), Runs.tree(out("accidents")));
  }

  private static SparkConf speculating(SparkConf conf) {
    return conf.set("spark.cores.max", "2")
        .set("spark.scheduler.minRegisteredResourcesRatio", "1")
        .set("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s")
        .set("spark.speculation", "true")
        .set("spark.speculation.interval", "50ms")
        .set("spark.speculation.multiplier", "1.1")
        .set("spark.speculation.minTaskRuntime", "50ms")
        .set("spark.speculation.quantile", "0.3")
        .set("spark.speculation.efficiency.enabled", "false");
  }

  private File out(String name) {
    return new File(directory, name);
  }
}
