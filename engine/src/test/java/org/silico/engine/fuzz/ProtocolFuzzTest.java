package org.silico.engine.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a protocol, the outcome is a message with its place in the text, or a trial
 * that runs.
 *
 * <p>The build tries some thousands of mutants. Many more, on several threads, and with 5 seconds
 * of processor time as the bound of each:
 *
 * <pre>mvn -B test -Pfuzz -pl engine -Dfuzz.mutants=1000000 -Dfuzz.threads=2 -Dfuzz.seed=1</pre>
 *
 * <p>What fails is written to target/fuzz, with its number.
 */
class ProtocolFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final long FIRST = Long.getLong("fuzz.first", 0);
  private static final long MUTANTS = Long.getLong("fuzz.mutants", 1_500);
  private static final int THREADS = Integer.getInteger("fuzz.threads", 1);

  /** Processor time for one mutant, after which it counts as a hang. */
  private static final long BOUND_NANOS = Long.getLong("fuzz.seconds", 60) * 1_000_000_000L;

  /** One in so many trials is analysed. */
  private static final int ANALYSED = 4;

  /** After so many mutants a line says how it goes. */
  private static final int PROGRESS = 20_000;

  private static final int MOST_FAILURES = 25;

  private final AtomicLong next = new AtomicLong(FIRST);
  private final Map<Fate, AtomicLong> fates = new EnumMap<>(Fate.class);
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<String> corpus = corpus();

  ProtocolFuzzTest() throws IOException {
    for (Fate fate : Fate.values()) {
      fates.put(fate, new AtomicLong());
    }
  }

  @Test
  void everyMutantIsRefusedAtAPlaceOrRuns() throws Exception {
    List<Worker> workers = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      workers.add(start());
    }
    long shown = 0;
    while (!workers.isEmpty()) {
      Thread.sleep(20);
      if (tried() - shown >= PROGRESS) {
        shown = tried();
        say();
      }
      for (Worker worker : List.copyOf(workers)) {
        if (!worker.isAlive()) {
          workers.remove(worker);
        } else if (worker.hangs()) {
          // it cannot be stopped: another one goes on with the next mutants
          worker.abandon();
          workers.remove(worker);
          workers.add(start());
        }
      }
    }
    say();
    assertEquals("", String.join("\n\n", failures));
    assertTrue(fates.get(Fate.RAN).get() > tried() / 20, "too few of the mutants are protocols");
  }

  private long tried() {
    return fates.values().stream().mapToLong(AtomicLong::get).sum() + failures.size();
  }

  private void say() {
    System.out.println(tried() + " mutants: " + fates + ", " + failures.size() + " failed");
  }

  private Worker start() {
    Worker worker = new Worker();
    worker.setDaemon(true);
    worker.start();
    return worker;
  }

  /** Takes the next mutant until there are none. */
  private final class Worker extends Thread {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final Mutator mutator = new Mutator(corpus, SEED);
    private volatile long mutant = -1;
    private volatile long begun;
    private volatile boolean abandoned;

    @Override
    public void run() {
      for (long k = next.getAndIncrement(); go(k); k = next.getAndIncrement()) {
        byte[] bytes = mutator.mutant(k);
        begun = CLOCK.getCurrentThreadCpuTime();
        mutant = k;
        try {
          Fate fate = Fate.of(bytes, k % ANALYSED == 0);
          if (!abandoned) {
            fates.get(fate).incrementAndGet();
          }
        } catch (Exception | Error e) {
          if (!abandoned) {
            fail(k, e.toString(), e.getStackTrace());
          }
        }
        mutant = -1;
      }
    }

    private boolean go(long k) {
      return !abandoned && k < FIRST + MUTANTS && failures.size() < MOST_FAILURES;
    }

    boolean hangs() {
      long own = mutant;
      long since = begun;
      return own >= 0 && CLOCK.getThreadCpuTime(getId()) - since > BOUND_NANOS && mutant == own;
    }

    void abandon() {
      abandoned = true;
      fail(mutant, "hangs", getStackTrace());
      interrupt();
    }
  }

  private void fail(long k, String what, StackTraceElement[] trace) {
    StringBuilder text = new StringBuilder("mutant " + k + " of seed " + SEED + ": " + what);
    for (int i = 0; i < Math.min(trace.length, 12); i++) {
      text.append("\n    ").append(trace[i]);
    }
    failures.add(text.toString());
    try {
      Path folder = Files.createDirectories(Path.of("target", "fuzz"));
      Files.write(folder.resolve(SEED + "-" + k + ".yaml"), new Mutator(corpus, SEED).mutant(k));
      Files.writeString(folder.resolve(SEED + "-" + k + ".txt"), text);
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }

  private static List<String> corpus() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("..", "protocols"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    for (String name : List.of("all-endpoints.yaml", "longitudinal.yaml")) {
      texts.add(
          new String(
              ProtocolFuzzTest.class
                  .getResourceAsStream("/org/silico/engine/reader/" + name)
                  .readAllBytes(),
              StandardCharsets.UTF_8));
    }
    return texts;
  }
}
