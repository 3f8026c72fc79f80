package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.silico.jobs.cluster.LocalCluster;
import org.silico.jobs.run.ExecutorsWatch;

/** A driver whose cluster is gone, the master and all executors, does not wait for ever. */
@Timeout(240)
class LostClusterTest {
  @TempDir Path directory;

  @AfterEach
  void forgetTheCluster() {
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("spark."))
        .forEach(System::clearProperty);
  }

  @Test
  void theRunEndsAndCanBeResumed() throws Exception {
    String out = directory.resolve("out").toString();
    StringWriter err = new StringWriter();
    CompletableFuture<Integer> run;
    try (LocalCluster cluster = LocalCluster.start(1)) {
      cluster.settings().forEach(System::setProperty);
      System.setProperty(ExecutorsWatch.PATIENCE, "4s");
      String[] arguments = {
        "run", "../protocols/t-test-power.yaml", "--out", out, "--master", cluster.masterUrl()
      };
      run =
          CompletableFuture.supplyAsync(
              () ->
                  Silico.commandLine(false)
                      .setOut(new PrintWriter(new StringWriter()))
                      .setErr(new PrintWriter(err, true))
                      .execute(arguments));
      while (!Files.exists(Path.of(out + ".incomplete/data/_temporary/1/_temporary"))) {
        assertTrue(!run.isDone(), err::toString);
        Thread.sleep(50);
      }
    }
    assertEquals(ExitCode.FAILED, run.get(180, TimeUnit.SECONDS), err::toString);
    assertTrue(err.toString().contains("has lost all executors"), err.toString());
    assertTrue(err.toString().contains("--resume goes on"), err.toString());
    assertTrue(Files.exists(Path.of(out + ".incomplete/run.json")));
    assertEquals(
        ExitCode.FAILED,
        Silico.commandLine(false)
            .setOut(new PrintWriter(err, true))
            .execute("verify", out + ".incomplete"));
    assertTrue(err.toString().contains("no process writes it"), err.toString());
  }
}
