package org.silico.engine.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.silico.engine.formula.Nearest;
import org.silico.engine.protocol.Shape.Field;
import org.silico.engine.protocol.Shape.Kind;

/** Holds the nodes of a protocol against the shape of the language. */
final class ShapeCheck {
  private final Problems problems;

  private ShapeCheck(Problems problems) {
    this.problems = problems;
  }

  /** The checked protocol; every problem is noted. */
  static Written check(Node root, Shape shape, Problems problems) {
    return new ShapeCheck(problems).check(root, shape, new Location(1, 1), "the protocol");
  }

  /**
   * @param key where the node's key stands
   * @param label the key above it
   */
  private Written check(Node node, Shape shape, Location key, String label) {
    if (node instanceof Node.Refused) {
      return new Written.Broken(key);
    }
    if (node instanceof Node.Scalar nothing && nothing.isNothing()) {
      return nothing(nothing, shape, key, label);
    }
    if (shape instanceof Shape.AnyOf anyOf) {
      for (Shape one : anyOf.shapes()) {
        if (one.kind() == kind(node)) {
          return check(node, one, key, label);
        }
      }
      return wrong(node, label + ": expected " + shape.wanted());
    }
    if (kind(node) != shape.kind()) {
      String found =
          switch (kind(node)) {
            case SCALAR -> "";
            case LIST -> ", not a list";
            case MAP -> ", not a map";
          };
      return wrong(node, label + ": expected " + shape.wanted() + found);
    }
    if (node instanceof Node.Scalar scalar) {
      return scalar(scalar, shape, label);
    }
    if (node instanceof Node.Items items) {
      return items(items, (Shape.Items) shape, label);
    }
    Node.Entries entries = (Node.Entries) node;
    if (shape instanceof Shape.Names names) {
      return names(entries, names, key, label);
    }
    if (shape instanceof Shape.Variants variants) {
      return variant(entries, variants, key, label);
    }
    return fields(entries, (Shape.Fields) shape, key);
  }

  private static Kind kind(Node node) {
    return node instanceof Node.Scalar
        ? Kind.SCALAR
        : node instanceof Node.Items ? Kind.LIST : Kind.MAP;
  }

  private Written wrong(Node node, String message) {
    problems.add(node.location(), message);
    return new Written.Broken(node.location());
  }

  private Written nothing(Node.Scalar node, Shape shape, Location key, String label) {
    if ((shape instanceof Shape.Names names && names.min() == 0)
        || (shape instanceof Shape.Fields fields && fields.mayBeEmpty())) {
      return new Written.Entries(Map.of(), node.location(), key, true);
    }
    if (shape instanceof Shape.Items items && items.min() == 0) {
      return new Written.Items(List.of(), node.location());
    }
    problems.add(key, "nothing is written after '" + label + ":'; expected " + shape.wanted());
    return new Written.Broken(key);
  }

  private Written scalar(Node.Scalar node, Shape shape, String label) {
    String problem = ScalarCheck.problem(node, shape);
    return problem == null
        ? new Written.Scalar(node, shape, label)
        : wrong(node, label + ": " + problem);
  }

  private Written items(Node.Items node, Shape.Items shape, String label) {
    int size = node.items().size();
    if (size < shape.min() || size > shape.max()) {
      String wanted =
          shape.min() == shape.max()
              ? Integer.toString(shape.min())
              : size < shape.min() ? "at least " + shape.min() : "at most " + shape.max();
      return wrong(
          node,
          "'"
              + label
              + "' has "
              + size
              + " items; expected "
              + wanted
              + ", for example "
              + shape.example());
    }
    List<Written> items = new ArrayList<>();
    for (Node item : node.items()) {
      items.add(check(item, shape.item(), item.location(), label));
    }
    return new Written.Items(items, node.location());
  }

  private Written names(Node.Entries node, Shape.Names shape, Location key, String label) {
    int size = node.entries().size();
    if (size < shape.min() || size > shape.max()) {
      return wrong(
          node,
          "'"
              + label
              + "' has "
              + size
              + " entries; expected "
              + (size < shape.min() ? "at least " + shape.min() : "at most " + shape.max())
              + ", for example "
              + shape.example());
    }
    Pattern pattern = Pattern.compile(shape.name().pattern());
    Map<String, Written.Entry> entries = new LinkedHashMap<>();
    boolean complete = true;
    for (Node.Entry entry : node.entries()) {
      Node.Scalar name = entry.key();
      if (name.isNotText()) {
        complete = false;
        problems.add(
            name.location(),
            "YAML takes the name "
                + (name.text().isEmpty() ? "that is missing here" : name.text())
                + " for a value, not for text; put it in quotes: '"
                + name.text()
                + "'");
      } else if (!pattern.matcher(name.text()).find()) {
        complete = false;
        problems.add(
            name.location(),
            "'"
                + Quoting.shown(name.text())
                + "' cannot be a name here; expected "
                + shape.name().wanted());
      }
      boolean quantity =
          kind(entry.value()) == Kind.SCALAR || !(shape.value() instanceof Shape.AnyOf);
      String below = quantity && shape.value().kind() == Kind.SCALAR ? label : name.text();
      entries.put(
          name.text(),
          new Written.Entry(
              name.location(), check(entry.value(), shape.value(), name.location(), below)));
    }
    return new Written.Entries(entries, node.location(), key, complete);
  }

  private Written variant(Node.Entries node, Shape.Variants shape, Location key, String label) {
    Set<String> keys = new LinkedHashSet<>();
    for (Node.Entry entry : node.entries()) {
      keys.add(entry.key().text());
      if (entry.key().text().equals(shape.key())) {
        if (!(entry.value() instanceof Node.Scalar word)) {
          return wrong(entry.value(), "expected one of " + Quoting.list(shape.words()));
        }
        Shape chosen = shape.byWord().get(word.text());
        return chosen == null
            ? wrong(word, ScalarCheck.unknownWord(word.text(), shape.words(), shape.key()))
            : check(node, chosen, key, label);
      }
    }
    boolean other = shape.orKey() == null || keys.contains(shape.orKey());
    if (shape.whenAbsent() != null && other) {
      return check(node, shape.whenAbsent(), key, label);
    }
    for (Node.Entry entry : node.entries()) {
      List<String> wanted =
          shape.orKey() == null ? List.of(shape.key()) : List.of(shape.key(), shape.orKey());
      Optional<String> near = Nearest.of(entry.key().text(), wanted);
      if (near.isPresent()) {
        String meant = "; did you mean '" + near.get() + "'?";
        return wrong(entry.key(), unknown(entry.key(), shape.what()) + meant);
      }
    }
    problems.add(
        key,
        shape.what()
            + " needs '"
            + shape.key()
            + "': one of "
            + Quoting.list(shape.words())
            + (shape.orKey() == null ? "" : "; or '" + shape.orKey() + "'"));
    return new Written.Broken(key);
  }

  private static String unknown(Node.Scalar key, String what) {
    return "unknown key '" + Quoting.shown(key.text()) + "' in " + what;
  }

  private Written fields(Node.Entries node, Shape.Fields shape, Location key) {
    Map<String, Field> known = new LinkedHashMap<>();
    shape.fields().forEach(field -> known.put(field.key(), field));
    Map<String, Written.Entry> entries = new LinkedHashMap<>();
    Set<String> meant = new LinkedHashSet<>();
    for (Node.Entry entry : node.entries()) {
      String name = entry.key().text();
      Field field = known.get(name);
      if (field != null) {
        Location at = entry.key().location();
        entries.put(name, new Written.Entry(at, check(entry.value(), field.shape(), at, name)));
      } else {
        List<String> free =
            shape.keys().stream()
                .filter(k -> node.entries().stream().noneMatch(e -> e.key().text().equals(k)))
                .toList();
        Nearest.of(name, free).ifPresent(meant::add);
        problems.add(
            entry.key().location(),
            unknown(entry.key(), shape.what()) + Quoting.hint(name, free, "; it may also have "));
      }
    }
    boolean complete = entries.size() == node.entries().size();
    for (Field field : shape.fields()) {
      if (field.required() && !entries.containsKey(field.key())) {
        complete = false;
        if (!meant.contains(field.key())) {
          problems.add(
              key,
              shape.what()
                  + " needs '"
                  + field.key()
                  + "', for example '"
                  + field.key()
                  + ": "
                  + field.example()
                  + "'");
        }
      }
    }
    Written.Entries written = new Written.Entries(entries, node.location(), key, complete);
    return RuleCheck.holds(written, shape, meant, problems)
        ? written
        : new Written.Entries(entries, node.location(), key, false);
  }
}
