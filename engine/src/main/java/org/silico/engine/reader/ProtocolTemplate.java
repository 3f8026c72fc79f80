package org.silico.engine.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A small protocol with comments that teach the language, to begin from. */
public final class ProtocolTemplate {
  private ProtocolTemplate() {}

  /** The protocol as YAML text. */
  public static String text() {
    try (InputStream in = ProtocolTemplate.class.getResourceAsStream("template.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
