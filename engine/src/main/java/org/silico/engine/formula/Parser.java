package org.silico.engine.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  private static final Set<Node.Operator> SUM = Set.of(Node.Operator.ADD, Node.Operator.SUBTRACT);
  private static final Set<Node.Operator> PRODUCT =
      Set.of(Node.Operator.MULTIPLY, Node.Operator.DIVIDE);

  private final Tokens tokens;
  private final Set<String> names = new LinkedHashSet<>();
  private int depth;
  private int nodes;

  /** A tree and the free names in it, in the order of their first appearance. */
  record Parsed(Node root, Set<String> names) {}

  private Parser(Tokens tokens) {
    this.tokens = tokens;
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
    Parser parser = new Parser(new Tokens(text));
    Node root = parser.expression();
    if (parser.tokens.peek().kind() != Token.Kind.END) {
      throw parser.tokens.expectedOperator();
    }
    return new Parsed(root, parser.names);
  }

  private Node expression() {
    return tokens.isWord("if") ? nested(this::choice) : or();
  }

  private Node choice() {
    Token start = tokens.take();
    Node condition = expression();
    tokens.takeWord("then", "if");
    Node whenTrue = expression();
    tokens.takeWord("else", "if");
    Node whenFalse = expression();
    return counted(new Node.If(tokens.since(start), condition, whenTrue, whenFalse));
  }

  private Node or() {
    return logic("or", this::and);
  }

  private Node and() {
    return logic("and", this::not);
  }

  private Node logic(String word, Supplier<Node> operand) {
    Token start = tokens.peek();
    Node first = operand.get();
    if (!tokens.isWord(word)) {
      return first;
    }
    List<Node> operands = new ArrayList<>(List.of(first));
    while (tokens.isWord(word)) {
      tokens.take();
      operands.add(counted(operand.get()));
    }
    return new Node.Logic(tokens.since(start), word.equals("or"), List.copyOf(operands));
  }

  private Node not() {
    if (!tokens.isWord("not")) {
      return comparison();
    }
    Token start = tokens.take();
    Node operand = nested(this::not);
    return counted(new Node.Not(tokens.since(start), operand));
  }

  private Node comparison() {
    Token start = tokens.peek();
    Node first = sum();
    if (tokens.isWord("in") || (tokens.isWord("not") && tokens.second().isWord("in"))) {
      return membership(start, first);
    }
    Comparison comparison = Comparison.of(tokens.peek());
    if (comparison == null) {
      return first;
    }
    List<Node> operands = new ArrayList<>(List.of(first));
    List<Comparison> operators = new ArrayList<>();
    while (comparison != null) {
      tokens.take();
      operators.add(comparison);
      operands.add(counted(sum()));
      comparison = Comparison.of(tokens.peek());
    }
    return new Node.Chain(tokens.since(start), List.copyOf(operands), List.copyOf(operators));
  }

  private Node membership(Token start, Node operand) {
    boolean negated = tokens.take().isWord("not");
    if (negated) {
      tokens.take();
    }
    if (!tokens.isSymbol("[")) {
      throw tokens.expected("expected a list of levels after 'in', for example ['low', 'high']");
    }
    List<Node.Text> levels = new ArrayList<>();
    do {
      tokens.take();
      if (tokens.peek().kind() != Token.Kind.TEXT) {
        throw tokens.expected("expected a level in quotes, for example 'low'");
      }
      Token level = tokens.take();
      levels.add(counted(new Node.Text(level.span(), level.text())));
    } while (tokens.isSymbol(","));
    if (!tokens.isSymbol("]")) {
      throw tokens.expected("expected ',' or ']' to close '['");
    }
    tokens.take();
    return counted(new Node.In(tokens.since(start), operand, List.copyOf(levels), negated));
  }

  private Node sum() {
    return arithmetic(SUM, this::product);
  }

  private Node product() {
    return arithmetic(PRODUCT, this::unary);
  }

  private Node arithmetic(Set<Node.Operator> rank, Supplier<Node> operand) {
    Token start = tokens.peek();
    Node first = operand.get();
    Node.Operator operator = Node.Operator.of(tokens.peek());
    if (operator == null || !rank.contains(operator)) {
      return first;
    }
    List<Node> operands = new ArrayList<>(List.of(first));
    List<Node.Operator> operators = new ArrayList<>();
    while (operator != null && rank.contains(operator)) {
      tokens.take();
      operators.add(operator);
      operands.add(counted(operand.get()));
      operator = Node.Operator.of(tokens.peek());
    }
    return new Node.Arithmetic(tokens.since(start), List.copyOf(operands), List.copyOf(operators));
  }

  private Node unary() {
    if (!tokens.isSymbol("-") && !tokens.isSymbol("+")) {
      return power();
    }
    Token sign = tokens.take();
    Node operand = nested(this::unary);
    return sign.isSymbol("+") ? operand : counted(new Node.Negate(tokens.since(sign), operand));
  }

  private Node power() {
    Token start = tokens.peek();
    Node base = primary();
    if (!tokens.isSymbol("^")) {
      return base;
    }
    tokens.take();
    Node exponent = nested(this::unary);
    return counted(new Node.Power(tokens.since(start), base, exponent));
  }

  private Node primary() {
    Token next = tokens.peek();
    return switch (next.kind()) {
      case NUMBER -> counted(Quantity.take(tokens));
      case TEXT -> counted(new Node.Text(tokens.take().span(), next.text()));
      case NAME -> word(next);
      default -> {
        if (!next.isSymbol("(")) {
          throw tokens.expected("expected a number, a name or '('");
        }
        yield nested(this::parenthesised);
      }
    };
  }

  private Node parenthesised() {
    Token open = tokens.take();
    Node inner = expression();
    tokens.takeClosing(open);
    return inner;
  }

  private Node word(Token word) {
    switch (word.text()) {
      case "true", "false":
        tokens.take();
        return counted(new Node.Truth(word.span(), word.text().equals("true")));
      case "pi":
        tokens.take();
        return counted(new Node.Number(word.span(), Math.PI, 0, null, false));
      case "if":
        throw new FormulaException(
            word.span(), "put parentheses around 'if' here: '(if ... then ... else ...)'");
      case "not":
        throw new FormulaException(word.span(), "put parentheses around 'not' here: '(not ...)'");
      default:
        if (RESERVED.contains(word.text())) {
          throw tokens.expected("expected a number, a name or '('");
        }
    }
    tokens.take();
    if (tokens.isSymbol("(")) {
      return nested(() -> call(word));
    }
    names.add(word.text());
    return counted(new Node.Name(word.span(), word.text()));
  }

  private Node call(Token function) {
    Token open = tokens.take();
    List<Node> arguments = new ArrayList<>();
    if (!tokens.isSymbol(")")) {
      arguments.add(expression());
      while (tokens.isSymbol(",")) {
        tokens.take();
        arguments.add(expression());
      }
    }
    tokens.takeClosing(open);
    return counted(
        new Node.Call(
            tokens.since(function), function.span(), function.text(), List.copyOf(arguments)));
  }

  /** Runs {@code rule} one level deeper. */
  private Node nested(Supplier<Node> rule) {
    if (depth == MAX_DEPTH) {
      throw new FormulaException(
          tokens.peek().span(),
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
}
