package org.silico.jobs.page;

import java.util.List;

/** Pieces of HTML. Everything that comes from a protocol goes through {@link #text}. */
final class Html {
  /** Characters from which a cell is given room for words. */
  private static final int PROSE = 30;

  private Html() {}

  /** As text or in a quoted attribute. */
  static String text(String any) {
    StringBuilder out = new StringBuilder(any.length() + 16);
    for (int i = 0; i < any.length(); i++) {
      char c = any.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  static String paragraph(String words) {
    return "<p>" + text(words) + "</p>\n";
  }

  static String list(List<String> items) {
    StringBuilder out = new StringBuilder("<ul>\n");
    items.forEach(item -> out.append("<li>").append(text(item)).append("</li>\n"));
    return out.append("</ul>\n").toString();
  }

  /**
   * A table; columns of numbers, where all cells look like some, stand to the right.
   *
   * @param sortable whether a press on a heading sorts it, and words can be looked for
   */
  static String table(Grid grid, boolean sortable) {
    StringBuilder out = new StringBuilder();
    if (sortable) {
      out.append("<p class=\"filter\"><label>Show rows with <input type=\"search\"></label></p>\n");
    }
    out.append("<div class=\"wide\" tabindex=\"0\"><table")
        .append(sortable ? " class=\"sortable\"" : "")
        .append("><caption>")
        .append(text(grid.caption()))
        .append("</caption>\n<thead><tr>");
    boolean[] numbers = numbers(grid);
    for (int c = 0; c < numbers.length; c++) {
      String h = grid.header().get(c);
      out.append(numbers[c] ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
          .append(sortable ? "<button type=\"button\">" + text(h) + "</button>" : text(h))
          .append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : grid.rows()) {
      out.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        boolean prose = row.get(c).length() > PROSE;
        String cell = numbers[c] ? " class=\"number\">" : prose ? " class=\"prose\">" : ">";
        out.append(c == 0 ? "<th scope=\"row\"" + cell : "<td" + cell)
            .append(text(row.get(c)))
            .append(c == 0 ? "</th>" : "</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }

  private static boolean[] numbers(Grid grid) {
    boolean[] numbers = new boolean[grid.header().size()];
    for (int c = 0; c < numbers.length; c++) {
      int column = c;
      numbers[c] =
          grid.rows().stream().allMatch(r -> r.get(column).matches("|∞|[-(<≥]*[0-9][-0-9.,e]*|-∞"));
    }
    return numbers;
  }
}
