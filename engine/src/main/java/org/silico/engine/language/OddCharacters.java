package org.silico.engine.language;

import java.util.Locale;
import java.util.regex.Pattern;

/** Characters that word processors put in the place of those of YAML: they look alike only. */
final class OddCharacters {
  /** Spaces other than the plain one, tabs not among them. */
  private static final String SPACES = "\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";

  private static final String INVISIBLE = "\\u200b-\\u200f\\u2060\\ufeff\\u00ad";
  private static final Pattern INDENT = Pattern.compile("^ *[" + SPACES + INVISIBLE + "]");
  private static final Pattern OPENING =
      Pattern.compile("^[\u201c\u201e\u201d\u2018\u201a\u2019\u00ab\u2039]");
  private static final Pattern CLOSING = Pattern.compile("[\u201d\u201c\u2019\u2018\u00bb\u203a]$");
  private static final Pattern COLON = Pattern.compile("[\uff1a\u2236\ua789\ufe55]");
  private static final Pattern COLON_AND_SPACE = Pattern.compile(":[" + SPACES + INVISIBLE + "]");

  private OddCharacters() {}

  /**
   * Notes lines that are indented with other spaces, as all that comes after would be in the wrong
   * place.
   *
   * @throws ProtocolException when there is one
   */
  static void checkIndentation(String text, Problems problems) {
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      var odd = INDENT.matcher(lines[i]);
      if (odd.find() && !lines[i].replaceAll("[\\h" + INVISIBLE + "]", "").isEmpty()) {
        problems.add(
            new Location(i + 1, odd.end()),
            "this line is indented with a character that only looks like a space ("
                + code(lines[i].charAt(odd.end() - 1))
                + "); type plain spaces");
      }
    }
    problems.throwIfAny();
  }

  /** Notes quotes of word processors around a value or key that is in no quotes of YAML. */
  static void check(String text, Location at, Problems problems) {
    if (OPENING.matcher(text).find()) {
      problems.add(
          at,
          "'"
              + text.charAt(0)
              + "' is no quote for YAML; type plain quotes, \" or ', in its place");
    }
  }

  /** A key or value as it was meant: without quotes of word processors around it. */
  static String unquoted(String text) {
    return OPENING.matcher(text).find()
        ? CLOSING.matcher(OPENING.matcher(text).replaceFirst("")).replaceFirst("")
        : text;
  }

  /** A key with plain spaces. */
  static String key(String text) {
    return text.replaceAll("[" + INVISIBLE + "]", "").replaceAll("[" + SPACES + "]", " ").strip();
  }

  /** What is wrong with a line that YAML cannot read, or null. */
  static String inLine(String line) {
    var colon = COLON.matcher(line);
    if (colon.find()) {
      return "'" + colon.group() + "' is no colon for YAML; type ':'";
    }
    var space = COLON_AND_SPACE.matcher(line);
    if (space.find()) {
      return "after ':' stands a character that only looks like a space ("
          + code(space.group().charAt(1))
          + "); type a plain space";
    }
    return null;
  }

  private static String code(char c) {
    return String.format(Locale.ROOT, "U+%04X", (int) c);
  }
}
