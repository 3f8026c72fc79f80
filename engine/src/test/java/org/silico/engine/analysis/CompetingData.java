package org.silico.engine.analysis;

import java.util.Arrays;

/**
 * Times to the first of two events.
 *
 * @param event 1 of interest, 2 competing, 0 censored
 * @param group 0 control, 1 treatment
 */
record CompetingData(double[] time, int[] event, int[] group, double[] age) {

  /**
   * R's survival::mgus2, men as treatment.
   *
   * @param cause 1 for progression, 2 for death before it
   */
  static CompetingData mgus2(int cause) {
    DataFile data = DataFile.read("mgus2");
    int[] event = data.codes("event");
    return new CompetingData(
        data.numbers("time"),
        cause == 1 ? event : Arrays.stream(event).map(e -> (3 - e) % 3).toArray(),
        data.codes("group"),
        data.numbers("age"));
  }

  /** Treatment is gone at 6, and the last of control have their event at one time. */
  static CompetingData small() {
    return new CompetingData(
        new double[] {1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 9},
        new int[] {1, 2, 1, 0, 1, 2, 1, 2, 1, 2, 1, 1, 1},
        new int[] {0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0},
        null);
  }

  int size() {
    return time.length;
  }

  /** In periods of two years, so that many are tied. */
  CompetingData coarse() {
    return withTime(Arrays.stream(time).map(t -> Math.ceil(t / 24)).toArray());
  }

  CompetingData withTime(double[] other) {
    return new CompetingData(other, event, group, age);
  }

  CompetingData withEvent(int[] other) {
    return new CompetingData(time, other, group, age);
  }

  CompetingData withGroup(int[] other) {
    return new CompetingData(time, event, other, age);
  }

  /** 1 from 70 years of age on. */
  int[] old() {
    return Arrays.stream(age).mapToInt(a -> a >= 70 ? 1 : 0).toArray();
  }

  /** The times of one group, NaN for others. */
  double[] timeOf(int one) {
    double[] own = time.clone();
    for (int i = 0; i < own.length; i++) {
      own[i] = group[i] == one ? own[i] : Double.NaN;
    }
    return own;
  }

  /** The same with ties broken, in the order of rows. */
  CompetingData untied() {
    double[] apart = time.clone();
    for (int i = 0; i < apart.length; i++) {
      apart[i] += 1e-5 * i;
    }
    return withTime(apart);
  }

  Estimate gray(int[] stratum) {
    return new Gray().test(time, event, group, stratum, size());
  }

  Estimate fineGray(boolean withAge, int[] stratum) {
    double[][] covariates = withAge ? new double[][] {age} : null;
    return new FineGray().test(time, event, group, covariates, stratum, size(), 0);
  }
}
