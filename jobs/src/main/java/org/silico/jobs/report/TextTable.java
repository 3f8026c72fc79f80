package org.silico.jobs.report;

import java.util.ArrayList;
import java.util.List;

/** A table for the terminal: columns as wide as their widest cell, numbers to the right. */
public final class TextTable {
  private final List<String> header;
  private final boolean[] left;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param leftColumns how many of the first columns hold words
   */
  public TextTable(int leftColumns, String... header) {
    this.header = List.of(header);
    this.left = new boolean[header.length];
    for (int c = 0; c < leftColumns; c++) {
      left[c] = true;
    }
  }

  /**
   * @param wordColumns the columns that hold words, from 0
   */
  public TextTable(int[] wordColumns, String... header) {
    this(0, header);
    for (int column : wordColumns) {
      left[column] = true;
    }
  }

  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    int[] width = new int[header.size()];
    widen(width, header);
    rows.forEach(row -> widen(width, row));
    StringBuilder text = new StringBuilder();
    line(text, width, header);
    int total = 0;
    for (int w : width) {
      total += w + 2;
    }
    text.append("-".repeat(Math.max(0, total - 2))).append('\n');
    rows.forEach(row -> line(text, width, row));
    return text.toString();
  }

  private static void widen(int[] width, List<String> cells) {
    for (int c = 0; c < width.length; c++) {
      width[c] = Math.max(width[c], cells.get(c).length());
    }
  }

  private void line(StringBuilder text, int[] width, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < width.length; c++) {
      String pad = " ".repeat(width[c] - cells.get(c).length());
      line.append(left[c] ? cells.get(c) + pad : pad + cells.get(c)).append("  ");
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
