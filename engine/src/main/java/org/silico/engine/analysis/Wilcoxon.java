package org.silico.engine.analysis;

/**
 * Wilcoxon's rank-sum test with mid-ranks, normal reference without continuity correction;
 * stratified it is van Elteren's test (van Elteren 1960, Bull Inst Int Stat 37:351-361).
 *
 * <p>In a stratum of N = n&#8320; + n&#8321; patients the treatment rank sum W has mean
 * n&#8321;(N+1)/2 and variance n&#8320;n&#8321;/12 &middot; (N + 1 - &Sigma;(t&sup3; - t)/(N(N-1)))
 * over groups of t ties. Strata add up with weights 1/(N+1).
 *
 * <p>The estimate is P(T &gt; C) + P(T = C)/2 - 1/2, 0 under the null hypothesis, with its standard
 * error <b>under the null hypothesis</b>, so that estimate/SE is the statistic; in strata, the mean
 * with weights n&#8320;n&#8321;/(N+1). The null value is 0 and cannot be another. For ordered
 * categories this is the score test of the proportional odds model (Whitehead 1993, Stat Med
 * 12:2257-2271).
 *
 * <p>Edges: EMPTY_ARM; all values tied within every stratum, or no stratum with both arms,
 * NO_VARIANCE.
 */
public final class Wilcoxon {

  private final Order order = new Order();

  /**
   * Tests "no tendency to larger values".
   *
   * @param y outcome, NaN where missing
   * @param group 0 control, 1 treatment
   * @param stratum codes from 0 on, or null
   */
  public Estimate test(double[] y, int[] group, int[] stratum, int n) {
    int taken = order.sort(y, stratum, n);
    int treated = 0;
    double excess = 0;
    double variance = 0;
    double pairs = 0;
    boolean varies = false;
    for (int s = 0; s < order.strata; s++) {
      int from = order.start[s];
      int to = order.start[s + 1];
      double size = to - from;
      int n1 = 0;
      double rankSum = 0;
      double ties = 0;
      int i = from;
      while (i < to) {
        int first = i;
        int g = 0;
        double v = order.value[i];
        do {
          g += group[order.row[i++]];
        } while (i < to && order.value[i] == v);
        double tied = i - first;
        // mid-rank of places first + 1 to i
        rankSum += g * (0.5 * (first + 1 + i) - from);
        ties += tied * (tied * tied - 1);
        n1 += g;
      }
      treated += n1;
      double n0 = size - n1;
      if (n1 > 0 && n0 > 0) {
        double weight = 1 / (size + 1);
        double spread = size + 1 - ties / (size * (size - 1));
        varies |= spread > 1e-12 * size;
        excess += weight * (rankSum - 0.5 * n1 * (size + 1));
        variance += weight * weight * n0 * n1 / 12 * spread;
        pairs += weight * n0 * n1;
      }
    }
    if (treated == 0 || treated == taken) {
      return Estimate.failed(Status.EMPTY_ARM);
    }
    if (!varies) {
      return Estimate.failed(Status.NO_VARIANCE);
    }
    return Estimate.wald(excess / pairs, Math.sqrt(variance) / pairs, 0);
  }
}
