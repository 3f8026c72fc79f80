package org.silico.jobs.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;
import org.silico.engine.table.Column;
import org.silico.engine.table.Rows;

/** Pages of DOUBLE columns: the values as they are, eight bytes each. */
final class DoublePages extends ColumnPages {
  private final double[] values;
  private int count;
  private final ByteBuffer bytes;

  DoublePages(Column column, PrimitiveType type, int pageRows) {
    super(column, type, pageRows);
    this.values = new double[pageRows];
    this.bytes = ByteBuffer.allocate(8 * pageRows).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  void collect(Rows block, int position, int from, int n) throws IOException {
    double[] source = block.doubles(position);
    for (int i = from; i < from + n; i++) {
      boolean there = !Double.isNaN(source[i]);
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

  /** Of two zeros the negative one is the lower bound, as the format asks. */
  @Override
  void bounds(Statistics<?> statistics) {
    double min = values[0];
    double max = values[0];
    for (int i = 1; i < count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    ((DoubleStatistics) statistics).setMinMax(min == 0 ? -0.0 : min, max == 0 ? 0.0 : max);
  }

  @Override
  BytesInput encode() {
    bytes.clear();
    bytes.asDoubleBuffer().put(values, 0, count);
    return BytesInput.from(bytes.array(), 0, 8 * count);
  }

  @Override
  Encoding encoding() {
    return Encoding.PLAIN;
  }

  @Override
  void clear() {
    count = 0;
  }
}
