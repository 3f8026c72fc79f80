package org.silico.jobs.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A new file whose length and SHA-256 are known once it is written, without reading it again. An
 * existing file of that name is replaced.
 *
 * <p>On the local file system it is written without Hadoop's hidden checksum file beside it.
 */
public final class HashedFile implements OutputFile {
  private final FileSystem fileSystem;
  private final Path path;
  private final MessageDigest digest = newDigest();
  private long length;
  private OutputStream stream;

  public HashedFile(FileSystem fileSystem, Path path) {
    this.fileSystem =
        fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem;
    this.path = path;
  }

  /** Bytes written until now. */
  public long length() {
    return length;
  }

  /**
   * The SHA-256 of all that was written, in lower-case hexadecimal; to be asked once, at the end.
   */
  public String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    stream =
        fileSystem instanceof RawLocalFileSystem local
            ? createLocally(local.pathToFile(path).toPath())
            : fileSystem.create(path, true);
    return new HashedStream(stream);
  }

  /** Without Hadoop, which would start a chmod for every file and for every directory. */
  private static OutputStream createLocally(java.nio.file.Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  /** Closes the stream of a file that will not be finished; what it held is of no use. */
  void abandon() {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      // nobody will read the file
    }
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return create(blockSizeHint);
  }

  /** False, so that no file system's block size shows in the bytes. */
  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path.toString();
  }

  /** Of SHA-256. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private final class HashedStream extends PositionOutputStream {
    private final OutputStream out;

    HashedStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return length;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      digest.update((byte) b);
      length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      out.write(bytes, offset, count);
      digest.update(bytes, offset, count);
      length += count;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
