package org.silico.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  @TempDir java.nio.file.Path directory;
  private final List<String> said = new ArrayList<>();
  private Disk disk;
  private Path root;

  @BeforeEach
  void open() throws IOException {
    disk = Disk.of(FileSystem.getLocal(new Configuration(false)));
    root = new Path(directory.toUri());
  }

  private Lease take() throws IOException {
    return Lease.take(disk, root, said::add);
  }

  private String refusal() {
    OutputException e = assertThrows(OutputException.class, this::take);
    assertEquals(OutputException.Kind.ENVIRONMENT, e.kind());
    return e.getMessage();
  }

  private java.nio.file.Path file(int number) {
    return directory.resolve(String.format("lease-%06d.json", number));
  }

  /** The lease of a process elsewhere, whose last sign of life was some time ago. */
  private void foreign(String machine, long pid, String started, Duration age) throws IOException {
    Files.writeString(
        file(1),
        """
        {"process": {"host": "node7", "machine": "%s", "pid": %d, "started": "%s"},
         "id": "00ff", "beat": "000000000007"}
        """
            .formatted(machine, pid, started));
    age(1, age);
  }

  private void age(int number, Duration age) throws IOException {
    Files.setLastModifiedTime(file(number), FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void oneHasItUntilItIsGivenBack() throws IOException {
    try (Lease lease = take()) {
      lease.check();
      String message = refusal();
      assertTrue(
          message.contains(
              "is being written by another run (process " + ProcessHandle.current().pid()),
          message);
      assertTrue(message.contains("last sign of life 0 s ago"), message);
    }
    assertEquals(List.of(), List.of(directory.toFile().list()));
    take().close();
    assertEquals(List.of(), said);
  }

  @Test
  void theLeaseOfAnotherMachineIsStaleAfterAMinuteWithoutASign() throws IOException {
    foreign("node7 boot", 1, "1 ticks", Duration.ofSeconds(50));
    assertTrue(
        refusal().matches(".*\\(process 1 on node7, last sign of life 5\\d s ago\\).*"), refusal());
    foreign("node7 boot", 1, "1 ticks", Duration.ofSeconds(61));
    try (Lease lease = take()) {
      lease.check();
      assertEquals(2, lease.number());
      assertEquals(List.of("lease-000002.json"), List.of(directory.toFile().list()));
    }
    assertEquals(1, said.size());
    assertTrue(
        said.get(0).startsWith("taking over " + root + " from another run (process 1 on node7"),
        said.get(0));
  }

  @Test
  void theLeaseOfAProcessOfThisMachineThatHasEndedIsStaleAtOnce() throws Exception {
    Process process = new ProcessBuilder("sleep", "0").start();
    long pid = process.pid();
    process.waitFor();
    ThisProcess here = ThisProcess.get();
    foreign(here.machine(), pid, "1 ticks", Duration.ZERO);
    take().close();
    assertEquals(
        List.of(
            "taking over " + root + " from a run that has ended (process " + pid + " on node7)"),
        said);
    // its number may have been given to another process since
    foreign(here.machine(), here.pid(), "1 ticks", Duration.ZERO);
    take().close();
    foreign(here.machine(), here.pid(), here.started(), Duration.ZERO);
    refusal();
    // another container, or the machine before it was started again
    foreign(here.machine() + "0", pid, "1 ticks", Duration.ZERO);
    refusal();
  }

  @Test
  void aLeaseThatWasCutOffWhileItWasWrittenIsStaleAfterAMinute() throws IOException {
    Files.createFile(file(1));
    assertTrue(refusal().contains("another run (it does not say which"), refusal());
    age(1, Duration.ofSeconds(61));
    for (String text : List.of("", "{}", "null", "[1]", "{\"process\": 1}", "{\"process\"")) {
      Files.writeString(file(1), text);
      age(1, Duration.ofSeconds(61));
      take().close();
    }
  }

  @Test
  void whoWasTakenOverFindsOut() throws IOException {
    Lease lease = take();
    CountDownLatch told = new CountDownLatch(1);
    lease.whenLost(told::countDown);
    age(1, Duration.ofSeconds(61)); // the process was suspended
    try (Lease other = take()) {
      OutputException e = assertThrows(OutputException.class, lease::check);
      assertTrue(
          e.getMessage().contains("was taken over by another run (process "), e.getMessage());
      assertTrue(lease.isLost());
      assertTrue(told.await(3 * Lease.HEARTBEAT.toSeconds(), TimeUnit.SECONDS));
      lease.close();
      other.check();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHeartbeatIsASignOfLife() throws Exception {
    try (Lease lease = take()) {
      age(1, Duration.ofSeconds(50));
      String before = Files.readString(file(1));
      for (int i = 0; i < 200 && Files.readString(file(1)).equals(before); i++) {
        Thread.sleep(100);
      }
      assertEquals(before.length(), Files.size(file(1)));
      assertTrue(refusal().matches(".*last sign of life [0-5] s ago.*"), refusal());
      lease.check();
    }
  }

  @Test
  void deletingTheLeaseEndsTheRunThatHasIt() throws IOException {
    Lease lease = take();
    Files.delete(file(1));
    assertThrows(OutputException.class, lease::check);
    lease.close();
  }

  @Test
  void theSameHoldsByTheMeansOfAnyHadoopFileSystem() throws IOException {
    disk = new HadoopDisk(disk.fileSystem());
    oneHasItUntilItIsGivenBack();
    theLeaseOfAnotherMachineIsStaleAfterAMinuteWithoutASign();
    whoWasTakenOverFindsOut();
    Path full = new Path(root, "full");
    disk.makeDirectories(new Path(full, "below"));
    assertThrows(DirectoryNotEmptyException.class, () -> disk.delete(full));
  }

  /** Twenty rounds of eight, half of them with a stale lease in the place. */
  @Test
  void ofSeveralAtOnceOneGetsIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        if (round % 2 == 1) {
          foreign("node7 boot", 1, "1 ticks", Duration.ofSeconds(90));
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Lease>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          Callable<Lease> attempt =
              () -> {
                start.await();
                try {
                  return Lease.take(disk, root, line -> {});
                } catch (OutputException e) {
                  return null;
                }
              };
          tries.add(threads.submit(attempt));
        }
        start.countDown();
        List<Lease> winners = new ArrayList<>();
        for (Future<Lease> attempt : tries) {
          Optional.ofNullable(attempt.get()).ifPresent(winners::add);
        }
        assertEquals(1, winners.size());
        winners.get(0).check();
        winners.get(0).close();
        assertEquals(0, directory.toFile().list().length);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
