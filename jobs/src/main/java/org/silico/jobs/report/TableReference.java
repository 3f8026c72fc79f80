package org.silico.jobs.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data dictionary of all protocols: the reference page of output tables, for the terminal. */
public final class TableReference {
  private static final int WIDTH = 100;
  private static final String BDS = "BDS tables";
  private static final String KEYS = "Columns of every table of patients";

  /** Lines of the page by heading; those before the first under "". */
  private final Map<String, List<String>> sections;

  private TableReference(Map<String, List<String>> sections) {
    this.sections = sections;
  }

  public static TableReference read() {
    try (InputStream in = TableReference.class.getResourceAsStream("tables.md")) {
      Map<String, List<String>> sections = new LinkedHashMap<>();
      List<String> open = new ArrayList<>();
      sections.put("", open);
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("## ")) {
          open = new ArrayList<>();
          sections.put(line.substring(3), open);
        } else {
          open.add(line);
        }
      }
      return new TableReference(sections);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the tables; BDS tables, which protocols name, stand under one. */
  public List<String> names() {
    return sections.keySet().stream()
        .filter(name -> name.equals(BDS) || name.equals(name.toUpperCase(java.util.Locale.ROOT)))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Every table with what a row of it is. */
  public String list() {
    var table = new TextTable(3, "table", "one row per", "kept by");
    rows(sections.get("")).forEach(row -> table.row(row.toArray(String[]::new)));
    return table.toString();
  }

  /**
   * The columns of a table, each with type and what it holds.
   *
   * @param name one of {@link #names}; letter case ignored, {@code BDS} is enough
   * @return null if there is no such table
   */
  public String of(String name) {
    String known =
        names().stream()
            .filter(n -> n.equalsIgnoreCase(name) || n.equalsIgnoreCase(name + " tables"))
            .findFirst()
            .orElse(null);
    if (known == null) {
      return null;
    }
    StringBuilder text = new StringBuilder(known).append('\n');
    List<String> lines = sections.get(known);
    boolean patients =
        lines.stream().anyMatch(l -> l.contains("keys, then") || l.contains("After the keys"));
    if (patients) {
      text.append('\n');
      columns(text, sections.get(KEYS));
    }
    boolean inTable = false;
    StringBuilder paragraph = new StringBuilder();
    List<String> table = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("|")) {
        table.add(line);
        inTable = true;
      } else {
        if (inTable) {
          columns(text, table);
          table.clear();
          inTable = false;
        }
        if (line.isBlank() && paragraph.length() > 0) {
          text.append('\n');
          wrap(text, plain(paragraph.toString()), "");
          text.append('\n');
          paragraph.setLength(0);
        } else if (!line.isBlank()) {
          paragraph.append(paragraph.length() == 0 ? "" : " ").append(line);
        }
      }
    }
    if (inTable) {
      columns(text, table);
    }
    if (paragraph.length() > 0) {
      text.append('\n');
      wrap(text, plain(paragraph.toString()), "");
    }
    return text.toString();
  }

  /** A line for each column, and under it what it holds. */
  private static void columns(StringBuilder text, List<String> lines) {
    List<List<String>> rows = rows(lines);
    List<String> header =
        cells(lines.stream().filter(l -> l.startsWith("|")).findFirst().orElseThrow());
    int what = header.indexOf("what");
    int width = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
    for (List<String> row : rows) {
      String name = row.get(0);
      StringBuilder line = new StringBuilder();
      line.append(name)
          .append(
              " "
                  .repeat(
                      Math.min(24, width) > name.length()
                          ? Math.min(24, width) - name.length()
                          : 0));
      for (int c = 1; c < what; c++) {
        line.append(row.get(c).isEmpty() ? "" : "  " + row.get(c));
      }
      text.append(line.toString().stripTrailing()).append('\n');
      wrap(text, row.get(what), "    ");
    }
  }

  private static List<List<String>> rows(List<String> lines) {
    return lines.stream()
        .filter(l -> l.startsWith("| "))
        .skip(1)
        .map(TableReference::cells)
        .toList();
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(cell -> plain(cell.strip()))
        .toList();
  }

  /** Without Markdown's marks. */
  private static String plain(String text) {
    return text.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replaceAll("[`*]", "");
  }

  private static void wrap(StringBuilder text, String words, String indent) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : words.split(" ")) {
      if (line.length() > indent.length() && line.length() + word.length() + 1 > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(indent);
      }
      line.append(line.length() > indent.length() ? " " : "").append(word);
    }
    text.append(line).append('\n');
  }
}
