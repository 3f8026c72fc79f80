package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.silico.engine.language.Json;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Shape.Rule;

/**
 * The JSON Schema of the protocol language, for completion and checks in editors. It says what a
 * protocol looks like; what its formulas mean, only the reader knows.
 */
public final class ProtocolSchema {
  private static final Pattern ARTICLE = Pattern.compile("^(an?|the) ");

  /** How often a shape that is worth a name, or a field, stands in the language. */
  private final Map<Object, Integer> uses = new HashMap<>();

  private final Map<Object, String> names = new HashMap<>();
  private final Map<String, Object> definitions = new TreeMap<>();

  private ProtocolSchema() {}

  /** JSON Schema, draft 2020-12. What stands more than once is defined once. */
  public static String json() {
    return new ProtocolSchema().text();
  }

  private String text() {
    count(Language.PROTOCOL);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Silico protocol");
    schema.put(
        "description",
        "An in-silico clinical trial, version " + Language.VERSION + " of the language");
    schema.putAll(of(Language.PROTOCOL));
    schema.put("$defs", definitions);
    return Json.of(schema);
  }

  private void count(Shape shape) {
    if (!scalar(shape) && uses.merge(shape, 1, Integer::sum) > 1) {
      return; // what is in it stands once, in its definition
    }
    if (shape instanceof Shape.Fields fields) {
      fields.fields().stream()
          .filter(field -> uses.merge(field, 1, Integer::sum) == 1)
          .forEach(field -> count(field.shape()));
    } else {
      inner(shape).forEach(this::count);
    }
  }

  private static boolean scalar(Shape shape) {
    return inner(shape).isEmpty();
  }

  private static List<Shape> inner(Shape shape) {
    if (shape instanceof Shape.Items items) {
      return List.of(items.item());
    } else if (shape instanceof Shape.Names map) {
      return List.of(map.value());
    } else if (shape instanceof Shape.Fields fields) {
      return fields.fields().stream().map(Field::shape).toList();
    } else if (shape instanceof Shape.Variants variants) {
      List<Shape> all = new ArrayList<>(variants.byWord().values());
      if (variants.whenAbsent() != null) {
        all.add(variants.whenAbsent());
      }
      return all;
    } else if (shape instanceof Shape.AnyOf anyOf) {
      return anyOf.shapes();
    }
    return List.of();
  }

  /** The schema of a shape, or where it is defined. */
  private Map<String, Object> of(Shape shape) {
    if (uses.getOrDefault(shape, 0) < 2) {
      return written(shape);
    }
    return defined(shape, slug(shape), () -> written(shape));
  }

  private Map<String, Object> defined(
      Object what, String wanted, Supplier<Map<String, Object>> schema) {
    String name = names.get(what);
    if (name == null) {
      name = free(wanted);
      names.put(what, name);
      definitions.put(name, Map.of());
      definitions.put(name, schema.get());
    }
    return Map.of("$ref", "#/$defs/" + name);
  }

  private String free(String wanted) {
    String name = wanted;
    for (int k = 2; definitions.containsKey(name); k++) {
      name = wanted + "-" + k;
    }
    return name;
  }

  /** {@code piece-in-time} of "a piece in time". */
  private static String slug(String what) {
    return ARTICLE.matcher(what).replaceFirst("").replaceAll("[^A-Za-z0-9]+", "-");
  }

  private static String slug(Shape shape) {
    if (shape instanceof Shape.Fields fields) {
      return slug(fields.what());
    } else if (shape instanceof Shape.Variants variants) {
      return slug(variants.what());
    } else if (shape instanceof Shape.Items items) {
      return "list-of-" + slug(items.item());
    } else if (shape instanceof Shape.Names map) {
      return slug(map.value()) + "-by-name";
    } else if (shape instanceof Shape.AnyOf anyOf) {
      return anyOf.shapes().stream()
          .filter(s -> !scalar(s))
          .findFirst()
          .map(s -> slug(s) + "-or-alone")
          .orElse("value");
    }
    return "value";
  }

  private Map<String, Object> written(Shape shape) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (shape instanceof Shape.Number number) {
      number(schema, number);
    } else if (shape instanceof Shape.Text text) {
      schema.put("type", List.of("string", "number", "boolean"));
      schema.put("pattern", text.pattern());
    } else if (shape instanceof Shape.Choice choice) {
      schema.put("enum", choice.words());
    } else if (shape instanceof Shape.Flag) {
      schema.put("type", "boolean");
    } else if (shape instanceof Shape.Whole whole) {
      schema.put("type", "integer");
      if (whole.low() > Long.MIN_VALUE) {
        schema.put("minimum", whole.low());
        schema.put("maximum", whole.high());
      }
    } else if (shape instanceof Shape.Items items) {
      schema.put("type", items.min() == 0 ? List.of("array", "null") : "array");
      schema.put("items", of(items.item()));
      schema.put("minItems", items.min());
      schema.put("maxItems", items.max());
    } else if (shape instanceof Shape.Names names) {
      schema.put("type", names.min() == 0 ? List.of("object", "null") : "object");
      schema.put("minProperties", names.min());
      schema.put("maxProperties", names.max());
      schema.put("patternProperties", Map.of(names.name().pattern(), of(names.value())));
      schema.put("additionalProperties", false);
    } else if (shape instanceof Shape.Fields fields) {
      fields(schema, fields);
    } else if (shape instanceof Shape.Variants variants) {
      variants(schema, variants);
    } else if (shape instanceof Shape.AnyOf anyOf) {
      schema.put("anyOf", anyOf.shapes().stream().map(this::of).toList());
    }
    return schema;
  }

  /** Formulas are strings; durations and rates have a unit, and so are strings always, save 0. */
  private static void number(Map<String, Object> schema, Shape.Number shape) {
    switch (shape.dimension()) {
      case TRUTH, NUMBER_OR_TRUTH -> schema.put("type", List.of("string", "boolean", "number"));
      case DURATION, RATE -> {
        schema.put("type", List.of("string", "number"));
        schema.put("minimum", 0);
        schema.put("maximum", 0);
      }
      case ANY -> schema.put("type", List.of("number", "string", "boolean"));
      case NUMBER -> {
        schema.put("type", List.of("number", "string"));
        Range range = shape.range();
        if (!Double.isInfinite(range.low())) {
          schema.put(range.lowIncluded() ? "minimum" : "exclusiveMinimum", range.low());
        }
        if (!Double.isInfinite(range.high())) {
          schema.put(range.highIncluded() ? "maximum" : "exclusiveMaximum", range.high());
        }
        if (range.whole()) {
          schema.put("multipleOf", 1);
        }
      }
    }
    schema.put("minLength", 1);
  }

  private Map<String, Object> of(Field field) {
    if (uses.getOrDefault(field, 0) < 2) {
      return written(field);
    }
    return defined(field, slug(field.key()), () -> written(field));
  }

  private Map<String, Object> written(Field field) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", field.doc());
    property.putAll(of(field.shape()));
    if (field.shape().kind() == Shape.Kind.SCALAR && !(field.shape() instanceof Shape.Choice)) {
      property.put("examples", List.of(example(field)));
    }
    return property;
  }

  private void fields(Map<String, Object> schema, Shape.Fields shape) {
    schema.put("type", shape.mayBeEmpty() ? List.of("object", "null") : "object");
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field field : shape.fields()) {
      properties.put(field.key(), of(field));
    }
    schema.put("properties", properties);
    List<String> required =
        shape.fields().stream().filter(Field::required).map(Field::key).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    rules(schema, shape.rules());
  }

  private static Object example(Field field) {
    String text = field.example();
    if (text.startsWith("{") || field.shape() instanceof Shape.Text) {
      return text;
    }
    if (field.shape() instanceof Shape.Flag) {
      return text.equals("true");
    }
    return text.matches("-?[0-9]+(\\.[0-9]+)?") ? Double.valueOf(text) : text;
  }

  private static void rules(Map<String, Object> schema, List<Rule> rules) {
    Map<String, Object> dependent = new LinkedHashMap<>();
    List<Object> all = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule instanceof Rule.OneOf oneOf) {
        all.add(Map.of("oneOf", oneOf.keys().stream().map(ProtocolSchema::required).toList()));
      } else if (rule instanceof Rule.AtMostOne atMost) {
        for (int i = 0; i < atMost.keys().size(); i++) {
          for (int j = i + 1; j < atMost.keys().size(); j++) {
            all.add(
                Map.of(
                    "not",
                    Map.of("required", List.of(atMost.keys().get(i), atMost.keys().get(j)))));
          }
        }
      } else if (rule instanceof Rule.Needs needs) {
        dependent.put(needs.key(), List.of(needs.other()));
      } else if (rule instanceof Rule.NeedsOneOf needs) {
        List<Map<String, Object>> others =
            needs.others().stream().map(ProtocolSchema::required).toList();
        all.add(ifThen(required(needs.key()), Map.of("anyOf", others)));
      } else if (rule instanceof Rule.When when) {
        all.add(ifThen(is(when.key(), when.words(), true), required(when.other())));
      }
    }
    if (!dependent.isEmpty()) {
      schema.put("dependentRequired", dependent);
    }
    if (!all.isEmpty()) {
      schema.put("allOf", all);
    }
  }

  private void variants(Map<String, Object> schema, Shape.Variants shape) {
    schema.put("type", "object");
    Map<String, Object> word = new LinkedHashMap<>();
    word.put("description", shape.doc());
    word.put("enum", shape.words());
    schema.put("properties", Map.of(shape.key(), word));
    List<Object> all = new ArrayList<>();
    if (shape.whenAbsent() == null) {
      schema.put("required", List.of(shape.key()));
    } else {
      all.add(ifThen(Map.of("not", required(shape.key())), of(shape.whenAbsent())));
    }
    shape
        .byWord()
        .forEach(
            (name, variant) -> all.add(ifThen(is(shape.key(), List.of(name), true), of(variant))));
    schema.put("allOf", all);
  }

  private static Map<String, Object> required(String key) {
    return Map.of("required", List.of(key));
  }

  private static Map<String, Object> is(String key, List<String> words, boolean present) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("properties", Map.of(key, Map.of("enum", words)));
    if (present) {
      schema.put("required", List.of(key));
    }
    return schema;
  }

  private static Map<String, Object> ifThen(Object condition, Object consequence) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("if", condition);
    schema.put("then", consequence);
    return schema;
  }
}
