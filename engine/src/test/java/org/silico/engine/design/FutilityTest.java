package org.silico.engine.design;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static void near(double[] expected, double[] actual, double error, String what) {
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], actual[k], error, what + ", look " + (k + 1));
    }
  }
}
