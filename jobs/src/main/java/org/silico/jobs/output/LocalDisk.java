package org.silico.jobs.output;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Files of this machine, or of a server that it has mounted. */
final class LocalDisk implements Disk {
  private final RawLocalFileSystem fileSystem;

  LocalDisk(RawLocalFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public FileSystem fileSystem() {
    return fileSystem;
  }

  private java.nio.file.Path file(Path path) {
    return fileSystem.pathToFile(path).toPath();
  }

  @Override
  public Optional<Entry> entry(Path path) throws IOException {
    java.nio.file.Path file = file(path);
    try {
      return Optional.of(entry(file, path.getName()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Entry entry(java.nio.file.Path file, String path) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (found.isRegularFile()) {
      return new Entry(path, Entry.Kind.FILE, found.size());
    }
    return new Entry(
        path,
        found.isDirectory()
            ? Entry.Kind.DIRECTORY
            : found.isSymbolicLink() ? Entry.Kind.LINK : Entry.Kind.OTHER,
        0);
  }

  @Override
  public List<Entry> children(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<java.nio.file.Path> found = Files.newDirectoryStream(file(directory))) {
      for (java.nio.file.Path file : found) {
        try {
          entries.add(entry(file, file.getFileName().toString()));
        } catch (NoSuchFileException e) {
          continue; // it went while this was listed
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  @Override
  public byte[] read(Path path, long most) throws IOException {
    java.nio.file.Path file = file(path);
    if (Files.size(file) > most) {
      throw new IOException("it has more than " + most + " bytes");
    }
    try (InputStream in = Files.newInputStream(file, READ, LinkOption.NOFOLLOW_LINKS)) {
      return in.readAllBytes();
    }
  }

  @Override
  public boolean create(Path path, byte[] content) throws IOException {
    OutputStream made;
    try {
      made = Files.newOutputStream(file(path), CREATE_NEW, WRITE);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    try (OutputStream out = made) {
      out.write(content);
      return true;
    } catch (IOException e) {
      Files.delete(file(path)); // as on a full disk: nobody need wonder whose it is
      throw e;
    }
  }

  @Override
  public void renew(Path path, byte[] content) throws IOException {
    // neither made anew nor cut off first: it is never seen empty
    try (FileChannel file = FileChannel.open(file(path), WRITE, LinkOption.NOFOLLOW_LINKS)) {
      file.write(ByteBuffer.wrap(content), 0);
    }
  }

  @Override
  public long modified(Path path) throws IOException {
    return Files.getLastModifiedTime(file(path), LinkOption.NOFOLLOW_LINKS).toMillis();
  }

  @Override
  public void makeDirectories(Path directory) throws IOException {
    Files.createDirectories(file(directory));
  }

  /** Not by Hadoop, which copies what cannot be renamed, into the target if that is there. */
  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(file(from), file(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(file(path));
  }

  /** Through any channel, also one that did not write the bytes and is for reading only. */
  @Override
  public void force(Path path) throws IOException {
    java.nio.file.Path file = file(path);
    boolean windows = java.io.File.separatorChar == '\\';
    if (windows && Files.isDirectory(file)) {
      return; // it opens no directories, and keeps their names by a journal
    }
    try (FileChannel channel = FileChannel.open(file, windows ? WRITE : READ)) {
      channel.force(true);
    }
  }

  @Override
  public void refuseUnwritable(Path directory) throws IOException {
    java.nio.file.Path file = file(directory);
    while (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (file.getParent() == null) {
        throw new IOException(file + " is not there");
      }
      file = file.getParent();
    }
    if (!Files.exists(file)) {
      throw new IOException(file + " is a link that leads nowhere");
    }
    if (!Files.isDirectory(file)) {
      throw new IOException(file + " is no directory");
    }
    if (!Files.isWritable(file)) {
      throw new IOException(file + " may not be written");
    }
  }
}
