package org.silico.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.silico.jobs.query.Query;
import org.silico.jobs.query.RunTables;
import org.silico.jobs.query.Statements;

/** Asks for SQL at the terminal and answers until its user has enough. */
final class QueryPrompt {
  private static final String HELP =
      """
      SELECT … ;   a question, over several lines if need be
      \\d           the tables
      \\d TABLE     its columns
      \\q           quits, as Ctrl-D does
      Ctrl-C gives up a question; the tabulator key completes names of tables and columns
      """;

  private final Query query;
  private final RunTables tables;
  private final QueryCommand.Format format;
  private final long limit;
  private final Errors errors;
  private volatile boolean cancelled;

  QueryPrompt(
      Query query, RunTables tables, QueryCommand.Format format, long limit, Errors errors) {
    this.query = query;
    this.tables = tables;
    this.format = format;
    this.limit = limit;
    this.errors = errors;
  }

  /** Returns the exit code. */
  int run() throws IOException {
    // by name, and not by the service that jline looks for, which silico.jar does not have
    try (Terminal terminal =
        new ExecTerminalProvider()
            .sysTerminal(
                "silico",
                System.getenv("TERM"),
                false,
                StandardCharsets.UTF_8,
                true,
                SignalHandler.SIG_IGN,
                false,
                SystemStream.Output)) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .parser(new SqlParser())
              .completer(new QueryCompleter(tables))
              .variable(
                  LineReader.HISTORY_FILE,
                  Path.of(System.getProperty("user.home"), ".silico_history"))
              .variable(LineReader.SECONDARY_PROMPT_PATTERN, "     -> ")
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .option(LineReader.Option.CASE_INSENSITIVE, true)
              .build();
      PrintWriter out = terminal.writer();
      out.println("tables: " + String.join(", ", tables.names()));
      out.println("end a question with ; — \\d TABLE lists columns, \\? helps, \\q quits");
      warmUp();
      terminal.handle(
          Signal.INT,
          signal -> {
            cancelled = true;
            query.cancel();
          });
      while (true) {
        String text;
        try {
          text = reader.readLine("silico> ").strip();
        } catch (UserInterruptException e) {
          if (e.getPartialLine().isBlank()) {
            return ExitCode.INTERRUPTED;
          }
          continue;
        } catch (EndOfFileException e) {
          return ExitCode.OK;
        }
        if (List.of("\\q", "quit", "exit", "quit;", "exit;")
            .contains(text.toLowerCase(Locale.ROOT))) {
          return ExitCode.OK;
        }
        answer(text, out);
        out.flush();
      }
    }
  }

  private void answer(String text, PrintWriter out) {
    cancelled = false;
    try {
      if (text.startsWith("\\d")) {
        String table = text.substring(2).replace(";", "").strip();
        out.print(table.isEmpty() ? TablesText.list(tables) : ColumnsText.of(tables.table(table)));
      } else if (text.startsWith("\\")) {
        out.print(HELP);
      } else {
        new QueryOutput(query, new QuerySource("SQL", text), format, null, limit)
            .write(Statements.of(text), out);
      }
    } catch (RuntimeException e) {
      if (cancelled) {
        out.println("given up");
      } else {
        errors.report(e, out);
      }
    }
  }

  /** Spark starts while the first question is being written. */
  private void warmUp() {
    Thread start =
        new Thread(
            () -> {
              try {
                query.answer("select 1").collectAsList();
              } catch (RuntimeException e) {
                return; // the first question tells
              }
            },
            "start");
    start.setDaemon(true);
    start.start();
  }

  /** Words are names; a line ends where its statement does. */
  private static final class SqlParser extends DefaultParser {
    SqlParser() {
      setEscapeChars(null);
      setQuoteChars(new char[0]);
    }

    @Override
    public boolean isDelimiterChar(CharSequence text, int at) {
      return Character.isWhitespace(text.charAt(at))
          || ",().=<>+-*/;`".indexOf(text.charAt(at)) >= 0;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      String text = line.strip();
      boolean word = text.startsWith("\\") || text.equals("quit") || text.equals("exit");
      if (context == ParseContext.ACCEPT_LINE && !word && !Statements.ended(line)) {
        throw new EOFError(-1, -1, "the statement has no ; yet");
      }
      return super.parse(line, cursor, context);
    }
  }
}
