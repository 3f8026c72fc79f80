package org.silico.jobs.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.silico.engine.table.Column;
import org.silico.engine.table.Table;

/** What the footer of a file says of the table that the file is a part of. */
public final class TableFooter {
  private TableFooter() {}

  /**
   * @throws IOException if it is no file of a table
   */
  public static Table read(Configuration conf, FileStatus file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, conf))) {
      FileMetaData footer = reader.getFooter().getFileMetaData();
      Map<String, String> text = footer.getKeyValueMetaData();
      List<Column> columns = new ArrayList<>();
      for (Type field : footer.getSchema().getFields()) {
        String name = field.getName();
        columns.add(
            new Column(
                name,
                type(field),
                field.getRepetition() == Repetition.OPTIONAL,
                text.getOrDefault(ParquetSchema.COLUMN_LABEL + name, ""),
                text.getOrDefault(ParquetSchema.COLUMN_ORIGIN + name, "")));
      }
      return new Table(
          footer.getSchema().getName(), text.getOrDefault(ParquetSchema.TABLE_LABEL, ""), columns);
    } catch (RuntimeException e) { // as Parquet says that a file is none of its own
      throw new IOException("it is no Parquet file: " + e.getMessage(), e);
    }
  }

  private static Column.Type type(Type field) {
    return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> Column.Type.INT;
      case INT64 -> Column.Type.LONG;
      case DOUBLE -> Column.Type.DOUBLE;
      case BINARY -> Column.Type.TEXT;
      default -> throw new IllegalArgumentException("column " + field);
    };
  }
}
