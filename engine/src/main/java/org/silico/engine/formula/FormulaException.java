package org.silico.engine.formula;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** A formula that cannot be read or does not make sense, with every problem found in it. */
public final class FormulaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem[] problems;

  /**
   * One thing that is wrong, in words for the protocol's author.
   *
   * @param offset of the first wrong character in the formula's text, in UTF-16 units from 0; the
   *     text's length when something is missing at its end
   * @param length of the wrong part, in UTF-16 units; 0 at the end of the text
   * @param message what is wrong and, where known, what would be right
   */
  public record Problem(int offset, int length, String message) implements Serializable {}

  FormulaException(List<Problem> problems) {
    super(problems.stream().map(Problem::message).collect(Collectors.joining("; ")));
    this.problems = problems.toArray(Problem[]::new);
  }

  FormulaException(Span span, String message) {
    this(List.of(new Problem(span.start(), span.length(), message)));
  }

  /** All problems, in the order of their offsets; never empty. */
  public List<Problem> problems() {
    return List.of(problems);
  }
}
