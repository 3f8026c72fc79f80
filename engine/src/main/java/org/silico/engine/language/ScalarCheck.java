package org.silico.engine.language;

import java.util.List;
import java.util.regex.Pattern;

/** Holds a single value against its shape. */
final class ScalarCheck {
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.?(inf|infinity|nan)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+(\\.[0-9]*)?");
  private static final Pattern OTHER_BASE = Pattern.compile("0[xob][0-9a-fA-F_]+");
  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");

  private ScalarCheck() {}

  /** What is wrong with the value, or null. */
  static String problem(Node.Scalar node, Shape shape) {
    String text = node.text();
    if (shape instanceof Shape.Number number) {
      return number(text, number);
    } else if (shape instanceof Shape.Whole whole) {
      return whole(node, whole);
    } else if (shape instanceof Shape.Flag) {
      boolean flag = node.plain() && (text.equals("true") || text.equals("false"));
      return flag
          ? null
          : "expected true or false, not '"
              + Quoting.shown(text)
              + "'"
              + Habits.flag(text).map(word -> "; write '" + word + "'").orElse("");
    } else if (shape instanceof Shape.Choice choice) {
      return choice.words().contains(text) ? null : unknownWord(text, choice.words(), null);
    } else if (shape instanceof Shape.Text wanted) {
      return wanted.matches(text.strip())
          ? null
          : "expected " + wanted.wanted() + ", not '" + Quoting.exactly(text.strip()) + "'";
    }
    throw new AssertionError(shape);
  }

  private static String number(String written, Shape.Number shape) {
    String text = written.strip();
    if (text.isEmpty()) {
      return "expected " + shape.wanted() + ", not an empty text";
    }
    if (NOT_FINITE.matcher(text).matches()) {
      return "'" + text + "' is no finite number; expected " + shape.wanted();
    }
    if (LEADING_ZERO.matcher(text).matches()) {
      return "'"
          + Quoting.shown(text)
          + "' begins with a needless 0; write '"
          + Quoting.shown(text.replaceFirst("^([-+]?)0+(?=[0-9])", "$1"))
          + "'";
    }
    if (OTHER_BASE.matcher(text).matches()) {
      return "'" + Quoting.shown(text) + "' is not a decimal number; write it in digits 0 to 9";
    }
    return null;
  }

  private static String whole(Node.Scalar node, Shape.Whole shape) {
    String text = node.text();
    if (!node.plain() || !WHOLE.matcher(text).matches()) {
      return "expected "
          + shape.wanted()
          + ", not '"
          + Quoting.shown(text)
          + "'"
          + Habits.whole(text).map(digits -> "; write '" + digits + "'").orElse("");
    }
    try {
      long value = Long.parseLong(text);
      if (value >= shape.low() && value <= shape.high()) {
        return null;
      }
    } catch (NumberFormatException e) {
      // beyond 64 bits: out of range as well
    }
    return "expected " + shape.wanted() + ", not " + Quoting.shown(text);
  }

  /** The complaint about a word that is none of the choices; {@code key} may be null. */
  static String unknownWord(String word, List<String> choices, String key) {
    return "unknown "
        + (key == null ? "word" : key)
        + " '"
        + Quoting.shown(word)
        + "'"
        + Quoting.hint(word, choices, "; expected one of ");
  }
}
