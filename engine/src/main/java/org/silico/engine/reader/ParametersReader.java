package org.silico.engine.reader;

import static org.silico.engine.language.Shape.anyOf;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.silico.engine.formula.Symbol;
import org.silico.engine.language.Dimension;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** Reads {@code parameters}: named numbers, each a formula of those before it. */
final class ParametersReader {
  private static final Shape VALUE = new Shape.Number(Dimension.ANY, Range.ANY);

  static final Shape SHAPE =
      new Shape.Names(
          Shape.IDENTIFIER,
          anyOf(
              VALUE,
              fields(
                  "a parameter",
                  required("value", VALUE, "a formula of the parameters before it", "0.7"),
                  optional("label", Shape.PROSE, "for tables and reports", "Hazard ratio"))),
          0,
          1000,
          "{hazard_ratio: 0.7}");

  private ParametersReader() {}

  static List<Protocol.Parameter> read(Written.Entries map, Reading reading) {
    List<Protocol.Parameter> parameters = new ArrayList<>();
    Names names = reading.parameters;
    Definitions definitions = new Definitions(map, "parameter");
    for (Map.Entry<String, Written.Entry> entry : map.entries().entrySet()) {
      String name = entry.getKey();
      String meaning = ReservedNames.meaning(name);
      if (meaning != null) {
        reading.problems.add(
            entry.getValue().key(), "'" + name + "' is " + meaning + "; choose another name");
      }
      Written written = entry.getValue().value();
      String label = name;
      if (written instanceof Written.Entries described) {
        label = described.prose("label", name);
        written = described.need("value");
      }
      Quantity value = Reading.broken();
      boolean told = definitions.isTold(name);
      definitions.readNext(name, names);
      if (written instanceof Written.Scalar scalar && !told) {
        value =
            reading.quantity(
                new Written.Scalar(scalar.node(), scalar.shape(), "parameter '" + name + "'"),
                names);
      }
      if (Reading.isBroken(value) || meaning != null) {
        names.addBroken(name);
      } else {
        names.add(
            name,
            new Symbol.Parameter(
                parameters.size(), value.formula().type(), value.formula().notation()));
      }
      parameters.add(new Protocol.Parameter(name, label, value));
    }
    return List.copyOf(parameters);
  }
}
