package org.silico.engine.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LongitudinalProtocolTest {
  @Test
  void everyKeyIsRead() {
    assertEquals(List.of(), MistakesTest.problems(MistakesTest.text("longitudinal.yaml")));
  }
}
