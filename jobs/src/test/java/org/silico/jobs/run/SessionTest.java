package org.silico.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.internal.config.package$;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.Option;

class SessionTest {
  @AfterEach
  void forget() {
    System.clearProperty("spark.master");
    System.clearProperty("spark.app.name");
  }

  @Test
  void runsOnAllCoresOfThisMachineUnlessTold() {
    assertEquals("local[*]", Session.conf("silico", null).get("spark.master"));
  }

  @Test
  void keepsWhatSparkSubmitWasGiven() {
    System.setProperty("spark.master", "yarn");
    System.setProperty("spark.app.name", "phase 3");
    SparkConf conf = Session.conf("silico", null);
    assertEquals("yarn", conf.get("spark.master"));
    assertEquals("phase 3", conf.get("spark.app.name"));
    assertEquals("none", conf.get("spark.driver.host", "none"));
  }

  @Test
  void masterOptionWins() {
    System.setProperty("spark.master", "yarn");
    assertEquals("local[2]", Session.conf("silico", "local[2]").get("spark.master"));
  }

  @Test
  void staysOnTheLoopbackInterfaceWhenLocal() {
    SparkConf conf = Session.conf("silico", "local[2]");
    assertEquals("127.0.0.1", conf.get("spark.driver.host"));
    assertEquals("127.0.0.1", conf.get("spark.driver.bindAddress"));
  }

  /** On a machine of many users, the loopback interface is everybody's. */
  @Test
  void anotherProcessOfThisMachineCannotTalkToALocalDriver() {
    SparkConf conf = Session.conf("silico", "local[1]");
    try (JavaSparkContext context = Session.open(conf)) {
      assertTrue(reached(context) instanceof SparkException, "an intruder was let in");
      assertFalse(context.getConf().toDebugString().contains("secret"), "the secret is told");
    }
    conf.set("spark.authenticate", "false");
    try (JavaSparkContext context = Session.open(conf)) {
      assertNull(reached(context), "this test would not see an intruder");
    }
  }

  /** What keeps somebody without the secret from the end point that stops the executor. */
  private static Throwable reached(JavaSparkContext context) {
    SparkConf conf = new SparkConf(false).set("spark.rpc.askTimeout", "10s");
    int port = Integer.parseInt(context.getConf().get("spark.driver.port"));
    RpcEnv intruder =
        RpcEnv.create(
            "intruder",
            "127.0.0.1",
            0,
            conf,
            new SecurityManager(conf, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE()),
            true);
    try {
      intruder.setupEndpointRef(
          RpcAddress.apply("127.0.0.1", port), "LocalSchedulerBackendEndpoint");
      return null;
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      return e;
    } finally {
      intruder.shutdown();
    }
  }
}
