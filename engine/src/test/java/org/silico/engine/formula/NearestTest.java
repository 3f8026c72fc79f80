package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> NAMES = List.of("AGE", "age_group", "BASELINE", "baseline");

  @Test
  void aSwapIsOneEdit() {
    assertEquals(Optional.of("AGE"), Nearest.of("AEG", NAMES));
  }

  @Test
  void letterCaseComesFirst() {
    assertEquals(Optional.of("AGE"), Nearest.of("Age", List.of("Ages", "AGE", "Agf")));
  }

  @Test
  void aThirdOfTheWordMayBeWrong() {
    assertEquals(Optional.of("age_group"), Nearest.of("agegruop", NAMES));
    assertEquals(Optional.empty(), Nearest.of("agxyzoup", NAMES));
  }

  @Test
  void tiesGoToTheAlphabeticallyFirst() {
    assertEquals(Optional.of("BASELINE"), Nearest.of("BASELINES", NAMES));
    assertEquals(Optional.of("cab"), Nearest.of("cax", List.of("cay", "cab")));
  }

  @Test
  void aNameWithAWordLeftOutIsFoundWhenItIsTheOnlyOne() {
    List<String> models = List.of("WOMAC pain Wen 2022", "pain Plan 2012", "PANSS Friberg 2009");
    assertEquals(Optional.of("WOMAC pain Wen 2022"), Nearest.of("WOMAC Wen 2022", models));
    assertEquals(Optional.of("WOMAC pain Wen 2022"), Nearest.of("womac", models));
    assertEquals(Optional.empty(), Nearest.of("pain", models));
  }

  @Test
  void nothingIsNearAnUnrelatedOrEmptyWord() {
    assertEquals(Optional.empty(), Nearest.of("x", List.of("y", "z")));
    assertEquals(Optional.empty(), Nearest.of("", List.of("", "a").subList(1, 2)));
    assertEquals(Optional.empty(), Nearest.of("AGE", List.of()));
  }
}
