package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.silico.engine.protocol.Protocol;

class ProtocolTemplateTest {

  @Test
  void theTemplateReadsWithoutProblem() {
    Protocol protocol = ProtocolReader.read("template.yaml", ProtocolTemplate.text());
    assertEquals("MY-TRIAL", protocol.study().id());
    assertEquals(8, protocol.scenarios().size());
  }

  @Test
  void theTemplateTellsEditorsItsSchema() {
    assertTrue(
        ProtocolTemplate.text().startsWith("# yaml-language-server: $schema=silico.schema.json\n"));
  }
}
