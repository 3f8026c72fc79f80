package org.silico.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private long now;

  @Test
  void writesALineAtEveryTenthOfASlowRun() {
    try (var progress = new Progress("null", 1000, out, 0, () -> now)) {
      for (int i = 0; i < 20; i++) {
        now += 1_000_000_000L;
        progress.advance(50);
      }
    }
    List<String> lines = lines();
    assertEquals(10, lines.size());
    assertEquals("null: 100 of 1,000 trials (10 %), 50 trials/s, 18 s left", lines.get(0));
    assertEquals("null: 1,000 of 1,000 trials (100 %), 50 trials/s, 20 s", lines.get(9));
  }

  @Test
  void writesALineEveryTenSecondsOfAVerySlowRun() {
    try (var progress = new Progress("null", 1_000_000, out, 0, () -> now)) {
      for (int i = 0; i < 40; i++) {
        now += 1_000_000_000L;
        progress.advance(1);
      }
    }
    List<String> lines = lines();
    assertEquals(5, lines.size());
    assertEquals("null: 10 of 1,000,000 trials (0 %), 1.0 trials/s, 277:46 h left", lines.get(0));
  }

  @Test
  void writesOneLineForAShortRun() {
    try (var progress = new Progress("null", 1000, out, 0, () -> now)) {
      for (int i = 0; i < 1000; i++) {
        now += 500_000L;
        progress.advance(1);
      }
    }
    assertEquals(List.of("null: 1,000 of 1,000 trials (100 %), 2,000 trials/s, 0.5 s"), lines());
  }

  @Test
  void drawsABarOnATerminal() {
    try (var progress = new Progress("effect=0.3", 200, out, 100, System::nanoTime)) {
      progress.advance(200);
    }
    String drawn = bytes.toString(UTF_8);
    assertTrue(drawn.contains("effect=0.3 100%"), drawn);
    assertTrue(drawn.contains("200/200 trials"), drawn);
    assertTrue(drawn.lines().allMatch(line -> line.length() < 100), drawn);
  }

  private List<String> lines() {
    return bytes.toString(UTF_8).lines().toList();
  }
}
