package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private ProtocolSchema() {}

  /** JSON Schema, draft 2020-12. */
  public static String json() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Silico protocol");
    schema.put(
        "description",
        "An in-silico clinical trial, version " + Language.VERSION + " of the language");
    schema.putAll(of(Language.PROTOCOL));
    return Json.of(schema);
  }

  private static Map<String, Object> of(Shape shape) {
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
      schema.put("anyOf", anyOf.shapes().stream().map(ProtocolSchema::of).toList());
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

  private static void fields(Map<String, Object> schema, Shape.Fields shape) {
    schema.put("type", shape.mayBeEmpty() ? List.of("object", "null") : "object");
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field field : shape.fields()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", field.doc());
      property.putAll(of(field.shape()));
      if (field.shape().kind() == Shape.Kind.SCALAR && !(field.shape() instanceof Shape.Choice)) {
        property.put("examples", List.of(example(field)));
      }
      properties.put(field.key(), property);
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

  private static void variants(Map<String, Object> schema, Shape.Variants shape) {
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
