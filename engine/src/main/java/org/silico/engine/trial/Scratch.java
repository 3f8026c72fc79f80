package org.silico.engine.trial;

import java.util.ArrayList;
import java.util.List;

/** Columns for intermediate numbers, one per patient, made when first asked for and reused. */
final class Scratch {
  private final int capacity;
  private final List<double[]> columns = new ArrayList<>();

  Scratch(int capacity) {
    this.capacity = capacity;
  }

  double[] column(int index) {
    while (columns.size() <= index) {
      columns.add(new double[capacity]);
    }
    return columns.get(index);
  }
}
