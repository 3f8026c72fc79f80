package org.silico.engine.language;

import java.util.List;
import org.silico.engine.language.Shape.Rule;

/** Holds the keys of a map against the rules that tie them to one another. */
final class RuleCheck {
  private RuleCheck() {}

  /** Whether all rules hold; what does not is noted. */
  static boolean holds(Written.Entries map, Shape.Fields shape, Problems problems) {
    boolean holds = true;
    for (Rule rule : shape.rules()) {
      if (rule instanceof Rule.OneOf oneOf) {
        List<String> present = present(map, oneOf.keys());
        if (present.isEmpty()) {
          holds = false;
          problems.add(map.key(), shape.what() + " needs one of " + Quoting.list(oneOf.keys()));
        }
        holds &= notBoth(map, present, problems);
      } else if (rule instanceof Rule.AtMostOne atMost) {
        holds &= notBoth(map, present(map, atMost.keys()), problems);
      } else if (rule instanceof Rule.Needs needs) {
        if (map.has(needs.key()) && !map.has(needs.other())) {
          holds = false;
          problems.add(
              map.keyLocation(needs.key()),
              "'" + needs.key() + "' needs '" + needs.other() + "' beside it");
        }
      } else if (rule instanceof Rule.NeedsOneOf needs) {
        if (map.has(needs.key()) && present(map, needs.others()).isEmpty()) {
          holds = false;
          problems.add(
              map.keyLocation(needs.key()),
              "'"
                  + needs.key()
                  + "' needs '"
                  + String.join("' or '", needs.others())
                  + "' beside it");
        }
      } else if (rule instanceof Rule.When when) {
        String word = map.text(when.key(), "");
        if (when.words().contains(word) && !map.has(when.other())) {
          holds = false;
          problems.add(
              map.keyLocation(when.key()),
              "'" + when.key() + ": " + word + "' needs '" + when.other() + "' beside it");
        }
      }
    }
    return holds;
  }

  private static List<String> present(Written.Entries map, List<String> keys) {
    return map.entries().keySet().stream().filter(keys::contains).toList();
  }

  private static boolean notBoth(Written.Entries map, List<String> present, Problems problems) {
    if (present.size() < 2) {
      return true;
    }
    problems.add(
        map.keyLocation(present.get(1)),
        Quoting.list(present) + " say the same thing in different ways; keep one");
    return false;
  }
}
