package org.silico.engine.analysis;

import org.silico.engine.analysis.MultipleImputation.Uniforms;
import org.silico.engine.arithmetic.Elementary;

/**
 * Normal and chi-square variates from a source of uniforms; what is drawn depends on nothing but
 * the uniforms since {@link #start}.
 */
final class NormalDraws {

  private Uniforms uniforms;
  private double second;
  private boolean hasSecond;

  /** Begins with the next uniform of this source. */
  void start(Uniforms uniforms) {
    this.uniforms = uniforms;
    hasSecond = false;
  }

  /**
   * Standard normal. Two of them, r cos a and r sin a, come from two uniforms by r&sup2; = -2 log
   * U&#8321; and a = 2&pi;U&#8322; (Box and Muller 1958, Ann Math Stat 29:610-611).
   */
  double normal() {
    if (hasSecond) {
      hasSecond = false;
      return second;
    }
    double radius = Math.sqrt(-2 * Elementary.log(uniforms.next()));
    double angle = 2 * Math.PI * uniforms.next();
    second = radius * StrictMath.sin(angle);
    hasSecond = true;
    return radius * StrictMath.cos(angle);
  }

  /**
   * Chi-square with {@code df} &gt; 0 degrees of freedom: twice a gamma variate of shape df/2, by
   * rejection (Marsaglia and Tsang 2000, ACM Trans Math Softw 26:363-372). Of shape a &lt; 1 it is
   * one of a + 1 times U<sup>1/a</sup> (their section 6).
   */
  double chiSquare(double df) {
    double shape = 0.5 * df;
    if (shape < 1) {
      return chiSquare(df + 2) * Elementary.pow(uniforms.next(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double root = 1 + c * x;
      double u = uniforms.next();
      if (root > 0) {
        double v = root * root * root;
        double square = x * x;
        if (u < 1 - 0.0331 * square * square
            || Elementary.log(u) < 0.5 * square + d * (1 - v + Elementary.log(v))) {
          return 2 * d * v;
        }
      }
    }
  }
}
