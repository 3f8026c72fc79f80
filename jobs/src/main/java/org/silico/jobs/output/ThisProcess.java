package org.silico.jobs.output;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, so that others on its machine can tell whether it is still there.
 *
 * @param host for people to read
 * @param machine the same for processes that see each other's numbers: this start of the machine
 *     and, in a container, the container
 * @param pid its number
 * @param started when, as the machine counts; numbers are used again
 */
record ThisProcess(String host, String machine, long pid, String started) {

  static ThisProcess get() {
    long pid = ProcessHandle.current().pid();
    String host = hostName();
    return new ThisProcess(host, machineOf(host), pid, startOf(pid));
  }

  /** Whether it is certain that it has ended: never of a process of another machine. */
  @JsonIgnore
  boolean isGone() {
    if (machine == null || !machine.equals(machineOf(hostName()))) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty() || !process.get().isAlive()) {
      return true;
    }
    String now = startOf(pid);
    return started != null && now != null && !started.equals(now);
  }

  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException noLinux) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "unknown host";
      }
    }
  }

  private static String machineOf(String host) {
    try {
      return host
          + " "
          + Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException noLinux) {
      return host;
    }
  }

  /** Null where that cannot be known. */
  private static String startOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // the second field is a name in parentheses that may hold anything; the 22nd is the time
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return fields[19] + " ticks";
    } catch (IOException | IndexOutOfBoundsException noLinux) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().startInstant())
          .map(Object::toString)
          .orElse(null);
    }
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host;
  }
}
