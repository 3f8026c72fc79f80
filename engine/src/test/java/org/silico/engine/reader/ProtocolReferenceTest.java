package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;

/** The tables of keys in the reference say what the shapes of the language say. */
class ProtocolReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/protocol.md");

  /** Whose keys are those of models, which have a reference of their own. */
  private static final Set<String> OF_MODELS = Set.of("parameters", "effects", "covariates");

  /** A row of a table whose first column is of keys. */
  private record Row(String key, String fallback) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    List<String> header = List.of();
    for (String line : Files.readString(PAGE).split("\n")) {
      if (!line.startsWith("|")) {
        header = List.of();
        continue;
      }
      List<String> cells = cells(line);
      if (header.isEmpty()) {
        header = cells;
      } else if (header.get(0).startsWith("key") && cells.get(0).startsWith("`")) {
        int fallback = header.indexOf("default");
        for (String key : cells.get(0).split(", ")) {
          String name = key.replaceAll("[`\\[\\]]|\\(#.*| with .*", "");
          rows.add(new Row(name, fallback < 0 ? null : cells.get(fallback)));
        }
      }
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.substring(1).split("(?<!\\\\)\\|")) {
      cells.add(cell.strip());
    }
    return cells;
  }

  private static void gather(Shape shape, Set<Shape> seen, Map<String, Set<Field>> fields) {
    if (!seen.add(shape)) {
      return;
    }
    if (shape instanceof Shape.Fields own) {
      for (Field field : own.fields()) {
        fields.computeIfAbsent(field.key(), key -> new LinkedHashSet<>()).add(field);
        if (!own.what().contains("model") || !OF_MODELS.contains(field.key())) {
          gather(field.shape(), seen, fields);
        }
      }
    } else if (shape instanceof Shape.Items items) {
      gather(items.item(), seen, fields);
    } else if (shape instanceof Shape.Names names) {
      gather(names.value(), seen, fields);
    } else if (shape instanceof Shape.Variants variants && !variants.key().equals("kernel")) {
      variants.byWord().values().forEach(variant -> gather(variant, seen, fields));
      if (variants.whenAbsent() != null) {
        gather(variants.whenAbsent(), seen, fields);
      }
    } else if (shape instanceof Shape.AnyOf anyOf) {
      anyOf.shapes().forEach(one -> gather(one, seen, fields));
    }
  }

  private static Map<String, Set<Field>> fields() {
    Map<String, Set<Field>> fields = new LinkedHashMap<>();
    gather(Language.PROTOCOL, new LinkedHashSet<>(), fields);
    return fields;
  }

  @Test
  void everyKeyOfTheTablesIsOneOfTheLanguage() throws IOException {
    Set<String> unknown = new TreeSet<>();
    rows().stream().map(Row::key).filter(key -> !fields().containsKey(key)).forEach(unknown::add);
    assertEquals(Set.of(), unknown);
  }

  @Test
  void whatIsRequiredIsSo() throws IOException {
    Map<String, Set<Field>> fields = fields();
    Set<String> wrong = new TreeSet<>();
    for (Row row : rows()) {
      // what is required with something else is, to a shape, either
      if (row.fallback == null || row.fallback.startsWith("required ")) {
        continue;
      }
      boolean required = row.fallback.equals("required");
      if (fields.get(row.key).stream().noneMatch(field -> field.required() == required)) {
        wrong.add(row.key + ": " + row.fallback);
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void everyKeyOfTheLanguageIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> missing = new TreeSet<>();
    for (String key : fields().keySet()) {
      if (!page.contains("`" + key + "`") && !page.contains(key + ":")) {
        missing.add(key);
      }
    }
    assertEquals(Set.of(), missing);
  }
}
