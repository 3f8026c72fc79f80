package org.silico.engine.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Recursive descent, from the loosest binding to the tightest:
 *
 * <pre>
 * expression := 'if' expression 'then' expression 'else' expression | or
 * or         := and ('or' and)*
 * and        := not ('and' not)*
 * not        := 'not' not | comparison
 * comparison := sum (('<' | '<=' | '>' | '>=' | '==' | '!=') sum)*
 *             | sum ['not'] 'in' '[' text (',' text)* ']'
 * sum        := product (('+' | '-') product)*
 * product    := unary (('*' | '/') unary)*
 * unary      := ('-' | '+') unary | power
 * power      := primary ['^' unary]
 * primary    := number ['%'] [unit | 'per' [number] unit] | text | 'true' | 'false' | 'pi' | name
 *             | name '(' expression (',' expression)* ')' | '(' expression ')'
 * </pre>
 *
 * Text, nesting and nodes are limited, so that untrusted text can neither exhaust the stack nor
 * take more than linear time.
 */
final class Parser {
  static final int MAX_LENGTH = 10_000;
  static final int MAX_DEPTH = 100;
  static final int MAX_NODES = 2_000;

  /** Words that cannot be names. */
  static final Set<String> RESERVED =
      Set.of("and", "or", "not", "if", "then", "else", "in", "true", "false", "pi");

  private final String text;
  private final List<Token> tokens;
  private final Set<String> names = new LinkedHashSet<>();
  private int at;
  private int depth;
  private int nodes;

  /** A tree and the free names in it, in the order of their first appearance. */
  record Parsed(Node root, Set<String> names) {}

  private Parser(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  /**
   * The tree of {@code text}.
   *
   * @throws FormulaException with the first problem
   */
  static Parsed parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new FormulaException(
          new Span(MAX_LENGTH, text.length()),
          "a formula has at most " + MAX_LENGTH + " characters, this one has " + text.length());
    }
    if (text.isBlank()) {
      throw new FormulaException(new Span(0, text.length()), "the formula is empty");
    }
    Parser parser = new Parser(text);
    Node root = parser.expression();
    if (parser.token().kind() != Token.Kind.END) {
      throw parser.expectedOperator(root);
    }
    return new Parsed(root, parser.names);
  }

  private Node expression() {
    return token().isWord("if") ? nested(this::choice) : or();
  }

  private Node choice() {
    Span start = take().span();
    Node condition = expression();
    expectWord("then", "if");
    Node whenTrue = expression();
    expectWord("else", "if");
    Node whenFalse = expression();
    return counted(new Node.If(start.to(whenFalse.span()), condition, whenTrue, whenFalse));
  }

  private Node or() {
    return logic("or", this::and);
  }

  private Node and() {
    return logic("and", this::not);
  }

  private Node logic(String word, Supplier<Node> operand) {
    Node first = operand.get();
    if (!token().isWord(word)) {
      return first;
    }
    List<Node> operands = new ArrayList<>(List.of(first));
    while (token().isWord(word)) {
      take();
      operands.add(counted(operand.get()));
    }
    return new Node.Logic(span(operands), word.equals("or"), List.copyOf(operands));
  }

  private Node not() {
    if (!token().isWord("not")) {
      return comparison();
    }
    Span start = take().span();
    Node operand = nested(this::not);
    return counted(new Node.Not(start.to(operand.span()), operand));
  }

  private Node comparison() {
    Node first = sum();
    if (token().isWord("in") || (token().isWord("not") && tokens.get(at + 1).isWord("in"))) {
      return membership(first);
    }
    if (Comparison.of(token()) == null) {
      return first;
    }
    List<Node> operands = new ArrayList<>(List.of(first));
    List<Comparison> operators = new ArrayList<>();
    for (Comparison next = Comparison.of(token()); next != null; next = Comparison.of(token())) {
      take();
      operators.add(next);
      operands.add(sum());
    }
    return counted(new Node.Chain(span(operands), List.copyOf(operands), List.copyOf(operators)));
  }

  private Node membership(Node operand) {
    boolean negated = token().isWord("not");
    at += negated ? 2 : 1;
    Token open = token();
    if (!open.isSymbol("[")) {
      throw problem(open, "expected a list of levels after 'in', for example ['low', 'high'], but");
    }
    List<Node.Text> levels = new ArrayList<>();
    do {
      take();
      Token level = token();
      if (level.kind() != Token.Kind.TEXT) {
        throw problem(level, "expected a level in quotes, for example 'low', but");
      }
      take();
      levels.add(counted(new Node.Text(level.span(), level.text())));
    } while (token().isSymbol(","));
    Token close = token();
    if (!close.isSymbol("]")) {
      throw problem(close, "expected ',' or ']' to close '[', but");
    }
    take();
    return counted(
        new Node.In(operand.span().to(close.span()), operand, List.copyOf(levels), negated));
  }

  private Node sum() {
    return arithmetic(Set.of(Node.Operator.ADD, Node.Operator.SUBTRACT), this::product);
  }

  private Node product() {
    return arithmetic(Set.of(Node.Operator.MULTIPLY, Node.Operator.DIVIDE), this::unary);
  }

  private Node arithmetic(Set<Node.Operator> rank, Supplier<Node> operand) {
    Node first = operand.get();
    Node.Operator operator = Node.Operator.of(token());
    if (operator == null || !rank.contains(operator)) {
      return first;
    }
    List<Node> operands = new ArrayList<>(List.of(first));
    List<Node.Operator> operators = new ArrayList<>();
    while (operator != null && rank.contains(operator)) {
      take();
      operators.add(operator);
      operands.add(counted(operand.get()));
      operator = Node.Operator.of(token());
    }
    return new Node.Arithmetic(span(operands), List.copyOf(operands), List.copyOf(operators));
  }

  private static Span span(List<Node> nodes) {
    return nodes.get(0).span().to(nodes.get(nodes.size() - 1).span());
  }

  private Node unary() {
    if (!token().isSymbol("-") && !token().isSymbol("+")) {
      return power();
    }
    Token sign = take();
    Node operand = nested(this::unary);
    return sign.isSymbol("+")
        ? operand
        : counted(new Node.Negate(sign.span().to(operand.span()), operand));
  }

  private Node power() {
    Node base = primary();
    if (!token().isSymbol("^")) {
      return base;
    }
    take();
    Node exponent = nested(this::unary);
    return counted(new Node.Power(base.span().to(exponent.span()), base, exponent));
  }

  private Node primary() {
    Token token = token();
    switch (token.kind()) {
      case NUMBER:
        return number();
      case TEXT:
        take();
        return counted(new Node.Text(token.span(), token.text()));
      case NAME:
        return name();
      default:
        if (token.isSymbol("(")) {
          return nested(this::parenthesised);
        }
        throw problem(token, "expected a number, a name or '(', but");
    }
  }

  private Node parenthesised() {
    Token open = take();
    Node inner = expression();
    if (!token().isSymbol(")")) {
      throw unclosed(open, inner);
    }
    take();
    return inner;
  }

  private Node name() {
    Token word = take();
    switch (word.text()) {
      case "true", "false":
        return counted(new Node.Truth(word.span(), word.text().equals("true")));
      case "pi":
        return counted(new Node.Number(word.span(), Math.PI, 0, false));
      case "if":
        throw new FormulaException(
            word.span(), "put parentheses around 'if' here: '(if ... then ... else ...)'");
      case "not":
        throw new FormulaException(word.span(), "put parentheses around 'not' here: '(not ...)'");
      default:
    }
    if (RESERVED.contains(word.text())) {
      throw problem(word, "expected a number, a name or '(', but");
    }
    if (token().isSymbol("(")) {
      return nested(() -> call(word));
    }
    names.add(word.text());
    return counted(new Node.Name(word.span(), word.text()));
  }

  private Node call(Token function) {
    Token open = take();
    List<Node> arguments = new ArrayList<>();
    if (!token().isSymbol(")")) {
      arguments.add(expression());
      while (token().isSymbol(",")) {
        take();
        arguments.add(expression());
      }
    }
    if (!token().isSymbol(")")) {
      throw unclosed(open, arguments.get(arguments.size() - 1));
    }
    Span span = function.span().to(take().span());
    return counted(new Node.Call(span, function.span(), function.text(), List.copyOf(arguments)));
  }

  private Node number() {
    Token first = take();
    double value = first.value();
    Span span = first.span();
    if (token().isSymbol("%")) {
      value = Lexer.percent(first);
      span = span.to(take().span());
    }
    Token word = token();
    if (word.isWord("per")) {
      take();
      double every = token().kind() == Token.Kind.NUMBER ? take().value() : 1;
      if (every == 0) {
        throw new FormulaException(previous().span(), "a rate cannot be per 0 of a unit");
      }
      Unit unit = unit("expected a unit after 'per', for example 'per year', but");
      value = unit.toPerDay(value) / every;
      return counted(new Node.Number(span.to(previous().span()), value, -1, true));
    }
    if (word.kind() == Token.Kind.NAME && !RESERVED.contains(word.text())) {
      Unit unit = unit("");
      return counted(new Node.Number(span.to(previous().span()), unit.toDays(value), 1, true));
    }
    return counted(new Node.Number(span, value, 0, false));
  }

  private Unit unit(String expected) {
    Token word = token();
    if (word.kind() != Token.Kind.NAME) {
      throw problem(word, expected);
    }
    Unit unit = Unit.named(word.text());
    if (unit == null) {
      throw new FormulaException(word.span(), habit(word).orElse(unknownUnit(word)));
    }
    take();
    return unit;
  }

  private String unknownUnit(Token word) {
    Token before = previous();
    String multiply = before.text() + " * " + word.text();
    String hint =
        before.kind() == Token.Kind.NUMBER ? "; to multiply, write '" + multiply + "'" : "";
    String message = Unit.unknown(word.text());
    return message.endsWith("?") ? message : message + hint;
  }

  /** Runs {@code rule} one level deeper. */
  private Node nested(Supplier<Node> rule) {
    if (depth == MAX_DEPTH) {
      throw new FormulaException(
          token().span(),
          "nested more than " + MAX_DEPTH + " levels deep; split the formula into several");
    }
    depth++;
    Node node = rule.get();
    depth--;
    return node;
  }

  /** Counts a node, or the operator before it. */
  private <N extends Node> N counted(N node) {
    if (++nodes > MAX_NODES) {
      throw new FormulaException(
          node.span(),
          "more than " + MAX_NODES + " numbers, names and operations; split the formula");
    }
    return node;
  }

  private Token token() {
    return tokens.get(at);
  }

  private Token previous() {
    return tokens.get(at - 1);
  }

  private Token take() {
    return tokens.get(at++);
  }

  private void expectWord(String word, String opener) {
    if (!token().isWord(word)) {
      throw problem(token(), "expected '" + word + "' after '" + opener + "', but");
    }
    take();
  }

  private FormulaException problem(Token found, String expected) {
    return new FormulaException(found.span(), expected + " " + found.describe());
  }

  private FormulaException unclosed(Token open, Node inner) {
    Token found = token();
    if (found.kind() == Token.Kind.END || found.isSymbol("]")) {
      return problem(
          found, "expected ')' to close '(' at character " + (open.span().start() + 1) + ", but");
    }
    return expectedOperator(inner);
  }

  /** A complete expression is followed by something that cannot follow it. */
  private FormulaException expectedOperator(Node before) {
    Token found = token();
    if (found.isSymbol(")")) {
      return new FormulaException(found.span(), "no '(' for this ')'");
    }
    if (found.isSymbol(",")) {
      return new FormulaException(
          found.span(),
          "',' stands between the arguments of a function only; decimals are written '0.5',"
              + " thousands '10000'");
    }
    if (found.kind() == Token.Kind.NAME) {
      Optional<String> habit = habit(found);
      if (habit.isPresent()) {
        return new FormulaException(found.span(), habit.get());
      }
      if (found.text().equals("per") || Unit.named(found.text()) != null) {
        String one = found.text().equals("per") ? "1 per year" : "1 " + found.text();
        return new FormulaException(
            found.span(), "a unit follows a number only; write '* " + one + "' here");
      }
    }
    return problem(found, "expected an operator, such as '+' or '*', but");
  }

  /** What to write instead of a word in the place of an operator, when it is a known habit. */
  private static Optional<String> habit(Token word) {
    String meant =
        switch (word.text().toLowerCase(Locale.ROOT)) {
          case "and", "or", "not", "in", "then", "else" -> word.text().toLowerCase(Locale.ROOT);
          case "eq" -> "==";
          case "ne" -> "!=";
          case "lt" -> "<";
          case "le" -> "<=";
          case "gt" -> ">";
          case "ge" -> ">=";
          default -> null;
        };
    return meant == null || meant.equals(word.text())
        ? Optional.empty()
        : Optional.of("'" + word.text() + "' is not part of formulas; write '" + meant + "'");
  }
}
