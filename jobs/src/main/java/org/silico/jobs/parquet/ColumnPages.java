package org.silico.jobs.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.schema.PrimitiveType;
import org.silico.engine.table.Column;
import org.silico.engine.table.Rows;

/**
 * Collects the values of one column and cuts them into data pages (version 1) of a given number of
 * rows. Where a page ends depends on the number of rows only, so the bytes do not depend on how the
 * rows came in blocks.
 */
abstract sealed class ColumnPages permits IntPages, LongPages, DoublePages, TextPages {
  final Column column;
  final PrimitiveType type;

  /** 1 where the row has a value; only for nullable columns. */
  private final RunLengthBitPackingHybridEncoder present;

  /** Rows collected for the next page, missing ones included. */
  private int rows;

  ColumnPages(Column column, PrimitiveType type, int pageRows) {
    this.column = column;
    this.type = type;
    this.present =
        column.nullable()
            ? new RunLengthBitPackingHybridEncoder(
                1, 64, Math.max(64, pageRows / 8), new HeapByteBufferAllocator())
            : null;
  }

  static ColumnPages of(Column column, PrimitiveType type, int pageRows) {
    return switch (column.type()) {
      case INT -> new IntPages(column, type, pageRows);
      case LONG -> new LongPages(column, type, pageRows);
      case DOUBLE -> new DoublePages(column, type, pageRows);
      case TEXT -> new TextPages(column, type, pageRows);
    };
  }

  /** Takes rows {@code from} to {@code from + n - 1} of a block; they fit in the page. */
  final void append(Rows block, int position, int from, int n) throws IOException {
    rows += n;
    collect(block, position, from, n);
  }

  /** Writes the rows collected since the last page as a page. */
  final void writePage(PageWriter writer) throws IOException {
    int values = count();
    Statistics<?> statistics = Statistics.createStats(type);
    statistics.incrementNumNulls(rows - values);
    if (values > 0) {
      bounds(statistics);
    }
    BytesInput bytes = encode();
    if (present != null) {
      BytesInput levels = present.toBytes();
      bytes = BytesInput.concat(BytesInput.fromInt((int) levels.size()), levels, bytes);
    }
    writer.writePage(bytes, rows, rows, statistics, Encoding.RLE, Encoding.RLE, encoding());
    if (present != null) {
      present.reset();
    }
    rows = 0;
    clear();
  }

  /** Called after a row group's last page. */
  void endRowGroup(PageWriter writer) throws IOException {}

  /** Notes whether the next row has a value. */
  final void present(boolean value) throws IOException {
    if (present != null) {
      present.writeInt(value ? 1 : 0);
    } else if (!value) {
      throw new IllegalArgumentException(
          "column " + column.name() + " is not nullable, yet a row has no value");
    }
  }

  /** Keeps the values that are there, and says of every row whether it has one. */
  abstract void collect(Rows block, int position, int from, int n) throws IOException;

  /** Values collected, missing ones not counted. */
  abstract int count();

  /** Sets the least and the greatest value; there is at least one. */
  abstract void bounds(Statistics<?> statistics);

  abstract BytesInput encode() throws IOException;

  abstract Encoding encoding();

  abstract void clear();
}
