package org.silico.engine.protocol;

import java.util.List;

/** The law of a time to something, before any hazard ratio. */
public sealed interface Hazard {

  /** What may be written by arm, or know the arm. */
  List<ByArm> byArm();

  /** S(t) = exp(-hazard t). */
  record Exponential(ByArm hazard) implements Hazard {
    @Override
    public List<ByArm> byArm() {
      return List.of(hazard);
    }
  }

  /** S(t) = exp(-(t / scale)^shape). */
  record Weibull(ByArm shape, ByArm scale) implements Hazard {
    @Override
    public List<ByArm> byArm() {
      return List.of(shape, scale);
    }
  }

  /** Constant between times; the first piece is from 0. */
  record Piecewise(List<Piece> pieces) implements Hazard {
    @Override
    public List<ByArm> byArm() {
      return pieces.stream().map(Piece::value).toList();
    }
  }

  /** As another up to a time, from then on 0. */
  record Until(Hazard hazard, Quantity end) implements Hazard {
    @Override
    public List<ByArm> byArm() {
      return hazard.byArm();
    }
  }

  /**
   * A value that holds from a time on.
   *
   * @param from a constant of the scenario
   */
  record Piece(Quantity from, ByArm value) {}
}
