package org.silico.jobs.output;

import java.io.Serializable;
import java.util.Locale;

/** What a task is to do. */
record Assignment(int wave, int partition, Range range) implements Serializable {

  /** From the output directory: {@code ADSL/wave-00012-part-00003.parquet}. */
  String path(String table) {
    return String.format(Locale.ROOT, "%s/wave-%05d-part-%05d.parquet", table, wave, partition);
  }
}
