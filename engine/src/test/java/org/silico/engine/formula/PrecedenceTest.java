package org.silico.engine.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + 2 * 3 | 7",
        "(1 + 2) * 3 | 9",
        "8 - 3 - 2 | 3",
        "8 / 4 / 2 | 1",
        "8 / 4 * 2 | 4",
        "2 ^ 3 ^ 2 | 512",
        "-2 ^ 2 | -4",
        "(-2) ^ 2 | 4",
        "2 ^ -1 | 0.5",
        "2 ^ -2 ^ 2 | 0.0625",
        "-2 * -3 | 6",
        "2 - -3 | 5",
        "+3 - +1 | 2",
        "--3 | 3",
        "2 * 3 ^ 2 | 18",
        "1 + 1 == 2 | 1",
        "1 < 2 and 3 < 2 | 0",
        "not 1 < 2 | 0",
        "not false and false | 0",
        "not (false and false) | 1",
        "true or false and false | 1",
        "(true or false) and false | 0",
        "not not true | 1",
        "if 1 < 2 then 3 else 4 + 5 | 3",
        "(if 1 < 2 then 3 else 4) + 5 | 8",
        "if false then 1 else if false then 2 else 3 | 3",
        "if true then if false then 1 else 2 else 3 | 2",
        "1 < 2 < 3 | 1",
        "1 < 3 < 2 | 0",
        "3 > 2 >= 2 > 1 | 1",
        "50 <= AGE <= 90 | 0",
        "40 <= AGE <= 90 | 1",
        "1 != 2 == 2 | 1",
        "10 * (ARM == \"high\") | 10",
        "10 * (ARM == \"low\") | 0",
        "ARM in [\"low\", \"high\"] | 1",
        "ARM not in [\"low\", \"high\"] | 0",
        "not ARM in [\"low\"] | 1",
        "\"M\" == SEX | 1",
        "SEX != \"M\" | 0",
        "region == \"US\" | 1",
        "SMOKER + 1 | 2",
        "SMOKER and blinded | 1",
        "SMOKER == true | 1",
        "10% + .5 | 0.6",
        "1e-3 * 1E3 | 1",
        "2e+2 | 200",
        "min(3, 1, 2) | 1",
        "max(1, 2, 3, 4, 5) | 5",
        "pow(2, 10) | 1024",
        "effect * AGE | -80",
      })
  void operatorsBindAsInMathematics(String text, double expected) {
    assertEquals(expected, Example.value(text), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({"0.1%, 0.001", "10%, 0.1", "7%, 0.07", "29%, 0.29", "250%, 2.5", "1e2%, 1", "0%, 0"})
  void aPercentageIsTheDoubleNearestToItsHundredth(String text, double expected) {
    assertEquals(expected, Example.value(text), 0);
  }

  @Test
  void spaceIsFree() {
    assertEquals(1, Example.value("1 <2and 2<3"));
    assertEquals(1, Example.value("if\n  AGE > 30\nthen\t1\r\nelse 0\n"));
    assertEquals(6, Example.value("2\u00a0*\u00a03"));
    assertEquals(6, Example.value("6weeks/1week"));
  }
}
