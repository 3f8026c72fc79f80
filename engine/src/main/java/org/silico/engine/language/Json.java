package org.silico.engine.language;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Writes maps, lists, texts, numbers and true or false as JSON, short ones on one line. */
public final class Json {
  private static final int WIDTH = 100;

  private Json() {}

  /** Indented by two spaces, with a newline at the end. */
  public static String of(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, 0, out);
    return out.append('\n').toString();
  }

  private static void write(Object value, int indent, StringBuilder out) {
    String line = line(value);
    if (indent + line.length() <= WIDTH || !(value instanceof Map || value instanceof Collection)) {
      out.append(line);
      return;
    }
    String inner = "\n" + " ".repeat(indent + 2);
    boolean isMap = value instanceof Map;
    Iterator<?> items =
        isMap ? ((Map<?, ?>) value).entrySet().iterator() : ((Collection<?>) value).iterator();
    out.append(isMap ? '{' : '[');
    while (items.hasNext()) {
      out.append(inner);
      Object item = items.next();
      if (item instanceof Map.Entry<?, ?> entry) {
        out.append(quoted(entry.getKey().toString())).append(": ");
        write(entry.getValue(), indent + 2, out);
      } else {
        write(item, indent + 2, out);
      }
      out.append(items.hasNext() ? "," : "\n" + " ".repeat(indent));
    }
    out.append(isMap ? '}' : ']');
  }

  private static String line(Object value) {
    StringBuilder out = new StringBuilder();
    if (value instanceof Map<?, ?> map) {
      String separator = "";
      out.append('{');
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator).append(quoted(entry.getKey().toString())).append(": ");
        out.append(line(entry.getValue()));
        separator = ", ";
      }
      return out.append('}').toString();
    }
    if (value instanceof Collection<?> items) {
      String separator = "";
      out.append('[');
      for (Object item : items) {
        out.append(separator).append(line(item));
        separator = ", ";
      }
      return out.append(']').toString();
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
