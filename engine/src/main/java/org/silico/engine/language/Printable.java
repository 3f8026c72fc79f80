package org.silico.engine.language;

import java.util.Locale;

/**
 * Text from strangers as it may be shown: control characters, which a terminal would obey, and
 * characters that turn or hide what is beside them (Unicode Standard Annex 9, and categories Cc,
 * Cf, Zl, Zp) are written as escapes. Joiners, which some scripts need, stay.
 */
public final class Printable {
  private Printable() {}

  /** On one line. */
  public static String of(String text) {
    return escaped(text, false);
  }

  /** On the lines that it has. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean keepLines) {
    if (text.codePoints().noneMatch(Printable::hidden)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (hidden(c) && !(keepLines && c == '\n')) {
                shown.append(String.format(Locale.ROOT, "\\u%04X", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  private static boolean hidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> c != '\u200C' && c != '\u200D';
      default -> false;
    };
  }
}
