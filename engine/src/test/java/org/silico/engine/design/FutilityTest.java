package org.silico.engine.design;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.random.StandardNormal;

/** Against a recursion that shares no code: see futility.txt. */
class FutilityTest {
  private static final double Z = 1e-6;
  private static final double PROBABILITY = 1.5e-8; // eight digits are kept

  static Stream<Named<String[]>> cases() throws IOException {
    try (InputStream file = FutilityTest.class.getResourceAsStream("futility.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\\|"))
              .map(c -> Named.of(c[0], c))
              .toList()
              .stream();
    }
  }

  private static Spending spending(String name, String own) {
    return switch (name.substring(2)) {
      case "OF" -> new Spending.OBrienFleming();
      case "P" -> new Spending.Pocock();
      case "KD" -> new Spending.KimDeMets(Double.parseDouble(own));
      case "HSD" -> new Spending.HwangShihDeCani(Double.parseDouble(own));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void boundsDriftAndExitsAreThoseOfTheOtherRecursion(String[] c) {
    double[] information = numbers(c[8]);
    information[information.length - 1] = 1;
    double alpha = Double.parseDouble(c[5]);
    double beta = Double.parseDouble(c[6]);
    BetaSpending design =
        BetaSpending.of(
            information,
            alpha,
            spending(c[1], c[2]),
            beta,
            spending(c[3], c[4]),
            c[7].equals("TRUE"));
    near(numbers(c[9]), design.upper(), Z, "efficacy");
    near(numbers(c[10]), design.lower(), Z, "futility");
    assertEquals(Double.parseDouble(c[11]), design.drift(), Z);
    double fixed = StandardNormal.quantile(1 - alpha) + StandardNormal.quantile(1 - beta);
    assertEquals(Double.parseDouble(c[12]), design.drift() * design.drift() / (fixed * fixed), Z);
    double[][] planned =
        ExitProbabilities.of(information, design.drift(), design.lower(), design.upper());
    near(numbers(c[13]), planned[0], PROBABILITY, "efficacy under the drift");
    near(numbers(c[14]), planned[1], PROBABILITY, "futility under the drift");
    double[][] none = ExitProbabilities.of(information, 0, design.lower(), design.upper());
    near(numbers(c[15]), none[0], PROBABILITY, "efficacy without effect");
    near(numbers(c[16]), none[1], PROBABILITY, "futility without effect");
  }

  @ParameterizedTest
  @CsvSource({
    "2, true, 2.4026825 2.0204071, 0.4928803, 1.06409",
    "2, false, 2.4238605 2.0382156, 0.5051255, 1.075768",
    "3, true, 2.7024194 2.2724548 2.0533947, -0.3695059 1.1268023, 1.100235",
    "3, false, 2.7411366 2.3050119 2.0828134, -0.3537678 1.1503817, 1.120062",
  })
  void boundsOfPampallonaAndTsiatis(
      int looks, boolean binding, String z, String futility, double inflation) {
    double[] information = new double[looks];
    Arrays.setAll(information, k -> (k + 1.0) / looks);
    PampallonaTsiatis design = PampallonaTsiatis.of(information, 0.025, 0.1, 0.25, 0, binding);
    near(numbers(z), design.upper(), Z, "efficacy");
    near(numbers(futility), design.lower(), Z, "futility");
    double fixed = StandardNormal.quantile(0.975) + StandardNormal.quantile(0.9);
    assertEquals(inflation, design.drift() * design.drift() / (fixed * fixed), Z);
  }

  private static void near(double[] expected, double[] actual, double error, String what) {
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], actual[k], error, what + ", look " + (k + 1));
    }
  }
}
