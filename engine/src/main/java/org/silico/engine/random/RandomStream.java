package org.silico.engine.random;

/**
 * The uniforms of one scenario: each a pure function of (seed, scenario, trial, purpose, patient,
 * draw), so that any one of them can be had again alone, in any order, on any machine.
 *
 * <p>Seed and scenario are the key of {@link Philox4x64}. The counter is
 *
 * <pre>
 *   (draw, purpose, patient >>> 2, trial)
 * </pre>
 *
 * and word {@code patient & 3} of the block is the patient's: one block serves four consecutive
 * patients. A <em>purpose</em> numbers what the draw is for (a covariate, a residual, dropout) and
 * a <em>draw</em> numbers the draws of that purpose; both are the caller's to allot, once each.
 *
 * <p>A word becomes a uniform on the open interval (0, 1) as (k + 1/2) 2^-52 with k its upper 52
 * bits: from 2^-53 to 1 - 2^-53, exact in a double, and symmetric (u and 1 - u are both of the
 * grid). With 53 bits the sum k + 1/2 would round, and its largest value would be 1.
 */
public final class RandomStream {

  private static final double STEP = 0x1p-52;

  private final long seed;
  private final long scenarioKey;

  public RandomStream(long seed, long scenarioKey) {
    this.seed = seed;
    this.scenarioKey = scenarioKey;
  }

  /** The uniform of one draw. */
  public double uniform(long trial, int purpose, long patient, long draw) {
    return open(
        Philox4x64.word(
            draw, purpose, patient >>> 2, trial, seed, scenarioKey, (int) (patient & 3)));
  }

  /**
   * The uniforms of one draw for consecutive patients, a column: {@code out[i]} is bit for bit
   * {@code uniform(trial, purpose, firstPatient + i, draw)}.
   *
   * @param n how many, at most {@code out.length}
   */
  public void uniforms(long trial, int purpose, long draw, long firstPatient, int n, double[] out) {
    int toBoundary = (int) (-firstPatient & 3);
    int start = Math.min(n, toBoundary);
    for (int i = 0; i < start; i++) {
      out[i] = uniform(trial, purpose, firstPatient + i, draw);
    }
    int blocks = (n - start) >> 2;
    blocks(trial, purpose, draw, (firstPatient + start) >>> 2, blocks, start, out);
    for (int i = start + 4 * blocks; i < n; i++) {
      out[i] = uniform(trial, purpose, firstPatient + i, draw);
    }
  }

  /** Whole Philox blocks, four uniforms each. The hot loop of every simulation. */
  private void blocks(
      long trial, int purpose, long draw, long firstBlock, int blocks, int start, double[] out) {
    final long seed = this.seed;
    final long scenario = this.scenarioKey;
    for (int b = 0, i = start; b < blocks; b++, i += 4) {
      long c0 = draw;
      long c1 = purpose;
      long c2 = firstBlock + b;
      long c3 = trial;
      long k0 = seed;
      long k1 = scenario;
      for (int round = 0; round < Philox4x64.ROUNDS; round++) {
        long lo0 = Philox4x64.M0 * c0;
        long hi0 = Philox4x64.high(Philox4x64.M0, c0);
        long lo1 = Philox4x64.M1 * c2;
        long hi1 = Philox4x64.high(Philox4x64.M1, c2);
        c0 = hi1 ^ c1 ^ k0;
        c1 = lo1;
        c2 = hi0 ^ c3 ^ k1;
        c3 = lo0;
        k0 += Philox4x64.W0;
        k1 += Philox4x64.W1;
      }
      out[i] = open(c0);
      out[i + 1] = open(c1);
      out[i + 2] = open(c2);
      out[i + 3] = open(c3);
    }
  }

  private static double open(long word) {
    return ((word >>> 12) + 0.5) * STEP;
  }
}
