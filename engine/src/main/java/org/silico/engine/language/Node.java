package org.silico.engine.language;

import java.util.List;

/** A part of the text as YAML sees it: no meaning yet, but a place. */
public sealed interface Node {
  Location location();

  /**
   * A single value.
   *
   * @param plain written without quotes
   * @param start where its first character stands in the text, in UTF-16 units
   */
  record Scalar(String text, boolean plain, int start, Location location) implements Node {
    /** Another text in the same place. */
    Scalar withText(String other) {
      return new Scalar(other, plain, start, location);
    }

    /** Nothing written, or YAML's ways to write nothing. */
    boolean isNothing() {
      return plain && List.of("", "~", "null", "Null", "NULL").contains(text);
    }

    /** Whether YAML tools take it for a number, true or false, or nothing. */
    boolean isNotText() {
      return isNothing()
          || plain
              && (text.matches(
                      "true|True|TRUE|false|False|FALSE|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN)")
                  || text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")
                  || text.matches("0o[0-7]+|0x[0-9a-fA-F]+"));
    }
  }

  /** A list. */
  record Items(List<Node> items, Location location) implements Node {}

  /** A map; no key stands twice. */
  record Entries(List<Entry> entries, Location location) implements Node {
    /** The map with another entry in the place of one. */
    Entries with(Entry before, Entry now) {
      return new Entries(
          entries.stream().map(entry -> entry == before ? now : entry).toList(), location);
    }
  }

  /** Something that was complained about already. */
  record Refused(Location location) implements Node {}

  /** A key and its value. */
  record Entry(Scalar key, Node value) {}
}
