package org.silico.engine.language;

/** The protocol as written, to find the line and column of a character. */
public final class SourceText {
  private final String text;

  public SourceText(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The line of that number, from 1, without its end; empty after the last. */
  String line(int number) {
    return text.lines().skip(number - 1L).findFirst().orElse("");
  }

  /** The place of a character given by its index in UTF-16 units; columns count code points. */
  public Location at(int index) {
    int end = Math.min(index, text.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean breaks =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (breaks) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Location(line, text.codePointCount(lineStart, end) + 1);
  }

  /**
   * The place of the {@code offset}-th character of a scalar's value. Quotes, escapes and folded
   * lines make the value differ from the text: both are walked side by side, and where they cannot
   * be matched the answer is the scalar's own place.
   */
  public Location within(Node.Scalar scalar, int offset) {
    String value = scalar.text();
    int source = skipOpening(scalar);
    for (int i = 0; i < offset && i < value.length(); i++) {
      if (source >= text.length()) {
        return scalar.location();
      }
      char wanted = value.charAt(i);
      char written = text.charAt(source);
      if (Character.isWhitespace(wanted)) {
        boolean lastBlank = i + 1 == value.length() || !Character.isWhitespace(value.charAt(i + 1));
        source = lastBlank ? skipBlank(source) : source + 1;
      } else if (wanted == written) {
        // '' inside single quotes and \" inside double quotes stand for one character
        source += wanted == '\'' && !scalar.plain() && opening(scalar) == '\'' ? 2 : 1;
      } else if (written == '\\'
          && source + 1 < text.length()
          && text.charAt(source + 1) == wanted) {
        source += 2;
      } else {
        return scalar.location();
      }
    }
    return at(source);
  }

  private char opening(Node.Scalar scalar) {
    return scalar.start() < text.length() ? text.charAt(scalar.start()) : '\0';
  }

  private int skipOpening(Node.Scalar scalar) {
    if (scalar.plain()) {
      return scalar.start();
    }
    char opening = opening(scalar);
    if (opening == '|' || opening == '>') {
      int lineEnd = text.indexOf('\n', scalar.start());
      return lineEnd < 0 ? text.length() : skipBlank(lineEnd);
    }
    return scalar.start() + 1;
  }

  private int skipBlank(int from) {
    int source = from;
    while (source < text.length() && Character.isWhitespace(text.charAt(source))) {
      source++;
    }
    return source;
  }
}
