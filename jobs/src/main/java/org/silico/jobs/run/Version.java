package org.silico.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What was built. */
public final class Version {
  private static final Properties BUILT = built();

  private Version() {}

  /** Silico's version, as the build had it. */
  public static String silico() {
    return BUILT.getProperty("version");
  }

  /** The Git commit that was built, or "unknown". */
  public static String commit() {
    return BUILT.getProperty("commit");
  }

  /** The version of Spark that Silico was built for; a cluster may have another. */
  public static String spark() {
    return BUILT.getProperty("spark");
  }

  private static Properties built() {
    var properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
