package org.silico.engine.design;

import java.util.Arrays;
import org.silico.engine.arithmetic.Elementary;
import org.silico.engine.random.StandardNormal;

/**
 * How much of an error rate α is spent by a share t of the information (Lan and DeMets 1983,
 * Biometrika 70:659-663): 0 at 0, α from 1 on, never falling.
 */
public sealed interface Spending {

  /** What is spent by t in (0, 1) of one-sided α. */
  double within(double alpha, double t);

  /** What is spent by t. */
  default double by(double alpha, double t) {
    return t >= 1 ? alpha : t <= 0 ? 0 : within(alpha, t);
  }

  /** 2 - 2Φ(z<sub>1-α/2</sub>/√t): bounds much as O'Brien and Fleming's. */
  record OBrienFleming() implements Spending {
    @Override
    public double within(double alpha, double t) {
      return 2 * StandardNormal.cdf(StandardNormal.quantile(alpha / 2) / Math.sqrt(t));
    }
  }

  /** α log(1 + (e - 1)t): bounds much as Pocock's. */
  record Pocock() implements Spending {
    @Override
    public double within(double alpha, double t) {
      return alpha * Elementary.log1p((Math.E - 1) * t);
    }
  }

  /**
   * αt<sup>ρ</sup> (Kim and DeMets 1987, Biometrika 74:149-154).
   *
   * @param rho above 0
   */
  record KimDeMets(double rho) implements Spending {
    public KimDeMets {
      if (!(rho > 0)) {
        throw new IllegalArgumentException("the power of t must be above 0, not " + rho);
      }
    }

    @Override
    public double within(double alpha, double t) {
      return alpha * Elementary.pow(t, rho);
    }
  }

  /**
   * α(1 - e<sup>-γt</sup>)/(1 - e<sup>-γ</sup>), αt for γ = 0 (Hwang, Shih and DeCani 1990, Stat
   * Med 9:1439-1445). Below 0 little is spent early.
   */
  record HwangShihDeCani(double gamma) implements Spending {
    @Override
    public double within(double alpha, double t) {
      return gamma == 0
          ? alpha * t
          : alpha * StrictMath.expm1(-gamma * t) / StrictMath.expm1(-gamma);
    }
  }

  /**
   * Shares of α at shares of information, linear between them and from (0, 0).
   *
   * @param information ascending to 1
   * @param shares not falling, to 1
   */
  record Table(double[] information, double[] shares) implements Spending {
    public Table {
      double t = 0;
      double spent = 0;
      for (int k = 0; k < information.length; k++) {
        if (!(information[k] > t)) {
          throw new IllegalArgumentException(
              "shares of information must ascend: " + Arrays.toString(information));
        }
        if (!(shares[k] >= spent)) {
          throw new IllegalArgumentException("spending must not fall: " + Arrays.toString(shares));
        }
        t = information[k];
        spent = shares[k];
      }
      if (t != 1 || spent != 1) {
        throw new IllegalArgumentException("all must be spent when all information is there");
      }
    }

    @Override
    public double within(double alpha, double t) {
      double before = 0;
      double spent = 0;
      int k = 0;
      while (information[k] < t) {
        before = information[k];
        spent = shares[k++];
      }
      double part = (t - before) / (information[k] - before);
      return alpha * (spent + part * (shares[k] - spent));
    }
  }
}
