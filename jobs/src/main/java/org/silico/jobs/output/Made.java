package org.silico.jobs.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Tells what a run has made from what else lies in its directories. Only the former is ever
 * deleted, file by file; links are never a run's.
 */
final class Made {
  /** The names that a run may give to files that are no tables, in the output directory. */
  static final Set<String> FILES = Set.of(Manifest.NAME, "protocol.yaml");

  /**
   * The names of what is made of a finished run, and may be made again by another version: the
   * manifest does not prove them, and a run that is replaced takes them along.
   */
  static final Set<String> REPORTS = Set.of("report.html", "report.json", "report.csv");

  private static final String TABLE = "[A-Za-z][A-Za-z0-9_]*";

  private static final Pattern DATA_FILE =
      Pattern.compile(
          "(" + TABLE + ")/(wave-\\d+-part-\\d+|\\1)\\.parquet|\\." + Manifest.NAME + "\\.part");

  /** Of Hadoop's committers, for the time of a job. */
  private static final Pattern COMMITTER =
      Pattern.compile("(_temporary|\\.spark-staging-[^/]*|__magic[^/]*)(/.*)?");

  private static final Pattern STAGING_FILE =
      Pattern.compile(
          "run\\.json|\\.run\\.json\\.part|"
              + Lease.FILE.pattern()
              + "|waves/(wave-\\d+\\.json|\\.wave-\\d+\\.json\\.part)");

  private static final String DATA = "data/";
  private static final String PREVIOUS = "previous/";

  private Made() {}

  /** Whether a run's data, before they are published, may hold it. */
  static boolean inData(Entry entry) {
    String path = entry.path();
    return switch (entry.kind()) {
      case FILE ->
          DATA_FILE.matcher(path).matches() || FILES.contains(path) || ofCommitter(entry.path());
      case DIRECTORY -> path.matches(TABLE) || ofCommitter(entry.path());
      case LINK, OTHER -> false;
    };
  }

  static boolean ofCommitter(String path) {
    return COMMITTER.matcher(path).matches();
  }

  /**
   * What of an unfinished run's directory no run has made.
   *
   * @param entries all that is in {@code OUT.incomplete}
   */
  static List<Entry> foreignInStaging(Collection<Entry> entries) {
    List<Entry> foreign = new ArrayList<>();
    for (Entry entry : entries) {
      String path = entry.path();
      if (path.startsWith(DATA)) {
        if (!inData(new Entry(path.substring(DATA.length()), entry.kind(), entry.bytes()))) {
          foreign.add(entry);
        }
      } else if (!path.startsWith(PREVIOUS)) { // which has its own manifest
        boolean ours =
            switch (entry.kind()) {
              case FILE -> STAGING_FILE.matcher(path).matches();
              case DIRECTORY ->
                  path.equals("data") || path.equals("waves") || path.equals("previous");
              case LINK, OTHER -> false;
            };
        if (!ours) {
          foreign.add(entry);
        }
      }
    }
    return foreign;
  }

  /**
   * What of a finished run's directory the run has not made, or somebody has changed since: all
   * that its manifest does not name with that length.
   *
   * @param entries all that is in it
   */
  static List<Entry> foreignInOutput(Collection<Entry> entries, Manifest.Content manifest) {
    Map<String, Long> made = new HashMap<>();
    Set<String> directories = new HashSet<>();
    for (WrittenFile file : manifest.files()) {
      made.put(file.path(), file.bytes());
      for (int slash = file.path().indexOf('/');
          slash >= 0;
          slash = file.path().indexOf('/', slash + 1)) {
        directories.add(file.path().substring(0, slash));
      }
    }
    List<Entry> foreign = new ArrayList<>();
    for (Entry entry : entries) {
      boolean ours =
          switch (entry.kind()) {
            case FILE ->
                entry.path().equals(Manifest.NAME)
                    || ofReport(entry.path())
                    || Long.valueOf(entry.bytes()).equals(made.get(entry.path()));
            case DIRECTORY -> directories.contains(entry.path());
            case LINK, OTHER -> false;
          };
      if (!ours) {
        foreign.add(entry);
      }
    }
    return foreign;
  }

  private static boolean ofReport(String path) {
    return REPORTS.contains(path)
        || REPORTS.stream().anyMatch(name -> path.equals("." + name + ".part"));
  }

  /** The first few by name, and how many more there are. */
  static String names(List<Entry> entries) {
    int shown = Math.min(5, entries.size());
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      names.append(i == 0 ? "" : ", ").append(entries.get(i));
    }
    return entries.size() == shown
        ? names.toString()
        : names + " and " + (entries.size() - shown) + " more";
  }

  /**
   * Deletes entries of a directory, what lies deeper first. A directory into which somebody has put
   * something meanwhile stays.
   *
   * @param entries in the order of {@link Disk#below}
   */
  static void delete(Disk disk, Path directory, List<Entry> entries) throws IOException {
    for (int i = entries.size() - 1; i >= 0; i--) {
      disk.delete(Disk.child(directory, entries.get(i).path()));
    }
  }
}
