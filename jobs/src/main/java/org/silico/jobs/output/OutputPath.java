package org.silico.jobs.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.silico.jobs.output.OutputException.Kind;

/** The output directory as a person writes it. */
public final class OutputPath {
  private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):/.*");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):[^/]*");

  /** Schemes that Hadoop knows and that nobody can write to. */
  private static final Set<String> READ_ONLY = Set.of("http", "https", "har");

  /** What the file systems of this world take for one name. */
  private static final int MOST_NAME_BYTES = 255;

  private OutputPath() {}

  /**
   * A path, taken literally, or a URI with a scheme and a slash, as {@code hdfs:///trials/mdd}.
   *
   * @param option where it was given, for messages
   * @throws OutputException if it can be no output directory, on whatever disk
   */
  public static Path of(String option, String text) {
    if (text.isBlank()) {
      throw wrong(option, text, "it must name a directory");
    }
    if (text.indexOf('\0') >= 0) {
      throw wrong(option, text.replace('\0', '?'), "a name cannot hold the character 0");
    }
    var uri = URI.matcher(text);
    var scheme = SCHEME.matcher(text);
    if (scheme.matches()) {
      throw wrong(
          option,
          text,
          "it begins like the URI of a file system '"
              + scheme.group(1)
              + "'; write ./"
              + text
              + " for a directory of that name");
    }
    Path path;
    try {
      // only what is said to be a URI is taken apart
      path = uri.matches() ? new Path(text) : new Path(null, null, text);
    } catch (IllegalArgumentException e) {
      throw wrong(option, text, e.getMessage());
    }
    if (uri.matches() && READ_ONLY.contains(uri.group(1).toLowerCase(java.util.Locale.ROOT))) {
      throw wrong(option, text, "nothing can be written to " + uri.group(1) + "; name a directory");
    }
    if (path.isRoot() || path.toUri().getPath().isEmpty()) {
      throw wrong(
          option, text, "the root of a file system can be no output; name a directory in it");
    }
    for (String name : (path.toUri().getPath() + Staging.SUFFIX).split("/")) {
      if (name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
        throw wrong(
            option,
            text,
            "a name in it is longer than "
                + MOST_NAME_BYTES
                + " bytes, those of '"
                + Staging.SUFFIX
                + "' at the end included");
      }
    }
    return path;
  }

  /**
   * The disk of a path.
   *
   * @throws OutputException if there is no such file system, or it cannot be reached
   */
  static Disk disk(Path path, Configuration conf) throws IOException {
    try {
      FileSystem fileSystem = path.getFileSystem(conf);
      fileSystem.makeQualified(path);
      return Disk.of(fileSystem);
    } catch (UnsupportedFileSystemException e) {
      throw new OutputException(
          Kind.COMMAND,
          "'" + path + "': there is no file system '" + path.toUri().getScheme() + "'");
    } catch (IllegalArgumentException e) {
      throw new OutputException(Kind.COMMAND, "'" + path + "': " + e.getMessage());
    } catch (RuntimeException | NoClassDefFoundError e) {
      // Hadoop throws so what it cannot load
      throw new OutputException(
          Kind.ENVIRONMENT,
          "'"
              + path
              + "': its file system is not installed here ("
              + e.getMessage()
              + "); for s3a:// that is hadoop-aws");
    }
  }

  private static OutputException wrong(String option, String text, String why) {
    return new OutputException(Kind.COMMAND, option + ": '" + text + "': " + why);
  }
}
