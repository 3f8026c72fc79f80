package org.silico.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelReferenceTest {
  private static final Path KEPT = Path.of("../docs/reference/models.md");

  @Test
  void theReferencePageIsThatOfTheLibrary() throws IOException {
    if (Boolean.getBoolean("silico.reference.write")) {
      Files.createDirectories(KEPT.getParent());
      Files.writeString(KEPT, ModelReference.markdown());
    }
    assertEquals(
        ModelReference.markdown(),
        Files.readString(KEPT),
        "write it anew with: mvn -pl engine test -Dtest=ModelReferenceTest"
            + " -DargLine=-Dsilico.reference.write=true");
  }

  @Test
  void sourcesAreShortenedToAuthorAndYear() {
    assertEquals(
        "Friberg 2009", ModelReference.shortSource(Models.byName("PANSS Friberg 2009").info()));
    assertEquals("", ModelReference.shortSource(Models.byName("Bateman").info()));
  }
}
