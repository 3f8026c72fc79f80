package org.silico.jobs.output;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * What the safety of a run rests on, and Hadoop's local file system does not promise: links are
 * seen and not followed, a file is made by one process only, a rename is one step, and bytes are on
 * the disk when that is said.
 */
interface Disk {

  static Disk of(FileSystem fileSystem) {
    FileSystem plain =
        // without Hadoop's checksum files, which readers of Parquet do not expect
        fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem;
    return plain instanceof RawLocalFileSystem local ? new LocalDisk(local) : new HadoopDisk(plain);
  }

  /** Of the same files, for those who write tables. */
  FileSystem fileSystem();

  /** What is at a path, a link as such; its path is the last name. Empty if there is nothing. */
  Optional<Entry> entry(Path path) throws IOException;

  /** What is in a directory, by name. */
  List<Entry> children(Path directory) throws IOException;

  /**
   * @throws IOException also if it has more bytes than that
   */
  byte[] read(Path file, long most) throws IOException;

  /** Makes a file if nothing is there, and says whether: of several processes one is told so. */
  boolean create(Path file, byte[] content) throws IOException;

  /** Writes over a file that is there, with as many bytes; readers see the old or the new ones. */
  void renew(Path file, byte[] content) throws IOException;

  /** By the clock of the machine that keeps the file, in milliseconds. */
  long modified(Path file) throws IOException;

  void makeDirectories(Path directory) throws IOException;

  /** Renames what is there; in one step where the file system has one. */
  void rename(Path from, Path to) throws IOException;

  /**
   * Deletes a file, or a directory if it is empty. Nothing there is no error.
   *
   * @throws java.nio.file.DirectoryNotEmptyException if something is in the directory
   */
  void delete(Path path) throws IOException;

  /** Returns once the file, or the names in the directory, would outlive a loss of power. */
  void force(Path path) throws IOException;

  /** All that is below a directory, a directory before what it holds. */
  default List<Entry> below(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Entry child : children(directory)) {
      entries.add(child);
      if (child.isDirectory()) {
        try {
          for (Entry deeper : below(child(directory, child.path()))) {
            String path = child.path() + "/" + deeper.path();
            entries.add(new Entry(path, deeper.kind(), deeper.bytes()));
          }
        } catch (FileNotFoundException | NoSuchFileException e) {
          continue; // it went while its parent was listed
        }
      }
    }
    return entries;
  }

  /** Below a directory; also where the name has a colon, which Hadoop takes for a scheme. */
  static Path child(Path directory, String path) {
    return new Path(directory, new Path(null, null, path));
  }

  /**
   * Says before any work that a directory cannot be made or written, where that can be known.
   *
   * @throws IOException naming what is in the way
   */
  void refuseUnwritable(Path directory) throws IOException;

  default boolean exists(Path path) throws IOException {
    return entry(path).isPresent();
  }

  default boolean isDirectory(Path path) throws IOException {
    return entry(path).map(Entry::isDirectory).orElse(false);
  }

  /** Writes a file that is there as a whole or not at all, and stays there. */
  default void write(Path file, byte[] content) throws IOException {
    Path part = new Path(file.getParent(), "." + file.getName() + ".part");
    delete(part);
    if (!create(part, content)) {
      throw new IOException(part.getName() + " is being written by another process");
    }
    force(part);
    rename(part, file);
    force(file.getParent());
  }
}
