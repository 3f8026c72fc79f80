package org.silico.engine.formula;

import java.util.Collections;
import java.util.Set;

/**
 * A formula as a protocol states it: parsed, its names not yet resolved. Immutable; two formulas
 * are equal when their texts are.
 */
public final class Formula {
  private final String text;
  private final Node root;
  private final Set<String> names;

  private Formula(String text, Parser.Parsed parsed) {
    this.text = text;
    this.root = parsed.root();
    this.names = Collections.unmodifiableSet(parsed.names());
  }

  /**
   * Reads a formula.
   *
   * @param text at most 10,000 characters, nested at most 100 levels deep, with at most 2,000
   *     numbers, names and operations
   * @throws FormulaException with the first problem of syntax
   */
  public static Formula parse(String text) {
    return new Formula(text, Parser.parse(text));
  }

  /**
   * The formula of a plain number.
   *
   * @throws IllegalArgumentException when {@code value} is infinite or not a number
   */
  public static Formula constant(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a formula cannot state " + value);
    }
    String text =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long) value)
            : Double.toString(value);
    return parse(text.equals("0") && 1 / value < 0 ? "-0" : text);
  }

  /**
   * Whether a formula can refer to something of this name: letters A to Z, digits and '_', not
   * beginning with a digit, and no word of the language such as {@code and} or {@code pi}.
   */
  public static boolean isName(String name) {
    return !name.isEmpty()
        && Lexer.isLetter(name.charAt(0))
        && name.chars().allMatch(c -> Lexer.isLetter((char) c) || Lexer.isDigit((char) c))
        && !Parser.RESERVED.contains(name);
  }

  /**
   * Whether a word is the name of a unit in full and small letters, such as {@code weeks}. Their
   * abbreviations ({@code d}, {@code h}, {@code y}) are units after a number only, and so may be
   * names.
   */
  public static boolean isUnit(String word) {
    return Unit.isFullName(word);
  }

  /** Whether formulas know a function of this name. */
  public static boolean isFunction(String name) {
    return Builtin.named(name) != null;
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** The names that need a meaning, functions not among them, in the order they appear. */
  public Set<String> names() {
    return names;
  }

  /**
   * Gives the names their meaning and checks types and units.
   *
   * @throws FormulaException with all problems
   */
  public Typed resolve(Scope scope) {
    return Resolver.resolve(text, root, scope, null);
  }

  /**
   * As {@link #resolve(Scope)}, and the result must be of type {@code wanted}: a literal 0 serves
   * as any number, true and false serve as the plain numbers 1 and 0.
   *
   * @throws FormulaException with all problems
   */
  public Typed resolve(Scope scope, Type wanted) {
    return Resolver.resolve(text, root, scope, wanted);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Formula formula && text.equals(formula.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
