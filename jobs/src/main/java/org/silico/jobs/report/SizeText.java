package org.silico.jobs.report;

import java.util.Locale;
import java.util.function.DoubleFunction;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.jobs.run.ScenarioResult;
import org.silico.jobs.size.SizeSearch.Answer;
import org.silico.jobs.size.SizeSearch.Exact;
import org.silico.jobs.size.SizeSearch.Point;
import org.silico.jobs.size.SizeSearch.Question;

/** The answer to how large a trial must be, for the terminal. */
public final class SizeText {
  /** Of the bar that is power 1. */
  private static final int WIDTH = 40;

  private SizeText() {}

  /**
   * @param about what was asked, in a line
   * @param parameter that varies
   * @param written its values, as a protocol would have them
   * @param there some of the trials at the answer; null when there is none
   */
  public static String of(
      String about,
      String parameter,
      DoubleFunction<String> written,
      Question question,
      Answer answer,
      ScenarioResult there) {
    StringBuilder text = new StringBuilder(about).append("\n\n");
    TextTable table = new TextTable(0, parameter, "trials", "power", "(MCSE)", bar());
    for (Point p : answer.points()) {
      table.row(row(p, written, question.power()));
    }
    text.append(table).append('\n');
    if (answer.refusal() != null) {
      return text.append("no answer: ").append(answer.refusal()).append('\n').toString();
    }
    Point confirmed = answer.confirmed();
    double error = error(confirmed);
    text.append(
        String.format(
            Locale.ROOT,
            "power %s is reached at %s = %.1f (95 %% interval %.1f to %.1f), by %,d trials%n",
            Digits.fixed(question.power(), 4),
            parameter,
            answer.root(),
            answer.lower(),
            answer.upper(),
            answer.replicates()));
    text.append(answer.exact() == null ? "" : exact(answer.exact(), parameter, written));
    text.append(
        String.format(
            Locale.ROOT,
            answer.exact() == null
                ? "%s = %s: with 95 %% confidence, power is at least %s%n"
                : "%s = %s is taken: from there on power is at least %s%n",
            parameter,
            written.apply(answer.assured()),
            Digits.fixed(question.power(), 4)));
    text.append(
        String.format(
            Locale.ROOT,
            "there, %,d new trials have power %.4f (95 %% interval %.4f to %.4f)%n",
            confirmed.replicates(),
            confirmed.power(),
            confirmed.power() - 1.96 * error,
            confirmed.power() + 1.96 * error));
    text.append("a trial has, on average:");
    for (Characteristic c : there.characteristics()) {
      boolean shown =
          c.metric().equals("subjects")
              || c.metric().equals("duration (days)")
              || c.metric().startsWith(Metrics.EVENTS);
      if (c.analysis().isEmpty() && shown) {
        text.append(String.format(Locale.ROOT, " %s %.1f;", c.metric(), c.estimate()));
      }
    }
    text.setCharAt(text.length() - 1, '\n');
    if (answer.misfit() && answer.exact() == null) {
      text.append(
          "power lies off the fitted curve by more than chance: ask with --exact, or simulate around"
              + " the answer with 'silico run'\n");
    }
    if (confirmed.power() + 1.96 * error < question.power()) {
      text.append("the new trials do not confirm it: ask with a smaller --precision\n");
    }
    return text.toString();
  }

  private static String exact(Exact exact, String parameter, DoubleFunction<String> written) {
    String doubtful =
        exact.doubtful().isEmpty()
            ? ""
            : "; within the precision of it: "
                + String.join(
                    ", ", exact.doubtful().stream().sorted().map(written::apply).toList());
    return String.format(
        Locale.ROOT,
        "number by number: first at %s = %s, always from %s on%s%n",
        parameter,
        written.apply(exact.first()),
        written.apply(exact.always()),
        doubtful);
  }

  private static String bar() {
    return "0" + " ".repeat(WIDTH - 2) + "1";
  }

  private static String[] row(Point p, DoubleFunction<String> written, double target) {
    int filled = (int) Math.round(WIDTH * p.power());
    StringBuilder bar = new StringBuilder("#".repeat(filled) + " ".repeat(WIDTH - filled));
    int at = Math.min(WIDTH - 1, (int) (WIDTH * target));
    bar.setCharAt(at, '|');
    return new String[] {
      written.apply(p.x()),
      Digits.count(p.replicates()),
      Digits.fixed(p.power(), 4),
      "(" + Digits.fixed(error(p), 4) + ")",
      bar.toString()
    };
  }

  private static double error(Point p) {
    return Math.sqrt(p.power() * (1 - p.power()) / p.replicates());
  }
}
