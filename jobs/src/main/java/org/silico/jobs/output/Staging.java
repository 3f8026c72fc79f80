package org.silico.jobs.output;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.silico.jobs.parquet.HashedFile;

/**
 * An unfinished run: a directory {@code OUT.incomplete} beside {@code OUT}.
 *
 * <pre>
 * OUT.incomplete/lease-000001.json      which process writes here
 * OUT.incomplete/run.json               what run it is: written first, deleted last
 * OUT.incomplete/waves/wave-00012.json  a wave that is done
 * OUT.incomplete/data/                  becomes OUT, by one rename
 * OUT.incomplete/previous/              what OUT was, for the moment of being replaced
 * </pre>
 *
 * Where there is no {@code run.json} that is whole, no run has made the directory, and nothing in
 * it is touched.
 */
final class Staging {
  static final String SUFFIX = ".incomplete";

  /** Attempts at making the directory while another process deletes it, its run being complete. */
  private static final int ATTEMPTS = 10;

  private final Disk disk;
  private final Path out;
  private final Path root;
  private final Path run;
  private final Path waves;
  private final Path data;
  private final Path previous;

  private Lease lease;

  Staging(Disk disk, Path out) {
    this.disk = disk;
    this.out = out;
    this.root = Disk.child(out.getParent(), out.getName() + SUFFIX);
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

  Lease lease() {
    return lease;
  }

  /**
   * Takes possession of the directory, which is made if need be.
   *
   * @throws OutputException naming the owner if another process has it
   */
  void enter(Consumer<String> say) throws IOException {
    for (int attempt = 1; ; attempt++) {
      disk.makeDirectories(root);
      try {
        lease = Lease.take(disk, root, say);
        return;
      } catch (FileNotFoundException | NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Gives the directory back; without anything in it, it goes. */
  void leave() throws IOException {
    if (lease != null) {
      lease.close();
      lease = null;
      deleteRoot();
    }
  }

  private void deleteRoot() throws IOException {
    if (!disk.isDirectory(root)) {
      return;
    }
    List<Entry> left = disk.children(root);
    if (left.stream().allMatch(Lease::isClock)) {
      Made.delete(disk, root, left);
      try {
        disk.delete(root);
      } catch (DirectoryNotEmptyException e) {
        return; // another process has begun
      }
    }
  }

  /**
   * @throws OutputException if something in the directory was not put there by a run
   */
  void refuseForeign() throws IOException {
    var place = disk.entry(root);
    if (place.isEmpty()) {
      return;
    }
    if (!place.get().isDirectory()) {
      throw new OutputException(
          root + " is in the way, and no run has made it; move it away or name another output");
    }
    List<Entry> entries = disk.below(root);
    List<Entry> foreign = Made.foreignInStaging(entries);
    if (disk.isDirectory(previous) && !disk.children(previous).isEmpty()) {
      foreign.addAll(previousForeign());
    }
    boolean claimed = entries.stream().allMatch(e -> Lease.FILE.matcher(e.path()).matches());
    if (foreign.isEmpty() && !claimed && !disk.exists(run)) {
      // also '.run.json.part' of a run that was cut off at its very first step
      foreign.addAll(
          entries.stream()
              .filter(e -> !Lease.FILE.matcher(e.path()).matches())
              .filter(e -> !e.path().equals(".run.json.part"))
              .toList());
    }
    if (!foreign.isEmpty()) {
      throw new OutputException(
          root
              + " is in the way, and no run has made "
              + Made.names(foreign)
              + " in it; move "
              + (foreign.size() == 1 ? "it" : "them")
              + " away or name another output");
    }
  }

  private List<Entry> previousForeign() throws IOException {
    List<Entry> entries = disk.below(previous);
    try {
      entries = Made.foreignInOutput(entries, Manifest.read(disk, previous));
    } catch (Sealed.Damaged e) {
      // a run of an own manifest only gets there
    }
    return entries.stream()
        .map(e -> new Entry(previous.getName() + "/" + e.path(), e.kind(), e.bytes()))
        .toList();
  }

  /**
   * Whether there is a run to go on with, not merely what a run leaves when cut off at its ends.
   *
   * @throws OutputException if it cannot be told, the run being damaged
   */
  boolean begun() throws IOException {
    if (!disk.exists(run)) {
      return false;
    }
    identity();
    return disk.isDirectory(data);
  }

  /** Throws away what a run has left here, and begins anew. */
  void begin(RunIdentity identity) throws IOException {
    discard();
    Sealed.write(disk, run, identity);
    disk.makeDirectories(waves);
    disk.makeDirectories(data); // now it is begun
    disk.force(root);
    disk.force(root.getParent());
  }

  /**
   * Deletes what a run has left here, what proves that it was a run last. Somebody else's files
   * were refused before.
   */
  void discard() throws IOException {
    List<Entry> entries = disk.below(root);
    entries.removeIf(e -> Lease.FILE.matcher(e.path()).matches() || e.path().equals("run.json"));
    Made.delete(disk, root, entries);
    disk.delete(run);
  }

  RunIdentity identity() throws IOException {
    try {
      return Sealed.read(disk, run, RunIdentity.class);
    } catch (Sealed.Damaged e) {
      throw new OutputException(
          "the unfinished run in "
              + root
              + " is damaged, or of another version of Silico (run.json: "
              + e.getMessage()
              + "): it cannot be told what run it is; move it away or delete it, and run again");
    }
  }

  /**
   * Makes a wave part of the run: from now on it need not be run again.
   *
   * @throws OutputException if not all of its files are there, or another process has the lease
   */
  void mark(WaveResult result) throws IOException {
    lease.check();
    present(result.files());
    force(result.files());
    Sealed.write(disk, marker(result.wave().number()), WaveMarker.of(result));
  }

  private Path marker(int wave) {
    return new Path(waves, String.format(Locale.ROOT, "wave-%05d.json", wave));
  }

  private void present(Collection<WrittenFile> files) throws IOException {
    for (WrittenFile file : files) {
      var found = disk.entry(Disk.child(data, file.path()));
      if (found.isEmpty() || !found.get().isFile() || found.get().bytes() != file.bytes()) {
        throw new OutputException(
            Disk.child(data, file.path())
                + (found.isEmpty()
                    ? " is missing, though it was written: do all machines see "
                    : " is not what was written: do all machines see the same ")
                + root
                + "?");
      }
    }
  }

  private void force(Collection<WrittenFile> files) throws IOException {
    TreeSet<Path> directories = new TreeSet<>();
    directories.add(data);
    for (WrittenFile file : files) {
      directories.add(Disk.child(data, file.path()).getParent());
    }
    parallel(files, file -> disk.force(Disk.child(data, file.path())));
    for (Path directory : directories) {
      disk.force(directory);
    }
  }

  /** The waves that are done, in their order. */
  List<WaveResult> done() throws IOException {
    Map<Integer, WaveResult> results = new java.util.TreeMap<>();
    if (disk.isDirectory(waves)) {
      for (Entry entry : disk.children(waves)) {
        if (entry.path().startsWith(".")) {
          continue; // one that was being written
        }
        WaveResult result;
        try {
          result = Sealed.read(disk, new Path(waves, entry.path()), WaveMarker.class).result();
        } catch (Sealed.Damaged e) {
          throw damaged(new Path(waves, entry.path()), "marker", e.getMessage());
        }
        if (!marker(result.wave().number()).getName().equals(entry.path())) {
          throw damaged(
              new Path(waves, entry.path()),
              "marker",
              "it is that of wave " + result.wave().number());
        }
        results.put(result.wave().number(), result);
      }
    }
    return List.copyOf(results.values());
  }

  /**
   * Deletes all that finished waves did not write: what a wave left that was cut off, and what the
   * driver wrote. Then makes sure that what they wrote is there, to the byte.
   *
   * @throws OutputException if a file of a finished wave is missing or has other bytes
   */
  void sweep(List<WaveResult> done) throws IOException {
    Map<String, WrittenFile> expected = new HashMap<>();
    Map<String, Path> markers = new HashMap<>();
    for (WaveResult result : done) {
      for (WrittenFile file : result.files()) {
        expected.put(file.path(), file);
        markers.put(file.path(), marker(result.wave().number()));
      }
    }
    List<Entry> entries = disk.below(data);
    List<Entry> left = new ArrayList<>();
    for (Entry entry : entries) {
      if (!expected.containsKey(entry.path())
          && (entry.isFile() || Made.ofCommitter(entry.path()))) {
        left.add(entry);
      }
    }
    Made.delete(disk, data, left);
    disk.makeDirectories(waves); // somebody who distrusts the markers may have deleted it
    parallel(
        expected.values(),
        file -> {
          String wrong = wrong(disk, data, file);
          if (wrong != null) {
            throw damaged(markers.get(file.path()), file.path(), wrong);
          }
        });
  }

  /** What is wrong with a file, by its length and its hash; null if nothing is. */
  static String wrong(Disk disk, Path directory, WrittenFile file) throws IOException {
    Path path = Disk.child(directory, file.path());
    var found = disk.entry(path);
    if (found.isEmpty()) {
      return "is missing";
    }
    if (!found.get().isFile()) {
      return "is no file";
    }
    if (found.get().bytes() != file.bytes()) {
      return "has " + found.get().bytes() + " bytes, not the " + file.bytes() + " written";
    }
    return sha256(disk, path).equals(file.sha256()) ? null : "has other bytes than were written";
  }

  private static String sha256(Disk disk, Path path) throws IOException {
    MessageDigest digest = HashedFile.newDigest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = disk.fileSystem().open(path, buffer.length)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private OutputException damaged(Path marker, String what, String how) {
    return new OutputException(
        "the unfinished run in "
            + root
            + " is damaged: "
            + what
            + " "
            + how
            + "; delete "
            + marker
            + " and run again with --resume to have that wave simulated again, or start over with"
            + " --force");
  }

  /**
   * Ends what a process that published a run was cut off in: puts the old run back if the new one
   * had not taken its place, else deletes what was left beside the new one.
   */
  void settle(Consumer<String> say) throws IOException {
    if (!unsettled()) {
      return;
    }
    enter(say);
    try {
      if (unsettled() && !disk.exists(out)) {
        disk.rename(previous, out);
      } else if (unsettled()) {
        discard();
      }
    } finally {
      leave();
    }
  }

  private boolean unsettled() throws IOException {
    if (!disk.isDirectory(root)) {
      return false;
    }
    if (!disk.exists(run)) {
      // cut off at the very last step
      return disk.exists(out)
          && disk.children(root).stream().allMatch(e -> Lease.FILE.matcher(e.path()).matches());
    }
    refuseForeign();
    identity();
    return disk.exists(out) ? !disk.isDirectory(data) : disk.isDirectory(previous);
  }

  /**
   * Makes the data the output. A reader sees either nothing, or what was there before, or all.
   *
   * @param files all that the run has written, without the manifest
   * @param manifest its bytes
   */
  void publish(Collection<WrittenFile> files, byte[] manifest, boolean replace) throws IOException {
    lease.check();
    clear(files);
    present(files);
    force(files);
    disk.write(new Path(data, Manifest.NAME), manifest);
    if (disk.exists(out)) {
      if (!replace) {
        throw inTheWay("has come into being during the run");
      }
      String why = new Published(disk, out).irreplaceable();
      if (why != null) {
        throw inTheWay(why);
      }
    }
    lease.check();
    if (disk.exists(out)) {
      disk.rename(out, previous);
    }
    disk.rename(data, out);
    disk.force(out.getParent());
    disk.force(root);
    if (disk.isDirectory(previous) && !disk.children(previous).isEmpty()) {
      List<Entry> foreign = previousForeign();
      if (!foreign.isEmpty()) {
        throw new OutputException(
            out
                + " is complete; somebody has put "
                + Made.names(foreign)
                + " into what it replaces, which is therefore kept in "
                + root);
      }
    }
    discard();
    leave();
  }

  /** Deletes what Hadoop has left; refuses what nobody knows. */
  private void clear(Collection<WrittenFile> files) throws IOException {
    TreeSet<String> written = new TreeSet<>();
    files.forEach(file -> written.add(file.path()));
    List<Entry> left = new ArrayList<>();
    List<Entry> foreign = new ArrayList<>();
    for (Entry entry : disk.below(data)) {
      if (Made.ofCommitter(entry.path()) && (entry.isFile() || entry.isDirectory())) {
        left.add(entry);
      } else if (!(entry.isDirectory() ? Made.inData(entry) : written.contains(entry.path()))) {
        (Made.inData(entry) ? left : foreign).add(entry);
      }
    }
    if (!foreign.isEmpty()) {
      throw new OutputException(
          "somebody has put "
              + Made.names(foreign)
              + " into "
              + data
              + " during the run; move "
              + (foreign.size() == 1 ? "it" : "them")
              + " away and run again with --resume");
    }
    Made.delete(disk, data, left);
  }

  private OutputException inTheWay(String why) {
    return new OutputException(
        out
            + " "
            + why
            + "; the new run is kept in "
            + root
            + ": move "
            + out
            + " away and run again with --resume");
  }

  /** Something to do with a file. */
  interface Work {
    void on(WrittenFile file) throws IOException;
  }

  /** Does it for all, several at a time. */
  static void parallel(Collection<WrittenFile> files, Work work) throws IOException {
    try {
      files.parallelStream()
          .forEach(
              file -> {
                try {
                  work.on(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
