package org.silico.engine.protocol;

import org.silico.engine.formula.Notation;
import org.silico.engine.formula.Typed;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;

/**
 * A number, duration, rate or condition of a protocol, as a formula.
 *
 * @param formula checked against the {@link Layout} of the protocol
 * @param text of the formula: as written, or as composed of what was written (a median's hazard)
 */
public record Quantity(Typed formula, String text, Location location) {

  /**
   * A value that it has, in the unit in which it is written: {@code -1.4 per year}.
   *
   * @param value in days to the power of its type
   * @param share whether it is a share, which is shown per cent where it is written so
   */
  public String shown(double value, boolean share) {
    return share && formula.notation().percent() && Double.isFinite(value)
        ? Quoting.number(100 * value) + "%"
        : formula.notation().amount(value, formula.type(), Quoting::number);
  }

  /** The value in given parameters: as written where it is a number, else in its own unit. */
  public String at(double[] parameters, boolean share) {
    String value = shown(formula.value(parameters), share);
    return switch (formula.notation().form()) {
      case LITERAL -> Quoting.shown(text);
      case CONSTANT -> Quoting.shown(text) + ", which is " + value;
      case FORMULA -> value;
    };
  }

  /** What stands for a time: as written, with its value where that is no number. */
  public String time(double[] parameters) {
    return formula.notation().form() == Notation.Form.LITERAL
        ? Quoting.shown(text)
        : Quoting.shown(text) + " (" + shown(formula.value(parameters), false) + ")";
  }
}
