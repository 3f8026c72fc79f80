package org.silico.engine.plan;

import java.util.StringJoiner;
import java.util.TreeSet;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Quoting;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Quantity;

/** Formulas and what they saw of a patient, as messages show them. */
final class Formulas {
  private Formulas() {}

  /** Such as "AGE = 14.7, SEX = F in 0.5 + (AGE - 60) / 90". */
  static String seen(Quantity quantity, Layout layout, double[][] columns, int row) {
    StringJoiner values = new StringJoiner(", ");
    for (int column : new TreeSet<>(quantity.formula().columns())) {
      values.add(
          layout.names().get(column)
              + " = "
              + value(layout.types().get(column), columns[column][row]));
    }
    return values + " in " + quantity.text().strip().replaceAll("\\s+", " ");
  }

  /** A value of a type, in the units of time that it is held in. */
  static String value(Type type, double value) {
    if (type instanceof Type.Category c && value >= 0 && value < c.levels().size()) {
      return c.levels().get((int) value);
    }
    String number = Quoting.number(value);
    if (!Double.isFinite(value) || !(type instanceof Type.Num n)) {
      return number;
    }
    return switch (n.timeExponent()) {
      case 0 -> number;
      case 1 -> number + " days";
      case -1 -> number + " per day";
      default -> number + " days^" + n.timeExponent();
    };
  }
}
