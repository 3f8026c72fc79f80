package org.silico.jobs.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.silico.engine.table.Rows;
import org.silico.engine.table.Table;

/**
 * Writes one table to one Parquet file, column by column.
 *
 * <p>The same rows give the same bytes, whatever blocks they come in: pages end after a fixed
 * number of rows, row groups at a fixed number of bytes. What is held in memory is bounded by the
 * two.
 */
public final class ParquetTableWriter implements Closeable {
  static final int PAGE_ROWS = 1 << 14;

  /** A row group is written out once its compressed pages reach this. */
  static final long ROW_GROUP_BYTES = 16 << 20;

  private final Table table;
  private final HashedFile file;
  private final MessageType schema;
  private final List<ColumnDescriptor> descriptors;
  private final ColumnPages[] columns;
  private final CodecFactory codecs;
  private final BytesInputCompressor compressor;
  private final StableFooter footer;
  private final ParquetFileWriter writer;

  private ColumnChunkPageWriteStore pages;
  private int pageRows;
  private long groupRows;
  private long rows;
  private boolean finished;

  public ParquetTableWriter(Configuration conf, FileSystem fileSystem, Path path, Table table)
      throws IOException {
    this.table = table;
    this.file = new HashedFile(fileSystem, path);
    this.schema = ParquetSchema.of(table);
    this.descriptors = schema.getColumns();
    this.columns = new ColumnPages[descriptors.size()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] =
          ColumnPages.of(table.columns().get(c), descriptors.get(c).getPrimitiveType(), PAGE_ROWS);
    }
    this.codecs = new CodecFactory(codec(conf), ParquetProperties.DEFAULT_PAGE_SIZE);
    this.compressor = codecs.getCompressor(CompressionCodecName.ZSTD);
    this.footer = new StableFooter(file);
    this.writer =
        new ParquetFileWriter(
            footer,
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            ROW_GROUP_BYTES,
            0,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            false);
    writer.start();
  }

  /** Zstandard's fastest level, unless the configuration asks for another. */
  private static Configuration codec(Configuration conf) {
    Configuration codec = new Configuration(conf);
    codec.setIfUnset(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, "1");
    return codec;
  }

  /**
   * Appends the rows of a block, which may be reused after the call. A block whose dictionary
   * differs from that of the block before ends the row group.
   *
   * @throws IllegalArgumentException if a value is missing in a column that is not nullable
   */
  public void write(Rows block) throws IOException {
    dictionaries(block);
    int from = 0;
    while (from < block.size()) {
      int n = Math.min(block.size() - from, PAGE_ROWS - pageRows);
      for (int c = 0; c < columns.length; c++) {
        columns[c].append(block, c, from, n);
      }
      from += n;
      pageRows += n;
      if (pageRows == PAGE_ROWS) {
        endPage();
        if (buffered() >= ROW_GROUP_BYTES) {
          endRowGroup();
        }
      }
    }
    rows += block.size();
  }

  private void dictionaries(Rows block) throws IOException {
    for (int c = 0; c < columns.length; c++) {
      if (columns[c] instanceof TextPages text) {
        if (!text.sameTexts(block.dictionary(c))) {
          endRowGroup();
        }
        text.dictionary(block.dictionary(c));
      }
    }
  }

  private void endPage() throws IOException {
    if (pageRows == 0) {
      return;
    }
    if (pages == null) {
      pages =
          new ColumnChunkPageWriteStore(
              compressor,
              schema,
              new HeapByteBufferAllocator(),
              ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
              false);
    }
    for (int c = 0; c < columns.length; c++) {
      columns[c].writePage(pages.getPageWriter(descriptors.get(c)));
    }
    groupRows += pageRows;
    pageRows = 0;
  }

  private long buffered() {
    long bytes = 0;
    for (ColumnDescriptor descriptor : descriptors) {
      bytes += pages.getPageWriter(descriptor).getMemSize();
    }
    return bytes;
  }

  private void endRowGroup() throws IOException {
    endPage();
    if (groupRows == 0) {
      return;
    }
    for (int c = 0; c < columns.length; c++) {
      columns[c].endRowGroup(pages.getPageWriter(descriptors.get(c)));
    }
    writer.startBlock(groupRows);
    pages.flushToFileWriter(writer);
    writer.endBlock();
    pages.close();
    pages = null;
    groupRows = 0;
  }

  /** Writes what is pending and the footer. A file that is not finished is no Parquet file. */
  public void finish() throws IOException {
    endRowGroup();
    footer.begin();
    writer.end(ParquetSchema.metadata(table));
    finished = true;
  }

  public Table table() {
    return table;
  }

  /** Rows taken until now. */
  public long rows() {
    return rows;
  }

  /** Its length and hash are those of the whole file once that is finished. */
  public HashedFile file() {
    return file;
  }

  /** Lets go of memory and the stream; leaves an unfinished file behind if it was not finished. */
  @Override
  public void close() throws IOException {
    try {
      if (pages != null) {
        pages.close();
        pages = null;
      }
      codecs.release();
    } finally {
      if (!finished) {
        writer.abort();
        file.abandon();
      }
      writer.close();
    }
  }
}
