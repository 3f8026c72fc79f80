package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormulaCompilerTest {
  private static final int ROWS = 50;

  @Test
  void bytecodeAndInterpreterAgreeToTheBit() {
    RandomFormula random = new RandomFormula(20240229);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      texts.add(i % 3 == 0 ? random.truth(1 + i % 9) : random.number(1 + i % 9));
    }
    double[][] columns = columns(new Random(7));
    List<Typed> formulas = texts.stream().map(Example::typed).toList();
    List<ColumnFormula> compiled = FormulaCompiler.compileAll(formulas);
    int notNumbers = 0;
    for (int f = 0; f < texts.size(); f++) {
      double[] expected = new double[ROWS];
      for (int i = 0; i < ROWS; i++) {
        expected[i] = Interpreter.value(formulas.get(f).expr(), columns, Example.PARAMETERS, i);
        notNumbers += Double.isNaN(expected[i]) ? 1 : 0;
      }
      double[] actual = new double[ROWS];
      compiled.get(f).evaluate(columns, Example.PARAMETERS, 0, ROWS, actual);
      for (int i = 0; i < ROWS; i++) {
        int row = i;
        String text = texts.get(f);
        assertEquals(
            Double.doubleToLongBits(expected[i]),
            Double.doubleToLongBits(actual[i]),
            () -> expected[row] + " but was " + actual[row] + " in row " + row + " of " + text);
      }
    }
    assertTrue(notNumbers < texts.size() * ROWS / 2, "most values are numbers");
  }

  private static double[][] columns(Random random) {
    double[][] columns = new double[5][ROWS];
    for (int i = 0; i < ROWS; i++) {
      columns[0][i] = i == 13 ? Double.NaN : random.nextInt(4) == 0 ? 2 : random.nextGaussian();
      columns[1][i] = random.nextInt(2);
      columns[2][i] = 14 * random.nextDouble();
      columns[3][i] = random.nextInt(2);
      columns[4][i] = random.nextInt(3);
    }
    return columns;
  }

  @Test
  void literalsKeepEveryBit() {
    Random random = new Random(11);
    List<Typed> formulas = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    while (formulas.size() < 500) {
      double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
      if (Double.isFinite(value)) {
        values.add(value);
        formulas.add(Example.typed(value + " + AGE * 0"));
      }
    }
    values.addAll(List.of(Double.MIN_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, 2e-3, 0.1));
    values.subList(500, 505).forEach(value -> formulas.add(Example.typed(value + " + AGE * 0")));
    List<ColumnFormula> compiled = FormulaCompiler.compileAll(formulas);
    for (int i = 0; i < values.size(); i++) {
      assertEquals(values.get(i), run(compiled.get(i)));
    }
  }

  @Test
  void onlyTheRowsAskedForAreWritten() {
    for (String text : List.of("AGE * 2", "AGE", "effect", "SMOKER")) {
      double[] out = {9, 9, 9, 9};
      double[][] columns = {{1, 2, 3, 4}, null, null, {1, 0, 1, 0}};
      FormulaCompiler.compile(Example.typed(text)).evaluate(columns, Example.PARAMETERS, 1, 3, out);
      assertEquals(9, out[0]);
      assertEquals(9, out[3]);
      FormulaCompiler.compile(Example.typed(text)).evaluate(columns, Example.PARAMETERS, 3, 3, out);
      assertEquals(9, out[3]);
    }
  }

  @Test
  void aResultMayReplaceItsColumn() {
    double[][] columns = {{1, 2, 3}};
    FormulaCompiler.compile(Example.typed("AGE * 2 + AGE"))
        .evaluate(columns, Example.PARAMETERS, 0, 3, columns[0]);
    assertArrayEquals(new double[] {3, 6, 9}, columns[0]);
  }

  @Test
  void whatMentionsNoColumnIsComputedBeforeTheLoop() {
    String source = JavaSource.method("f", Example.typed("AGE * exp(effect) + sqrt(2)").expr());
    int loop = source.indexOf("for (");
    assertTrue(source.indexOf("Math.exp") < loop && source.indexOf("Math.sqrt") < loop, source);
  }

  @Test
  void missingValuesFollowIeee754() {
    double[][] columns = {{Double.NaN}, {Double.NaN}, {0}, {Double.NaN}};
    assertEquals(0, run("AGE < 1", columns));
    assertEquals(0, run("AGE == AGE", columns));
    assertEquals(1, run("AGE != AGE", columns));
    assertEquals(0, run("SEX == 'F'", columns));
    assertEquals(1, run("SEX != 'F'", columns));
    assertEquals(0, run("SMOKER", columns));
    assertEquals(1, run("not SMOKER", columns));
    assertEquals(Double.NaN, run("max(AGE, 1)", columns));
  }

  @Test
  void moreFormulasThanFitOneClassCompile() {
    List<Typed> formulas = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      formulas.add(Example.typed("AGE" + " + 0.5 * AGE".repeat(490) + " + " + i));
    }
    List<ColumnFormula> compiled = FormulaCompiler.compileAll(formulas);
    for (int i = 0; i < 40; i++) {
      assertEquals(40 * (1 + 0.5 * 490) + i, run(compiled.get(i)));
    }
  }

  private static double run(ColumnFormula formula) {
    double[] out = new double[1];
    formula.evaluate(Example.ROW, Example.PARAMETERS, 0, 1, out);
    return out[0];
  }

  private static double run(String text, double[][] columns) {
    double[] out = new double[1];
    FormulaCompiler.compile(Example.typed(text)).evaluate(columns, Example.PARAMETERS, 0, 1, out);
    return out[0];
  }
}
