package org.silico.engine.language;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.silico.engine.formula.Nearest;

/** How the author's words and numbers are shown in messages. */
public final class Quoting {
  private static final int LONGEST = 40;
  private static final int MOST = 24;
  private static final int MOST_MEANT = 6;

  /** A part of a name with as many letters tells which is meant. */
  private static final int LEAST_OF_A_NAME = 4;

  private Quoting() {}

  /** Short enough for a message and on one line. */
  public static String shown(String text) {
    return exactly(text.strip().replaceAll("\\s+", " "));
  }

  /** Short enough for a message, with the blanks at its ends and all that would not be seen. */
  static String exactly(String text) {
    int characters = text.codePointCount(0, text.length());
    return Printable.of(
        characters <= LONGEST
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST - 3)) + "...");
  }

  /** {@code "; did you mean 'x'?"}, else the choices when they are few, else nothing. */
  public static String hint(String word, Collection<String> choices, String before) {
    List<String> meant = meant(word, choices);
    if (!meant.isEmpty()) {
      return "; did you mean '" + String.join("' or '", meant) + "'?";
    }
    return choices.isEmpty() || choices.size() > MOST ? "" : before + list(choices);
  }

  /** What a word probably stands for, best known first: none, one or several of the choices. */
  static List<String> meant(String word, Collection<String> choices) {
    List<String> habit = Synonyms.of(word, choices);
    if (!habit.isEmpty()) {
      return habit;
    }
    Optional<String> near = Nearest.of(word, choices);
    if (near.isPresent() || word.length() < LEAST_OF_A_NAME) {
      return near.stream().toList();
    }
    List<String> having = Nearest.having(word, choices);
    return having.size() > MOST_MEANT ? List.of() : having;
  }

  /** {@code 'a', 'b', 'c'}. */
  public static String list(Collection<String> words) {
    String shown =
        words.stream()
            .limit(MOST)
            .map(word -> "'" + shown(word) + "'")
            .collect(Collectors.joining(", "));
    return words.size() > MOST ? shown + ", ..." : shown;
  }

  /** A number as an author would write it: no exponent or trailing zero where none is needed. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "not a number";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "minus infinite";
    }
    double rounded =
        new java.math.BigDecimal(value).round(new java.math.MathContext(6)).doubleValue();
    if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
      return Long.toString((long) rounded);
    }
    String text = Double.toString(rounded);
    return Math.abs(rounded) >= 1e-6 && Math.abs(rounded) < 1e15
        ? new java.math.BigDecimal(text).toPlainString()
        : text;
  }
}
