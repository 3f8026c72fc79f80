package org.silico.jobs.output;

import java.io.Serializable;
import java.util.List;
import org.silico.engine.evaluation.Tally;

/**
 * What a task tells the driver.
 *
 * @param partition its position in the wave
 */
public record PartitionResult(int partition, Tally tally, List<WrittenFile> files)
    implements Serializable {}
