package org.silico.jobs.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The text of the run's own small files: indented, the same on every platform. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Json() {}

  static byte[] bytes(Object value) throws IOException {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
    String text = MAPPER.writer(printer).writeValueAsString(value) + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An object whose entries keep their order; maps inside them are sorted by key. */
  static ObjectNode ordered(Map<String, ?> entries) {
    ObjectNode object = MAPPER.createObjectNode();
    entries.forEach((name, value) -> object.set(name, MAPPER.valueToTree(value)));
    return object;
  }

  /** A record as an object. */
  static ObjectNode object(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The record that an object holds. */
  static <T> T as(JsonNode object, Class<T> type) throws Sealed.Damaged {
    try {
      T value = MAPPER.treeToValue(object, type);
      if (value == null) {
        throw new Sealed.Damaged("it holds null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new Sealed.Damaged(e.getOriginalMessage());
    }
  }

  static JsonNode parse(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }
}
