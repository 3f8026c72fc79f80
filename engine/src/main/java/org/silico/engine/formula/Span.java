package org.silico.engine.formula;

/** A stretch of a formula's text: {@code start} inclusive, {@code end} exclusive, in UTF-16. */
record Span(int start, int end) {
  int length() {
    return end - start;
  }

  Span to(Span last) {
    return new Span(start, last.end);
  }

  String of(String text) {
    return text.substring(start, end);
  }
}
