package org.silico.engine.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.reader.ProtocolSchema;

/**
 * What a part of a protocol must look like. One description of the language serves both the checks
 * of the reader ({@link ShapeCheck}) and the JSON Schema for editors ({@link ProtocolSchema}), so
 * that the two cannot drift apart.
 */
public sealed interface Shape {

  /** The kinds of YAML node. */
  enum Kind {
    SCALAR,
    LIST,
    MAP
  }

  Kind kind();

  /** After "expected". */
  String wanted();

  /** A number or a formula. */
  record Number(Dimension dimension, Range range) implements Shape {
    @Override
    public Kind kind() {
      return Kind.SCALAR;
    }

    @Override
    public String wanted() {
      return dimension.wanted + ", for example " + dimension.example;
    }
  }

  /**
   * Text.
   *
   * @param wanted what the pattern asks for, after "expected"
   * @param pattern read alike by Java and by ECMA-262
   */
  record Text(String wanted, String pattern) implements Shape {
    /** Whether the whole text is of the pattern; a '$' alone would let a last line end pass. */
    public boolean matches(String text) {
      return text.matches(pattern);
    }

    @Override
    public Kind kind() {
      return Kind.SCALAR;
    }
  }

  /** One of several words. */
  record Choice(List<String> words) implements Shape {
    @Override
    public Kind kind() {
      return Kind.SCALAR;
    }

    @Override
    public String wanted() {
      return words.size() == 1 ? Quoting.list(words) : "one of " + Quoting.list(words);
    }
  }

  /** True or false. */
  record Flag() implements Shape {
    @Override
    public Kind kind() {
      return Kind.SCALAR;
    }

    @Override
    public String wanted() {
      return "true or false";
    }
  }

  /** A whole number in digits. */
  record Whole(long low, long high) implements Shape {
    @Override
    public Kind kind() {
      return Kind.SCALAR;
    }

    @Override
    public String wanted() {
      return low == high ? Long.toString(low) : "a whole number from " + low + " to " + high;
    }
  }

  /** A list. */
  record Items(Shape item, int min, int max, String example) implements Shape {
    @Override
    public Kind kind() {
      return Kind.LIST;
    }

    @Override
    public String wanted() {
      return "a list, for example " + example;
    }
  }

  /**
   * A map from names that the author gives.
   *
   * @param name what each key must be
   */
  record Names(Text name, Shape value, int min, int max, String example) implements Shape {
    @Override
    public Kind kind() {
      return Kind.MAP;
    }

    @Override
    public String wanted() {
      return "a map, for example " + example;
    }
  }

  /**
   * A map with known keys.
   *
   * @param what with its article: "a continuous endpoint"
   */
  record Fields(String what, List<Field> fields, List<Rule> rules) implements Shape {
    @Override
    public Kind kind() {
      return Kind.MAP;
    }

    @Override
    public String wanted() {
      return "a map with keys such as "
          + Quoting.list(keys().subList(0, Math.min(4, fields.size())));
    }

    List<String> keys() {
      return fields.stream().map(Field::key).toList();
    }

    /** Whether nothing has to be written. */
    public boolean mayBeEmpty() {
      return fields.stream().noneMatch(Field::required)
          && rules.stream().noneMatch(rule -> rule instanceof Rule.OneOf);
    }
  }

  /**
   * A map whose other keys depend on the word at one key.
   *
   * @param what with its article: "an endpoint"
   * @param key the key that decides
   * @param whenAbsent the shape without that key; null when the key is required
   * @param orKey a key that may stand instead of the deciding one, or null
   */
  record Variants(
      String what,
      String key,
      String doc,
      Map<String, Shape> byWord,
      Shape whenAbsent,
      String orKey)
      implements Shape {
    @Override
    public Kind kind() {
      return Kind.MAP;
    }

    @Override
    public String wanted() {
      return "a map with the key '" + key + "'";
    }

    public List<String> words() {
      return List.copyOf(byWord.keySet());
    }
  }

  /** One of several shapes, each of another kind. */
  record AnyOf(List<Shape> shapes) implements Shape {
    @Override
    public Kind kind() {
      return shapes.get(0).kind();
    }

    @Override
    public String wanted() {
      return String.join("; or ", shapes.stream().map(Shape::wanted).toList());
    }
  }

  /**
   * A key of {@link Fields}.
   *
   * @param doc a phrase for the author
   * @param example of the value, as written in YAML
   */
  record Field(String key, boolean required, Shape shape, String doc, String example) {}

  /** What keys of one map have to do with one another. */
  sealed interface Rule {
    /** Just one of the keys. */
    record OneOf(List<String> keys) implements Rule {}

    /** One of the keys or none. */
    record AtMostOne(List<String> keys) implements Rule {}

    /** The key makes sense with the other only. */
    record Needs(String key, String other) implements Rule {}

    /** A key that has a meaning only beside one of others. */
    record NeedsOneOf(String key, List<String> others) implements Rule {}

    /** When {@code key} is one of {@code words}, {@code other} has to be there. */
    record When(String key, List<String> words, String other) implements Rule {}

    /** Keys that are never right here; the reader says why, and no message offers them. */
    record Refused(List<String> keys) implements Rule {}

    /** Keys that are right for longitudinal endpoints only, as the reader says. */
    record Longitudinal(List<String> keys) implements Rule {}
  }

  static Field required(String key, Shape shape, String doc, String example) {
    return new Field(key, true, shape, doc, example);
  }

  static Field optional(String key, Shape shape, String doc, String example) {
    return new Field(key, false, shape, doc, example);
  }

  static Fields fields(String what, Field... fields) {
    return new Fields(what, List.of(fields), List.of());
  }

  /** The shape with one more rule. */
  static Fields with(Fields shape, Rule... rules) {
    List<Rule> all = new ArrayList<>(shape.rules());
    all.addAll(Arrays.asList(rules));
    return new Fields(shape.what(), shape.fields(), List.copyOf(all));
  }

  /** The shape with more fields in front, in every variant. */
  static Shape with(Shape shape, List<Field> fields) {
    if (shape instanceof Fields own) {
      List<Field> all = new ArrayList<>(fields);
      all.addAll(own.fields());
      return new Fields(own.what(), List.copyOf(all), own.rules());
    }
    Variants variants = (Variants) shape;
    Map<String, Shape> byWord = new LinkedHashMap<>();
    variants.byWord().forEach((word, variant) -> byWord.put(word, with(variant, fields)));
    return new Variants(
        variants.what(),
        variants.key(),
        variants.doc(),
        byWord,
        variants.whenAbsent() == null ? null : with(variants.whenAbsent(), fields),
        variants.orKey());
  }

  /** A map whose keys depend on the word at {@code key}, which has to be there. */
  static Variants variants(String what, String key, String doc, Map<String, Shape> byWord) {
    return new Variants(what, key, doc, byWord, null, null);
  }

  /** A map whose keys depend on the word at {@code key}, or {@code usual} without it. */
  static Variants variants(
      String what, String key, String doc, String usual, Map<String, Shape> byWord) {
    return new Variants(what, key, doc, byWord, byWord.get(usual), null);
  }

  static Shape anyOf(Shape... shapes) {
    return new AnyOf(List.of(shapes));
  }

  static Choice choice(String... words) {
    return new Choice(List.of(words));
  }

  static Number number(Range range) {
    return new Number(Dimension.NUMBER, range);
  }

  static Number duration(Range range) {
    return new Number(Dimension.DURATION, range);
  }

  static Number rate(Range range) {
    return new Number(Dimension.RATE, range);
  }

  static Items list(Shape item, int min, int max, String example) {
    return new Items(item, min, max, example);
  }

  /** One quantity for all arms, or a map from every arm to its own. */
  static Shape byArm(Number quantity) {
    String example = quantity.dimension().example;
    return anyOf(
        quantity,
        new Names(
            SHORT_TEXT, quantity, 1, 1000, "{control: " + example + ", active: " + example + "}"));
  }

  /** What formulas can refer to. */
  Text IDENTIFIER =
      new Text(
          "a name of letters A to Z, digits and '_' that begins with a letter (at most 40)",
          "^[A-Za-z][A-Za-z0-9_]{0,39}$");

  /** Spaces of all kinds, in a class of characters; \\s means less to Java than to ECMA-262. */
  String BLANK = " \\t\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";

  /** What turns the direction of text: embeddings, overrides, isolates. */
  String TURNS = "\\u202a-\\u202e\\u2066-\\u2069";

  /** Control characters, line ends, and what hides or turns the text beside it. */
  String UNSEEN =
      "\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u200b\\u200e\\u200f\\u2028\\u2029\\u2060-\\u2065\\u206a-\\u206f"
          + "\\ufeff\\ufff9-\\ufffb"
          + TURNS;

  /** The name of an arm, site, level, analysis. */
  Text SHORT_TEXT =
      new Text(
          "a short text (at most 60 characters)",
          "^[^" + BLANK + UNSEEN + "]([^" + UNSEEN + "]{0,58}[^" + BLANK + UNSEEN + "])?$");

  /** A label, a title, a source. */
  Text PROSE = new Text("text", "^[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f" + TURNS + "]{1,2000}$");
}
