package org.silico.jobs.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.BinaryStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.silico.engine.table.Column;
import org.silico.engine.table.Rows;

/**
 * Pages of TEXT columns: codes bit-packed, beside a dictionary of the texts that the row group
 * uses, in the order of their first use. No text is hashed or compared for a row.
 */
final class TextPages extends ColumnPages {
  private final int pageRows;
  private final int[] values;
  private int count;

  private String[] texts;

  /** The dictionary as Parquet wants it. */
  private Binary[] binaries;

  /** Code in the block → place in the dictionary, -1 before the row group's first use. */
  private int[] places;

  /** Place in the dictionary → code in the block. */
  private int[] codes;

  /** Places taken. */
  private int used;

  TextPages(Column column, PrimitiveType type, int pageRows) {
    super(column, type, pageRows);
    this.pageRows = pageRows;
    this.values = new int[pageRows];
  }

  /** Whether codes of this dictionary can join the row group begun. */
  boolean sameTexts(String[] dictionary) {
    return texts == null || texts == dictionary || Arrays.equals(texts, dictionary);
  }

  /** Takes the dictionary of the codes to come; no row of another one may be pending. */
  void dictionary(String[] dictionary) {
    if (texts == dictionary) {
      return;
    }
    if (texts == null || !Arrays.equals(texts, dictionary)) {
      binaries = new Binary[dictionary.length];
      for (int i = 0; i < dictionary.length; i++) {
        binaries[i] = Binary.fromConstantByteArray(Binary.fromString(dictionary[i]).getBytes());
      }
      places = new int[dictionary.length];
      Arrays.fill(places, -1);
      codes = new int[dictionary.length];
      used = 0;
    }
    texts = dictionary;
  }

  @Override
  void collect(Rows block, int position, int from, int n) throws IOException {
    int[] source = block.ints(position);
    for (int i = from; i < from + n; i++) {
      int code = source[i];
      present(code >= 0);
      if (code >= 0) {
        int place = places[code];
        if (place < 0) {
          place = used++;
          places[code] = place;
          codes[place] = code;
        }
        values[count++] = place;
      }
    }
  }

  @Override
  int count() {
    return count;
  }

  @Override
  void bounds(Statistics<?> statistics) {
    boolean[] seen = new boolean[used];
    for (int i = 0; i < count; i++) {
      seen[values[i]] = true;
    }
    BinaryStatistics binary = (BinaryStatistics) statistics;
    for (int place = 0; place < used; place++) {
      if (seen[place]) {
        binary.updateStats(binaries[codes[place]]);
      }
    }
  }

  @Override
  BytesInput encode() throws IOException {
    int width = BytesUtils.getWidthFromMaxInt(Math.max(0, used - 1));
    RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            width, 1024, Math.max(64, 4 * pageRows), new HeapByteBufferAllocator());
    for (int i = 0; i < count; i++) {
      encoder.writeInt(values[i]);
    }
    return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), encoder.toBytes());
  }

  @Override
  Encoding encoding() {
    return Encoding.RLE_DICTIONARY;
  }

  @Override
  void clear() {
    count = 0;
  }

  @Override
  void endRowGroup(PageWriter writer) throws IOException {
    BytesInput[] entries = new BytesInput[2 * used];
    for (int place = 0; place < used; place++) {
      Binary text = binaries[codes[place]];
      entries[2 * place] = BytesInput.fromInt(text.length());
      entries[2 * place + 1] = BytesInput.from(text.getBytes());
      places[codes[place]] = -1;
    }
    writer.writeDictionaryPage(
        new DictionaryPage(BytesInput.concat(entries), used, Encoding.PLAIN));
    used = 0;
  }
}
