package org.silico.jobs.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.truth.TrueValue;

/** Operating characteristics as a statistician reads them on a terminal. */
public final class Summary {
  /** Below this a number is what rounding has left of 0. */
  private static final double ROUNDING = 1e-12;

  private Summary() {}

  public static String of(List<ScenarioResult> results) {
    TextTable analyses =
        new TextTable(
            2,
            "scenario",
            "analysis",
            "power",
            "(MCSE)",
            "true",
            "mean est.",
            "bias",
            "(MCSE)",
            "emp. SE",
            "model SE",
            "coverage",
            "failed");
    boolean ratios = false;
    boolean limits = false;
    for (ScenarioResult r : results) {
      for (AnalysisPlan plan : r.plan().analyses()) {
        Analysis a = plan.analysis();
        boolean ratio = AnalysisPlan.isRatio(a.method());
        ratios |= ratio;
        Map<String, Characteristic> m = byMetric(r, a.name());
        Characteristic power = m.get(Metrics.POWER);
        limits |= !Double.isNaN(power.limit());
        analyses.row(
            r.plan().scenarioName(),
            a.name() + (ratio ? " *" : ""),
            fixed(power.estimate(), 4),
            error(power),
            number(m.get("true value")),
            number(m.get("mean estimate")),
            number(m.get("bias")),
            m.containsKey("bias") ? error(significant(m.get("bias").mcse(), 2)) : "",
            number(m.get("empirical SE")),
            number(m.get("model SE")),
            m.containsKey("coverage") ? fixed(m.get("coverage").estimate(), 4) : "",
            Long.toString(power.failures()));
      }
    }
    String notes =
        power(results)
            + (limits
                ? "(<, >) instead of an MCSE: all trials agree; the one-sided 95% confidence"
                    + " limit of the power\n"
                : "")
            + (ratios ? "* estimates are logarithms of ratios\n" : "")
            + inTheBadDirection(results)
            + OutcomesText.of(results)
            + labels(results);
    boolean none = results.get(0).plan().analyses().isEmpty();
    String trials = TrialsText.of(results);
    return (none ? trials : analyses + "\n" + trials + "\n" + notes) + estimands(results);
  }

  /** What power is, in the words of the hypotheses of the protocol. */
  private static String power(List<ScenarioResult> results) {
    List<Analysis.Hypothesis> hypotheses =
        results.get(0).plan().analyses().stream().map(a -> a.analysis().hypothesis()).toList();
    if (hypotheses.isEmpty()) {
      return "";
    }
    boolean superiority = hypotheses.stream().anyMatch(h -> h.kind() == Analysis.Kind.SUPERIORITY);
    boolean margin = hypotheses.stream().anyMatch(h -> h.kind() != Analysis.Kind.SUPERIORITY);
    boolean twoSided =
        hypotheses.stream().anyMatch(h -> h.kind() == Analysis.Kind.SUPERIORITY && h.sides() == 2);
    return "power: share of trials that reject the null hypothesis in the good direction\n"
        + (superiority
            ? "  without an effect it is the type I error"
                + (twoSided ? ", of a two-sided test that of one side" : "")
                + "\n"
            : "")
        + (margin
            ? "  of a non-inferiority or equivalence it is the type I error where the truth is at"
                + " the margin\n"
            : "");
  }

  /** What the protocol calls its analyses, where that is more than their names. */
  private static String labels(List<ScenarioResult> results) {
    return results.get(0).plan().protocol().analyses().stream()
        .filter(a -> !a.label().equals(a.name()))
        .map(a -> a.name() + ": " + a.label() + "\n")
        .collect(Collectors.joining());
  }

  /**
   * A line for every test of superiority whose true value lies, wherever there is an effect, on the
   * side that the protocol does not call better.
   */
  private static String inTheBadDirection(List<ScenarioResult> results) {
    StringBuilder lines = new StringBuilder();
    List<AnalysisPlan> analyses = results.get(0).plan().analyses();
    for (int a = 0; a < analyses.size(); a++) {
      Analysis analysis = analyses.get(a).analysis();
      boolean higher = analysis.hypothesis().better() == Analysis.Better.HIGHER;
      int good = 0;
      int bad = 0;
      for (ScenarioResult r : results) {
        TrueValue truth = r.truth().analyses().get(a);
        if (Math.abs(truth.value()) > 4 * truth.mcse() + ROUNDING) {
          good += truth.value() > 0 == higher ? 1 : 0;
          bad += truth.value() > 0 == higher ? 0 : 1;
        }
      }
      if (analysis.hypothesis().kind() == Analysis.Kind.SUPERIORITY && bad > 0 && good == 0) {
        lines.append(
            String.format(
                Locale.ROOT,
                "%s: every true effect lies in the bad direction; the protocol says 'better: %s'%n",
                analysis.name(),
                higher ? "higher" : "lower"));
      }
    }
    return lines.toString();
  }

  /** Nothing where the protocol has no estimands. */
  private static String estimands(List<ScenarioResult> results) {
    TextTable table = new TextTable(2, "scenario", "estimand", "true", "(MCSE)");
    boolean any = false;
    boolean ratios = false;
    for (ScenarioResult r : results) {
      List<Estimand> estimands = r.plan().protocol().estimands();
      for (int k = 0; k < estimands.size(); k++) {
        boolean ratio = estimands.get(k).summary() != Estimand.Summary.DIFFERENCE;
        TrueValue value = r.truth().estimands().get(k);
        any = true;
        ratios |= ratio;
        table.row(
            r.plan().scenarioName(),
            estimands.get(k).name() + (ratio ? " **" : ""),
            significant(value.value(), 4),
            error(significant(value.mcse(), 2)));
      }
    }
    return any ? "\n" + table + (ratios ? "\n** the logarithm of a ratio\n" : "") : "";
  }

  static Map<String, Characteristic> byMetric(ScenarioResult r, String analysis) {
    return r.characteristics().stream()
        .filter(c -> c.analysis().equals(analysis))
        .collect(
            Collectors.toMap(
                Characteristic::metric, c -> c, (first, second) -> first, LinkedHashMap::new));
  }

  /** The error of a share, or the limit where all trials agree. */
  private static String error(Characteristic share) {
    return Double.isNaN(share.limit())
        ? error(fixed(share.mcse(), 4))
        : "(" + (share.estimate() == 0 ? "<" : ">") + fixed(share.limit(), 4) + ")";
  }

  private static String error(String mcse) {
    return mcse.isEmpty() ? "" : "(" + mcse + ")";
  }

  private static String number(Characteristic c) {
    return c == null ? "" : significant(c.estimate(), 4);
  }

  static String fixed(double x, int digits) {
    return Double.isNaN(x) ? "" : String.format(Locale.ROOT, "%." + digits + "f", x);
  }

  /** About so many significant digits, never in scientific notation for everyday numbers. */
  static String significant(double x, int digits) {
    if (Double.isNaN(x)) {
      return "";
    }
    if (Math.abs(x) < ROUNDING) {
      return "0";
    }
    int magnitude = (int) Math.floor(Math.log10(Math.abs(x)));
    if (magnitude < -6 || magnitude > 9) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", x);
    }
    return fixed(x, Math.max(0, Math.min(6, digits - 1 - magnitude)));
  }
}
