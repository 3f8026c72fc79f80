package org.silico.jobs.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a scenario is: trials done, trials per second, time left. A bar on a terminal; elsewhere
 * a line every ten seconds, or at every tenth of the way where that is slower than a line a second.
 *
 * <pre>{@code
 * try (var progress = Progress.start("effect=0.3", 10_000)) {
 *   … progress.advance(250); …
 * }
 * }</pre>
 *
 * Safe to advance from several threads.
 */
public final class Progress implements AutoCloseable {
  private static final long LINE_EVERY = Duration.ofSeconds(10).toNanos();
  private static final long LINE_AT_MOST_EVERY = Duration.ofSeconds(1).toNanos();

  private final String scenario;
  private long total;
  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final ProgressBar bar;
  private final long started;
  private long done;
  private long lineAt;
  private long doneAtLine;
  private long doneBefore;

  Progress(String scenario, long total, PrintStream out, int width, LongSupplier nanoTime) {
    this.scenario = scenario;
    this.total = total;
    this.out = out;
    this.nanoTime = nanoTime;
    started = nanoTime.getAsLong();
    lineAt = started;
    bar = width > 0 ? bar(width) : null;
  }

  /**
   * Begins at zero trials, on the standard error stream; the launcher tells whether that is a
   * terminal.
   */
  public static Progress start(String scenario, long trials) {
    return new Progress(
        scenario,
        trials,
        System.err,
        Integer.getInteger("silico.terminal.width", 0),
        System::nanoTime);
  }

  /** Counts trials that are done. */
  public synchronized void advance(long trials) {
    done += trials;
    if (bar != null) {
      bar.stepBy(trials);
      return;
    }
    long now = nanoTime.getAsLong();
    boolean tenth = (done - doneAtLine) * 10 >= total && now - lineAt >= LINE_AT_MOST_EVERY;
    if (done < total && (tenth || now - lineAt >= LINE_EVERY)) {
      lineAt = now;
      doneAtLine = done;
      out.println(line(now));
    }
  }

  /** Counts trials that an earlier run had done, which say nothing of the speed of this one. */
  public synchronized void alreadyDone(long trials) {
    done += trials;
    doneBefore += trials;
    doneAtLine += trials;
    if (bar != null) {
      bar.stepBy(trials);
    }
  }

  /** Corrects how many trials there are in all. */
  public synchronized void expect(long trials) {
    total = trials;
    if (bar != null) {
      bar.maxHint(trials);
    }
  }

  /** Ends the bar, or writes the last line. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    } else {
      out.println(line(nanoTime.getAsLong()));
    }
  }

  private String line(long now) {
    double seconds = (now - started) / 1e9;
    double perSecond = (done - doneBefore) / Math.max(seconds, 1e-9);
    String soFar =
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d trials (%d %%)",
            scenario,
            done,
            total,
            total == 0 ? 100 : 100 * done / total);
    if (done == doneBefore) {
      return soFar;
    }
    String speed =
        String.format(
            Locale.ROOT, perSecond < 10 ? ", %.1f trials/s" : ", %,.0f trials/s", perSecond);
    return soFar
        + speed
        + (done < total
            ? ", " + clock((total - done) / perSecond) + " left"
            : ", " + clock(seconds));
  }

  private static String clock(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long s = Math.round(seconds);
    return s < 60
        ? s + " s"
        : s < 3600
            ? String.format(Locale.ROOT, "%d:%02d min", s / 60, s % 60)
            : String.format(Locale.ROOT, "%d:%02d h", s / 3600, s / 60 % 60);
  }

  private ProgressBar bar(int width) {
    return new ProgressBarBuilder()
        .setTaskName(scenario)
        .setInitialMax(total)
        .setUnit(" trials", 1)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .showSpeed()
        .setUpdateIntervalMillis(250)
        // given a width, the library does not look for a terminal itself
        .setConsumer(new ConsoleProgressBarConsumer(out, Math.max(20, width - 1)))
        .build();
  }
}
