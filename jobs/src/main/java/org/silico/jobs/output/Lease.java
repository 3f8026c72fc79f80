package org.silico.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The right of one process to write an output, on one machine or on a file system that many share:
 * a file {@code lease-000001.json} in {@code OUT.incomplete} that names its owner and is written
 * again every few seconds.
 *
 * <p>A lease without a sign of life for {@link #STALE} is stale; one of a process of this machine
 * that is no more, at once. Its age is measured by the clock of the file system alone, so that
 * clocks that differ between machines do no harm. Who takes over makes the file of the next number;
 * of several who try at once the file system lets one make it. An owner that finds a higher number,
 * or its own file gone, has lost the lease.
 */
final class Lease implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofSeconds(5);
  static final Duration STALE = Duration.ofSeconds(60);

  /** Leases, and what measures the clock of the file system. */
  static final Pattern FILE = Pattern.compile("lease-(\\d{6,9})\\.json|\\.clock-[0-9a-f]{16}");

  private static final String CLOCK = ".clock-";
  private static final long MOST_BYTES = 1 << 16;
  private static final int ATTEMPTS = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Disk disk;
  private final Path root;
  private final int number;
  private final Owner owner;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread heart;
  private volatile String lost;
  private volatile Runnable whenLost = () -> {};
  private long beat;

  /** The process that holds a lease. */
  private record Owner(ThisProcess process, String id) {

    byte[] text(long beat) throws IOException {
      // of the same length at every beat
      String count = String.format(Locale.ROOT, "%012d", beat);
      return Json.bytes(Json.object(new Content(process, id, count)));
    }

    @Override
    public String toString() {
      return process.toString();
    }
  }

  private record Content(ThisProcess process, String id, String beat) {}

  /**
   * A lease as another process sees it.
   *
   * @param owner null where the file does not tell, as when its owner died while it wrote it
   */
  private record Seen(int number, Path file, Owner owner, boolean stale, String how) {
    String id() {
      return number + "-" + (owner == null ? "" : owner.id());
    }
  }

  private Lease(Disk disk, Path root, int number, Owner owner) {
    this.disk = disk;
    this.root = root;
    this.number = number;
    this.owner = owner;
    this.heart = new Thread(this::beat, "silico-lease");
    heart.setDaemon(true);
  }

  /**
   * Takes the lease of an unfinished run.
   *
   * @param root its directory, which is there
   * @throws OutputException naming the owner and its last sign of life if another process has it
   */
  static Lease take(Disk disk, Path root, java.util.function.Consumer<String> say)
      throws IOException {
    Owner me = new Owner(ThisProcess.get(), randomId());
    Set<String> stale = new TreeSet<>();
    for (int attempt = 1; ; attempt++) {
      List<Seen> seen = seen(disk, root);
      for (Seen lease : seen) {
        if (!lease.stale() && attempt < ATTEMPTS && lease.owner() == null) {
          break; // it is being written this moment
        }
        if (!lease.stale()) {
          throw refusal(root, lease);
        }
        if (stale.add(lease.id())) {
          say.accept("taking over " + root + " from " + lease.how());
        }
      }
      boolean clear = seen.stream().allMatch(Seen::stale);
      if (clear) {
        int next = seen.stream().mapToInt(Seen::number).max().orElse(0) + 1;
        Lease lease = new Lease(disk, root, next, me);
        if (disk.create(file(root, next), me.text(0)) && lease.alone(stale)) {
          for (Seen old : seen) {
            disk.delete(old.file());
          }
          lease.heart.start();
          return lease;
        }
      }
      if (attempt == ATTEMPTS) {
        throw new OutputException(
            OutputException.Kind.ENVIRONMENT, root + " is being opened by other runs; try again");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + RANDOM.nextInt(200)));
    }
  }

  /** The owner of a live lease and its last sign of life, in words. */
  static Optional<String> owner(Disk disk, Path root) throws IOException {
    return live(disk, root).map(Seen::how);
  }

  private static Optional<Seen> live(Disk disk, Path root) throws IOException {
    return disk.isDirectory(root)
        ? seen(disk, root).stream().filter(lease -> !lease.stale()).findFirst()
        : Optional.empty();
  }

  /**
   * @throws OutputException if another process has the lease
   */
  static void refuseIfHeld(Disk disk, Path root) throws IOException {
    Optional<Seen> live = live(disk, root);
    if (live.isPresent()) {
      throw refusal(root, live.get());
    }
  }

  private static OutputException refusal(Path root, Seen lease) {
    return new OutputException(
        OutputException.Kind.ENVIRONMENT,
        root
            + " is being written by "
            + lease.how()
            + "; wait for it, or name another output. Should that run be dead, it can be taken over "
            + STALE.toSeconds()
            + " s after its last sign of life");
  }

  /** Whether there are no leases but mine and those that were found stale. */
  private boolean alone(Set<String> stale) throws IOException {
    boolean mine = false;
    boolean alone = true;
    for (Seen lease : seen(disk, root)) {
      if (lease.number() == number
          && lease.owner() != null
          && lease.owner().id().equals(owner.id())) {
        mine = true;
      } else {
        alone &= stale.contains(lease.id());
      }
    }
    if (mine && !alone) {
      disk.delete(file(root, number));
    }
    return mine && alone;
  }

  private static List<Seen> seen(Disk disk, Path root) throws IOException {
    TreeMap<Integer, Path> files = new TreeMap<>();
    for (Entry entry : disk.children(root)) {
      var matcher = FILE.matcher(entry.path());
      if (entry.isFile() && matcher.matches() && matcher.group(1) != null) {
        files.put(Integer.parseInt(matcher.group(1)), new Path(root, entry.path()));
      }
    }
    List<Seen> seen = new ArrayList<>();
    for (var file : files.entrySet()) {
      try {
        seen.add(look(disk, root, file.getKey(), file.getValue()));
      } catch (FileNotFoundException | NoSuchFileException e) {
        continue; // it was given back meanwhile
      }
    }
    return seen;
  }

  private static Seen look(Disk disk, Path root, int number, Path file) throws IOException {
    Owner owner = read(disk, file);
    if (owner != null && owner.process().isGone()) {
      return new Seen(number, file, owner, true, "a run that has ended (" + owner + ")");
    }
    long age = Math.max(0, now(disk, root) - disk.modified(file));
    String since = ", last sign of life " + TimeUnit.MILLISECONDS.toSeconds(age) + " s ago";
    String who = owner == null ? "another run (it does not say which" : "another run (" + owner;
    return new Seen(number, file, owner, age >= STALE.toMillis(), who + since + ")");
  }

  /** Null if the file is not complete. */
  private static Owner read(Disk disk, Path file) throws IOException {
    byte[] text = disk.read(file, MOST_BYTES);
    try {
      JsonNode json = Json.parse(text);
      Content content = json == null ? null : Json.as(json, Content.class);
      return content == null || content.process() == null || content.id() == null
          ? null
          : new Owner(content.process(), content.id());
    } catch (com.fasterxml.jackson.core.JsonProcessingException | Sealed.Damaged e) {
      return null;
    }
  }

  /** By the clock that sets the times of files there. */
  private static long now(Disk disk, Path root) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path clock = new Path(root, CLOCK + randomId());
      disk.create(clock, new byte[0]);
      try {
        return disk.modified(clock);
      } catch (FileNotFoundException | NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw new IOException("files vanish from " + root, e);
        } // whose run ended this moment tidied up
      } finally {
        disk.delete(clock);
      }
    }
  }

  /** Whether it is what a process left that was killed while it looked at a lease. */
  static boolean isClock(Entry entry) {
    return entry.isFile() && entry.path().startsWith(CLOCK) && FILE.matcher(entry.path()).matches();
  }

  private static Path file(Path root, int number) {
    return new Path(root, String.format(Locale.ROOT, "lease-%06d.json", number));
  }

  Path file() {
    return file(root, number);
  }

  /** Of all that have taken this lease one after the other, the later the higher. */
  int number() {
    return number;
  }

  private static String randomId() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What to do when the lease is lost, on a thread of its own; at once if it is lost already. */
  void whenLost(Runnable action) {
    whenLost = action;
    if (lost != null) {
      action.run();
    }
  }

  private void beat() {
    try {
      while (!closed.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          renew();
        } catch (IOException e) {
          // a file system that hangs for a while; if it takes too long, another process may come,
          // and the next look will see it
          continue;
        }
        if (lost != null) {
          whenLost.run();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void renew() throws IOException {
    if (closed.getCount() > 0 && held()) {
      disk.renew(file(), owner.text(++beat));
    }
  }

  private boolean held() throws IOException {
    if (lost != null) {
      return false;
    }
    boolean mine = false;
    for (Entry entry : disk.children(root)) {
      var matcher = FILE.matcher(entry.path());
      if (entry.isFile() && matcher.matches() && matcher.group(1) != null) {
        int found = Integer.parseInt(matcher.group(1));
        mine |= found == number;
        if (found > number) {
          Owner other = read(disk, new Path(root, entry.path()));
          lost = other == null ? "another run" : "another run (" + other + ")";
          return false;
        }
      }
    }
    Owner written = mine ? read(disk, file()) : null;
    if (written == null || !written.id().equals(owner.id())) {
      lost =
          written == null ? "somebody who has deleted its lease" : "another run (" + written + ")";
      return false;
    }
    return true;
  }

  /**
   * Makes sure, before something is done that cannot be undone, that this is still the owner.
   *
   * @throws OutputException if it is not
   */
  synchronized void check() throws IOException {
    if (!held()) {
      throw lostException();
    }
  }

  boolean isLost() {
    return lost != null;
  }

  OutputException lostException() {
    return new OutputException(
        OutputException.Kind.ENVIRONMENT,
        root
            + " was taken over by "
            + lost
            + " while this run gave no sign of life; this run is stopped and has published nothing");
  }

  /** Gives the lease back, unless it is lost. */
  @Override
  public synchronized void close() throws IOException {
    if (closed.getCount() == 0) {
      return;
    }
    closed.countDown();
    if (disk.isDirectory(root) && held()) {
      disk.delete(file());
    }
  }
}
