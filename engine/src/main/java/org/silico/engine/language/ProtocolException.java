package org.silico.engine.language;

import java.util.List;
import java.util.stream.Collectors;

/** A protocol that cannot be simulated, with every problem that was found. */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public ProtocolException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** In the order of the text. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
