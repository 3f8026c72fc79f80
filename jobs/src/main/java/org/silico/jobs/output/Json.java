package org.silico.jobs.output;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The run's own small files: indented, the same on every platform, there as a whole or not at all.
 */
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
  static ObjectNode object(Map<String, ?> entries) {
    ObjectNode object = MAPPER.createObjectNode();
    entries.forEach((name, value) -> object.set(name, MAPPER.valueToTree(value)));
    return object;
  }

  static void write(FileSystem fileSystem, Path path, Object value) throws IOException {
    Path part = new Path(path.getParent(), "." + path.getName() + ".part");
    Bytes.write(fileSystem, part, bytes(value));
    fileSystem.delete(path, false);
    if (!fileSystem.rename(part, path)) {
      throw new IOException("could not be renamed from " + part.getName());
    }
  }

  static <T> T read(FileSystem fileSystem, Path path, Class<T> type) throws IOException {
    try (FSDataInputStream in = fileSystem.open(path)) {
      return MAPPER.readValue(in.readAllBytes(), type);
    }
  }
}
