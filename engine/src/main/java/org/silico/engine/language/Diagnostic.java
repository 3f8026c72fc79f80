package org.silico.engine.language;

/**
 * One problem of a protocol.
 *
 * @param message what is wrong; what would be right
 */
public record Diagnostic(String file, int line, int column, String message)
    implements Comparable<Diagnostic> {

  public Diagnostic {
    message = Printable.of(message);
  }

  @Override
  public String toString() {
    return Printable.of(file) + ":" + line + ":" + column + ": " + message;
  }

  @Override
  public int compareTo(Diagnostic other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }
}
