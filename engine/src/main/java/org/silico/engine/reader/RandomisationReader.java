package org.silico.engine.reader;

import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.protocol.Randomisation;

/** Reads {@code randomisation}. */
final class RandomisationReader {
  private static final Shape BLOCK = new Shape.Whole(1, 10_000);
  private static final String FACTORS =
      "categorical or true/false covariates, or SITE when there are sites";

  static final Shape SHAPE = shape();

  private RandomisationReader() {}

  private static Shape shape() {
    Map<String, Shape> methods = new LinkedHashMap<>();
    methods.put("simple", fields("simple randomisation", method("simple")));
    methods.put(
        "permuted blocks",
        Shape.with(
            fields(
                "randomisation in permuted blocks",
                method("permuted blocks"),
                optional("block size", BLOCK, "the same for all blocks", "4"),
                optional(
                    "block sizes",
                    list(BLOCK, 1, 100, "[4, 6]"),
                    "drawn with equal chance for every block",
                    "[4, 6]"),
                optional("strata", list(Shape.SHORT_TEXT, 0, 20, "[SEX, SITE]"), FACTORS, "[SEX]")),
            new Shape.Rule.OneOf(List.of("block size", "block sizes"))));
    methods.put(
        "minimisation",
        fields(
            "minimisation",
            method("minimisation"),
            required("factors", list(Shape.SHORT_TEXT, 1, 20, "[SEX, SITE]"), FACTORS, "[SEX]"),
            optional(
                "probability",
                number(new Range(0, false, 1, true, false)),
                "of the arm that leaves the least imbalance, if it is one of the smallest ratio; 0.8"
                    + " unless given",
                "0.8"),
            optional(
                "imbalance",
                choice("range", "variance"),
                "how the spread of the arms in a factor's level is measured; range unless given",
                "range")));
    return Shape.variants("the randomisation", "method", "how patients are allocated", methods);
  }

  private static Shape.Field method(String name) {
    return required("method", choice(name), "how patients are allocated", name);
  }

  static Randomisation read(
      Written.Entries map, List<Protocol.Arm> arms, Choices factors, Reading reading) {
    return switch (map.text("method", "simple")) {
      case "permuted blocks" ->
          blocks(map, arms, reading.namesIn(map.items("strata"), factors), reading);
      case "minimisation" -> {
        Quantity probability = reading.quantity(map, "probability", "0.8", reading.parameters);
        reading.checks.add(
            probability.location(),
            List.of(probability),
            (parameters, where) -> {
              double value = probability.formula().value(parameters);
              return value > 1.0 / arms.size() || value <= 0
                  ? null
                  : "probability is "
                      + probability.at(parameters, true)
                      + where
                      + "; to favour the arm it must be above 1 / "
                      + arms.size()
                      + " arms";
            });
        List<Quantity> ratios = arms.stream().map(Protocol.Arm::ratio).toList();
        reading.checks.add(
            map.location(),
            ratios,
            (parameters, where) -> notWhole(values(ratios, parameters), where));
        yield new Randomisation.Minimisation(
            reading.namesIn(map.items("factors"), factors),
            probability,
            map.text("imbalance", "range").equals("range")
                ? Randomisation.Imbalance.RANGE
                : Randomisation.Imbalance.VARIANCE,
            map.location());
      }
      default -> new Randomisation.Simple();
    };
  }

  private static Randomisation blocks(
      Written.Entries map, List<Protocol.Arm> arms, List<String> strata, Reading reading) {
    List<Written> written = new ArrayList<>(map.items("block sizes"));
    map.get("block size").ifPresent(written::add);
    List<Integer> sizes = new ArrayList<>();
    List<Quantity> ratios = arms.stream().map(Protocol.Arm::ratio).toList();
    for (Written item : written) {
      if (item instanceof Written.Scalar scalar) {
        int size = Integer.parseInt(scalar.text());
        sizes.add(size);
        reading.checks.add(
            scalar.location(),
            ratios,
            (parameters, where) -> misfit(size, values(ratios, parameters), where));
      }
    }
    return new Randomisation.PermutedBlocks(List.copyOf(sizes), strata, map.location());
  }

  private static double[] values(List<Quantity> quantities, double[] parameters) {
    return quantities.stream().mapToDouble(q -> q.formula().value(parameters)).toArray();
  }

  /** Whether every ratio is one; else it is complained about as a ratio. */
  private static boolean areRatios(double[] ratios) {
    return Arrays.stream(ratios).allMatch(ratio -> ratio > 0 && ratio < Double.POSITIVE_INFINITY);
  }

  private static String allocation(double[] ratios) {
    return Arrays.stream(ratios).mapToObj(Quoting::number).collect(Collectors.joining(":"));
  }

  /** What is wrong with the ratios for minimisation, or null. */
  private static String notWhole(double[] ratios, String where) {
    return !areRatios(ratios) || Randomisation.lowestTerms(ratios).length > 0
        ? null
        : "minimisation cannot keep the allocation "
            + allocation(ratios)
            + where
            + "; its ratios must be those of whole numbers with a sum of at most "
            + Randomisation.MOST_SHARES;
  }

  /** What is wrong with a block that cannot hold the ratios, or null. */
  private static String misfit(int size, double[] ratios, String where) {
    if (!areRatios(ratios)) {
      return null;
    }
    double sum = Arrays.stream(ratios).sum();
    boolean fits = true;
    boolean wholeRatios = true;
    for (double ratio : ratios) {
      double inBlock = size * ratio / sum;
      fits &= Math.abs(inBlock - Math.rint(inBlock)) < 1e-9 * size && inBlock > 0.5;
      wholeRatios &= ratio == Math.rint(ratio);
    }
    if (fits) {
      return null;
    }
    return "a block of "
        + size
        + " cannot hold the allocation "
        + allocation(ratios)
        + where
        + (wholeRatios
            ? "; its size must be a multiple of " + Quoting.number(sum / gcd(ratios))
            : "");
  }

  private static double gcd(double[] whole) {
    double gcd = 0;
    for (double value : whole) {
      double a = gcd;
      double b = value;
      while (b != 0) {
        double rest = a % b;
        a = b;
        b = rest;
      }
      gcd = a;
    }
    return gcd;
  }
}
