package org.silico.engine.formula;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tokens of a formula with a place among them, and the words for what is wrong there. */
final class Tokens {
  private final List<Token> tokens;
  private int at;

  Tokens(String text) {
    this.tokens = Lexer.tokens(text);
  }

  /** The next token, which stays. */
  Token peek() {
    return tokens.get(at);
  }

  /** The token after the next; only when the next is not the END. */
  Token second() {
    return tokens.get(at + 1);
  }

  Token take() {
    return tokens.get(at++);
  }

  /** What lies between {@code start} and the end of the last token taken. */
  Span since(Token start) {
    return start.span().to(tokens.get(at - 1).span());
  }

  boolean isWord(String word) {
    return peek().isWord(word);
  }

  boolean isSymbol(String symbol) {
    return peek().isSymbol(symbol);
  }

  /** Takes a word that must follow another. */
  void takeWord(String word, String opener) {
    if (!isWord(word)) {
      throw expected("expected '" + word + "' after '" + opener + "'");
    }
    take();
  }

  /** Takes the bracket that closes {@code open}. */
  void takeClosing(Token open) {
    if (isSymbol(")")) {
      take();
      return;
    }
    if (peek().kind() == Token.Kind.END || isSymbol("]") || isWord("then") || isWord("else")) {
      throw expected("expected ')' to close '(' at character " + (open.span().start() + 1));
    }
    throw expectedOperator();
  }

  /** The next token is not what {@code expected} says. */
  FormulaException expected(String expected) {
    return new FormulaException(peek().span(), expected + ", but " + peek().describe());
  }

  /** The next token cannot follow the complete expression before it. */
  FormulaException expectedOperator() {
    Token found = peek();
    if (found.isSymbol(")")) {
      return new FormulaException(found.span(), "no '(' for this ')'");
    }
    if (found.isSymbol(",")) {
      return new FormulaException(
          found.span(),
          "',' stands between the arguments of a function only; decimals are written '0.5',"
              + " thousands '10000'");
    }
    Unit unit = Unit.named(found.text());
    if (habit(found).isPresent()) {
      return new FormulaException(found.span(), habit(found).get());
    }
    if (found.isWord("per") || unit != null) {
      return new FormulaException(
          found.span(),
          "a unit follows a number only; write '* 1 "
              + (unit == null ? "per year" : unit.singular())
              + "' here");
    }
    return expected("expected an operator, such as '+' or '*'");
  }

  /** What to write instead of a word in the place of an operator, when it is a known habit. */
  static Optional<String> habit(Token word) {
    if (word.kind() != Token.Kind.NAME) {
      return Optional.empty();
    }
    String lowerCase = word.text().toLowerCase(Locale.ROOT);
    String meant =
        switch (lowerCase) {
          case "and", "or", "not", "in", "then", "else" -> lowerCase;
          case "eq" -> "==";
          case "ne" -> "!=";
          case "lt" -> "<";
          case "le" -> "<=";
          case "gt" -> ">";
          case "ge" -> ">=";
          default -> word.text();
        };
    if (lowerCase.equals("between")) {
      return Optional.of("'between' is not part of formulas; write 'low <= X <= high'");
    }
    return meant.equals(word.text())
        ? Optional.empty()
        : Optional.of("'" + word.text() + "' is not part of formulas; write '" + meant + "'");
  }
}
