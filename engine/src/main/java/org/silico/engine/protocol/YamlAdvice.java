package org.silico.engine.protocol;

import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What the YAML parser says, and what the author of a protocol should do about it. */
final class YamlAdvice {
  private YamlAdvice() {}

  /** Where to look: where a quote opens that is not closed, else where the parser stumbled. */
  static Optional<Mark> mark(MarkedYamlEngineException e) {
    return isOpenQuote(e) ? e.getContextMark() : e.getProblemMark().or(e::getContextMark);
  }

  private static boolean isOpenQuote(MarkedYamlEngineException e) {
    return e.getProblem() != null
        && e.getProblem().contains("found unexpected end of stream")
        && e.getContextMark().isPresent();
  }

  static String of(MarkedYamlEngineException e) {
    String problem = e.getProblem() == null ? "" : e.getProblem();
    String context = e.getContext() == null ? "" : e.getContext();
    String both = (problem + " " + context).toLowerCase(Locale.ROOT);
    if (both.contains("\\t") || both.contains("tab")) {
      return "a tab cannot indent YAML; use spaces";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "a ': ' is not expected here; put text that contains ': ' in quotes, or check the"
          + " indentation";
    }
    if (both.contains("flow mapping") || both.contains("flow sequence")) {
      return "the "
          + (both.contains("flow mapping") ? "{...}" : "[...]")
          + e.getContextMark().map(mark -> " that opens on line " + (mark.getLine() + 1)).orElse("")
          + " is not well formed; close every '{' and '[', put ',' between"
          + " entries, and put formulas that contain ',', '[' or '{' in quotes";
    }
    if (isOpenQuote(e)) {
      return "a quote that opens here is never closed";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "expected ':' after this key; write 'key: value' on one line";
    }
    if (problem.startsWith("expected <block end>")) {
      return "this line does not line up with those above it; indent all keys of a map alike";
    }
    if (problem.contains("that cannot start any token")) {
      return "a value cannot begin with this character; put the value in quotes";
    }
    return "this is not well-formed YAML: "
        + Quoting.shown(problem)
        + (context.isEmpty() ? "" : " (" + Quoting.shown(context) + ")");
  }
}
