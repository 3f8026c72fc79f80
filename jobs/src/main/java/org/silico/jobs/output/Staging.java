package org.silico.jobs.output;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An unfinished run: a directory {@code OUT.incomplete} beside {@code OUT}.
 *
 * <pre>
 * OUT.incomplete/run.json               what run it is
 * OUT.incomplete/waves/wave-00012.json  a wave that is done
 * OUT.incomplete/data/                  becomes OUT, by one rename
 * OUT.incomplete/previous/              what OUT was, for the moment of being replaced
 * </pre>
 */
final class Staging {
  private final FileSystem fileSystem;
  private final Path out;
  private final Path root;
  private final Path run;
  private final Path waves;
  private final Path data;
  private final Path previous;

  Staging(FileSystem fileSystem, Path out) {
    this.fileSystem = fileSystem;
    this.out = out;
    this.root = new Path(out.getParent(), out.getName() + ".incomplete");
    this.run = new Path(root, "run.json");
    this.waves = new Path(root, "waves");
    this.data = new Path(root, "data");
    this.previous = new Path(root, "previous");
  }

  Path root() {
    return root;
  }

  Path data() {
    return data;
  }

  /** Whether something in its place was not put there by a run. */
  boolean foreign() throws IOException {
    if (!fileSystem.exists(root)) {
      return false;
    }
    Set<String> ours = Set.of(run.getName(), waves.getName(), data.getName(), previous.getName());
    FileStatus[] found =
        fileSystem.listStatus(
            root, path -> !path.getName().startsWith(".") && !ours.contains(path.getName()));
    return !fileSystem.getFileStatus(root).isDirectory() || found.length > 0;
  }

  /**
   * Whether there is a run to go on with, not merely what a run leaves when cut off at its ends.
   */
  boolean begun() throws IOException {
    return fileSystem.exists(run) && fileSystem.exists(data);
  }

  void begin(RunIdentity identity) throws IOException {
    delete(root);
    mkdirs(data);
    mkdirs(waves);
    Json.write(fileSystem, run, identity);
  }

  void discard() throws IOException {
    delete(root);
  }

  RunIdentity identity() throws IOException {
    return Json.read(fileSystem, run, RunIdentity.class);
  }

  void mark(WaveResult result) throws IOException {
    String name = String.format(Locale.ROOT, "wave-%05d.json", result.wave().number());
    Json.write(fileSystem, new Path(waves, name), WaveMarker.of(result));
  }

  /** The waves that are done, in their order. */
  List<WaveResult> done() throws IOException {
    FileStatus[] markers =
        fileSystem.listStatus(waves, path -> path.getName().matches("wave-\\d+\\.json"));
    WaveResult[] results = new WaveResult[markers.length];
    for (int i = 0; i < markers.length; i++) {
      results[i] = Json.read(fileSystem, markers[i].getPath(), WaveMarker.class).result();
    }
    Arrays.sort(results, Comparator.comparingInt(result -> result.wave().number()));
    return List.of(results);
  }

  /**
   * Deletes all that finished waves did not write: what a wave left that was cut off, and what the
   * driver wrote.
   *
   * @throws OutputException if a file of a finished wave is missing or has another length
   */
  void sweep(List<WaveResult> done) throws IOException {
    delete(new Path(data, "_temporary"));
    Map<Path, WrittenFile> expected = new HashMap<>();
    for (WaveResult result : done) {
      for (WrittenFile file : result.files()) {
        expected.put(fileSystem.makeQualified(new Path(data, file.path())), file);
      }
    }
    sweep(data, expected);
    if (!expected.isEmpty()) {
      throw damaged(expected.values().iterator().next(), "is missing");
    }
  }

  /** By listStatus: a recursive listing asks for owners, which starts a process a file locally. */
  private void sweep(Path directory, Map<Path, WrittenFile> expected) throws IOException {
    for (FileStatus found : fileSystem.listStatus(directory)) {
      WrittenFile file = expected.remove(found.getPath());
      if (found.isDirectory()) {
        sweep(found.getPath(), expected);
      } else if (file == null) {
        delete(found.getPath());
      } else if (file.bytes() != found.getLen()) {
        throw damaged(
            file, "has " + found.getLen() + " bytes, not the " + file.bytes() + " written");
      }
    }
  }

  private OutputException damaged(WrittenFile file, String how) {
    return new OutputException(
        "the unfinished run in "
            + root
            + " is damaged: "
            + file.path()
            + " "
            + how
            + "; start over with --force");
  }

  /** Puts a run that was replaced only halfway back in its place. */
  void repair() throws IOException {
    if (fileSystem.exists(previous) && !fileSystem.exists(out)) {
      rename(previous, out);
    }
  }

  /** Makes the data the output. A reader sees either nothing, or what was there before, or all. */
  void publish(boolean replace) throws IOException {
    if (fileSystem.exists(out)) {
      if (!replace) {
        throw new OutputException(
            out
                + " has come into being during the run; the new run is kept in "
                + root
                + ": move "
                + out
                + " away and run again with --resume");
      }
      rename(out, previous);
    }
    rename(data, out);
    delete(root);
  }

  private void rename(Path from, Path to) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException("could not be renamed to " + to);
    }
  }

  private void mkdirs(Path directory) throws IOException {
    if (!fileSystem.mkdirs(directory)) {
      throw new IOException("the directory could not be made");
    }
  }

  private void delete(Path path) throws IOException {
    try {
      if (!fileSystem.delete(path, true) && fileSystem.exists(path)) {
        throw new IOException(path + " could not be deleted");
      }
    } catch (FileNotFoundException e) {
      // gone already
    }
  }
}
