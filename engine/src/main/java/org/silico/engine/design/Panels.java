package org.silico.engine.design;

/**
 * Points and weights of an integral over an interval cut into equal panels, by Gauss and Legendre's
 * rule of 16 points in each.
 */
record Panels(double[] points, double[] weights) {
  /** Of an empty interval. */
  static final Panels NONE = new Panels(new double[0], new double[0]);

  /** Positive abscissae and weights of the rule of 16 points on [-1, 1]. */
  private static final double[] ABSCISSAE = {
    0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
    0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326
  };

  private static final double[] WEIGHTS = {
    0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382, 0.1495959888165767321,
    0.1246289712555338720, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949
  };

  /**
   * @param widest that a panel may be
   */
  static Panels of(double from, double to, double widest) {
    int panels = (int) Math.ceil((to - from) / widest);
    double half = (to - from) / panels / 2;
    double[] points = new double[16 * panels];
    double[] weights = new double[16 * panels];
    int n = 0;
    for (int p = 0; p < panels; p++) {
      double middle = from + (2 * p + 1) * half;
      for (int a = 0; a < ABSCISSAE.length; a++) {
        for (int side = -1; side <= 1; side += 2) {
          points[n] = middle + side * half * ABSCISSAE[a];
          weights[n++] = half * WEIGHTS[a];
        }
      }
    }
    return new Panels(points, weights);
  }
}
