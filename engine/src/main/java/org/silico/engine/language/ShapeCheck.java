package org.silico.engine.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.formula.Nearest;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Shape.Kind;

/**
 * Holds the nodes of a protocol against the shape of the language. A word or key that is misspelt
 * is taken for what it was meant to be, so that nothing else is complained about on its account.
 */
public final class ShapeCheck {
  private static final Set<String> NONE =
      Set.of("none", "None", "no", "No", "false", "na", "NA", "n/a", "N/A", "-", ".", "0");

  private final Problems problems;
  private final Offers offers;

  private ShapeCheck(Problems problems, Offers offers) {
    this.problems = problems;
    this.offers = offers;
  }

  /** The checked protocol; every problem is noted. */
  public static Written check(Node root, Shape shape, Problems problems) {
    return new ShapeCheck(problems, new Offers(root, shape))
        .check(root, shape, Place.of(new Location(1, 1), "the protocol", null));
  }

  private Written check(Node node, Shape shape, Place place) {
    if (node instanceof Node.Refused) {
      return new Written.Broken(place.at());
    }
    if (node instanceof Node.Scalar nothing && nothing.isNothing()) {
      return nothing(nothing, shape, place);
    }
    if (shape instanceof Shape.AnyOf anyOf) {
      for (Shape one : anyOf.shapes()) {
        if (one.kind() == kind(node)) {
          return check(node, one, place);
        }
      }
      return wrong(node, place.key() + ": " + place.expected(shape));
    }
    if (kind(node) != shape.kind()) {
      return wrong(node, place.key() + ": " + place.expected(shape) + found(node, shape));
    }
    if (node instanceof Node.Scalar scalar) {
      return scalar(scalar, shape, place);
    }
    if (node instanceof Node.Items items) {
      return items(items, (Shape.Items) shape, place);
    }
    Node.Entries entries = (Node.Entries) node;
    if (shape instanceof Shape.Names names) {
      return names(entries, names, place);
    }
    if (shape instanceof Shape.Variants variants) {
      return variant(entries, variants, place);
    }
    return fields(entries, (Shape.Fields) shape, place);
  }

  private static Kind kind(Node node) {
    return node instanceof Node.Scalar
        ? Kind.SCALAR
        : node instanceof Node.Items ? Kind.LIST : Kind.MAP;
  }

  private static String found(Node node, Shape shape) {
    return switch (kind(node)) {
      case SCALAR ->
          node instanceof Node.Scalar scalar && NONE.contains(scalar.text())
              ? "; where there is none, leave the key out"
              : "";
      case LIST ->
          ", not a list"
              + (shape instanceof Shape.Number number && number.dimension() == Dimension.TRUTH
                  ? "; join conditions with 'and'"
                  : "");
      case MAP -> ", not a map";
    };
  }

  private Written wrong(Node node, String message) {
    problems.add(node.location(), message);
    return new Written.Broken(node.location());
  }

  private Written nothing(Node.Scalar node, Shape shape, Place place) {
    if ((shape instanceof Shape.Names names && names.min() == 0)
        || (shape instanceof Shape.Fields fields && fields.mayBeEmpty())) {
      return new Written.Entries(Map.of(), node.location(), place.at(), true);
    }
    if (shape instanceof Shape.Items items && items.min() == 0) {
      return new Written.Items(List.of(), node.location());
    }
    boolean word = shape instanceof Shape.Text && !node.text().isEmpty();
    problems.add(
        word ? node.location() : place.at(),
        word
            ? place.key()
                + ": YAML takes "
                + node.text()
                + " for nothing; where it is meant as text, put it in quotes: '"
                + node.text()
                + "'"
            : (place.item()
                    ? "an item of '" + place.key() + "' is empty; "
                    : "nothing is written after '" + place.key() + ":'; ")
                + place.expected(shape));
    return new Written.Broken(place.at());
  }

  private Written scalar(Node.Scalar node, Shape shape, Place place) {
    String problem = ScalarCheck.problem(node, shape);
    if (problem == null) {
      return new Written.Scalar(node, shape, place.label());
    }
    problems.add(node.location(), place.key() + ": " + problem);
    return shape instanceof Shape.Choice choice
        ? meant(node.text(), choice.words())
            .<Written>map(word -> new Written.Scalar(node.withText(word), shape, place.label()))
            .orElse(new Written.Broken(node.location()))
        : new Written.Broken(node.location());
  }

  /** The one word that a misspelt one was meant to be. */
  private static Optional<String> meant(String word, List<String> words) {
    return only(Quoting.meant(word, words));
  }

  private Written items(Node.Items node, Shape.Items shape, Place place) {
    int size = node.items().size();
    if (size < shape.min() || size > shape.max()) {
      String wanted =
          shape.min() == shape.max()
              ? Integer.toString(shape.min())
              : size < shape.min() ? "at least " + shape.min() : "at most " + shape.max();
      return wrong(
          node,
          "'"
              + place.key()
              + "' has "
              + size
              + " items; expected "
              + wanted
              + ", for example "
              + shape.example());
    }
    List<Written> items = new ArrayList<>();
    for (Node item : node.items()) {
      items.add(check(item, shape.item(), place.item(item.location(), shape)));
    }
    return new Written.Items(items, node.location());
  }

  private Written names(Node.Entries node, Shape.Names shape, Place place) {
    int size = node.entries().size();
    if (size < shape.min() || size > shape.max()) {
      return wrong(
          node,
          "'"
              + place.key()
              + "' has "
              + size
              + " entries; expected "
              + (size < shape.min() ? "at least " + shape.min() : "at most " + shape.max())
              + ", for example "
              + shape.example());
    }
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
      } else if (!shape.name().matches(name.text())) {
        complete = false;
        problems.add(
            name.location(),
            "'"
                + Quoting.exactly(name.text())
                + "' cannot be a name here; expected "
                + shape.name().wanted());
      }
      boolean quantity =
          (kind(entry.value()) == Kind.SCALAR || !(shape.value() instanceof Shape.AnyOf))
              && shape.value().kind() == Kind.SCALAR;
      entries.put(
          name.text(),
          new Written.Entry(
              name.location(),
              check(entry.value(), shape.value(), place.name(name, quantity, shape))));
    }
    return new Written.Entries(entries, node.location(), place.at(), complete);
  }

  private Written variant(Node.Entries node, Shape.Variants shape, Place place) {
    Set<String> keys = new LinkedHashSet<>();
    for (Node.Entry entry : node.entries()) {
      keys.add(entry.key().text());
      if (entry.key().text().equals(shape.key())) {
        if (!(entry.value() instanceof Node.Scalar word)) {
          return wrong(entry.value(), "expected one of " + Quoting.list(shape.words()));
        }
        return variant(node, entry, word, shape, place);
      }
    }
    boolean other = shape.orKey() == null || keys.contains(shape.orKey());
    if (shape.whenAbsent() != null && other) {
      return check(node, shape.whenAbsent(), place);
    }
    List<String> wanted =
        shape.orKey() == null ? List.of(shape.key()) : List.of(shape.key(), shape.orKey());
    for (Node.Entry entry : node.entries()) {
      Optional<String> near = Nearest.of(entry.key().text(), wanted);
      if (near.isPresent()) {
        problems.add(
            entry.key().location(),
            unknown(entry.key(), shape.what()) + "; did you mean '" + near.get() + "'?");
        return variant(
            node.with(entry, new Node.Entry(entry.key().withText(near.get()), entry.value())),
            shape,
            place);
      }
    }
    problems.add(
        place.at(),
        shape.what()
            + " needs '"
            + shape.key()
            + "': one of "
            + Quoting.list(shape.words())
            + (shape.orKey() == null ? "" : "; or '" + shape.orKey() + "'"));
    return new Written.Broken(place.at());
  }

  private Written variant(
      Node.Entries node, Node.Entry entry, Node.Scalar word, Shape.Variants shape, Place place) {
    Shape chosen = shape.byWord().get(word.text());
    if (chosen != null) {
      return check(node, chosen, place);
    }
    if (word.isNothing()) {
      return nothing(
          word,
          new Shape.Choice(shape.words()),
          Place.of(entry.key().location(), shape.key(), null));
    }
    problems.add(word.location(), ScalarCheck.unknownWord(word.text(), shape.words(), shape.key()));
    Optional<String> meant = meant(word.text(), shape.words());
    return meant.isEmpty()
        ? new Written.Broken(word.location())
        : check(
            node.with(entry, new Node.Entry(entry.key(), word.withText(meant.get()))),
            shape.byWord().get(meant.get()),
            place);
  }

  private static String unknown(Node.Scalar key, String what) {
    return "unknown key '" + Quoting.shown(key.text()) + "' in " + what;
  }

  private Written fields(Node.Entries node, Shape.Fields shape, Place place) {
    Map<String, Field> known = new LinkedHashMap<>();
    shape.fields().forEach(field -> known.put(field.key(), field));
    Map<String, Written.Entry> entries = new LinkedHashMap<>();
    List<String> free = new ArrayList<>(known.keySet());
    node.entries().forEach(entry -> free.remove(entry.key().text()));
    boolean complete = true;
    Node.Entry above = null;
    for (Node.Entry entry : node.entries()) {
      Node.Scalar key = entry.key();
      Field field = known.get(key.text());
      boolean sure = field != null;
      if (field == null) {
        complete = false;
        List<String> offered = offers.of(free, node, shape);
        problems.add(
            key.location(), unknown(key, shape.what()) + hint(key, free, offered, shape, above));
        Optional<String> glued = glued(key.text(), shape);
        if (glued.isPresent()) {
          Location at = key.location();
          entries.put(glued.get(), new Written.Entry(at, new Written.Broken(at)));
          continue;
        }
        Optional<String> near = Nearest.of(key.text(), free);
        sure = near.isPresent();
        field = near.or(() -> only(Synonyms.of(key.text(), offered))).map(known::get).orElse(null);
      }
      if (field != null) {
        Location at = key.location();
        Place own = Place.of(at, field.key(), field.example());
        Written value =
            isCutShort(entry, node, known)
                ? new Written.Broken(at)
                : sure || kind(entry.value()) == Kind.MAP
                    ? check(entry.value(), field.shape(), own)
                    : guessed(entry.value(), field.shape(), own);
        entries.put(field.key(), new Written.Entry(at, value));
        free.remove(field.key());
      }
      above = entry;
    }
    for (Field field : shape.fields()) {
      if (field.required() && !entries.containsKey(field.key())) {
        complete = false;
        problems.add(
            place.at(),
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
    Written.Entries written = new Written.Entries(entries, node.location(), place.at(), complete);
    return RuleCheck.holds(written, shape, problems)
        ? written
        : new Written.Entries(entries, node.location(), place.at(), false);
  }

  /** The value of a key that was perhaps meant, if it would be right there. */
  private Written guessed(Node value, Shape shape, Place place) {
    Problems own = new Problems("");
    Written written = new ShapeCheck(own, offers).check(value, shape, place);
    return own.isEmpty() ? written : new Written.Broken(value.location());
  }

  /** What an unknown key was meant to be, or where it belongs. */
  private String hint(
      Node.Scalar key,
      List<String> free,
      List<String> offered,
      Shape.Fields shape,
      Node.Entry above) {
    String name = key.text();
    if (glued(name, shape).isPresent()) {
      return "; write a space after ':'";
    }
    if (Nearest.of(name, free).isPresent() || !Synonyms.of(name, offered).isEmpty()) {
      return Quoting.hint(name, Synonyms.of(name, offered).isEmpty() ? free : offered, "");
    }
    if (above != null && isBlank(above) && shape.keys().contains(above.key().text())) {
      return "; to make it part of '" + above.key().text() + "', indent it";
    }
    Optional<String> there = only(Quoting.meant(name, shape.keys()));
    if (there.isPresent() && !free.contains(there.get())) {
      return "; '" + there.get() + "' stands here already";
    }
    return offers.elsewhere(name, shape)
        + (offered.isEmpty() ? "" : "; it may also have " + Quoting.list(offered));
  }

  /** The key in {@code sd:7}, which lacks a space. */
  private static Optional<String> glued(String text, Shape.Fields shape) {
    int colon = text.indexOf(':');
    return Optional.of(text.substring(0, Math.max(0, colon)).strip())
        .filter(shape.keys()::contains);
  }

  private static Optional<String> only(List<String> words) {
    return words.size() == 1 ? Optional.of(words.get(0)) : Optional.empty();
  }

  /** Whether nothing is written at a key and the next one is unknown: it should be indented. */
  private static boolean isCutShort(Node.Entry entry, Node.Entries map, Map<String, Field> known) {
    int next = map.entries().indexOf(entry) + 1;
    return isBlank(entry)
        && next < map.entries().size()
        && !known.containsKey(map.entries().get(next).key().text())
        && Quoting.meant(map.entries().get(next).key().text(), known.keySet()).isEmpty();
  }

  private static boolean isBlank(Node.Entry entry) {
    return entry.value() instanceof Node.Scalar scalar && scalar.plain() && scalar.text().isEmpty();
  }
}
