package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.language.Node;
import org.silico.engine.language.Problems;
import org.silico.engine.language.ShapeCheck;
import org.silico.engine.language.SourceText;
import org.silico.engine.language.YamlText;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ProtocolSchemaTest {
  private static final Path KEPT = Path.of("../protocols/silico.schema.json");

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(ProtocolSchema.json());

  /**
   * What the schema cannot see, as YAML tools read it first: 06 is 6, 1e4 a whole number, and a key
   * 1 is "1".
   */
  private static final Set<String> BEFORE_THE_SCHEMA =
      Set.of(
          "a number with a leading zero",
          "an infinite number",
          "a number of replicates as a formula",
          "a level that YAML takes for a number",
          "a line indented by non-breaking spaces");

  @Test
  void theKeptFileIsTheSchema() throws IOException {
    if (Boolean.getBoolean("silico.schema.write")) {
      Files.writeString(KEPT, ProtocolSchema.json());
    }
    assertEquals(
        ProtocolSchema.json(),
        Files.readString(KEPT),
        "write it anew with: mvn -pl engine test -Dtest=ProtocolSchemaTest"
            + " -DargLine=-Dsilico.schema.write=true");
  }

  @Test
  void theSchemaIsValidAgainstItsDraft() throws IOException {
    JsonSchema draft =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(java.net.URI.create("https://json-schema.org/draft/2020-12/schema"));
    assertEquals(Set.of(), draft.validate(new ObjectMapper().readTree(ProtocolSchema.json())));
  }

  static Stream<Named<String>> protocols() throws IOException {
    List<Named<String>> all = new ArrayList<>();
    all.add(Named.of("template", ProtocolTemplate.text()));
    all.add(Named.of("all endpoints", MistakesTest.text("all-endpoints.yaml")));
    all.add(Named.of("longitudinal", MistakesTest.text("longitudinal.yaml")));
    try (Stream<Path> files = Files.list(KEPT.getParent())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        all.add(Named.of(file.getFileName().toString(), Files.readString(file)));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void goodProtocolsPassBoth(String protocol) {
    assertEquals(List.of(), MistakesTest.problems(protocol));
    assertEquals(Set.of(), schemaProblems(protocol));
  }

  static Stream<Named<MistakesTest.Mistake>> mistakes() {
    return MistakesTest.mistakes()
        .filter(mistake -> loads(mistake.getPayload().protocol()))
        .filter(mistake -> !BEFORE_THE_SCHEMA.contains(mistake.getName()));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void whatHasTheWrongShapeFailsTheSchemaToo(MistakesTest.Mistake mistake) {
    Problems problems = new Problems("p");
    Node root = YamlText.parse(new SourceText(mistake.protocol()), problems);
    if (problems.isEmpty()) {
      ShapeCheck.check(root, Language.PROTOCOL, problems);
      boolean failsSchema = !schemaProblems(mistake.protocol()).isEmpty();
      assertTrue(failsSchema || problems.isEmpty(), "the schema misses what the reader sees");
    }
  }

  private static boolean loads(String protocol) {
    try {
      json(protocol);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static JsonNode json(String protocol) {
    Object value = new Load(LoadSettings.builder().build()).loadFromString(protocol);
    return new ObjectMapper().valueToTree(value);
  }

  private static Set<ValidationMessage> schemaProblems(String protocol) {
    return SCHEMA.validate(json(protocol));
  }
}
