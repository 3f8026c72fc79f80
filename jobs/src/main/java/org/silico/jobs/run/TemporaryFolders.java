package org.silico.jobs.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;

/** Where Spark and the libraries under it keep files while they run. */
final class TemporaryFolders {
  private TemporaryFolders() {}

  /**
   * Says at once that a folder cannot be written, by trying; Spark would end the process, with a
   * code of its own.
   *
   * @throws SparkUnavailable naming the folder
   */
  static void check(SparkConf conf) {
    String javas = System.getProperty("java.io.tmpdir");
    check(javas, false);
    if (conf.get("spark.master").equals("yarn")) {
      return; // it has its own
    }
    SparkUnavailable failure = null;
    for (String folder : Utils.getConfiguredLocalDirs(conf)) {
      try {
        if (!folder.equals(javas)) {
          check(folder, true);
        }
        return; // one is enough
      } catch (SparkUnavailable e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * @param made whether Spark makes the folder when it is not there
   */
  private static void check(String folder, boolean made) {
    try {
      Path path = Path.of(folder);
      if (made) {
        Files.createDirectories(path);
      }
      Files.delete(Files.createTempFile(path, "silico", ".tmp"));
    } catch (IOException | InvalidPathException e) {
      String why =
          e instanceof AccessDeniedException
              ? "it may not be written"
              : e instanceof NoSuchFileException ? "it is not there" : e.getMessage();
      throw new SparkUnavailable(
          "the temporary folder "
              + folder
              + " cannot be used: "
              + why
              + "; name another one with SILICO_JAVA_OPTS=-Djava.io.tmpdir=DIR (and, where that is"
              + " set, SPARK_LOCAL_DIRS)");
    }
  }
}
