package org.silico.jobs.output;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.silico.jobs.output.OutputException.Kind;

/** The place of an output, {@code OUT} and {@code OUT.incomplete}: whether a run may go there. */
final class Place {
  private final Disk disk;
  private final Path out;
  private final Staging staging;
  private final Published published;

  Place(Disk disk, Path out, Staging staging) {
    this.disk = disk;
    this.out = out;
    this.staging = staging;
    this.published = new Published(disk, out);
  }

  /**
   * @throws OutputException if something is in the way of a run in that mode
   */
  void refuseUnless(OpenMode mode, Map<String, String> identity) throws IOException {
    refuseLink();
    staging.refuseForeign();
    boolean begun = staging.begun();
    boolean exists = disk.exists(out);
    switch (mode) {
      case NEW -> refuseNew(begun, exists);
      case FORCE -> {
        String why = published.irreplaceable();
        if (why != null) {
          throw new OutputException(out + " " + why + ": not replaced; name another output");
        }
      }
      case RESUME -> {
        if (begun) {
          refuseToResume(exists, identity);
        } else if (exists) {
          refuseFinished(identity);
        }
      }
    }
  }

  private void refuseLink() throws IOException {
    Optional<Entry> place = disk.entry(out);
    if (place.isPresent() && place.get().kind() == Entry.Kind.LINK) {
      throw new OutputException(
          Kind.ENVIRONMENT,
          out + " is a link, which is not followed; name the directory that it leads to");
    }
  }

  private void refuseNew(boolean begun, boolean exists) throws IOException {
    if (exists) {
      String why = published.irreplaceable();
      throw new OutputException(
          why == null
              ? out + " exists; name another directory, or replace it with --force"
              : out + " exists and " + why + "; name another directory");
    }
    if (begun) {
      throw new OutputException(
          staging.root()
              + " holds an unfinished run; go on with --resume, or start over with --force");
    }
  }

  private void refuseToResume(boolean exists, Map<String, String> identity) throws IOException {
    RunIdentity run = staging.identity();
    List<String> differences = run.differences(identity);
    if (!differences.isEmpty()) {
      throw new OutputException(
          "the unfinished run in "
              + staging.root()
              + " is another one: "
              + String.join("; ", differences)
              + ". Restore what it was to resume it, or start over with --force");
    }
    String why = exists ? published.irreplaceable() : null;
    if (exists && (!run.replace() || why != null)) {
      throw new OutputException(
          out
              + (run.replace() ? " " + why : " has come into being since the run began")
              + "; move it away and run again with --resume");
    }
  }

  private void refuseFinished(Map<String, String> identity) throws IOException {
    List<String> differences;
    try {
      differences = published.differences(RunIdentity.of(identity, false));
    } catch (Sealed.Damaged e) {
      throw new OutputException(
          out + " exists and " + published.irreplaceable() + "; name another directory");
    }
    if (differences.isEmpty()) {
      throw new OutputException(out + " is complete; there is nothing to resume");
    }
    throw new OutputException(
        out
            + " is the output of another run: "
            + String.join("; ", differences)
            + ". Name another directory, or replace it with --force");
  }
}
