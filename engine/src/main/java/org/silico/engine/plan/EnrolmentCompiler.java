package org.silico.engine.plan;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.silico.engine.protocol.Enrolment;
import org.silico.engine.protocol.Enrolment.Arrivals;
import org.silico.engine.protocol.Enrolment.RateFrom;
import org.silico.engine.protocol.Enrolment.Site;

/** Enrolment in one scenario. */
final class EnrolmentCompiler {
  private EnrolmentCompiler() {}

  static EnrolmentPlan compile(Enrolment enrolment, int patients, PlanCompiler.Scope scope) {
    EnrolmentPlan plan =
        enrolment.sites().isEmpty() ? oneSite(enrolment, scope) : sites(enrolment, scope);
    int last = plan.rate().length - 1;
    if (plan.arrivals() != Arrivals.AT_ONCE && plan.rate()[last] == 0) {
      throw new PlanException(
          enrolment.patients().location(),
          "enrolment ends after about "
              + Math.round(plan.expected()[last])
              + " patients, before all "
              + patients
              + " have entered; the last rate must be above 0");
    }
    return plan;
  }

  private static EnrolmentPlan oneSite(Enrolment enrolment, PlanCompiler.Scope scope) {
    List<RateFrom> rates = enrolment.rates();
    int pieces = Math.max(1, rates.size());
    double[] from = new double[pieces];
    double[] rate = new double[pieces];
    int[] open = new int[pieces];
    java.util.Arrays.fill(open, 1);
    for (int k = 0; k < rates.size(); k++) {
      RateFrom r = rates.get(k);
      from[k] = scope.number(r.from(), Range.notNegative("start of a rate", r.from()));
      rate[k] = scope.number(r.rate(), Range.notNegative("enrolment rate", r.rate()));
      if (k > 0 && !(from[k] > from[k - 1])) {
        throw new PlanException(
            r.from().location(), "enrolment rates must be in the order of time");
      }
    }
    return new EnrolmentPlan(
        enrolment.arrivals(),
        from,
        rate,
        expected(from, rate),
        new int[] {0},
        new double[] {1},
        open);
  }

  private static EnrolmentPlan sites(Enrolment enrolment, PlanCompiler.Scope scope) {
    List<Site> sites = enrolment.sites();
    double[] opens = new double[sites.size()];
    double[] rates = new double[sites.size()];
    for (int s = 0; s < opens.length; s++) {
      Site site = sites.get(s);
      opens[s] =
          scope.number(
              site.opens(), Range.notNegative("opening of site " + site.name(), site.opens()));
      rates[s] =
          scope.number(site.rate(), Range.positive("rate of site " + site.name(), site.rate()));
    }
    int[] order =
        IntStream.range(0, opens.length)
            .boxed()
            .sorted(Comparator.comparingDouble(s -> opens[s]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] cumulative = new double[order.length];
    // time -> how many sites are open from then on
    TreeMap<Double, Integer> openFrom = new TreeMap<>();
    openFrom.put(0.0, 0);
    double sum = 0;
    for (int k = 0; k < order.length; k++) {
      sum += rates[order[k]];
      cumulative[k] = sum;
      openFrom.put(opens[order[k]], k + 1);
    }
    double[] from = openFrom.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    int[] open = openFrom.values().stream().mapToInt(Integer::intValue).toArray();
    double[] rate = new double[from.length];
    for (int k = 0; k < from.length; k++) {
      rate[k] = open[k] == 0 ? 0 : cumulative[open[k] - 1];
    }
    return new EnrolmentPlan(
        enrolment.arrivals(), from, rate, expected(from, rate), order, cumulative, open);
  }

  private static double[] expected(double[] from, double[] rate) {
    double[] expected = new double[from.length];
    for (int k = 1; k < from.length; k++) {
      expected[k] = expected[k - 1] + rate[k - 1] * (from[k] - from[k - 1]);
    }
    return expected;
  }
}
