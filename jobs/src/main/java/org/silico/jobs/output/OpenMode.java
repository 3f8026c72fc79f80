package org.silico.jobs.output;

/** What to do about what is in the place of the output. */
public enum OpenMode {
  /** Neither a finished nor an unfinished run may be there. */
  NEW,
  /** An unfinished run is thrown away; a finished one is replaced when the new one is complete. */
  FORCE,
  /** An unfinished run goes on; where there is none a new one begins. */
  RESUME
}
