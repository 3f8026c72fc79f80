package org.silico.jobs.standard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.silico.jobs.standard.Dataset.Type;
import org.silico.jobs.standard.Dataset.Variable;

/**
 * Dataset-JSON 1.1 of one data set, as one JSON object or as NDJSON: the metadata in the first
 * line, then a line per row. Source: CDISC, "Dataset-JSON Specification", version 1.1.
 */
public final class DatasetJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private DatasetJson() {}

  /**
   * Writes a data set; the caller closes.
   *
   * @param lines whether as NDJSON
   * @param study STUDYID
   * @param made the time in the metadata
   * @throws IllegalArgumentException for what the format cannot hold: a variable without label, or
   *     a number that is not finite
   */
  public static void write(
      Dataset data, String study, LocalDateTime made, boolean lines, OutputStream to)
      throws IOException {
    JsonGenerator json = MAPPER.getFactory().createGenerator(to);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setRootValueSeparator(null);
    json.writeStartObject();
    json.writeStringField(
        "datasetJSONCreationDateTime", made.truncatedTo(ChronoUnit.SECONDS).toString());
    json.writeStringField("datasetJSONVersion", "1.1.0");
    json.writeStringField("originator", "Silico");
    json.writeStringField("studyOID", Oids.study(study));
    json.writeStringField("metaDataVersionOID", Oids.metaData(study));
    json.writeStringField("metaDataRef", "define.xml");
    json.writeStringField("itemGroupOID", Oids.itemGroup(data));
    json.writeNumberField("records", data.rows().size());
    json.writeStringField("name", data.name());
    json.writeStringField("label", data.label());
    columns(data, json);
    if (lines) {
      json.writeEndObject();
      json.writeRaw('\n');
    } else {
      json.writeArrayFieldStart("rows");
    }
    for (int row = 0; row < data.rows().size(); row++) {
      row(data, row, json);
      if (lines) {
        json.writeRaw('\n');
      }
    }
    if (!lines) {
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    json.flush();
  }

  private static void columns(Dataset data, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("columns");
    for (Variable variable : data.variables()) {
      if (variable.label().isBlank()) {
        throw new IllegalArgumentException(variable.name() + " has no label");
      }
      json.writeStartObject();
      json.writeStringField("itemOID", Oids.item(data, variable));
      json.writeStringField("name", variable.name());
      json.writeStringField("label", variable.label());
      json.writeStringField(
          "dataType",
          switch (variable.type()) {
            case TEXT -> "string";
            case INTEGER -> "integer";
            case NUMBER -> "double";
          });
      if (variable.text()) {
        json.writeNumberField("length", variable.length());
      }
      int key = data.keys().indexOf(variable.name());
      if (key >= 0) {
        json.writeNumberField("keySequence", key + 1);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void row(Dataset data, int row, JsonGenerator json) throws IOException {
    Object[] values = data.rows().get(row);
    json.writeStartArray();
    for (int v = 0; v < values.length; v++) {
      Variable variable = data.variables().get(v);
      if (values[v] == null) {
        json.writeNull();
      } else if (variable.text()) {
        json.writeString((String) values[v]);
      } else {
        double value = (Double) values[v];
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              variable.name() + " in row " + (row + 1) + ": " + value + " is no number of JSON");
        }
        if (variable.type() == Type.INTEGER) {
          json.writeNumber((long) value);
        } else {
          json.writeNumber(value);
        }
      }
    }
    json.writeEndArray();
  }

  /**
   * Reads a data set in one JSON object.
   *
   * @throws IOException where the bytes are not such a file, with the place at fault
   */
  public static Dataset read(byte[] file) throws IOException {
    JsonNode all = parse(file, "");
    JsonNode rows = all.path("rows");
    if (!rows.isArray()) {
      throw new IOException("rows: an array expected");
    }
    Dataset data = metadata(all, "");
    for (int r = 0; r < rows.size(); r++) {
      data.rows().add(row(data, rows.get(r), "rows[" + r + "]: "));
    }
    return counted(all, data, "");
  }

  /**
   * Reads a data set in NDJSON.
   *
   * @throws IOException where the bytes are not such a file, with the line at fault
   */
  public static Dataset readLines(byte[] file) throws IOException {
    List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty()) {
      throw new IOException("line 1: the metadata expected; the file is empty");
    }
    JsonNode head = parse(lines.get(0).getBytes(StandardCharsets.UTF_8), "line 1: ");
    Dataset data = metadata(head, "line 1: ");
    for (int l = 1; l < lines.size(); l++) {
      String where = "line " + (l + 1) + ": ";
      JsonNode row = parse(lines.get(l).getBytes(StandardCharsets.UTF_8), where);
      data.rows().add(row(data, row, where));
    }
    return counted(head, data, "line 1: ");
  }

  private static JsonNode parse(byte[] bytes, String where) throws IOException {
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new IOException(where + "no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Dataset metadata(JsonNode head, String where) throws IOException {
    String version = text(head, "datasetJSONVersion", where);
    if (!version.matches("1\\.1(\\.\\d+)?")) {
      throw new IOException(where + "datasetJSONVersion " + version + "; 1.1 is read");
    }
    JsonNode columns = head.path("columns");
    if (!columns.isArray() || columns.isEmpty()) {
      throw new IOException(where + "columns: an array of at least one expected");
    }
    List<Variable> variables = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      JsonNode column = columns.get(c);
      String at = where + "columns[" + c + "].";
      text(column, "itemOID", at);
      Variable variable =
          new Variable(
              text(column, "name", at),
              text(column, "label", at),
              type(text(column, "dataType", at), at),
              column.path("length").asInt(8));
      if (variables.stream().anyMatch(v -> v.name().equals(variable.name()))) {
        throw new IOException(at + "name: " + variable.name() + " is there twice");
      }
      variables.add(variable);
    }
    text(head, "itemGroupOID", where);
    return new Dataset(
        text(head, "name", where),
        text(head, "label", where),
        List.of(),
        variables,
        new ArrayList<>());
  }

  private static Type type(String name, String where) throws IOException {
    return switch (name) {
      case "string", "decimal", "date", "datetime", "time", "URI" -> Type.TEXT;
      case "integer" -> Type.INTEGER;
      case "float", "double" -> Type.NUMBER;
      default -> throw new IOException(where + "dataType: " + name + " is not read");
    };
  }

  private static String text(JsonNode object, String field, String where) throws IOException {
    JsonNode value = object.path(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new IOException(where + field + ": a text expected");
    }
    return value.asText();
  }

  private static Object[] row(Dataset data, JsonNode values, String where) throws IOException {
    if (!values.isArray() || values.size() != data.variables().size()) {
      throw new IOException(
          where
              + (values.isArray() ? values.size() + " values" : "no array")
              + "; there are "
              + data.variables().size()
              + " columns");
    }
    Object[] row = new Object[values.size()];
    for (int v = 0; v < row.length; v++) {
      row[v] = value(data.variables().get(v), values.get(v), where);
    }
    return row;
  }

  private static Object value(Variable variable, JsonNode value, String where) throws IOException {
    if (value.isNull()) {
      return null;
    }
    boolean fits =
        switch (variable.type()) {
          case TEXT -> value.isTextual();
          case INTEGER -> value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
          case NUMBER -> value.isNumber() && Double.isFinite(value.doubleValue());
        };
    if (!fits) {
      String wanted =
          switch (variable.type()) {
            case TEXT -> "a text";
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
          };
      throw new IOException(where + variable.name() + ": " + wanted + " expected, not " + value);
    }
    return variable.text() ? value.asText() : (Object) value.doubleValue();
  }

  private static Dataset counted(JsonNode head, Dataset data, String where) throws IOException {
    JsonNode records = head.path("records");
    if (!records.isIntegralNumber() || records.asLong() != data.rows().size()) {
      throw new IOException(
          where + "records: " + records + ", and there are " + data.rows().size() + " rows");
    }
    return data;
  }
}
