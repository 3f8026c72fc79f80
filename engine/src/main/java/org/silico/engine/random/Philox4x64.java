package org.silico.engine.random;

/**
 * Philox4x64-7: a bijection of 256-bit counters, keyed by 128 bits, whose outputs pass as
 * independent uniform words.
 *
 * <p>One round maps (c0, c1, c2, c3) under key (k0, k1) to
 *
 * <pre>
 *   (hi(M1 c2) ^ c1 ^ k0,  lo(M1 c2),  hi(M0 c0) ^ c3 ^ k1,  lo(M0 c0))
 * </pre>
 *
 * where hi and lo are the halves of the unsigned 128-bit product; seven rounds are made, and
 * between rounds the key words are raised by the Weyl constants W0 and W1.
 *
 * <p>Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC '11,
 * section 3.3 and table 2. Seven rounds are the fewest that pass all of TestU01's BigCrush there.
 */
public final class Philox4x64 {

  /** Multiplier of counter word 0. */
  static final long M0 = 0xD2E7470EE14C6C93L;

  /** Multiplier of counter word 2. */
  static final long M1 = 0xCA5A826395121157L;

  /** Weyl increment of key word 0: the golden ratio. */
  static final long W0 = 0x9E3779B97F4A7C15L;

  /** Weyl increment of key word 1: sqrt(3) - 1. */
  static final long W1 = 0xBB67AE8584CAA73BL;

  static final int ROUNDS = 7;

  /** The generator's name in its authors' notation. */
  public static final String NAME = "Philox4x64-" + ROUNDS;

  private Philox4x64() {}

  /**
   * The four output words of one counter.
   *
   * @param out takes the words 0 to 3 in its first four places
   */
  public static void block(long c0, long c1, long c2, long c3, long k0, long k1, long[] out) {
    for (int round = 0; round < ROUNDS; round++) {
      long lo0 = M0 * c0;
      long hi0 = high(M0, c0);
      long lo1 = M1 * c2;
      long hi1 = high(M1, c2);
      c0 = hi1 ^ c1 ^ k0;
      c1 = lo1;
      c2 = hi0 ^ c3 ^ k1;
      c3 = lo0;
      k0 += W0;
      k1 += W1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }

  /**
   * One output word of one counter, without an array.
   *
   * @param lane which word, 0 to 3
   */
  public static long word(long c0, long c1, long c2, long c3, long k0, long k1, int lane) {
    for (int round = 0; round < ROUNDS; round++) {
      long lo0 = M0 * c0;
      long hi0 = high(M0, c0);
      long lo1 = M1 * c2;
      long hi1 = high(M1, c2);
      c0 = hi1 ^ c1 ^ k0;
      c1 = lo1;
      c2 = hi0 ^ c3 ^ k1;
      c3 = lo0;
      k0 += W0;
      k1 += W1;
    }
    return lane < 2 ? (lane == 0 ? c0 : c1) : (lane == 2 ? c2 : c3);
  }

  /**
   * High half of the unsigned product m c, for an m with its top bit set: such an m is m' + 2^64
   * with m' the signed reading, which adds c to the signed high half, and a c with its top bit set
   * adds m likewise.
   */
  static long high(long m, long c) {
    return Math.multiplyHigh(m, c) + c + ((c >> 63) & m);
  }
}
