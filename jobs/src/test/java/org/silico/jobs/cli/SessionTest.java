package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
