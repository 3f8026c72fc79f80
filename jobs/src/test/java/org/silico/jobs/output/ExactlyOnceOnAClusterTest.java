package org.silico.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.silico.engine.evaluation.Tally;

/**
 * On executors that are processes of their own, where Spark runs slow tasks twice and survives the
 * death of an executor; it does neither in one process.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ExactlyOnceOnAClusterTest {
  @TempDir File directory;

  /** A Spark distribution that is empty but for the folders it is known by. */
  @BeforeEach
  void makeHome() throws Exception {
    File home = new File(directory, "home");
    Files.createDirectories(new File(home, "jars").toPath());
    Files.createDirectories(new File(home, "launcher/target/scala-2.13").toPath());
    System.setProperty("spark.testing", "true");
    System.setProperty("spark.test.home", home.getPath());
  }

  @AfterEach
  void forgetHome() {
    System.clearProperty("spark.testing");
    System.clearProperty("spark.test.home");
  }

  private SparkConf cluster() {
    return new SparkConf()
        .setMaster("local-cluster[2,1,512]")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
  }

  @Test
  void aTaskRunTwiceAndATaskThatTookItsExecutorDownCountOnce() throws Exception {
    Tally plain;
    try (JavaSparkContext spark = Runs.spark("local[2]")) {
      plain = Runs.run(spark, out("plain"), OpenMode.NEW, new FakeSimulation());
    }
    SparkConf conf =
        cluster()
            .set("spark.speculation", "true")
            .set("spark.speculation.interval", "50ms")
            .set("spark.speculation.multiplier", "1.1")
            .set("spark.speculation.minTaskRuntime", "50ms")
            .set("spark.speculation.quantile", "0.3");
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
    try (JavaSparkContext spark = Runs.spark(conf)) {
      spark.sc().addSparkListener(listener);
      Tally slow =
          Runs.run(spark, out("slow"), OpenMode.NEW, new FakeSimulation.SlowAtFirst(2_000));
      Tally dying = Runs.run(spark, out("dying"), OpenMode.NEW, new FakeSimulation.DiesAtFirst());
      assertEquals(plain, slow);
      assertEquals(plain, dying);
    }
    assertTrue(speculative.get() > 0, "no task was run twice");
    assertTrue(lost.get() > 0, "no executor died");
    assertEquals(Runs.tree(out("plain")), Runs.tree(out("slow")));
    assertEquals(Runs.tree(out("plain")), Runs.tree(out("dying")));
  }

  private File out(String name) {
    return new File(directory, name);
  }
}
