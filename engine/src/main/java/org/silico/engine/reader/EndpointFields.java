package org.silico.engine.reader;

import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;

/** The keys that endpoints of several types have. */
final class EndpointFields {
  private EndpointFields() {}

  static Field type(String name) {
    return required("type", choice(name), "what is observed", name);
  }

  static Field label() {
    return optional("label", Shape.PROSE, "PARAM, for tables and reports", "ADAS-Cog total score");
  }

  static Field table() {
    return optional(
        "table",
        new Shape.Text("AD and up to 6 capitals or digits", "^AD[A-Z0-9]{1,6}$"),
        "the output table; ADQS unless given",
        "ADQS");
  }

  static Field visit() {
    return required("visit", duration(Range.POSITIVE), "time from randomisation", "24 weeks");
  }

  static Field categories() {
    return required(
        "categories",
        list(Shape.SHORT_TEXT, 2, 100, "[worse, same, better]"),
        "in order, coded 1, 2, ...",
        "[worse, same, better]");
  }
}
