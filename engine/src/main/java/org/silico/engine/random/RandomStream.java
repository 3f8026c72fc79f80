package org.silico.engine.random;

import static org.silico.engine.random.Philox4x64.M0;
import static org.silico.engine.random.Philox4x64.M1;
import static org.silico.engine.random.Philox4x64.W0;
import static org.silico.engine.random.Philox4x64.W1;
import static org.silico.engine.random.Philox4x64.high;

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
 *
 * <p>Not final, so that a test can note which numbers are asked for.
 */
public class RandomStream {

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

  /**
   * Whole Philox blocks, four uniforms each. The hot loop of every simulation: {@link
   * Philox4x64#block} with its rounds written out, which the compiler does not do by itself and
   * which saves a third of the time.
   */
  private void blocks(
      long trial, int purpose, long draw, long firstBlock, int blocks, int start, double[] out) {
    final long seed = this.seed;
    final long scenario = this.scenarioKey;
    for (int b = 0, i = start; b < blocks; b++, i += 4) {
      long c0 = draw;
      long c1 = purpose;
      long c2 = firstBlock + b;
      long c3 = trial;
      long h0;
      long h1;
      long lo;

      // round 1
      h0 = high(M0, c0);
      h1 = high(M1, c2);
      lo = M1 * c2;
      c2 = h0 ^ c3 ^ scenario;
      c3 = M0 * c0;
      c0 = h1 ^ c1 ^ seed;
      c1 = lo;

      // round 2
      h0 = high(M0, c0);
      h1 = high(M1, c2);
      lo = M1 * c2;
      c2 = h0 ^ c3 ^ (scenario + W1);
      c3 = M0 * c0;
      c0 = h1 ^ c1 ^ (seed + W0);
      c1 = lo;

      // round 3
      h0 = high(M0, c0);
      h1 = high(M1, c2);
      lo = M1 * c2;
      c2 = h0 ^ c3 ^ (scenario + 2 * W1);
      c3 = M0 * c0;
      c0 = h1 ^ c1 ^ (seed + 2 * W0);
      c1 = lo;

      // round 4
      h0 = high(M0, c0);
      h1 = high(M1, c2);
      lo = M1 * c2;
      c2 = h0 ^ c3 ^ (scenario + 3 * W1);
      c3 = M0 * c0;
      c0 = h1 ^ c1 ^ (seed + 3 * W0);
      c1 = lo;

      // round 5
      h0 = high(M0, c0);
      h1 = high(M1, c2);
      lo = M1 * c2;
      c2 = h0 ^ c3 ^ (scenario + 4 * W1);
      c3 = M0 * c0;
      c0 = h1 ^ c1 ^ (seed + 4 * W0);
      c1 = lo;

      // round 6
      h0 = high(M0, c0);
      h1 = high(M1, c2);
      lo = M1 * c2;
      c2 = h0 ^ c3 ^ (scenario + 5 * W1);
      c3 = M0 * c0;
      c0 = h1 ^ c1 ^ (seed + 5 * W0);
      c1 = lo;

      // round 7
      h0 = high(M0, c0);
      h1 = high(M1, c2);
      lo = M1 * c2;
      c2 = h0 ^ c3 ^ (scenario + 6 * W1);
      c3 = M0 * c0;
      c0 = h1 ^ c1 ^ (seed + 6 * W0);
      c1 = lo;

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
