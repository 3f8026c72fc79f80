package org.silico.jobs.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.schema.PrimitiveType;
import org.silico.engine.table.Column;
import org.silico.engine.table.Rows;

/** Pages of LONG columns as bit-packed differences of neighbours. */
final class LongPages extends ColumnPages {
  private final long[] values;
  private int count;
  private final DeltaBinaryPackingValuesWriterForLong encoder;

  LongPages(Column column, PrimitiveType type, int pageRows) {
    super(column, type, pageRows);
    this.values = new long[pageRows];
    this.encoder =
        new DeltaBinaryPackingValuesWriterForLong(
            1024, 8 * pageRows, new HeapByteBufferAllocator());
  }

  @Override
  void collect(Rows block, int position, int from, int n) throws IOException {
    long[] source = block.longs(position);
    for (int i = from; i < from + n; i++) {
      boolean there = source[i] != Rows.NO_LONG;
      present(there);
      if (there) {
        values[count++] = source[i];
      }
    }
  }

  @Override
  int count() {
    return count;
  }

  @Override
  void bounds(Statistics<?> statistics) {
    long min = values[0];
    long max = values[0];
    for (int i = 1; i < count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    ((LongStatistics) statistics).setMinMax(min, max);
  }

  @Override
  BytesInput encode() {
    for (int i = 0; i < count; i++) {
      encoder.writeLong(values[i]);
    }
    return encoder.getBytes();
  }

  @Override
  Encoding encoding() {
    return Encoding.DELTA_BINARY_PACKED;
  }

  @Override
  void clear() {
    encoder.reset();
    count = 0;
  }
}
