package org.silico.engine.table;

/**
 * A block of rows of one table, held by column and reused: fill the arrays from row {@link
 * #size()}, then {@link #advance} past them. Arrays have {@link #capacity()} places.
 */
public final class Rows {
  /** The missing value of an INT column. */
  public static final int NO_INT = Integer.MIN_VALUE;

  /** The missing value of a LONG column. */
  public static final long NO_LONG = Long.MIN_VALUE;

  private final Table table;
  private final int capacity;
  private final Object[] columns;
  private final String[][] dictionaries;
  private int size;

  /**
   * @param dictionaries for every TEXT column the texts its codes stand for; null elsewhere
   */
  public Rows(Table table, int capacity, String[][] dictionaries) {
    this.table = table;
    this.capacity = capacity;
    this.dictionaries = dictionaries;
    this.columns = new Object[table.columns().size()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] =
          switch (table.columns().get(c).type()) {
            case INT, TEXT -> new int[capacity];
            case LONG -> new long[capacity];
            case DOUBLE -> new double[capacity];
          };
    }
  }

  public Table table() {
    return table;
  }

  public int capacity() {
    return capacity;
  }

  public int size() {
    return size;
  }

  /** How many rows still fit. */
  public int room() {
    return capacity - size;
  }

  /** Counts the next n rows, already filled in, as part of the block. */
  public void advance(int n) {
    if (n > room()) {
      throw new IllegalArgumentException(n + " rows do not fit, there is room for " + room());
    }
    size += n;
  }

  public void clear() {
    size = 0;
  }

  /** The values of an INT column, or the codes of a TEXT column. */
  public int[] ints(int column) {
    return (int[]) columns[column];
  }

  public long[] longs(int column) {
    return (long[]) columns[column];
  }

  public double[] doubles(int column) {
    return (double[]) columns[column];
  }

  /** The texts that the codes of a TEXT column stand for. */
  public String[] dictionary(int column) {
    return dictionaries[column];
  }
}
