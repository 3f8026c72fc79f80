package org.silico.engine.language;

import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What the author of a protocol should do about a text that is no YAML. The parser stumbles where
 * the text goes on; what is wrong is mostly a line above.
 */
final class YamlAdvice {
  private final MarkedYamlEngineException e;
  private final String problem;
  private final String context;
  private final SourceText source;

  YamlAdvice(MarkedYamlEngineException e, SourceText source) {
    this.e = e;
    this.problem = e.getProblem() == null ? "" : e.getProblem();
    this.context = e.getContext() == null ? "" : e.getContext();
    this.source = source;
  }

  /** Where to look: where a quote or a key begins that goes wrong, else where it went wrong. */
  Location location() {
    if (isKeyWithoutColon()) {
      return keyWithoutColon();
    }
    boolean begins = isOpenQuote() || isNoKey();
    return (begins ? e.getContextMark() : e.getProblemMark().or(e::getContextMark))
        .map(YamlAdvice::location)
        .orElse(new Location(1, 1));
  }

  String text() {
    String line = source.line(location().line());
    String odd = OddCharacters.inLine(line);
    if (odd != null) {
      return odd;
    }
    String both = (problem + " " + context).toLowerCase(Locale.ROOT);
    if (both.contains("\\t") || both.contains("tab")) {
      return line.substring(0, Math.min(location().column() - 1, line.length())).isBlank()
          ? "a tab cannot indent YAML; use spaces"
          : "a tab stands here; use spaces";
    }
    if (isNoKey() || isKeyWithoutColon()) {
      return noKey(line.strip());
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return colon(line);
    }
    if (both.contains("flow mapping") || both.contains("flow sequence") || isEmptyItem()) {
      return flow(both.contains("flow mapping"));
    }
    if (isOpenQuote()) {
      return "a quote that opens here is never closed";
    }
    if (problem.startsWith("expected <block end>")) {
      return isFirstInLine(line)
          ? "this line does not line up with those above it; indent all keys of a map alike"
          : "the text goes on after its closing quote; write \"...\" around text that holds ', and"
              + " '...' around text that holds \"";
    }
    if (problem.contains("that cannot start any token")) {
      return "a value cannot begin with this character; put the value in quotes";
    }
    if (problem.startsWith("expected '<document start>'")) {
      return "the protocol ended above this line; remove '...' or '---' there";
    }
    return "this is not well-formed YAML: "
        + Quoting.shown(problem)
        + (context.isEmpty() ? "" : " (" + Quoting.shown(context) + ")");
  }

  private boolean isOpenQuote() {
    return problem.contains("found unexpected end of stream") && e.getContextMark().isPresent();
  }

  private boolean isNoKey() {
    return problem.startsWith("could not find expected ':'");
  }

  private boolean isEmptyItem() {
    return problem.startsWith("expected the node content");
  }

  /** Whether a key without colon stands above, so that this line looks like its continuation. */
  private boolean isKeyWithoutColon() {
    return problem.startsWith("mapping values are not allowed") && keyWithoutColon() != null;
  }

  private Location keyWithoutColon() {
    int number = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
    int above = number - 1;
    while (above > 0 && isComment(source.line(above))) {
      above--;
    }
    String before = above > 0 ? source.line(above) : "";
    int indent = indent(before);
    boolean key =
        above > 0
            && indent <= indent(source.line(number))
            && !before.contains(":")
            && before.strip().matches("[A-Za-z][A-Za-z0-9 _]*");
    return key ? new Location(above, indent + 1) : null;
  }

  private static boolean isComment(String line) {
    return line.isBlank() || line.strip().startsWith("#");
  }

  /** What is wrong with a line that should be a key and a value. */
  private static String noKey(String line) {
    if (line.matches("[^:=]+=.*")) {
      int at = line.indexOf('=');
      return "a key and its value are joined by ':', not '='; write '"
          + Quoting.shown(line.substring(0, at).replace("<-", "").strip())
          + ": "
          + Quoting.shown(line.substring(at + 1))
          + "'";
    }
    if (line.matches("[A-Za-z][A-Za-z0-9 _]*:\\S.*")) {
      return "write a space after ':': '" + Quoting.shown(line.replaceFirst(":", ": ")) + "'";
    }
    if (line.matches("[A-Za-z][A-Za-z_]*(\\s+\\S+)+")) {
      return "expected ':' after the key, for example '"
          + Quoting.shown(line.replaceFirst("\\s+", ": "))
          + "'";
    }
    return "expected ':' after this key; write 'key: value' on one line";
  }

  /** What is wrong with a line that has a ':' where none is expected. */
  private String colon(String line) {
    int number = location().line();
    String above = number > 1 ? source.line(number - 1) : "";
    if (line.matches(".*[0-9]\\s+:\\s+[0-9].*")) {
      return "a ratio is no value; give every arm its own number, for example 'ratio: 2'";
    }
    if (indent(line) > indent(above)
        && above.matches("\\s*(- )?[^:#]+:\\s+\\S.*")
        && line.substring(0, Math.min(location().column() - 1, line.length())).indexOf(':') < 0) {
      return "this line is indented more than the one above, which has a value already; indent"
          + " them alike";
    }
    return "a ': ' is not expected here; put text that contains ': ' in quotes, or check the"
        + " indentation";
  }

  private String flow(boolean map) {
    Optional<Mark> opens = e.getContextMark();
    Location at = location();
    String line = source.line(at.line());
    String before = line.substring(0, Math.min(at.column() - 1, line.length())).stripTrailing();
    if (isEmptyItem()) {
      return "nothing stands before this character; remove a ',' or write the value";
    }
    if (before.matches(".*['\"]\\S*") && before.matches(".*\\w['\"]\\w*")) {
      return "the text ends at the quote before this; write \"...\" around text that holds ', and"
          + " '...' around text that holds \"";
    }
    String first = opens.map(mark -> source.line(mark.getLine() + 1)).orElse("");
    return "the "
        + (map ? "{...}" : "[...]")
        + opens.map(mark -> " that opens on line " + (mark.getLine() + 1)).orElse("")
        + " is not well formed; close every '{' and '[', put ',' between"
        + " entries, and put formulas that contain ',', '[' or '{' in quotes"
        + (first.contains(" #") ? "; what follows ' #' is a comment" : "");
  }

  private boolean isFirstInLine(String line) {
    return line.substring(0, Math.min(location().column() - 1, line.length())).isBlank();
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static Location location(Mark mark) {
    return new Location(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
