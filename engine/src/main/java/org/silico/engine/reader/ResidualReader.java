package org.silico.engine.reader;

import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Quantity;

/** Reads the {@code residual} of a longitudinal endpoint: what is left over. */
final class ResidualReader {
  private static final int MOST_SCORES = 62;

  static final Shape SHAPE =
      fields(
          "the residual",
          optional("sd", byArm(number(Range.NOT_NEGATIVE)), "additive part", "4"),
          optional(
              "proportional",
              byArm(number(Range.NOT_NEGATIVE)),
              "part that is a fraction of the prediction",
              "0.1"),
          optional(
              "correlation",
              correlation(),
              "between the residuals of a patient; none unless given",
              "{structure: ar(1), value: 0.5}"));

  private final Reading reading;

  ResidualReader(Reading reading) {
    this.reading = reading;
  }

  private static Shape correlation() {
    Map<String, Shape> structures = new LinkedHashMap<>();
    structures.put("independent", fields("a correlation", structure("independent")));
    structures.put(
        "ar(1)",
        fields(
            "a correlation",
            structure("ar(1)"),
            required(
                "value",
                number(new Range(0, true, 1, false, false)),
                "between neighbours; value^|i - j| in general",
                "0.5")));
    structures.put(
        "compound symmetry",
        fields(
            "a correlation",
            structure("compound symmetry"),
            required("value", number(Range.open(-1, 1)), "between any two", "0.5")));
    structures.put(
        "unstructured",
        fields(
            "a correlation",
            structure("unstructured"),
            required(
                "matrix",
                list(
                    list(number(new Range(-1, true, 1, true, false)), 1, MOST_SCORES, "[1, 0.5]"),
                    1,
                    MOST_SCORES,
                    "[[1, 0.5], [0.5, 1]]"),
                "rows, of screening, baseline and visits",
                "[[1, 0.5], [0.5, 1]]")));
    return Shape.variants("a correlation", "structure", "of the correlation matrix", structures);
  }

  private static Shape.Field structure(String name) {
    return required("structure", choice(name), "of the correlation matrix", name);
  }

  /**
   * @param names that its sizes may use
   * @param scores what there is a residual of, in words, in order
   */
  Course.Residual read(Written.Entries map, List<String> arms, Names names, List<String> scores) {
    return new Course.Residual(
        reading.byArm(map, "sd", arms, names),
        reading.byArm(map, "proportional", arms, names),
        map.map("correlation")
            .map(own -> correlation(own, scores))
            .orElse(new Course.ResidualCorrelation.Independent()));
  }

  private Course.ResidualCorrelation correlation(Written.Entries map, List<String> scores) {
    return switch (map.text("structure", "independent")) {
      case "ar(1)" ->
          new Course.ResidualCorrelation.Autoregressive(
              reading.quantity(map, "value", reading.parameters));
      case "compound symmetry" -> compoundSymmetry(map, scores.size());
      case "unstructured" -> unstructured(map, scores);
      default -> new Course.ResidualCorrelation.Independent();
    };
  }

  /** The matrix of n rows is positive definite for values above -1 / (n - 1). */
  private Course.ResidualCorrelation compoundSymmetry(Written.Entries map, int n) {
    Quantity value = reading.quantity(map, "value", reading.parameters);
    reading.checks.add(
        value.location(),
        List.of(value),
        (parameters, where) -> {
          double rho = value.formula().value(parameters);
          return n < 2 || rho > -1.0 / (n - 1) || rho <= -1
              ? null
              : "value is "
                  + Quoting.number(rho)
                  + where
                  + "; "
                  + n
                  + " residuals cannot all be correlated so: it must be above "
                  + Quoting.number(-1.0 / (n - 1));
        });
    return new Course.ResidualCorrelation.CompoundSymmetry(value);
  }

  private Course.ResidualCorrelation unstructured(Written.Entries map, List<String> scores) {
    List<List<Quantity>> rows = new ArrayList<>();
    boolean square = true;
    for (Written item : map.items("matrix")) {
      if (item instanceof Written.Items row) {
        rows.add(
            row.items().stream().map(cell -> reading.quantity(cell, reading.parameters)).toList());
        square &= row.items().size() == scores.size();
      }
    }
    Location at = map.need("matrix").location();
    if (map.get("matrix").isPresent() && rows.size() == map.items("matrix").size()) {
      if (!square || rows.size() != scores.size()) {
        reading.problems.add(
            at,
            "the matrix must have "
                + scores.size()
                + " rows of "
                + scores.size()
                + " numbers: of "
                + String.join(", ", scores));
      } else {
        symmetric(rows);
      }
    }
    return new Course.ResidualCorrelation.Unstructured(List.copyOf(rows), at);
  }

  private void symmetric(List<List<Quantity>> rows) {
    for (int i = 0; i < rows.size(); i++) {
      Quantity own = rows.get(i).get(i);
      reading.checks.add(
          own.location(),
          List.of(own),
          (parameters, where) ->
              own.formula().value(parameters) == 1
                  ? null
                  : "the diagonal holds "
                      + Quoting.number(own.formula().value(parameters))
                      + where
                      + "; a residual's correlation with itself is 1");
      for (int j = 0; j < i; j++) {
        Quantity below = rows.get(i).get(j);
        Quantity above = rows.get(j).get(i);
        reading.checks.add(
            below.location(),
            List.of(below, above),
            (parameters, where) -> {
              double one = below.formula().value(parameters);
              double other = above.formula().value(parameters);
              return Math.abs(one - other) <= 1e-12
                  ? null
                  : "the matrix is not symmetric: "
                      + Quoting.number(one)
                      + " here and "
                      + Quoting.number(other)
                      + " across the diagonal"
                      + where;
            });
      }
    }
  }
}
