package org.silico.jobs.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values of a row as text. */
final class QueryText {
  private QueryText() {}

  /** For people: six digits after the first that is not zero at most; nothing for null. */
  static String shown(Object value) {
    if (value == null) {
      return "";
    }
    if (!(value instanceof Double || value instanceof Float)) {
      return value.toString();
    }
    double x = ((Number) value).doubleValue();
    double size = Math.abs(x);
    if (x == Math.rint(x) && size < 1e15) {
      return Long.toString((long) x);
    }
    if (!(size >= 1e-4 && size < 1e15)) {
      return size > 0 && size < 1 ? String.format(Locale.ROOT, "%.5e", x) : value.toString();
    }
    int decimals = Math.max(0, 6 - (int) Math.floor(Math.log10(size)) - 1);
    String text = String.format(Locale.ROOT, "%." + Math.min(decimals, 9) + "f", x);
    return text.contains(".") ? text.replaceFirst("0+$", "").replaceFirst("\\.$", "") : text;
  }

  /**
   * A line of RFC 4180 that ends with a newline alone. Numbers have all their digits; null is
   * nothing, and empty text is "".
   */
  static String csv(Stream<?> values) {
    return values.map(QueryText::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    boolean plain = !text.isEmpty();
    for (int i = 0; plain && i < text.length(); i++) {
      char c = text.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
