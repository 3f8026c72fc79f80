package org.silico.jobs.run;

import java.util.BitSet;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.evaluation.Tally;
import org.silico.jobs.output.PartitionResult;
import org.silico.jobs.output.Progress;
import org.silico.jobs.output.Range;
import org.silico.jobs.output.Wave;
import org.silico.jobs.output.WaveResult;

/**
 * Keeps a wave with failed trials out of a run that such trials end. The wave goes on until all
 * partitions before the first with a failure are done, whichever came first, so that the failure
 * that is reported is the same on any number of cores.
 */
final class FailureGuard implements Progress {
  private final Waves waves;
  private final Progress progress;
  private final BitSet done = new BitSet();
  private Range first;
  private int firstPartition = Integer.MAX_VALUE;

  FailureGuard(Waves waves, Progress progress) {
    this.waves = waves;
    this.progress = progress;
  }

  @Override
  public synchronized void partitionDone(Wave wave, PartitionResult result) {
    done.set(result.partition());
    if (result.partition() < firstPartition && Metrics.failures(result.tally()) > 0) {
      firstPartition = result.partition();
      first = wave.partitions().get(firstPartition);
    }
    if (first == null) {
      progress.partitionDone(wave, result);
    } else if (done.nextClearBit(0) >= firstPartition) {
      waves.cancel(wave);
    }
  }

  /** Also for a wave that was too short to be cancelled. */
  @Override
  public void waveDone(WaveResult result) {
    if (first() != null) {
      throw new IllegalStateException("wave " + result.wave().number() + " has failed trials");
    }
  }

  /** The first partition with a failure; null when there is none. */
  synchronized Range first() {
    return first;
  }

  /** The first partition with a failure of a wave that is done; null when there is none. */
  static Range first(WaveResult result) {
    for (int p = 0; p < result.tallies().size(); p++) {
      Tally tally = result.tallies().get(p);
      if (Metrics.failures(tally) > 0) {
        return result.wave().partitions().get(p);
      }
    }
    return null;
  }
}
