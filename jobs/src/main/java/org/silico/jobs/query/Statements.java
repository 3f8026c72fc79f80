package org.silico.jobs.query;

import java.util.ArrayList;
import java.util.List;

/** SQL text cut at the semicolons that end statements. */
public final class Statements {
  private Statements() {}

  /**
   * The statements of a text. What comes before a statement is blank in it, so that lines and
   * columns are those of the text.
   */
  public static List<String> of(String sql) {
    List<String> statements = new ArrayList<>();
    int begin = 0;
    boolean words = false;
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      int comment = commentEnd(sql, i);
      if (comment > i) {
        i = comment;
      } else if (c == ';') {
        if (words) {
          statements.add(blank(sql, begin) + sql.substring(begin, i));
        }
        begin = ++i;
        words = false;
      } else {
        words |= !Character.isWhitespace(c);
        i = c == '\'' || c == '"' || c == '`' ? quoteEnd(sql, i) : i + 1;
      }
    }
    if (words) {
      statements.add(blank(sql, begin) + sql.substring(begin));
    }
    return statements;
  }

  /** Whether the last statement of a text has its semicolon. */
  public static boolean ended(String sql) {
    int before = of(sql).size();
    return of(sql + "\nx").size() > before || before == 0;
  }

  /** Where a comment that begins at i ends; i if there is none. */
  private static int commentEnd(String sql, int i) {
    if (sql.startsWith("--", i)) {
      int end = sql.indexOf('\n', i);
      return end < 0 ? sql.length() : end;
    }
    if (sql.startsWith("/*", i)) {
      int end = sql.indexOf("*/", i + 2);
      return end < 0 ? sql.length() : end + 2;
    }
    return i;
  }

  private static int quoteEnd(String sql, int i) {
    char quote = sql.charAt(i);
    int end = i + 1;
    while (end < sql.length() && sql.charAt(end) != quote) {
      end += sql.charAt(end) == '\\' && quote != '`' ? 2 : 1;
    }
    return Math.min(end + 1, sql.length());
  }

  private static String blank(String sql, int end) {
    return sql.substring(0, end).replaceAll("[^\\n]", " ");
  }
}
