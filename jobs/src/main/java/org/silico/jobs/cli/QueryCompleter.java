package org.silico.jobs.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.silico.engine.table.Column;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.query.QueryException;
import org.silico.jobs.query.RunTables;

/** Names of tables, and of the columns of the tables that a question names, else of all. */
final class QueryCompleter implements Completer {
  private static final List<String> WORDS =
      List.of(
          "select",
          "from",
          "where",
          "group by",
          "order by",
          "having",
          "join",
          "using",
          "limit",
          "count",
          "avg",
          "sum",
          "min",
          "max",
          "stddev",
          "percentile",
          "round",
          "distinct",
          "case",
          "when",
          "then",
          "else",
          "end",
          "and",
          "or",
          "not",
          "in",
          "between",
          "is null",
          "with");

  private final RunTables tables;

  QueryCompleter(RunTables tables) {
    this.tables = tables;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    Set<String> names = new LinkedHashSet<>(tables.names());
    List<String> named = new ArrayList<>();
    for (String word : line.words()) {
      if (tables.has(word)) {
        named.add(word.toUpperCase(Locale.ROOT));
      }
    }
    for (String table : named.isEmpty() ? tables.names() : named) {
      names.addAll(columns(table));
    }
    names.addAll(WORDS);
    names.forEach(name -> candidates.add(new Candidate(name)));
  }

  private Collection<String> columns(String table) {
    try {
      return tables.table(table).columns().stream().map(Column::name).toList();
    } catch (OutputException | QueryException e) {
      return List.of(); // a question that names it is told
    }
  }
}
