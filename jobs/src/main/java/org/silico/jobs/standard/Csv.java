package org.silico.jobs.standard;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.silico.jobs.standard.Dataset.Type;
import org.silico.jobs.standard.Dataset.Variable;

/** Comma-separated values by RFC 4180, in UTF-8, names in the first line; missing is empty. */
public final class Csv {
  private Csv() {}

  /** Writes a data set; the caller closes. Numbers have the digits that tell them apart. */
  public static void write(Dataset data, OutputStream to) throws IOException {
    Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
    out.write(
        data.variables().stream().map(Variable::name).collect(Collectors.joining(",", "", "\r\n")));
    for (Object[] row : data.rows()) {
      for (int v = 0; v < row.length; v++) {
        out.write(v == 0 ? "" : ",");
        out.write(field(row[v], data.variables().get(v).type()));
      }
      out.write("\r\n");
    }
    out.flush();
  }

  private static String field(Object value, Type type) {
    if (value == null) {
      return "";
    }
    if (type == Type.TEXT) {
      String text = (String) value;
      boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
    double number = (Double) value;
    return type == Type.INTEGER ? Long.toString((long) number) : Double.toString(number);
  }
}
