package org.silico.jobs.report;

import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.silico.jobs.compare.DesignTrials;
import org.silico.jobs.compare.Paired;

/** Designs side by side for the terminal. */
public final class ComparisonText {
  private ComparisonText() {}

  /**
   * @param scenario of all designs
   * @param names of the designs; the first is what others are compared with
   * @param designs in the same order
   */
  public record Scenario(String scenario, List<String> names, List<DesignTrials> designs) {}

  /**
   * @param weights of scenarios by name; empty for no mean over them
   */
  public static String of(List<Scenario> scenarios, Map<String, Double> weights) {
    TextTable table =
        new TextTable(
            2,
            "scenario",
            "design",
            "power",
            "(MCSE)",
            "difference",
            "(MCSE)",
            "subjects",
            "difference",
            "(MCSE)",
            "days",
            "difference",
            "(MCSE)");
    for (Scenario s : scenarios) {
      for (int d = 0; d < s.designs().size(); d++) {
        table.row(row(s, d));
      }
    }
    StringBuilder text = new StringBuilder(table.toString());
    if (!weights.isEmpty()) {
      text.append('\n').append(weighted(scenarios, weights));
    }
    return text.append(
            "\ndifferences are to the first design, in the same trials; their errors are those of"
                + " pairs\n")
        .toString();
  }

  private static String[] row(Scenario s, int d) {
    DesignTrials first = s.designs().get(0);
    DesignTrials own = s.designs().get(d);
    double p = own.power();
    Paired power = Paired.ofPower(first, own);
    Paired subjects = Paired.ofMeans(first.subjects(), own.subjects());
    Paired days = Paired.ofMeans(first.days(), own.days());
    return new String[] {
      s.scenario(),
      s.names().get(d),
      Digits.fixed(p, 4),
      error(Math.sqrt(p * (1 - p) / own.trials()), 4),
      d == 0 ? "" : Digits.fixed(power.difference(), 4),
      d == 0 ? "" : error(power.error(), 4),
      Digits.fixed(StatUtils.mean(own.subjects()), 1),
      d == 0 ? "" : Digits.fixed(subjects.difference(), 1),
      d == 0 ? "" : error(subjects.error(), 2),
      Digits.fixed(StatUtils.mean(own.days()), 1),
      d == 0 ? "" : Digits.fixed(days.difference(), 1),
      d == 0 ? "" : error(days.error(), 2)
    };
  }

  /**
   * Over the scenarios with a weight: means by weight, whose differences are of the same trials
   * too, and of each design the scenario with the lowest power.
   */
  private static String weighted(List<Scenario> scenarios, Map<String, Double> weights) {
    TextTable table =
        new TextTable(
            1,
            "design",
            "mean power",
            "difference",
            "(MCSE)",
            "mean subjects",
            "mean days",
            "lowest power",
            "in");
    double sum = weights.values().stream().mapToDouble(w -> w).sum();
    double[] first = null;
    for (int d = 0; d < scenarios.get(0).names().size(); d++) {
      double[] power = new double[scenarios.get(0).designs().get(0).trials()];
      double subjects = 0;
      double days = 0;
      Scenario lowest = null;
      for (Scenario s : scenarios) {
        DesignTrials own = s.designs().get(d);
        double weight = weights.getOrDefault(s.scenario(), 0.0) / sum;
        for (int k = 0; k < power.length; k++) {
          power[k] += own.successes().get(k) ? weight : 0;
        }
        subjects += weight * StatUtils.mean(own.subjects());
        days += weight * StatUtils.mean(own.days());
        if (weight > 0 && (lowest == null || own.power() < lowest.designs().get(d).power())) {
          lowest = s;
        }
      }
      first = first == null ? power : first;
      Paired paired = Paired.ofMeans(first, power);
      table.row(
          lowest.names().get(d),
          Digits.fixed(StatUtils.mean(power), 4),
          d == 0 ? "" : Digits.fixed(paired.difference(), 4),
          d == 0 ? "" : error(paired.error(), 4),
          Digits.fixed(subjects, 1),
          Digits.fixed(days, 1),
          Digits.fixed(lowest.designs().get(d).power(), 4),
          lowest.scenario());
    }
    return table.toString();
  }

  private static String error(double x, int digits) {
    return "(" + Digits.fixed(x, digits) + ")";
  }
}
