package org.silico.engine.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bounds, drifts and exits against a recursion that shares no code: see boundaries.txt. */
class BoundariesTest {
  private static final double Z = 1e-6;
  private static final double PROBABILITY = 1.5e-8; // eight digits are kept

  private record Case(
      Efficacy family,
      int sides,
      double alpha,
      double beta,
      double[] information,
      double[] z,
      double shift,
      double inflation,
      double[] exits) {}

  static Stream<Named<Case>> cases() throws IOException {
    try (InputStream file = BoundariesTest.class.getResourceAsStream("boundaries.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\\|"))
              .map(c -> Named.of(c[0], parsed(c)))
              .toList()
              .stream();
    }
  }

  private static Case parsed(String[] c) {
    double[] information = numbers(c[6]);
    // thirds and sixths are written with twelve digits
    information[information.length - 1] = 1;
    double alpha = Double.parseDouble(c[4]);
    return new Case(
        family(c[1], c[2], information, alpha),
        Integer.parseInt(c[3]),
        alpha,
        Double.parseDouble(c[5]),
        information,
        numbers(c[7]),
        Double.parseDouble(c[8]),
        Double.parseDouble(c[9]),
        numbers(c[10]));
  }

  private static Efficacy family(String name, String own, double[] information, double alpha) {
    return switch (name) {
      case "OF" -> new Efficacy.OBrienFleming();
      case "P" -> new Efficacy.Pocock();
      case "WT" -> new Efficacy.WangTsiatis(Double.parseDouble(own));
      case "HP" -> new Efficacy.HaybittlePeto(Double.parseDouble(own));
      case "asOF" -> new Efficacy.Spent(new Spending.OBrienFleming());
      case "asP" -> new Efficacy.Spent(new Spending.Pocock());
      case "asKD" -> new Efficacy.Spent(new Spending.KimDeMets(Double.parseDouble(own)));
      case "asHSD" -> new Efficacy.Spent(new Spending.HwangShihDeCani(Double.parseDouble(own)));
      case "asUser" ->
          new Efficacy.Spent(
              new Spending.Table(
                  information, Arrays.stream(numbers(own)).map(s -> s / alpha).toArray()));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" "))
        .mapToDouble(n -> n.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(n))
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void boundsDriftAndExitsAreThoseOfTheOtherRecursion(Case c) {
    double[] bounds = c.family.bounds(c.information, c.alpha, c.sides);
    for (int k = 0; k < bounds.length; k++) {
      assertEquals(c.z[k], bounds[k], Z, "bound " + (k + 1));
    }
    double[] lower = new double[bounds.length];
    Arrays.setAll(lower, k -> c.sides == 2 ? -bounds[k] : Double.NEGATIVE_INFINITY);
    Power power = Power.of(c.information, lower, bounds, c.alpha / c.sides, 1 - c.beta);
    assertEquals(c.shift, power.drift() * power.drift(), 1e-6 * c.shift);
    assertEquals(c.inflation, power.inflation(), 1e-6);
    for (int k = 0; k < bounds.length; k++) {
      assertEquals(c.exits[k], power.exits()[k], PROBABILITY, "exit " + (k + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void boundsSpendAlphaInAll(Case c) {
    double[] bounds = c.family.bounds(c.information, c.alpha, c.sides);
    double[] lower = new double[bounds.length];
    Arrays.setAll(lower, k -> c.sides == 2 ? -bounds[k] : Double.NEGATIVE_INFINITY);
    double[][] exits = ExitProbabilities.of(c.information, 0, lower, bounds);
    double spent = c.sides * Arrays.stream(exits[0]).sum();
    assertEquals(c.alpha, spent, 1e-11);
  }

  /** Independent increments: the sum over both exits and going on is 1 at any drift. */
  @Test
  void nothingIsLost() {
    double[] information = {0.05, 0.1, 0.5, 0.52, 1};
    for (double drift : new double[] {-3, 0, 1, 4, 12}) {
      ExitProbabilities recursion = new ExitProbabilities(information, drift);
      double left = 1;
      for (int k = 0; k < information.length; k++) {
        double out = recursion.above(2.2) + recursion.below(-0.5);
        if (k == information.length - 1) {
          out = recursion.above(1) + recursion.below(1);
        }
        left -= out;
        recursion.goOn(-0.5, 2.2);
      }
      assertEquals(0, left, 1e-12, "drift " + drift);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    Efficacy pocock = new Efficacy.Pocock();
    assertThrows(
        IllegalArgumentException.class, () -> pocock.bounds(new double[] {0.5, 0.4, 1}, 0.025, 1));
    assertThrows(IllegalArgumentException.class, () -> pocock.bounds(new double[] {0.5, 1}, 0, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Spending.Table(new double[] {0.5, 1}, new double[] {1.2, 1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Efficacy.HaybittlePeto(1.5).bounds(new double[] {0.5, 1}, 0.025, 1));
    IllegalArgumentException tooLittle =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Power.of(
                    new double[] {1},
                    new double[] {Double.NEGATIVE_INFINITY},
                    new double[] {2},
                    0.025,
                    0.01));
    assertTrue(tooLittle.getMessage().contains("above alpha"), tooLittle.getMessage());
  }
}
