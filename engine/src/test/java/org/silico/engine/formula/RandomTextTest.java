package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomTextTest {
  private static final List<String> WORDS =
      List.of(
          "1",
          "0",
          "0.5",
          "10%",
          "6 weeks",
          "0.3 per year",
          "AGE",
          "SEX",
          "TIME",
          "SMOKER",
          "ARM",
          "effect",
          "halfLife",
          "hazard",
          "blinded",
          "AEG",
          "exp",
          "log",
          "min",
          "pow",
          "sqrt",
          "(",
          "(",
          ")",
          ")",
          "+",
          "-",
          "*",
          "/",
          "^",
          "<",
          "<=",
          "==",
          "!=",
          "and",
          "or",
          "not",
          "if",
          "then",
          "else",
          "in",
          "[",
          "]",
          ",",
          "'F'",
          "'low'",
          "true",
          "pi",
          "per",
          "days");

  @Test
  void anyTextIsAFormulaOrHasProblemsWithinIt() {
    Random random = new Random(31);
    int formulas = 0;
    List<Typed> checked = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = random.nextInt(9); w >= 0; w--) {
        text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      formulas += isFormula(text.toString(), checked) ? 1 : 0;
    }
    assertTrue(formulas > 300, "some texts are formulas: " + formulas);
    double[] out = new double[1];
    List<ColumnFormula> compiled = FormulaCompiler.compileAll(checked);
    for (int i = 0; i < compiled.size(); i++) {
      compiled.get(i).evaluate(Example.ROW, Example.PARAMETERS, 0, 1, out);
      double expected =
          Interpreter.value(checked.get(i).expr(), Example.ROW, Example.PARAMETERS, 0);
      assertEquals(expected, out[0]);
    }
  }

  @Test
  void anyCharactersAreAFormulaOrHaveProblemsWithinThem() {
    Random random = new Random(37);
    List<Typed> checked = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = random.nextInt(12); c >= 0; c--) {
        text.append(
            (char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      isFormula(text.toString(), checked);
    }
  }

  private static boolean isFormula(String text, List<Typed> checked) {
    try {
      checked.add(Example.typed(text));
      return true;
    } catch (FormulaException e) {
      assertFalse(e.problems().isEmpty(), text);
      for (FormulaException.Problem problem : e.problems()) {
        assertTrue(problem.offset() >= 0 && problem.length() >= 0, text);
        assertTrue(problem.offset() + problem.length() <= text.length(), text);
        assertFalse(problem.message().isBlank(), text);
      }
      return false;
    }
  }
}
