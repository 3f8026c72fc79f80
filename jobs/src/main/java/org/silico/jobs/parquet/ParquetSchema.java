package org.silico.jobs.parquet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.silico.engine.table.Column;
import org.silico.engine.table.Table;

/** A table's columns in the terms of Parquet. */
final class ParquetSchema {
  /** Footer key of the table's label. */
  static final String TABLE_LABEL = "silico.label";

  /** Footer key of a column's label, before the column's name. */
  static final String COLUMN_LABEL = "silico.label.";

  /** Footer key of a column's origin, before the column's name. */
  static final String COLUMN_ORIGIN = "silico.origin.";

  private ParquetSchema() {}

  /** INT as int32, LONG as int64, TEXT as UTF-8 string; nullable columns are optional. */
  static MessageType of(Table table) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column column : table.columns()) {
      message.addField(field(column));
    }
    return message.named(table.name());
  }

  private static PrimitiveType field(Column column) {
    Repetition repetition = column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    return switch (column.type()) {
      case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(column.name());
      case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.name());
      case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(column.name());
      case TEXT ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
    };
  }

  /** The labels and origins for the footer, in the order of the columns. */
  static Map<String, String> metadata(Table table) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(TABLE_LABEL, table.label());
    for (Column column : table.columns()) {
      metadata.put(COLUMN_LABEL + column.name(), column.label());
      metadata.put(COLUMN_ORIGIN + column.name(), column.origin());
    }
    return metadata;
  }
}
