package org.silico.jobs.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.schema.PrimitiveType;
import org.silico.engine.table.Column;
import org.silico.engine.table.Rows;

/**
 * Pages of INT columns as bit-packed differences of neighbours: identifiers, visits and flags need
 * a few bits each, and no hash table.
 */
final class IntPages extends ColumnPages {
  private final int[] values;
  private int count;
  private final DeltaBinaryPackingValuesWriterForInteger encoder;

  IntPages(Column column, PrimitiveType type, int pageRows) {
    super(column, type, pageRows);
    this.values = new int[pageRows];
    this.encoder =
        new DeltaBinaryPackingValuesWriterForInteger(
            1024, 4 * pageRows, new HeapByteBufferAllocator());
  }

  @Override
  void collect(Rows block, int position, int from, int n) throws IOException {
    int[] source = block.ints(position);
    for (int i = from; i < from + n; i++) {
      boolean there = source[i] != Rows.NO_INT;
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
    int min = values[0];
    int max = values[0];
    for (int i = 1; i < count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    ((IntStatistics) statistics).setMinMax(min, max);
  }

  @Override
  BytesInput encode() {
    for (int i = 0; i < count; i++) {
      encoder.writeInteger(values[i]);
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
