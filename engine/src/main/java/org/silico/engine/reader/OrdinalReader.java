package org.silico.engine.reader;

import static org.silico.engine.language.Shape.anyOf;
import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Quantity;

/** An ordinal endpoint: its shape, and how it is read. */
final class OrdinalReader {
  private static final Shape CELLS = list(number(Range.PROBABILITY), 2, 100, "[0.2, 0.5, 0.3]");

  private OrdinalReader() {}

  static Shape shape() {
    return fields(
        "an ordinal endpoint",
        EndpointFields.type("ordinal"),
        EndpointFields.label(),
        EndpointFields.table(),
        EndpointFields.visit(),
        EndpointFields.categories(),
        required(
            "probabilities",
            anyOf(
                CELLS,
                new Shape.Names(Shape.SHORT_TEXT, CELLS, 1, 1000, "{placebo: [0.2, 0.5, 0.3]}")),
            "of each category, summing to 1: one list for all arms, or one for each",
            "[0.2, 0.5, 0.3]"),
        optional(
            "odds ratio",
            byArm(number(Range.POSITIVE)),
            "proportional odds against the probabilities; above 1 moves patients to the categories"
                + " listed first",
            "{placebo: 1, active: 0.6}"));
  }

  static Endpoint read(EndpointReader.Head head, EndpointReader.Context in) {
    Written.Entries map = head.map();
    List<String> categories = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    boolean whole = true;
    for (Written item : map.items("categories")) {
      if (item instanceof Written.Scalar scalar) {
        if (!seen.add(scalar.text())) {
          in.reading()
              .problems
              .add(scalar.location(), "a second category '" + Quoting.shown(scalar.text()) + "'");
        }
        categories.add(scalar.text());
      } else {
        whole = false;
      }
    }
    List<Written> lists =
        map.need("probabilities") instanceof Written.Entries byArm
            ? in.reading().everyArm(byArm, in.arms())
            : List.of(map.need("probabilities"));
    List<List<Quantity>> probabilities = new ArrayList<>();
    for (Written list : lists) {
      if (list instanceof Written.Items items) {
        List<Quantity> cells =
            items.items().stream().map(cell -> in.reading().quantity(cell, in.names())).toList();
        if (whole && !categories.isEmpty() && cells.size() != categories.size()) {
          in.reading()
              .problems
              .add(
                  items.location(),
                  cells.size()
                      + " probabilities for "
                      + categories.size()
                      + " categories; give one for each of "
                      + Quoting.list(categories));
        } else {
          CovariateReader.sumToOne(items.location(), cells, in.reading());
        }
        probabilities.add(cells);
      }
    }
    return new Endpoint.Ordinal(
        head.name(),
        head.label(),
        head.table(),
        in.reading().quantity(map, "visit", in.reading().parameters),
        List.copyOf(categories),
        List.copyOf(probabilities),
        in.reading().byArm(map, "odds ratio", in.arms(), in.names()),
        map.location());
  }
}
