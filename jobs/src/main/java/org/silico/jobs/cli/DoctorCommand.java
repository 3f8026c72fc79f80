package org.silico.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.jobs.run.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code silico doctor} */
@Command(
    name = "doctor",
    description = "Check that Spark starts and that its executors can run Silico.",
    footerHeading = "%nExamples:%n",
    footer = {"  silico doctor", "  silico doctor --master spark://head:7077"})
final class DoctorCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin SparkOptions spark;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    try (JavaSparkContext context = Session.open("silico doctor", spark.master)) {
      int slices = Math.max(2, context.defaultParallelism());
      List<Integer> numbers = IntStream.range(0, 1000 * slices).boxed().toList();
      long counted = context.parallelize(numbers, slices).filter(Doctor.EVEN).count();
      if (counted != 500L * slices) {
        throw new Failure(ExitCode.ENVIRONMENT, "Spark counted " + counted + " of " + 500 * slices);
      }
      out.printf(
          "Spark %s on %s runs tasks, %d at a time%n",
          context.version(), context.master(), context.defaultParallelism());
    }
    out.flush();
    return ExitCode.OK;
  }

  /** Apart, so that the command's own class loads without Spark. */
  private static final class Doctor {
    static final org.apache.spark.api.java.function.Function<Integer, Boolean> EVEN =
        n -> n % 2 == 0;
  }
}
