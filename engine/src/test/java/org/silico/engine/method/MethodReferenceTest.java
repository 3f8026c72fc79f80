package org.silico.engine.method;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MethodReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/methods.md");
  private static final String BEGIN =
      "<!-- Made from the methods by MethodReferenceTest; change the methods, not these tables. -->\n";
  private static final String END = "<!-- end -->\n";

  @Test
  void theTablesOfThePageAreThoseOfTheMethods() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    if (Boolean.getBoolean("silico.reference.write")) {
      Files.writeString(
          PAGE,
          page.substring(0, from) + "\n" + MethodReference.markdown() + "\n" + page.substring(to));
      return;
    }
    assertEquals(
        "\n" + MethodReference.markdown() + "\n",
        page.substring(from, to),
        "write it anew with: mvn -pl engine test -Dtest=MethodReferenceTest"
            + " -DargLine=-Dsilico.reference.write=true");
  }
}
