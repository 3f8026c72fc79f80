package org.silico.jobs.output;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files of a cluster or of a cloud. A file is made by one process only where the file system has
 * that, as HDFS has; a closed file is as safe as the file system makes it.
 */
final class HadoopDisk implements Disk {
  private final FileSystem fileSystem;

  HadoopDisk(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public FileSystem fileSystem() {
    return fileSystem;
  }

  @Override
  public Optional<Entry> entry(Path path) throws IOException {
    try {
      return Optional.of(entry(fileSystem.getFileStatus(path), path.getName()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Entry entry(FileStatus status, String path) {
    if (status.isSymlink()) {
      return new Entry(path, Entry.Kind.LINK, 0);
    }
    return status.isDirectory()
        ? new Entry(path, Entry.Kind.DIRECTORY, 0)
        : new Entry(path, Entry.Kind.FILE, status.getLen());
  }

  @Override
  public List<Entry> children(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (FileStatus status : fileSystem.listStatus(directory)) {
      entries.add(entry(status, status.getPath().getName()));
    }
    return entries;
  }

  @Override
  public byte[] read(Path file, long most) throws IOException {
    if (fileSystem.getFileStatus(file).getLen() > most) {
      throw new IOException("it has more than " + most + " bytes");
    }
    try (FSDataInputStream in = fileSystem.open(file)) {
      return in.readAllBytes();
    }
  }

  @Override
  public boolean create(Path file, byte[] content) throws IOException {
    FSDataOutputStream made;
    try {
      made = fileSystem.create(file, false);
    } catch (IOException e) {
      // what file systems throw for it differs, also in its type
      if (fileSystem.exists(file)) {
        return false;
      }
      throw e;
    }
    try (FSDataOutputStream out = made) {
      out.write(content);
    }
    return true;
  }

  @Override
  public void renew(Path file, byte[] content) throws IOException {
    if (!fileSystem.exists(file)) {
      throw new FileNotFoundException(file.toString());
    }
    try (FSDataOutputStream out = fileSystem.create(file, true)) {
      out.write(content);
    }
  }

  @Override
  public long modified(Path file) throws IOException {
    return fileSystem.getFileStatus(file).getModificationTime();
  }

  @Override
  public void makeDirectories(Path directory) throws IOException {
    if (!fileSystem.mkdirs(directory)) {
      throw new IOException("the directory could not be made");
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Optional<Entry> there = entry(to);
    if (there.isPresent() && there.get().isDirectory()) {
      // Hadoop would move it in there
      throw new IOException(to + " is in the way");
    }
    if (there.isPresent()) {
      fileSystem.delete(to, false);
    }
    if (!fileSystem.rename(from, to)) {
      throw new IOException(from.getName() + " could not be renamed to " + to);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    try {
      if (!fileSystem.delete(path, false) && fileSystem.exists(path)) {
        throw new IOException(path + " could not be deleted");
      }
    } catch (FileNotFoundException e) {
      // nothing is there
    } catch (IOException e) {
      // what file systems throw for it differs
      if (entry(path).map(Entry::isDirectory).orElse(false) && !children(path).isEmpty()) {
        throw new DirectoryNotEmptyException(path.toString());
      }
      throw e;
    }
  }

  @Override
  public void force(Path path) {}

  /** Nothing: who may write is known to the file system when it is tried. */
  @Override
  public void refuseUnwritable(Path directory) {}
}
