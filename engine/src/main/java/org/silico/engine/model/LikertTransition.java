package org.silico.engine.model;

/**
 * The next rating on an 11-point scale given the previous one: a distribution without memory,
 * inflated at the previous rating and at those one, two and three points from it.
 *
 * <p>The rating stays with probability p0. Of what is left it moves one point, half of p1 to either
 * side; of what is left then two points, half of p2 to either side; then three, p3. Where a side
 * lies beyond the scale its half is not used. The rest follows the distribution without memory.
 */
final class LikertTransition {

  static final int RATINGS = 11;

  private LikertTransition() {}

  /**
   * Probabilities of 0 to 10.
   *
   * @param rating on entry the distribution without memory, on return that of the next rating
   */
  static void inflate(int previous, double p0, double p1, double p2, double p3, double[] rating) {
    double one = 0.5 * p1 * (1 - p0);
    double left = 1 - p0 - one * sides(previous, 1);
    double two = 0.5 * p2 * left;
    left -= two * sides(previous, 2);
    double three = 0.5 * p3 * left;
    left -= three * sides(previous, 3);
    for (int n = 0; n < RATINGS; n++) {
      rating[n] *= left;
    }
    rating[previous] += p0;
    add(rating, previous, 1, one);
    add(rating, previous, 2, two);
    add(rating, previous, 3, three);
  }

  private static int sides(int previous, int distance) {
    return (previous >= distance ? 1 : 0) + (previous + distance < RATINGS ? 1 : 0);
  }

  private static void add(double[] rating, int previous, int distance, double probability) {
    if (previous >= distance) {
      rating[previous - distance] += probability;
    }
    if (previous + distance < RATINGS) {
      rating[previous + distance] += probability;
    }
  }
}
