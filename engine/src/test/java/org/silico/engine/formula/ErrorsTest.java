package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorsTest {
  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsLocatedAndExplained(String text, int offset, int length, String message) {
    assertEquals(
        List.of(new FormulaException.Problem(offset, length, message)), Example.problems(text));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        // names
        at("AEG + 1", 0, 3, "unknown name 'AEG'; did you mean 'AGE'?"),
        at("age + age", 0, 3, "unknown name 'age'; did you mean 'AGE'?"),
        at("1 + weight", 4, 6, "unknown name 'weight'"),
        at("exq(AGE)", 0, 3, "unknown function 'exq'; did you mean 'exp'?"),
        at("ln(AGE)", 0, 2, "unknown function 'ln'; write 'log'"),
        at("pnorm(AGE)", 0, 5, "unknown function 'pnorm'; write 'phi'"),
        at("AGE(2)", 0, 3, "'AGE' is not a function; to multiply, write 'AGE * (...)'"),
        at("1 + exp", 4, 3, "'exp' is a function; write 'exp(...)'"),
        at("exp(1, 2)", 0, 3, "'exp' takes one argument, not 2"),
        at("min(1)", 0, 3, "'min' takes two or more arguments, not 1"),
        at("exp()", 0, 3, "'exp' takes one argument, not 0"),
        // units
        at(
            "2 + 6 weeks",
            0,
            11,
            "adds a duration to a plain number; write a unit, for example '2 weeks'"),
        at(
            "TIME - AGE",
            0,
            10,
            "subtracts a plain number from a duration; write a unit, for example 'AGE * 1 week'"),
        at(
            "TIME > 30",
            0,
            9,
            "compares a duration with a plain number; write a unit, for example '30 weeks'"),
        at(
            "hazard + 0.3",
            0,
            12,
            "adds a plain number to a rate (per time); write a unit, for example '0.3 per year'"),
        at("hazard + TIME", 0, 13, "adds a duration to a rate (per time)"),
        at(
            "max(TIME, 3)",
            4,
            7,
            "'max' mixes a duration with a plain number; write a unit, for example '3 weeks'"),
        at(
            "if SMOKER then 3 else TIME",
            15,
            11,
            "'then' gives a plain number but 'else' a duration; write a unit, for example '3"
                + " weeks'"),
        at(
            "exp(TIME)",
            4,
            4,
            "'exp' wants a plain number, but found a duration; divide it by a unit, for example"
                + " 'TIME / 1 week'"),
        at(
            "log(hazard)",
            4,
            6,
            "'log' wants a plain number, but found a rate (per time); multiply it by a unit, for"
                + " example 'hazard * 1 year'"),
        at(
            "2 ^ TIME",
            4,
            4,
            "an exponent wants a plain number, but found a duration; divide it by a unit, for"
                + " example 'TIME / 1 week'"),
        at(
            "TIME ^ 0.5",
            7,
            3,
            "a duration can be raised to a whole number only, for example 2; divide it by a unit"
                + " first, for example '(TIME / 1 week)'"),
        at("sqrt(TIME)", 0, 10, "there is no square root of a duration"),
        at("TIME ^ 1000000000000", 0, 20, "the unit of this is beyond time^9"),
        at("6 weaks", 2, 5, "unknown unit 'weaks'; did you mean 'weeks'?"),
        at(
            "2 AGE",
            2,
            3,
            "unknown unit 'AGE'; units are hours, days, weeks, months and years; to multiply, write"
                + " '2 * AGE'"),
        at("3 per yaer", 6, 4, "unknown unit 'yaer'; did you mean 'year'?"),
        at(
            "3 per",
            5,
            0,
            "expected a unit after 'per', for example 'per year', but the formula ends"),
        at("3 per 0 years", 6, 1, "a rate cannot be per 0 of a unit"),
        at("AGE years", 4, 5, "a unit follows a number only; write '* 1 year' here"),
        at("AGE per year", 4, 3, "a unit follows a number only; write '* 1 per year' here"),
        at(
            "(AGE + 2) + 6 weeks",
            1,
            18,
            "adds a duration to a plain number; write a unit, for example '(AGE + 2) * 1 week'"),
        at(
            "(AGE + 2) * (AGE - 1) + 6 weeks",
            0,
            31,
            "adds a duration to a plain number; write a unit, for example '((AGE + 2) * (AGE - 1))"
                + " * 1 week'"),
        at("1e308 years", 0, 11, "this quantity is too large"),
        at("hazard * hazard + 1 + TIME", 0, 19, "adds a plain number to a quantity in time^-2"),
        // categories
        at("SEX == 'X'", 7, 3, "'SEX' has no level 'X'; it has 'F', 'M'"),
        at("ARM in ['low', 'hihg']", 15, 6, "'ARM' has no level 'hihg'; did you mean 'high'?"),
        at("SEX == F", 7, 1, "unknown name 'F'; a level stands in quotes: 'F'"),
        at("SEX == 1", 7, 1, "'SEX' is a category; compare it with one of its levels: 'F', 'M'"),
        at(
            "SEX == region",
            7,
            6,
            "'SEX' is a category; compare it with one of its levels: 'F', 'M'"),
        at(
            "SEX * 2",
            0,
            3,
            "'*' wants a number, but 'SEX' is a category; compare it with one of its levels: 'F',"
                + " 'M'"),
        at("SEX < 'M'", 0, 9, "the levels of a category have no order; use '==', '!=' or 'in'"),
        at(
            "AGE == 'old'",
            7,
            5,
            "'AGE' is a plain number, not a category; it cannot be compared with text"),
        at("'a' == 'b'", 0, 10, "compares a text with a text; one side must be a category"),
        at("AGE in ['F']", 0, 3, "'in' wants a category before it, but found a plain number"),
        at("'F'", 0, 3, "the text 'F' can be compared with a category only"),
        at(
            "'F' == SEX == 'F'",
            0,
            17,
            "a category cannot stand in a chain of comparisons; join them by 'and'"),
        // truths
        at(
            "if AGE then 1 else 0",
            3,
            3,
            "'if' wants true or false, but found a plain number; write a comparison, for example"
                + " 'AGE > 0'"),
        at(
            "AGE and SMOKER",
            0,
            3,
            "'and' wants true or false, but found a plain number; write a comparison, for example"
                + " 'AGE > 0'"),
        // syntax
        at("", 0, 0, "the formula is empty"),
        at("  ", 0, 2, "the formula is empty"),
        at("(AGE + 1", 8, 0, "expected ')' to close '(' at character 1, but the formula ends"),
        at(
            "if (SMOKER then 1 else 2",
            11,
            4,
            "expected ')' to close '(' at character 4, but found 'then'"),
        at("exp(AGE", 7, 0, "expected ')' to close '(' at character 4, but the formula ends"),
        at("AGE + 1)", 7, 1, "no '(' for this ')'"),
        at("AGE +", 5, 0, "expected a number, a name or '(', but the formula ends"),
        at("AGE + * 2", 6, 1, "expected a number, a name or '(', but found '*'"),
        at("AGE SMOKER", 4, 6, "expected an operator, such as '+' or '*', but found 'SMOKER'"),
        at("if SMOKER then 1", 16, 0, "expected 'else' after 'if', but the formula ends"),
        at("if SMOKER 1", 10, 1, "expected 'then' after 'if', but found '1'"),
        at(
            "1 + if SMOKER then 1 else 2",
            4,
            2,
            "put parentheses around 'if' here: '(if ... then ... else ...)'"),
        at(
            "SEX in 'F'",
            7,
            3,
            "expected a list of levels after 'in', for example ['low', 'high'], but found the text"
                + " 'F'"),
        at("SEX in []", 8, 1, "expected a level in quotes, for example 'low', but found ']'"),
        at("SEX in ['F'", 11, 0, "expected ',' or ']' to close '[', but the formula ends"),
        at("SEX == 'F", 7, 2, "expected ' to close the text that begins here"),
        at("SMOKER && blinded", 7, 2, "'&&' is not part of formulas; write 'and'"),
        at("SMOKER || blinded", 7, 2, "'||' is not part of formulas; write 'or'"),
        at("!SMOKER", 0, 1, "'!' is not part of formulas; write 'not'"),
        at("SMOKER AND blinded", 7, 3, "'AND' is not part of formulas; write 'and'"),
        at("AGE gt 3", 4, 2, "'gt' is not part of formulas; write '>'"),
        at("AGE = 3", 4, 1, "'=' is not part of formulas; write '=='"),
        at("AGE <> 3", 4, 2, "'<>' is not part of formulas; write '!='"),
        at("AGE ** 2", 4, 2, "'**' is not part of formulas; write '^'"),
        at("AGE \u2212 2", 4, 1, "'\u2212' is not part of formulas; write '-'"),
        at("AGE \u2264 2", 4, 1, "'\u2264' is not part of formulas; write '<='"),
        at(
            "1,5 * AGE",
            1,
            1,
            "',' stands between the arguments of a function only; decimals are written '0.5',"
                + " thousands '10000'"),
        at("1. + 2", 0, 2, "expected a digit after '.'; write '1.0'"),
        at("1.2.3", 0, 4, "a number has one '.' at most"),
        at("1e999", 0, 5, "this number is too large; the largest is about 1.8e308"),
        at("AGE; 1", 3, 1, "unexpected character ';'"),
        at(
            "\u00c4GE",
            0,
            1,
            "unexpected character '\u00c4'; names use the letters A to Z, digits and '_'"),
        at("AGE\u0000", 3, 1, "unexpected character U+0000"),
        at("AGE \ud83d\ude00", 4, 2, "unexpected character '\ud83d\ude00'"),
        at("AGE \ud83d", 4, 1, "unexpected character U+D83D"));
  }

  private static Arguments at(String text, int offset, int length, String message) {
    return Arguments.of(text, offset, length, message);
  }

  @Test
  void allProblemsAreListedInOrder() {
    List<FormulaException.Problem> problems =
        Example.problems("(AEG + 1) * exq(2) + (TIME + 1) + (SEX == 'X')");
    assertEquals(List.of(1, 12, 22, 42), problems.stream().map(p -> p.offset()).toList());
  }

  @Test
  void anUnknownNameIsReportedOnce() {
    assertEquals(1, Example.problems("AEG + AEG * exp(AEG)").size());
  }

  @Test
  void aRowDependentFormulaHasNoSingleValue() {
    Typed typed = Example.typed("AGE + 1");
    assertThrows(IllegalStateException.class, () -> typed.value(Example.PARAMETERS));
  }
}
