package org.silico.engine.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of the protocol that was held against its {@link Shape}: what the readers read. */
public sealed interface Written {
  Location location();

  /**
   * A single value of the right shape.
   *
   * @param label the key above it, for messages
   */
  record Scalar(Node.Scalar node, Shape shape, String label) implements Written {
    @Override
    public Location location() {
      return node.location();
    }

    /** As written; names and labels without the blanks around them. */
    public String text() {
      return shape instanceof Shape.Text ? node.text().strip() : node.text();
    }
  }

  /** A list; items may be {@link Broken}. */
  record Items(List<Written> items, Location location) implements Written {}

  /**
   * A map; values may be {@link Broken}.
   *
   * @param key where its own key stands, the place to complain about what is missing
   * @param complete whether nothing was missing or unknown
   */
  record Entries(Map<String, Entry> entries, Location location, Location key, boolean complete)
      implements Written {

    /** Whether the key is there, even with a wrong value. */
    public boolean has(String name) {
      return entries.containsKey(name);
    }

    /** The value of a key, unless it is absent or broken. */
    public Optional<Written> get(String name) {
      Entry entry = entries.get(name);
      return entry == null || entry.value() instanceof Broken
          ? Optional.empty()
          : Optional.of(entry.value());
    }

    /** The value of a key; what is absent is broken, as the check has complained about it. */
    public Written need(String name) {
      Entry entry = entries.get(name);
      return entry == null ? new Broken(key) : entry.value();
    }

    /** The text of a key whose shape is a single value. */
    public Optional<String> text(String name) {
      return get(name).map(value -> ((Scalar) value).text());
    }

    /** The text, or the usual one when the key is absent or broken. */
    public String text(String name, String usual) {
      return text(name).orElse(usual);
    }

    /** A long text on one line. */
    public String prose(String name, String usual) {
      return text(name).map(text -> text.strip().replaceAll("\\s+", " ")).orElse(usual);
    }

    public boolean flag(String name, boolean usual) {
      return text(name).map(text -> text.equals("true")).orElse(usual);
    }

    public long whole(String name, long usual) {
      return text(name).map(Long::parseLong).orElse(usual);
    }

    /** The items of a list; none when it is absent or broken. */
    public List<Written> items(String name) {
      return get(name).map(value -> ((Items) value).items()).orElse(List.of());
    }

    public Optional<Entries> map(String name) {
      return get(name).map(Entries.class::cast);
    }

    /** Where a key stands, or the map's own place. */
    public Location keyLocation(String name) {
      Entry entry = entries.get(name);
      return entry == null ? location : entry.key();
    }
  }

  /** What was complained about already; whatever reads it keeps silent. */
  record Broken(Location location) implements Written {}

  /**
   * @param key where the key stands
   */
  record Entry(Location key, Written value) {}
}
