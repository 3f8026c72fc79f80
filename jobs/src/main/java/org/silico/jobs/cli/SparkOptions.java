package org.silico.jobs.cli;

import picocli.CommandLine.Option;

/** The options of every command that starts Spark; take them in with {@code @Mixin}. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description = {
        "Where Spark runs: local[N], spark://host:port, yarn, k8s://…",
        "Default: what spark-submit was given, else all cores of this machine."
      })
  String master;
}
