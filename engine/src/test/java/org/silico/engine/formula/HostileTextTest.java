package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTextTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "-",
        "+",
        "not ",
        "2^",
        "exp(",
        "if ",
        "if true then ",
        "min(1,",
        "!",
        "[",
        "'",
        "1",
        "1.",
        "((1)",
        "9e9",
        "a",
        "1+",
        "1<",
        "-(",
        "if true then 1 else "
      })
  void repetitionEndsInAProblemSoon(String part) {
    String text = part.repeat(10_000 / part.length());
    assertTimeoutPreemptively(
        LIMIT, () -> assertThrows(FormulaException.class, () -> Example.typed(text)));
  }

  @Test
  void aTextMayHaveTenThousandCharacters() {
    assertEquals(1, Example.value("1" + " ".repeat(9_999)));
    assertTrue(Example.problem("1" + " ".repeat(10_000)).contains("at most 10000 characters"));
  }

  @Test
  void nestingIsLimitedToAHundredLevels() {
    assertEquals(1, Example.value("(".repeat(100) + "1" + ")".repeat(100)));
    String tooDeep = "(".repeat(101) + "1" + ")".repeat(101);
    assertTrue(Example.problem(tooDeep).startsWith("nested more than 100 levels deep"));
    assertEquals(100, Example.problems(tooDeep).get(0).offset());
  }

  @Test
  void nodesAreLimitedToTwoThousand() {
    assertEquals(1000, Example.value("1" + "+1".repeat(999)));
    assertTrue(Example.problem("1" + "+1".repeat(1000)).startsWith("more than 2000 numbers"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+AGE", "*AGE", "-exp(AGE)", "/AGE", "<AGE", "+(AGE<1)", "==AGE"})
  void theLongestFormulasCompile(String part) {
    int times = 1999 / (part.contains("exp") || part.contains("(") ? 4 : 2) - 1;
    compiles("AGE" + part.repeat(times));
  }

  @Test
  void theDeepestFormulasCompile() {
    compiles("(AGE+".repeat(100) + "1" + ")".repeat(100));
    compiles("exp(".repeat(100) + "AGE" + ")".repeat(100));
    compiles("(1<".repeat(50) + "(0<AGE<9)" + "<5)".repeat(50));
    compiles("if AGE>1 then AGE else ".repeat(100) + "1");
    compiles("max(" + "AGE,".repeat(900) + "AGE)");
    compiles("SMOKER" + " and SMOKER or SMOKER".repeat(300));
    compiles("effect" + " + effect * AGE".repeat(400));
    compiles("not (".repeat(50) + "SMOKER" + ")".repeat(50));
  }

  @Test
  void theDeepestTreeNeedsLittleStack() throws InterruptedException {
    String text = "(true or true and 0 < 1 + 2 * ".repeat(90) + "AGE" + ")".repeat(90);
    double[] out = new double[1];
    Runnable run =
        () ->
            FormulaCompiler.compile(Example.typed(text))
                .evaluate(Example.ROW, Example.PARAMETERS, 0, 1, out);
    Thread thread = new Thread(null, run, "small", 768 * 1024);
    thread.start();
    thread.join();
    assertEquals(1, out[0]);
  }

  private static void compiles(String text) {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          double[] out = new double[1];
          FormulaCompiler.compile(Example.typed(text))
              .evaluate(Example.ROW, Example.PARAMETERS, 0, 1, out);
          assertEquals(Example.value(text), out[0]);
        });
  }

  @Test
  void manyLevelsCompile() {
    List<String> distinct = IntStream.range(0, 900).mapToObj(i -> "L" + i).toList();
    Scope scope = Scope.of(Map.of("C", new Symbol.Column(0, new Type.Category(distinct))));
    Typed typed =
        Formula.parse("C in ['" + String.join("','", distinct.subList(1, 900)) + "']")
            .resolve(scope);
    double[] out = new double[2];
    FormulaCompiler.compile(typed).evaluate(new double[][] {{0, 899}}, null, 0, 2, out);
    assertEquals(0, out[0]);
    assertEquals(1, out[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.exit(0)",
        "AGE; System.exit(0);",
        "AGE} static { System.exit(0); } int x = {1",
        "java.lang.Runtime",
        "AGE /* comment */",
        "AGE // comment",
        "\\u0022",
        "\"\\u0022 + System.exit(0)\"",
        "SEX == \"F\\\" || System.exit(0) || \\\"\"",
        "new Object()",
        "AGE.class",
        "c0[0]",
        "(double) AGE",
        "AGE++",
        "0x10",
        "1f",
        "1_000",
        "'\n'",
      })
  void javaIsNotPartOfTheLanguage(String text) {
    assertThrows(FormulaException.class, () -> Example.typed(text));
  }

  @Test
  void noCharacterOfNamesAndLevelsReachesTheSource() {
    String name = "System";
    String level = "\"); System.exit(0); //\\u0022\n*/}";
    Scope scope =
        Scope.of(
            Map.of(
                name,
                new Symbol.Column(0, new Type.Category(List.of("x", level))),
                "exit",
                new Symbol.Parameter(0, Type.number())));
    Typed typed = Formula.parse("exit * (System == '" + level + "') + exit * 0.1").resolve(scope);
    String source = JavaSource.method("f0", typed.expr());
    assertFalse(source.contains("System") || source.contains("exit") || source.contains("\\"));
    double[] out = new double[2];
    FormulaCompiler.compile(typed).evaluate(new double[][] {{0, 1}}, new double[] {10}, 0, 2, out);
    assertEquals(1, out[0]);
    assertEquals(11, out[1]);
  }

  @Test
  void namesThatAreJavaWordsAreJustNames() {
    Scope scope =
        Scope.of(
            Map.of(
                "class", new Symbol.Column(0, Type.number()),
                "out", new Symbol.Parameter(0, Type.number()),
                "for", new Symbol.Column(1, Type.number())));
    double[] out = new double[1];
    FormulaCompiler.compile(Formula.parse("class + out * for").resolve(scope))
        .evaluate(new double[][] {{1}, {3}}, new double[] {2}, 0, 1, out);
    assertEquals(7, out[0]);
  }
}
