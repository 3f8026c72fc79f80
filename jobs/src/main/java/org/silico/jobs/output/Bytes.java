package org.silico.jobs.output;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.PositionOutputStream;
import org.silico.jobs.parquet.HashedFile;

/** Files written from memory. */
final class Bytes {
  private Bytes() {}

  /** The file's length and hash are known on return. */
  static HashedFile write(FileSystem fileSystem, Path path, byte[] content) throws IOException {
    HashedFile file = new HashedFile(fileSystem, path);
    try (PositionOutputStream out = file.create(0)) {
      out.write(content, 0, content.length);
    }
    return file;
  }
}
