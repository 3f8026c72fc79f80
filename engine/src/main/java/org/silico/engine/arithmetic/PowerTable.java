package org.silico.engine.arithmetic;

/** The table of the exponential: powers of the 128th root of 2. */
final class PowerTable {

  /** 2^(1/128) and what is left of it. */
  private static final DoubleDouble ROOT =
      new DoubleDouble(0x1.0163da9fb3335p+0, 0x1.b61299ab8cdb7p-54);

  private PowerTable() {}

  /** Two doubles a power j: 2^(j/128) rounded, and the rest as a part of it. */
  static double[] entries() {
    double[] table = new double[2 * Elementary.ENTRIES];
    DoubleDouble power = new DoubleDouble(1, 0);
    for (int j = 0; j < Elementary.ENTRIES; j++) {
      table[2 * j] = power.high();
      table[2 * j + 1] = power.low() / power.high();
      power = power.times(ROOT);
    }
    return table;
  }
}
