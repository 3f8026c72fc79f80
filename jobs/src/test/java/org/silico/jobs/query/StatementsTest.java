package org.silico.jobs.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
  private static List<String> of(String sql) {
    return Statements.of(sql).stream().map(String::strip).toList();
  }

  @Test
  void aSemicolonEndsAStatement() {
    assertEquals(List.of("select 1", "select 2"), of("select 1; select 2"));
    assertEquals(List.of("select 1", "select 2"), of(";select 1;;\n select 2 ; \n;"));
    assertEquals(List.of(), of(" \n ; "));
    assertEquals(List.of(), of("-- nothing; here"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 'a;b'",
        "select \"a;b\"",
        "select `a;b`",
        "select 'it''s; so'",
        "select 'a\\';b'",
        "select 1 -- one; more\n + 1",
        "select /* ; */ 1",
        "select 'open; quote"
      })
  void notInQuotesAndComments(String sql) {
    assertEquals(List.of(sql), of(sql));
    assertEquals(2, of("select 0;" + sql).size());
  }

  @Test
  void aStatementStandsWhereItStoodInTheText() {
    String sql = "select 1;\n  select '\n;' ; select 3";
    for (String statement : Statements.of(sql)) {
      int begin = statement.indexOf("select");
      assertTrue(sql.startsWith(statement.substring(begin), begin));
      assertEquals(
          sql.substring(0, begin).chars().filter(c -> c == '\n').count(),
          statement.substring(0, begin).chars().filter(c -> c == '\n').count());
    }
    assertEquals(3, Statements.of(sql).size());
  }

  @Test
  void aLineEndsWithItsStatement() {
    assertTrue(Statements.ended("select 1;"));
    assertTrue(Statements.ended("select 1; -- one"));
    assertTrue(Statements.ended(""));
    assertFalse(Statements.ended("select 1"));
    assertFalse(Statements.ended("select 1; select"));
    assertFalse(Statements.ended("select ';"));
  }
}
