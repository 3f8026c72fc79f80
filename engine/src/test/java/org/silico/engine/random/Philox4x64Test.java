package org.silico.engine.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Philox4x64Test {

  /** Known answers published with Salmon et al. (2011): Random123, kat_vectors, philox4x64 7. */
  @Test
  void givesThePublishedKnownAnswers() {
    assertBlock(
        new long[] {0, 0, 0, 0},
        0,
        0,
        0x5dc8ee6268ec62cdL,
        0x139bc570b6c125a0L,
        0x84d6deb4fb65f49eL,
        0xaff7583376d378c2L);
    assertBlock(
        new long[] {-1, -1, -1, -1},
        -1,
        -1,
        0x071dd84367903154L,
        0x48e2bbdc722b37d1L,
        0x6afa9890bb89f76cL,
        0x9194c8d8ada56ac7L);
    assertBlock(
        new long[] {
          0x243f6a8885a308d3L, 0x13198a2e03707344L, 0xa4093822299f31d0L, 0x082efa98ec4e6c89L
        },
        0x452821e638d01377L,
        0xbe5466cf34e90c6cL,
        0x513a366704edf755L,
        0xf05d9924c07044d3L,
        0xbef2cb9cbea74c6cL,
        0x8db948de4caa1f8aL);
  }

  /** The definition, written out with unbounded integers. */
  @Test
  void isTheDefinitionInUnboundedIntegers() {
    SplittableRandom random = new SplittableRandom(1);
    long[] out = new long[4];
    for (int i = 0; i < 1000; i++) {
      long[] c = random.longs(4).toArray();
      long k0 = random.nextLong();
      long k1 = random.nextLong();
      Philox4x64.block(c[0], c[1], c[2], c[3], k0, k1, out);
      assertArrayEquals(byDefinition(c, k0, k1), out);
    }
  }

  private static void assertBlock(long[] c, long k0, long k1, long... expected) {
    long[] out = new long[4];
    Philox4x64.block(c[0], c[1], c[2], c[3], k0, k1, out);
    assertArrayEquals(expected, out);
    for (int lane = 0; lane < 4; lane++) {
      assertEquals(expected[lane], Philox4x64.word(c[0], c[1], c[2], c[3], k0, k1, lane));
    }
  }

  private static long[] byDefinition(long[] counter, long k0, long k1) {
    BigInteger m0 = new BigInteger("D2E7470EE14C6C93", 16);
    BigInteger m1 = new BigInteger("CA5A826395121157", 16);
    long[] c = counter.clone();
    for (int round = 0; round < 7; round++) {
      BigInteger p0 = m0.multiply(unsigned(c[0]));
      BigInteger p1 = m1.multiply(unsigned(c[2]));
      c =
          new long[] {
            p1.shiftRight(64).longValue() ^ c[1] ^ (k0 + round * 0x9E3779B97F4A7C15L),
            p1.longValue(),
            p0.shiftRight(64).longValue() ^ c[3] ^ (k1 + round * 0xBB67AE8584CAA73BL),
            p0.longValue()
          };
    }
    return c;
  }

  private static BigInteger unsigned(long word) {
    return new BigInteger(Long.toUnsignedString(word));
  }
}
