package org.silico.jobs.run;

import java.util.List;
import org.silico.jobs.output.OpenMode;

/** Where the rows of a run go. Operating characteristics are returned in any case. */
public sealed interface Output {

  /** Nowhere: no row is made, and nothing is written. */
  record InMemory() implements Output {}

  /**
   * Into a directory that appears when the run is complete; until then the run is kept beside it
   * and can be resumed.
   *
   * @param directory a path, or a URI such as {@code hdfs:///trials/mdd}
   * @param tables to keep: "all", "trials" (no rows of patients), "none", or names such as "ADSL";
   *     OC and SCENARIOS are always kept
   */
  record Folder(String directory, List<String> tables, OpenMode mode) implements Output {
    public Folder {
      tables = List.copyOf(tables);
    }

    /** All tables, into a directory that must not be there. */
    public Folder(String directory) {
      this(directory, List.of("all"), OpenMode.NEW);
    }

    boolean resumes() {
      return mode == OpenMode.RESUME;
    }
  }
}
