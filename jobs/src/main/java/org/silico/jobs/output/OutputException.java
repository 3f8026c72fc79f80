package org.silico.jobs.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * The output cannot be written, for a reason that lies outside the program. The message is for the
 * person who started the run and needs no stack trace.
 */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Where the reason lies. */
  public enum Kind {
    /** What was asked for makes no sense, whatever is on the disk. */
    COMMAND,
    /** A folder that cannot be written, another process that is at work. */
    ENVIRONMENT,
    /** What is in the place of the output, or became of the run. */
    RUN
  }

  private final Kind kind;

  public OutputException(String message) {
    this(Kind.RUN, message);
  }

  public OutputException(Kind kind, String message) {
    this(kind, message, null);
  }

  private OutputException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** A failure while doing something with a path, such as "write". */
  static OutputException of(String doing, Object path, IOException e) {
    if (diskFull(e)) {
      return diskFull(path, e);
    }
    return new OutputException(
        Kind.ENVIRONMENT, "cannot " + doing + " " + path + ": " + reason(e), e);
  }

  /** Java names the file alone where the class of the exception says what is wrong with it. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException at && at.getReason() == null && at.getFile() != null) {
      if (e instanceof AccessDeniedException) {
        return at.getFile() + " may not be written or read";
      }
      if (e instanceof FileAlreadyExistsException) {
        return at.getFile() + " is in the way";
      }
      if (e instanceof NoSuchFileException) {
        return at.getFile() + " is not there";
      }
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  static OutputException diskFull(Object path, Throwable e) {
    return new OutputException(
        Kind.RUN,
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
