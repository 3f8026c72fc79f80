package org.silico.engine.protocol;

import java.util.List;

/**
 * A quantity that may differ by arm.
 *
 * @param arms one quantity per arm in the order of the protocol's arms, or a single one for all
 */
public record ByArm(List<Quantity> arms) {

  /** Whether one quantity serves every arm. */
  public boolean common() {
    return arms.size() == 1;
  }

  public Quantity of(int arm) {
    return arms.get(common() ? 0 : arm);
  }
}
