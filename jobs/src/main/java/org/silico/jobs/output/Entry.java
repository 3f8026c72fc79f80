package org.silico.jobs.output;

/**
 * What a directory holds.
 *
 * @param path from the directory that was listed, with slashes
 * @param bytes of a file; 0 of anything else
 */
record Entry(String path, Kind kind, long bytes) {

  enum Kind {
    FILE,
    DIRECTORY,
    /** Never followed, whatever it leads to. */
    LINK,
    /** A device, a pipe or a socket. */
    OTHER
  }

  boolean isFile() {
    return kind == Kind.FILE;
  }

  boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  /** As a message names it. */
  @Override
  public String toString() {
    return kind == Kind.LINK ? path + " (a link)" : kind == Kind.DIRECTORY ? path + "/" : path;
  }
}
