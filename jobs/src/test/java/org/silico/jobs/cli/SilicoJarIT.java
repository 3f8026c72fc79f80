package org.silico.jobs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.silico.jobs.cluster.LocalCluster;

/** The jar that goes to {@code spark-submit}, as the build packed it. */
class SilicoJarIT {
  private static final Path JAR = Path.of("target", "silico.jar");

  @Test
  void everyClassIsSilicosOwnOrBelowItsShadedPackage() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      List<String> strangers =
          jar.stream()
              .map(JarEntry::getName)
              .filter(n -> n.endsWith(".class"))
              .filter(n -> !n.startsWith("org/silico/"))
              .toList();
      assertEquals(List.of(), strangers);
    }
  }

  @Test
  void carriesMainClassLicenceAndNotice() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      assertEquals(
          "org.silico.jobs.cli.Silico",
          jar.getManifest().getMainAttributes().getValue("Main-Class"));
      assertNotNull(jar.getEntry("META-INF/LICENSE"));
      String notice =
          new String(jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(), "UTF-8");
      for (String library :
          List.of(
              "Commons Math",
              "picocli",
              "SnakeYAML",
              "Janino",
              "progressbar",
              "JLine",
              "ECharts")) {
        assertTrue(notice.contains(library), library);
      }
    }
  }

  @Test
  void isSmall() throws IOException {
    assertTrue(Files.size(JAR) < 5_500_000, () -> "silico.jar has grown: " + JAR.toFile().length());
  }

  /** The launcher starts commands that need no Spark with this jar alone. */
  @Test
  void commandsAreDescribedWithoutSparkOnTheClassPath() throws Exception {
    var urls = new URL[] {JAR.toUri().toURL()};
    try (var alone = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      var run = alone.loadClass("org.silico.jobs.cli.Silico").getMethod("run", String[].class);
      for (String command : Silico.commandLine(false).getSubcommands().keySet()) {
        Object code = silently(() -> run.invoke(null, (Object) new String[] {command, "--help"}));
        assertEquals(ExitCode.OK, code, command);
      }
    }
  }

  @Test
  @Timeout(90)
  void sparkSubmitTakesItAsItIs(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("submit.log");
    try (var cluster = LocalCluster.start(1)) {
      int code = cluster.submit(JAR.toAbsolutePath(), log, "doctor");
      assertEquals(0, code, () -> read(log) + cluster.logs());
    }
    assertTrue(read(log).contains("runs tasks"), () -> read(log));
  }

  private static Object silently(Callable<Object> work) throws Exception {
    var out = System.out;
    System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream(), false, "UTF-8"));
    try {
      return work.call();
    } finally {
      System.setOut(out);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
