package org.silico.engine.language;

/**
 * Where a part of a protocol stands, for messages.
 *
 * @param at where its key is, or the part itself where it has none
 * @param key its own key
 * @param label what a value here is called: its key, or the key above where an author's name is its
 *     own
 * @param example how it may be written, or null
 * @param item whether it is an item of a list; its key is then that of the list
 */
record Place(Location at, String key, String label, String example, boolean item) {

  static Place of(Location at, String key, String example) {
    return new Place(at, key, key, example, false);
  }

  /** An item of the list that is here. */
  Place item(Location at, Shape.Items list) {
    return new Place(at, key, label, first(list.example()), true);
  }

  /** What is at a name in the map that is here. */
  Place name(Node.Scalar name, boolean quantity, Shape.Names map) {
    return new Place(
        name.location(), name.text(), quantity ? label : name.text(), first(map.example()), false);
  }

  /** "expected ..." with this place's example. */
  String expected(Shape shape) {
    boolean isMap = shape.kind() == Shape.Kind.MAP && !(shape instanceof Shape.AnyOf);
    return "expected "
        + (isMap && example != null && example.startsWith("{")
            ? "a map, for example " + example
            : shape.wanted());
  }

  /** The first value in an example of a list or map, if it is a list or map itself. */
  private static String first(String example) {
    int from = example.startsWith("{") ? example.indexOf(": ") + 2 : 1;
    if (from >= example.length() || "{[".indexOf(example.charAt(from)) < 0) {
      return null;
    }
    int depth = 0;
    for (int i = from; i < example.length(); i++) {
      char c = example.charAt(i);
      depth += "{[".indexOf(c) >= 0 ? 1 : "}]".indexOf(c) >= 0 ? -1 : 0;
      if (depth == 0) {
        return example.substring(from, i + 1);
      }
    }
    return null;
  }
}
