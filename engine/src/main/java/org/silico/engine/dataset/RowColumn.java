package org.silico.engine.dataset;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import org.silico.engine.table.Column;

/** A column of an output table and where its value for a row comes from. */
sealed interface RowColumn {
  Column column();

  /** INT, or TEXT by code. */
  record Ints(Column column, String[] dictionary, IntUnaryOperator value) implements RowColumn {}

  record Longs(Column column, IntToLongFunction value) implements RowColumn {}

  record Doubles(Column column, IntToDoubleFunction value) implements RowColumn {}

  /** The same under another name. */
  default RowColumn named(String name) {
    Column renamed =
        new Column(name, column().type(), column().nullable(), column().label(), column().origin());
    if (this instanceof Ints i) {
      return new Ints(renamed, i.dictionary(), i.value());
    }
    return this instanceof Longs l
        ? new Longs(renamed, l.value())
        : new Doubles(renamed, ((Doubles) this).value());
  }

  static RowColumn text(
      String name, String label, String origin, String[] dictionary, IntUnaryOperator code) {
    return new Ints(new Column(name, Column.Type.TEXT, false, label, origin), dictionary, code);
  }

  /** Text that may be missing: a negative code. */
  static RowColumn optionalText(
      String name, String label, String origin, String[] dictionary, IntUnaryOperator code) {
    return new Ints(new Column(name, Column.Type.TEXT, true, label, origin), dictionary, code);
  }

  static RowColumn integer(String name, String label, String origin, IntUnaryOperator value) {
    return new Ints(new Column(name, Column.Type.INT, false, label, origin), null, value);
  }

  /** A whole number that may be missing. */
  static RowColumn optionalInteger(
      String name, String label, String origin, IntUnaryOperator value) {
    return new Ints(new Column(name, Column.Type.INT, true, label, origin), null, value);
  }

  /** A count that can be large. */
  static RowColumn count(String name, String label, String origin, IntToLongFunction value) {
    return new Longs(new Column(name, Column.Type.LONG, false, label, origin), value);
  }

  /** A count that can be large, or missing. */
  static RowColumn optionalCount(
      String name, String label, String origin, IntToLongFunction value) {
    return new Longs(new Column(name, Column.Type.LONG, true, label, origin), value);
  }

  static RowColumn number(String name, String label, String origin, IntToDoubleFunction value) {
    return new Doubles(new Column(name, Column.Type.DOUBLE, false, label, origin), value);
  }

  /** A number that may be missing: NaN. */
  static RowColumn optionalNumber(
      String name, String label, String origin, IntToDoubleFunction value) {
    return new Doubles(new Column(name, Column.Type.DOUBLE, true, label, origin), value);
  }
}
