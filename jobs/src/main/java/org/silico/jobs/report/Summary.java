package org.silico.jobs.report;

import java.util.List;
import java.util.Locale;
import org.silico.engine.evaluation.Characteristic;
import org.silico.engine.protocol.Analysis;
import org.silico.jobs.report.RunSummary.AnalysisRow;
import org.silico.jobs.report.RunSummary.EstimandRow;
import org.silico.jobs.run.ScenarioResult;

/** Operating characteristics as a statistician reads them on a terminal. */
public final class Summary {
  private Summary() {}

  public static String of(List<ScenarioResult> results) {
    return of(RunSummary.of(results));
  }

  public static String of(RunSummary summary) {
    String trials = TrialsText.of(summary) + LooksText.of(summary.looks());
    return (summary.analyses().isEmpty()
            ? trials
            : analyses(summary.analyses()) + "\n" + trials + "\n" + notes(summary))
        + estimands(summary.estimands());
  }

  private static TextTable analyses(List<AnalysisRow> rows) {
    TextTable table =
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
    for (AnalysisRow r : rows) {
      table.row(
          r.scenario(),
          r.analysis().name() + (r.ratio() ? " *" : r.days() ? " (days)" : ""),
          Digits.fixed(r.power().estimate(), 4),
          error(r.power()),
          number(r.trueValue()),
          number(r.meanEstimate()),
          number(r.bias()),
          r.bias() == null ? "" : error(Digits.significant(r.bias().mcse(), 2)),
          number(r.empiricalError()),
          number(r.modelError()),
          r.coverage() == null ? "" : Digits.fixed(r.coverage().estimate(), 4),
          Long.toString(r.power().failures()));
    }
    return table;
  }

  private static String notes(RunSummary summary) {
    List<AnalysisRow> rows = summary.analyses();
    StringBuilder notes = new StringBuilder(power(rows));
    if (rows.stream().anyMatch(r -> !Double.isNaN(r.power().limit()))) {
      notes.append(
          "(<, >) instead of an MCSE: all trials agree; the one-sided 95% confidence"
              + " limit of the power\n");
    }
    if (rows.stream().anyMatch(AnalysisRow::ratio)) {
      notes.append("* estimates are logarithms of ratios\n");
    }
    summary.badDirections().forEach(a -> notes.append(inTheBadDirection(a)));
    notes.append(OutcomesText.of(summary));
    summary.labels().forEach((name, label) -> notes.append(name + ": " + label + "\n"));
    return notes.toString();
  }

  /** What power is, in the words of the hypotheses of the protocol. */
  private static String power(List<AnalysisRow> rows) {
    List<Analysis.Hypothesis> hypotheses =
        rows.stream().map(r -> r.analysis().hypothesis()).toList();
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

  private static String inTheBadDirection(Analysis analysis) {
    return String.format(
        Locale.ROOT,
        "%s: every true effect lies in the bad direction; the protocol says 'better: %s'%n",
        analysis.name(),
        analysis.hypothesis().better() == Analysis.Better.HIGHER ? "higher" : "lower");
  }

  /** Nothing where the protocol has no estimands. */
  private static String estimands(List<EstimandRow> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    TextTable table = new TextTable(2, "scenario", "estimand", "true", "(MCSE)");
    for (EstimandRow r : rows) {
      table.row(
          r.scenario(),
          r.estimand() + (r.ratio() ? " **" : ""),
          Digits.significant(r.value().value(), 4),
          error(Digits.significant(r.value().mcse(), 2)));
    }
    boolean ratios = rows.stream().anyMatch(EstimandRow::ratio);
    return "\n" + table + (ratios ? "\n** the logarithm of a ratio\n" : "");
  }

  /** The error of a share, or the limit where all trials agree. */
  private static String error(Characteristic share) {
    return Double.isNaN(share.limit())
        ? error(Digits.fixed(share.mcse(), 4))
        : "(" + (share.estimate() == 0 ? "<" : ">") + Digits.fixed(share.limit(), 4) + ")";
  }

  private static String error(String mcse) {
    return mcse.isEmpty() ? "" : "(" + mcse + ")";
  }

  private static String number(Characteristic c) {
    return c == null ? "" : Digits.significant(c.estimate(), 4);
  }
}
