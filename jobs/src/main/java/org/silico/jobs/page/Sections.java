package org.silico.jobs.page;

import static org.silico.jobs.page.Numbers.shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.query.StoredRun;
import org.silico.jobs.report.DesignTable;
import org.silico.jobs.run.RunSpec;

/** The sections of a report in their order, with their figures and tables. */
final class Sections {
  /** Scenarios whose bounds are shown. */
  private static final int MOST_DESIGNS = 6;

  /** Rows of operating characteristics that the page has; the file has all. */
  private static final int MOST_ROWS = 1_500;

  private final Stored stored;
  private final StoredRun run;
  private final Protocol protocol;

  /** Of the first scenarios. */
  private final List<TrialPlan> plans;

  private final List<Figure> figures = new ArrayList<>();
  private final List<Grid> grids = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder contents = new StringBuilder();

  Sections(StoredRun run, Stored stored) {
    this.run = run;
    this.stored = stored;
    Map<String, Double> set = new LinkedHashMap<>();
    run.manifest()
        .path("parametersSet")
        .properties()
        .forEach(e -> set.put(e.getKey(), e.getValue().asDouble()));
    RunSpec spec = new RunSpec(run.study() + ".yaml", run.protocol(), set, run.seed(), Set.of());
    try {
      this.protocol = spec.protocol();
      List<String> names = protocol.scenarios().stream().map(s -> s.name()).toList();
      this.plans =
          run.scenarios().stream()
              .limit(MOST_DESIGNS)
              .map(s -> spec.plan(names.indexOf(s)))
              .toList();
    } catch (RuntimeException e) {
      throw new OutputException(
          run.directory() + ": its protocol is not one of this version: " + e.getMessage());
    }
    compose();
  }

  Protocol protocol() {
    return protocol;
  }

  List<Figure> figures() {
    return figures;
  }

  /** Tables that are no figure's, but for that of all operating characteristics. */
  List<Grid> grids() {
    return grids;
  }

  /** As HTML, the first within a section that is open already. */
  String body() {
    return body.toString();
  }

  /** Items of a list of links to the sections. */
  String contents() {
    return contents.toString();
  }

  private void compose() {
    String analysis = protocol.analyses().isEmpty() ? null : primary();
    boolean tested = analysis != null && TrialFigures.tested(stored, analysis);
    summary(analysis, tested);
    design();
    scenarios();
    if (tested) {
      results(analysis);
    }
    List<Figure> courses = new CourseFigures(stored, protocol).figures();
    if (!courses.isEmpty()) {
      section("patients", "Patients");
      body.append(
          Html.paragraph(
              "Of the scenario "
                  + stored.scenarios().get(0)
                  + ", by the first rows of the tables of patients."));
      courses.forEach(this::figure);
    }
    limits(tested);
    reproduce();
    characteristics();
  }

  /** The analysis that ends trials, else the first. */
  private String primary() {
    int deciding = plans.get(0).questions().deciding();
    return protocol.analyses().get(Math.max(0, deciding)).name();
  }

  private void section(String id, String title) {
    contents
        .append("<li><a href=\"#")
        .append(id)
        .append("\">")
        .append(Html.text(title))
        .append("</a></li>\n");
    body.append("</section>\n<section aria-labelledby=\"")
        .append(id)
        .append("\">\n<h2 id=\"")
        .append(id)
        .append("\">")
        .append(Html.text(title))
        .append("</h2>\n");
  }

  private void figure(Figure figure) {
    figures.add(figure);
    body.append(figure.html());
  }

  private void table(Grid grid, boolean sortable) {
    grids.add(grid);
    body.append(Html.table(grid, sortable));
  }

  private void summary(String analysis, boolean tested) {
    section("summary", "Summary");
    if (!tested) {
      body.append(Html.paragraph("The protocol tests no hypothesis."));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (String s : stored.scenarios()) {
      if (rows.size() < 12) {
        Stored.Characteristic power = stored.characteristic(s, analysis, Metrics.POWER);
        Stored.Characteristic subjects = stored.characteristic(s, "", "subjects");
        Stored.Characteristic days = stored.characteristic(s, "", "duration (days)");
        rows.add(
            List.of(
                s,
                shown(power.estimate()),
                shown(power.mcse()),
                shown(subjects.estimate()),
                shown(days.estimate() / 30.4375),
                Numbers.count(power.n())));
      }
    }
    table(
        new Grid(
            "Power of "
                + analysis
                + (stored.scenarios().size() > 12 ? ", the first 12 scenarios" : ""),
            List.of("scenario", "power", "MCSE", "patients", "months", "trials"),
            rows),
        false);
    body.append(
        Html.paragraph(
            "Power is the share of trials that reject the null hypothesis in the good direction;"
                + " without an effect it is the type I error. MCSE is its Monte-Carlo standard"
                + " error: what chance of simulation may have moved it by."));
  }

  /** The design in sentences. */
  List<String> narrative() {
    return Narrative.of(protocol, plans.get(0).identity().parameters());
  }

  private void design() {
    section("design", "Design and analysis");
    body.append(
        Html.paragraph("Numbers are those of the scenario " + stored.scenarios().get(0) + "."));
    body.append(Html.list(narrative()));
    if (!protocol.study().source().isEmpty()) {
      body.append("<h3>Sources</h3>\n").append(Html.paragraph(protocol.study().source()));
    }
  }

  private void scenarios() {
    section("scenarios", "Scenarios and what is true in them");
    List<String> parameters = varied();
    List<String> header = new ArrayList<>(List.of("scenario", "why"));
    header.addAll(parameters);
    List<List<String>> rows = new ArrayList<>();
    for (String s : stored.scenarios()) {
      List<String> row = new ArrayList<>(List.of(s, stored.justification(s)));
      parameters.forEach(p -> row.add(shown(stored.parameters().get(s).get(p))));
      rows.add(row);
    }
    table(
        new Grid(
            "Scenarios and the parameters that differ; durations in days, rates per day",
            header,
            rows),
        rows.size() > 12);
    List<List<String>> sources = new ArrayList<>();
    for (Protocol.Parameter p : protocol.parameters()) {
      String written = p.value().text();
      sources.add(
          List.of(
              p.name(),
              p.label(),
              written,
              run.manifest().path("parametersSet").has(p.name())
                  ? "set for this run"
                  : p.value().formula().columns().isEmpty() && written.matches("[-0-9.% a-z]+")
                      ? "assigned by the protocol"
                      : "derived by the protocol"));
    }
    if (!sources.isEmpty()) {
      table(
          new Grid(
              "Parameters and where they come from",
              List.of("parameter", "label", "as written", "origin"),
              sources),
          false);
    }
    List<List<String>> truths = new ArrayList<>();
    for (Stored.Value v : stored.values()) {
      truths.add(
          List.of(v.scenario(), v.kind(), v.name(), shown(v.value()), shown(v.mcse()), v.origin()));
    }
    if (!truths.isEmpty()) {
      table(
          new Grid(
              "True values, of ratios their logarithms",
              List.of("scenario", "kind", "of", "value", "MCSE", "origin"),
              truths),
          truths.size() > 12);
    }
  }

  /** Parameters that are not the same in all scenarios. */
  private List<String> varied() {
    List<Map<String, Double>> all = List.copyOf(stored.parameters().values());
    return all.get(0).keySet().stream()
        .filter(p -> all.stream().anyMatch(own -> !own.get(p).equals(all.get(0).get(p))))
        .toList();
  }

  private void results(String analysis) {
    section("power-section", "Power and type I error");
    PowerFigures power = new PowerFigures(stored, analysis);
    figure(power.byScenario());
    power.grids().forEach(this::figure);
    nulls(analysis);
    looks(analysis);
    section("trials", "Trials and estimates");
    boolean days =
        protocol.analyses().stream()
            .anyMatch(a -> a.name().equals(analysis) && a.method().method().inDays());
    new TrialFigures(stored, analysis, days).figures().forEach(this::figure);
  }

  /** Scenarios in which nothing is to be found. */
  private void nulls(String analysis) {
    double at = plans.get(0).questions().analyses().get(position(analysis)).nullValue();
    List<List<String>> rows = new ArrayList<>();
    double most = -1;
    for (String s : stored.scenarios()) {
      if (Math.abs(stored.truth(s, analysis) - at) < 1e-9) {
        Stored.Characteristic c = stored.characteristic(s, analysis, Metrics.POWER);
        most = Math.max(most, c.estimate());
        rows.add(
            List.of(
                s, shown(c.estimate()), shown(c.mcse()), shown(c.limit()), Numbers.count(c.n())));
      }
    }
    if (rows.isEmpty()) {
      body.append(
          Html.paragraph(
              "No scenario has the true value that is tested against: the type I error was not"
                  + " simulated."));
      return;
    }
    table(
        new Grid(
            "Type I error of " + analysis + ": at most " + shown(most) + " in these scenarios",
            List.of("scenario", "rejects", "MCSE", "95 % limit", "trials"),
            rows),
        false);
  }

  private int position(String analysis) {
    return protocol.analyses().stream().map(a -> a.name()).toList().indexOf(analysis);
  }

  private void looks(String analysis) {
    List<DesignTable> designs = DesignTable.of(plans, Double.NaN);
    LookFigures looks = new LookFigures(stored, analysis);
    if (!designs.isEmpty()) {
      section("looks", "Looks");
      figure(looks.paths(designs.get(0)));
      designs.forEach(d -> table(looks.bounds(d), false));
      body.append(
          Html.paragraph(
              "Simulated are shares of trials; planned, where the scenario's effect on Z is known, are"
                  + " the probabilities by numerical integration."));
    }
    Grid examples = looks.examples(protocol.looks().size());
    if (!examples.rows().isEmpty()) {
      table(examples, false);
    }
  }

  private void characteristics() {
    section("characteristics", "All operating characteristics");
    List<List<String>> rows = new ArrayList<>();
    for (Stored.Characteristic c : stored.characteristics()) {
      rows.add(
          List.of(
              c.scenario(),
              c.analysis(),
              c.metric(),
              shown(c.estimate()),
              shown(c.mcse()),
              shown(c.limit()),
              Numbers.count(c.n()),
              Numbers.count(c.failures())));
    }
    if (rows.size() > MOST_ROWS) {
      body.append(
          Html.paragraph(
              "The first "
                  + Numbers.count(MOST_ROWS)
                  + " of "
                  + Numbers.count(rows.size())
                  + " rows; report.csv has all."));
    }
    body.append(
        Html.table(
            new Grid(
                "Operating characteristics; report.csv has them with all digits",
                List.of(
                    "scenario",
                    "analysis",
                    "metric",
                    "estimate",
                    "MCSE",
                    "95 % limit",
                    "trials",
                    "without"),
                rows.subList(0, Math.min(MOST_ROWS, rows.size()))),
            true));
  }

  private void limits(boolean tested) {
    section("limits", "Limits");
    List<String> limits = new ArrayList<>();
    limits.add(
        "What is shown follows from the protocol: its models and numbers are assumptions, and a trial"
            + " of other patients may go otherwise. The report says how sure the simulation is, not"
            + " how right the assumptions are.");
    if (tested) {
      limits.add(
          "Each share of N trials has a Monte-Carlo standard error; differences between scenarios of"
              + " less than about three of them may be chance"
              + (protocol.simulation().commonRandomNumbers()
                  ? ", though scenarios share their random numbers, which makes differences surer."
                  : "."));
    }
    long failed =
        run.manifest()
            .path("scenarios")
            .valueStream()
            .mapToLong(s -> s.path("failedSimulations").asLong(0))
            .sum();
    limits.add(
        failed == 0
            ? "Every trial could be simulated."
            : Numbers.count(failed)
                + " trials could not be simulated; they count as not rejecting.");
    stored.characteristics().stream()
        .filter(c -> c.metric().startsWith(Metrics.FAILED))
        .limit(20)
        .forEach(
            c ->
                limits.add(
                    c.analysis()
                        + " gave no p value in a share of "
                        + shown(c.estimate())
                        + " of the trials of "
                        + c.scenario()
                        + ": "
                        + c.metric().substring(Metrics.FAILED.length())
                        + "."));
    limits.add(
        "Figures of trials and patients are of the first "
            + Numbers.count(Stored.MOST_ROWS)
            + " rows of their tables; characteristics are of all.");
    body.append(Html.list(limits));
  }

  private void reproduce() {
    section("reproduce", "How to make it again");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Silico", run.version()));
    rows.add(List.of("random numbers", run.manifest().path("random").path("generator").asText()));
    rows.add(List.of("seed", Long.toString(run.seed())));
    rows.add(
        List.of(
            "trials by scenario",
            String.join(
                "; ",
                run.manifest()
                    .path("scenarios")
                    .valueStream()
                    .map(s -> s.path("name").asText() + ": " + s.path("replicates").asText())
                    .limit(20)
                    .toList())));
    rows.add(
        List.of(
            "SHA-256 of the protocol", run.manifest().path("protocol").path("sha256").asText()));
    rows.add(List.of("parameters set", run.manifest().path("parametersSet").toString()));
    table(new Grid("The run", List.of("what", "value"), rows), false);
    body.append(
        "<p>Save the protocol below as <code>protocol.yaml</code>. The same version gives the same"
            + " tables to the byte with</p>\n<pre><code>silico run protocol.yaml --seed "
            + run.seed()
            + "</code></pre>\n<h3>The protocol</h3>\n<pre class=\"protocol\" tabindex=\"0\"><code>"
            + Html.text(run.protocol())
            + "</code></pre>\n");
  }
}
