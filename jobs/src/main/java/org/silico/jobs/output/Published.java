package org.silico.jobs.output;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;

/** What is in the place of the output: a finished run, or something else. */
final class Published {
  private final Disk disk;
  private final Path out;

  Published(Disk disk, Path out) {
    this.disk = disk;
    this.out = out;
  }

  /**
   * Why a run may not replace it, to follow its name in a message; null if it may: if it is empty,
   * or holds nothing but what a run has made.
   */
  String irreplaceable() throws IOException {
    Optional<Entry> place = disk.entry(out);
    if (place.isEmpty()) {
      return null;
    }
    if (!place.get().isDirectory()) {
      return "is no directory";
    }
    List<Entry> entries = disk.below(out);
    if (entries.isEmpty()) {
      return null;
    }
    Manifest.Content manifest;
    try {
      manifest = Manifest.read(disk, out);
    } catch (Sealed.Damaged e) {
      return disk.exists(new Path(out, Manifest.NAME))
          ? "is not the output of a run of this version of Silico ("
              + Manifest.NAME
              + ": "
              + e.getMessage()
              + ")"
          : "is not the output of a run (it has no " + Manifest.NAME + ")";
    }
    List<Entry> foreign = Made.foreignInOutput(entries, manifest);
    return foreign.isEmpty()
        ? null
        : "holds what no run has made, or somebody has changed: " + Made.names(foreign);
  }

  /**
   * How the run in it differs from another, in words; empty if it does not. What its manifest does
   * not know of makes no difference.
   *
   * @throws Sealed.Damaged if it is not the output of a run
   */
  List<String> differences(RunIdentity identity) throws IOException {
    SortedMap<String, String> was = Manifest.read(disk, out).identity();
    SortedMap<String, String> is = identity.brief();
    is.keySet().retainAll(was.keySet());
    return RunIdentity.differences(was, is);
  }
}
