package org.silico.jobs.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Puts a footer's lists of encodings in order on the way to the file. The library writes them in
 * the order of a hash set of enum constants, which is another one in every process
 * (https://github.com/apache/parquet-java/issues/3215), and so would be the bytes of the file.
 */
final class StableFooter implements OutputFile {
  private static final int MAGIC_BYTES = 4;

  private final OutputFile file;

  /** What follows the last row group; null before. */
  private ByteArrayOutputStream tail;

  StableFooter(OutputFile file) {
    this.file = file;
  }

  /** Says that the last row group is written: what comes now is held until the stream is closed. */
  void begin() {
    tail = new ByteArrayOutputStream();
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new Stream(file.create(blockSizeHint));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return new Stream(file.createOrOverwrite(blockSizeHint));
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  /**
   * @param tail indexes, footer, length of the footer (4 bytes, little-endian), magic
   */
  private static byte[] sorted(byte[] tail) throws IOException {
    int end = tail.length - MAGIC_BYTES - Integer.BYTES;
    int begin = end - BytesUtils.readIntLittleEndian(tail, end);
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(tail, begin, end - begin));
    for (RowGroup group : footer.getRow_groups()) {
      for (ColumnChunk column : group.getColumns()) {
        Collections.sort(column.getMeta_data().getEncodings());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(tail.length);
    out.write(tail, 0, begin);
    Util.writeFileMetaData(footer, out);
    BytesUtils.writeIntLittleEndian(out, out.size() - begin);
    out.write(tail, tail.length - MAGIC_BYTES, MAGIC_BYTES);
    return out.toByteArray();
  }

  private final class Stream extends PositionOutputStream {
    private final PositionOutputStream out;

    Stream(PositionOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos() + (tail == null ? 0 : tail.size());
    }

    @Override
    public void write(int b) throws IOException {
      if (tail == null) {
        out.write(b);
      } else {
        tail.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      if (tail == null) {
        out.write(bytes, offset, count);
      } else {
        tail.write(bytes, offset, count);
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      try (out) {
        if (tail != null) {
          byte[] bytes = sorted(tail.toByteArray());
          tail = null;
          out.write(bytes, 0, bytes.length);
        }
      }
    }
  }
}
