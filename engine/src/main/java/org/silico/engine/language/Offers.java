package org.silico.engine.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.language.Shape.Rule;

/** Which keys a message may offer for a map: those that would not be refused there. */
final class Offers {
  /** The type of every endpoint of the protocol, as far as it is written. */
  private final Map<String, String> endpointTypes = new HashMap<>();

  /** Keys of the language, each with the keys and sections under which it may stand. */
  private final Map<String, Set<String>> places = new HashMap<>();

  /** The key or section under which each map of the language stands. */
  private final Map<Shape, String> own = new IdentityHashMap<>();

  private final Shape language;

  Offers(Node root, Shape language) {
    this.language = language;
    place(language, "");
    for (Node.Entry endpoint : entries(value(root, "endpoints"))) {
      if (value(endpoint.value(), "type") instanceof Node.Scalar type) {
        endpointTypes.put(endpoint.key().text(), type.text());
      }
    }
  }

  /** Those of the keys that are not there yet that would be right beside those that are. */
  List<String> of(List<String> free, Node.Entries map, Shape.Fields shape) {
    List<String> offered = new ArrayList<>(free);
    for (Rule rule : shape.rules()) {
      if (rule instanceof Rule.OneOf oneOf) {
        alternatives(oneOf.keys(), map, offered);
      } else if (rule instanceof Rule.AtMostOne atMost) {
        alternatives(atMost.keys(), map, offered);
      } else if (rule instanceof Rule.When when) {
        String word = value(map, when.key()) instanceof Node.Scalar scalar ? scalar.text() : "";
        if (!when.words().contains(word)) {
          offered.remove(when.other());
        }
      } else if (rule instanceof Rule.Refused refused) {
        offered.removeAll(refused.keys());
      } else if (rule instanceof Rule.Longitudinal longitudinal && !isLongitudinal(map)) {
        offered.removeAll(longitudinal.keys());
      }
    }
    for (Rule rule : shape.rules()) {
      if (rule instanceof Rule.Needs needs
          && value(map, needs.other()) == null
          && !offered.contains(needs.other())) {
        offered.remove(needs.key());
      }
      if (rule instanceof Rule.NeedsOneOf needs
          && needs.others().stream()
              .allMatch(other -> value(map, other) == null && !offered.contains(other))) {
        offered.remove(needs.key());
      }
    }
    return offered;
  }

  /** Where else a key belongs, when that is few places: {@code "; 'sd' is a key of 'residual'"}. */
  String elsewhere(String key, Shape.Fields shape) {
    Set<String> above = places.getOrDefault(key, Set.of());
    if (shape == language && !above.isEmpty()) {
      return "; '" + key + "' is a key within a section: indent it";
    }
    return above.isEmpty() || above.size() > 3 || above.contains(own.get(shape))
        ? ""
        : "; '" + key + "' is a key of " + Quoting.list(above);
  }

  private static void alternatives(List<String> keys, Node.Entries map, List<String> offered) {
    if (keys.stream().anyMatch(key -> value(map, key) != null)) {
      offered.removeAll(keys);
    }
  }

  /** Whether the endpoint of an analysis is longitudinal, or may be. */
  private boolean isLongitudinal(Node.Entries analysis) {
    if (value(analysis, "endpoint") instanceof Node.Scalar name) {
      return endpointTypes.getOrDefault(name.text(), "longitudinal").equals("longitudinal");
    }
    return endpointTypes.isEmpty() || endpointTypes.containsValue("longitudinal");
  }

  private void place(Shape shape, String above) {
    if (shape instanceof Shape.Fields fields) {
      own.put(fields, above);
      for (Shape.Field field : fields.fields()) {
        if (!above.isEmpty()) {
          places.computeIfAbsent(field.key(), key -> new LinkedHashSet<>()).add(above);
        }
        place(field.shape(), field.key());
      }
    } else if (shape instanceof Shape.Names names) {
      place(names.value(), above);
    } else if (shape instanceof Shape.Items items) {
      place(items.item(), above);
    } else if (shape instanceof Shape.Variants variants) {
      variants.byWord().values().forEach(variant -> place(variant, above));
    } else if (shape instanceof Shape.AnyOf anyOf) {
      anyOf.shapes().forEach(one -> place(one, above));
    }
  }

  private static List<Node.Entry> entries(Node node) {
    return node instanceof Node.Entries map ? map.entries() : List.of();
  }

  private static Node value(Node map, String key) {
    Optional<Node.Entry> found =
        entries(map).stream().filter(entry -> entry.key().text().equals(key)).findFirst();
    return found.map(Node.Entry::value).orElse(null);
  }
}
