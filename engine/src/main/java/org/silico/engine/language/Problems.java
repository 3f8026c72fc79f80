package org.silico.engine.language;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The problems found so far. Reading goes on after a problem, up to a limit. */
public final class Problems {
  /** More are of no use to the author, and would let a hostile protocol cost without bound. */
  public static final int LIMIT = 100;

  private final String file;
  private final Set<Diagnostic> found = new LinkedHashSet<>();
  private final Set<Diagnostic> warnings = new LinkedHashSet<>();

  public Problems(String file) {
    this.file = file;
  }

  /**
   * Notes a problem; the same one at the same place counts once.
   *
   * @throws ProtocolException when there are too many to go on
   */
  public void add(Location at, String message) {
    found.add(new Diagnostic(file, at.line(), at.column(), message));
    if (found.size() >= LIMIT) {
      List<Diagnostic> shown = sorted(found);
      shown.add(
          new Diagnostic(
              file, at.line(), at.column(), "stopped here, after " + LIMIT + " problems"));
      throw new ProtocolException(shown);
    }
  }

  /** Notes what is no mistake but should be known; the same at the same place counts once. */
  public void warn(Location at, String message) {
    warnings.add(new Diagnostic(file, at.line(), at.column(), "warning: " + message));
  }

  /** What was warned of, in the order of the text, up to the limit. */
  public List<Diagnostic> warnings() {
    List<Diagnostic> all = sorted(warnings);
    if (all.size() <= LIMIT) {
      return all;
    }
    Diagnostic next = all.get(LIMIT);
    List<Diagnostic> shown = new ArrayList<>(all.subList(0, LIMIT));
    shown.add(
        new Diagnostic(
            file,
            next.line(),
            next.column(),
            "warning: and " + (all.size() - LIMIT) + " more warnings from here on"));
    return shown;
  }

  /** The problem that makes reading on senseless. */
  public ProtocolException fatal(Location at, String message) {
    found.add(new Diagnostic(file, at.line(), at.column(), message));
    return new ProtocolException(sorted(found));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * @throws ProtocolException when there is any problem
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ProtocolException(sorted(found));
    }
  }

  private static List<Diagnostic> sorted(Set<Diagnostic> diagnostics) {
    List<Diagnostic> sorted = new ArrayList<>(diagnostics);
    sorted.sort(Diagnostic::compareTo);
    return sorted;
  }
}
