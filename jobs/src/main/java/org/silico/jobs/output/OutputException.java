package org.silico.jobs.output;

import java.io.IOException;
import java.util.Locale;

/**
 * The output cannot be written, for a reason that lies outside the program. The message is for the
 * person who started the run and needs no stack trace.
 */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OutputException(String message) {
    super(message);
  }

  private OutputException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A failure while doing something with a path, such as "write". */
  static OutputException of(String doing, Object path, IOException e) {
    if (diskFull(e)) {
      return diskFull(path, e);
    }
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new OutputException("cannot " + doing + " " + path + ": " + reason, e);
  }

  static OutputException diskFull(Object path, Throwable e) {
    return new OutputException(
        "no space left on device while writing "
            + path
            + "; free space and run again with --resume",
        e);
  }

  /**
   * Whether a failure comes of a full disk or an exhausted quota. Spark hands the failure of a task
   * to the driver as text, so it is the text that tells.
   */
  static boolean diskFull(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause() == t ? null : t.getCause()) {
      String text = t.toString().toLowerCase(Locale.ROOT);
      if (text.contains("no space left on device")
          || text.contains("not enough space on the disk")
          || text.contains("disk quota exceeded")
          || text.contains("dsquotaexceeded")) {
        return true;
      }
    }
    return false;
  }
}
