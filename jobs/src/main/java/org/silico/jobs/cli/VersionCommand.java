package org.silico.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code silico version} */
@Command(
    name = "version",
    description = "Show the versions of Silico, Java and Spark.",
    footerHeading = "%nExample:%n",
    footer = "  silico version")
final class VersionCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.printf("silico %s (%s)%n", silico(), commit());
    out.printf("java   %s (%s)%n", Runtime.version(), System.getProperty("java.vendor"));
    out.printf("spark  %s%n", spark());
    out.flush();
    return ExitCode.OK;
  }

  /** Silico's version, as the build had it. */
  static String silico() {
    return BUILT.getProperty("version");
  }

  /** The Git commit that was built, or "unknown". */
  static String commit() {
    return BUILT.getProperty("commit");
  }

  /** The version of Spark that Silico was built for; a cluster may have another. */
  static String spark() {
    return BUILT.getProperty("spark");
  }

  private static final Properties BUILT = built();

  private static Properties built() {
    var properties = new Properties();
    try (InputStream in = VersionCommand.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
