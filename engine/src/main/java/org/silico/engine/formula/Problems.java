package org.silico.engine.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what is wrong in one formula, and quotes from it. */
final class Problems {
  private static final int MAX_LEVELS_SHOWN = 10;
  private static final int MAX_QUOTED = 30;

  private final String text;
  private final List<FormulaException.Problem> problems = new ArrayList<>();

  public Problems(String text) {
    this.text = text;
  }

  /** Notes a problem, and is null, as a part with a problem has no meaning. */
  Checked at(Node node, String message) {
    return at(node.span(), message);
  }

  Checked at(Span span, String message) {
    problems.add(new FormulaException.Problem(span.start(), span.length(), message));
    return null;
  }

  int count() {
    return problems.size();
  }

  public void throwIfAny() {
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(FormulaException.Problem::offset));
      throw new FormulaException(problems);
    }
  }

  /** A part as it was written, in parentheses if it is not a single word; "..." when it is long. */
  String quoted(Node node) {
    String part = node.span().of(text);
    boolean whole =
        part.chars().filter(c -> c == '(').count() == part.chars().filter(c -> c == ')').count();
    if (part.length() > MAX_QUOTED || !whole) {
      return "...";
    }
    boolean word =
        node instanceof Node.Number || node instanceof Node.Name || node instanceof Node.Call;
    return word ? part : "(" + part + ")";
  }

  /** The levels of a category, the first ten of them. */
  static String levels(Type.Category category) {
    String shown =
        category.levels().stream()
            .limit(MAX_LEVELS_SHOWN)
            .map(level -> "'" + level + "'")
            .collect(Collectors.joining(", "));
    return category.levels().size() > MAX_LEVELS_SHOWN ? shown + ", ..." : shown;
  }
}
