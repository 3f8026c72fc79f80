package org.silico.engine.formula;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cuts a formula's text into tokens, and knows what people write out of habit instead. */
final class Lexer {
  /** Longest number, in characters. */
  private static final int MAX_NUMBER = 100;

  /** Longest first, so that {@code <=} is not read as {@code <}. */
  private static final List<String> SYMBOLS =
      List.of(
          "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "%");

  /** What other languages and word processors write; checked before {@link #SYMBOLS}. */
  private static final Map<String, String> HABITS =
      Map.ofEntries(
          Map.entry("**", "^"),
          Map.entry("<>", "!="),
          Map.entry("=<", "<="),
          Map.entry("=>", ">="),
          Map.entry("&&", "and"),
          Map.entry("&", "and"),
          Map.entry("||", "or"),
          Map.entry("|", "or"),
          Map.entry("!", "not"),
          Map.entry("~", "not"),
          Map.entry("=", "=="),
          Map.entry("?", "if ... then ... else ..."),
          Map.entry(":", "if ... then ... else ..."),
          Map.entry("{", "("),
          Map.entry("}", ")"),
          Map.entry("\u2212", "-"),
          Map.entry("\u2013", "-"),
          Map.entry("\u2264", "<="),
          Map.entry("\u2265", ">="),
          Map.entry("\u2260", "!="),
          Map.entry("\u00d7", "*"),
          Map.entry("\u00b7", "*"),
          Map.entry("\u00f7", "/"),
          Map.entry("\u00b2", "^2"),
          Map.entry("\u00b3", "^3"),
          Map.entry("\u03c0", "pi"),
          Map.entry("\u2018", "'"),
          Map.entry("\u2019", "'"),
          Map.entry("\u201c", "\""),
          Map.entry("\u201d", "\""));

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens of {@code text}, the last of kind END. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.skipSpace()) {
      lexer.next();
    }
    lexer.add(Token.Kind.END, "", 0, text.length());
    return lexer.tokens;
  }

  private boolean skipSpace() {
    while (at < text.length()
        && (Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at)))) {
      at++;
    }
    return at < text.length();
  }

  private void next() {
    char c = text.charAt(at);
    if (isDigit(c) || (c == '.' && isDigit(peek(at + 1)))) {
      number();
    } else if (isLetter(c)) {
      int end = at + 1;
      while (isLetter(peek(end)) || isDigit(peek(end))) {
        end++;
      }
      add(Token.Kind.NAME, text.substring(at, end), 0, end);
    } else if (c == '\'' || c == '"') {
      quoted(c);
    } else {
      symbol();
    }
  }

  private void number() {
    int end = digits(at);
    if (peek(end) == '.') {
      int fraction = end + 1;
      end = digits(fraction);
      if (end == fraction) {
        throw new FormulaException(
            new Span(at, end), "expected a digit after '.'; write '" + text(end) + "0'");
      }
    }
    if (peek(end) == 'e' || peek(end) == 'E') {
      int exponent = end + 1 + (peek(end + 1) == '-' || peek(end + 1) == '+' ? 1 : 0);
      end = isDigit(peek(exponent)) ? digits(exponent) : end;
    }
    Span span = new Span(at, end);
    if (span.length() > MAX_NUMBER) {
      throw new FormulaException(span, "this number has more than " + MAX_NUMBER + " characters");
    }
    if (peek(end) == '.') {
      throw new FormulaException(new Span(at, end + 1), "a number has one '.' at most");
    }
    double value = Double.parseDouble(text(end));
    if (Double.isInfinite(value)) {
      throw new FormulaException(span, "this number is too large; the largest is about 1.8e308");
    }
    add(Token.Kind.NUMBER, text(end), value, end);
  }

  /** A hundredth of a number token, rounded once: 0.1% is the double nearest to 0.001. */
  static double percent(Token number) {
    if (Math.abs(number.value()) < Double.MIN_NORMAL) {
      return number.value() / 100;
    }
    return new BigDecimal(number.text()).movePointLeft(2).doubleValue();
  }

  private void quoted(char quote) {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw new FormulaException(
          new Span(at, text.length()), "expected " + quote + " to close the text that begins here");
    }
    add(Token.Kind.TEXT, text.substring(at + 1, end), 0, end + 1);
  }

  private void symbol() {
    String two = text.substring(at, Math.min(at + 2, text.length()));
    String one = text.substring(at, at + 1);
    if (HABITS.containsKey(two)) {
      throw habit(two);
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        add(Token.Kind.SYMBOL, symbol, 0, at + symbol.length());
        return;
      }
    }
    if (HABITS.containsKey(one)) {
      throw habit(one);
    }
    int point = text.codePointAt(at);
    String shown =
        Character.isLetter(point)
            ? "'" + Character.toString(point) + "'; names use the letters A to Z, digits and '_'"
            : Character.isISOControl(point)
                    || Character.getType(point) == Character.SURROGATE
                    || Character.getType(point) == Character.FORMAT
                ? String.format(Locale.ROOT, "U+%04X", point)
                : "'" + Character.toString(point) + "'";
    throw new FormulaException(
        new Span(at, at + Character.charCount(point)), "unexpected character " + shown);
  }

  private FormulaException habit(String written) {
    String meant = HABITS.get(written);
    return new FormulaException(
        new Span(at, at + written.length()),
        "'"
            + written
            + "' is not part of formulas; write "
            + (meant.equals("'") ? "a plain quote '" : "'" + meant + "'"));
  }

  private void add(Token.Kind kind, String word, double value, int end) {
    tokens.add(new Token(kind, word, value, new Span(Math.min(at, end), end)));
    at = end;
  }

  private String text(int end) {
    return text.substring(at, end);
  }

  private int digits(int from) {
    int end = from;
    while (isDigit(peek(end))) {
      end++;
    }
    return end;
  }

  private char peek(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
