package org.silico.jobs.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Some columns of a table's files, read into arrays, without Spark. */
public final class TableReader {
  private final List<String> names;
  private final Values[] columns;
  private final long most;
  private int rows;

  /**
   * @param names of the columns to read
   * @param most rows; further ones are left
   */
  public TableReader(List<String> names, long most) {
    this.names = List.copyOf(names);
    this.most = most;
    this.columns = new Values[names.size()];
    Arrays.setAll(columns, c -> new Values());
  }

  /** A column as it grows. */
  private static final class Values {
    double[] numbers = new double[1024];
    String[] texts = new String[0];
    final Map<Binary, String> known = new HashMap<>();

    void reserve(int n) {
      if (numbers.length < n) {
        numbers = Arrays.copyOf(numbers, Math.max(n, 2 * numbers.length));
      }
    }

    void reserveTexts(int n) {
      if (texts.length < n) {
        texts = Arrays.copyOf(texts, Math.max(n, 2 * texts.length));
      }
    }
  }

  /** Reads the next file of the table; whole row groups until there are enough rows. */
  public void read(Configuration conf, Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, conf))) {
      MessageType all = reader.getFileMetaData().getSchema();
      List<Type> fields = new ArrayList<>();
      names.stream().filter(all::containsField).forEach(name -> fields.add(all.getType(name)));
      MessageType wanted = new MessageType(all.getName(), fields);
      reader.setRequestedSchema(wanted);
      String creator = reader.getFileMetaData().getCreatedBy();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null && rows < most;
          pages = reader.readNextRowGroup()) {
        int n = Math.toIntExact(pages.getRowCount());
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(pages, new Unused(), wanted, creator);
        for (int c = 0; c < columns.length; c++) {
          if (all.containsField(names.get(c))) {
            ColumnDescriptor column = wanted.getColumnDescription(new String[] {names.get(c)});
            fill(columns[c], store.getColumnReader(column), column, n);
          } else {
            missing(columns[c], n);
          }
        }
        rows += n;
      }
    }
  }

  private void fill(Values values, ColumnReader reader, ColumnDescriptor column, int n) {
    boolean text =
        switch (column.getPrimitiveType().getPrimitiveTypeName()) {
          case BINARY, FIXED_LEN_BYTE_ARRAY -> true;
          default -> false;
        };
    if (text) {
      values.reserveTexts(rows + n);
    } else {
      values.reserve(rows + n);
    }
    int present = column.getMaxDefinitionLevel();
    for (int i = rows; i < rows + n; i++) {
      boolean there = reader.getCurrentDefinitionLevel() == present;
      if (text) {
        values.texts[i] =
            there
                ? values.known.computeIfAbsent(reader.getBinary(), Binary::toStringUsingUTF8)
                : null;
      } else {
        values.numbers[i] = there ? number(reader, column) : Double.NaN;
      }
      reader.consume();
    }
  }

  private static double number(ColumnReader reader, ColumnDescriptor column) {
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> reader.getInteger();
      case INT64 -> reader.getLong();
      case DOUBLE -> reader.getDouble();
      default -> throw new IllegalArgumentException("column " + column);
    };
  }

  private void missing(Values values, int n) {
    values.reserve(rows + n);
    values.reserveTexts(rows + n);
    Arrays.fill(values.numbers, rows, rows + n, Double.NaN);
  }

  public int rows() {
    return rows;
  }

  /** A column of numbers, NaN where missing; longer than there are rows. */
  public double[] numbers(String name) {
    return columns[names.indexOf(name)].numbers;
  }

  /** A column of texts, null where missing; longer than there are rows. */
  public String[] texts(String name) {
    return columns[names.indexOf(name)].texts;
  }

  /** What reads of columns ask for and do not use. */
  private static final class Unused extends GroupConverter {
    private static final PrimitiveConverter NONE = new PrimitiveConverter() {};

    @Override
    public Converter getConverter(int field) {
      return NONE;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
