package org.silico.engine.formula;

/**
 * A word of the language.
 *
 * @param text as written; of a {@link Kind#TEXT} what stands between its quotes
 * @param value of a {@link Kind#NUMBER}, else 0
 */
record Token(Kind kind, String text, double value, Span span) {
  enum Kind {
    NUMBER,
    NAME,
    TEXT,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.NAME && text.equals(word);
  }

  String describe() {
    return switch (kind) {
      case END -> "the formula ends";
      case TEXT -> "found the text '" + text + "'";
      default -> "found '" + text + "'";
    };
  }
}
