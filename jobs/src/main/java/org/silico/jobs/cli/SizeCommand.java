package org.silico.jobs.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.silico.engine.plan.AnalysisPlan;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.jobs.report.RecordJson;
import org.silico.jobs.report.SizeText;
import org.silico.jobs.run.CheckedProtocol;
import org.silico.jobs.run.OptionException;
import org.silico.jobs.run.RunOptions;
import org.silico.jobs.run.Runner;
import org.silico.jobs.run.ScenarioException;
import org.silico.jobs.run.ScenarioResult;
import org.silico.jobs.run.Scenarios;
import org.silico.jobs.run.Settings;
import org.silico.jobs.run.TrialFailure;
import org.silico.jobs.size.SimulatedPower;
import org.silico.jobs.size.SizeSearch;
import org.silico.jobs.size.SizeSearch.Answer;
import org.silico.jobs.size.SizeSearch.Question;
import org.silico.jobs.size.Success;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code silico size} */
@Command(
    name = "size",
    description =
        "Find how large a trial must be for a power: the value of a parameter, such as the number"
            + " of patients, events, or weeks of follow-up.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silico size protocols/t-test-power.yaml --scenario \"power: effect=40, n=50\" --vary"
          + " n=20..200",
      "  silico size protocols/oncology-three-looks.yaml --scenario \"HR 0.7\" --vary"
          + " events=150..450 --power 0.8"
    })
final class SizeCommand implements Callable<Integer> {
  private static final Pattern RANGE =
      Pattern.compile(
          "(?<name>[^=]+)=(?<low>[0-9.eE]+?)\\s*(?<unit>[a-z %]*)\\.\\.(?<high>[0-9.eE]+)\\s*(?<other>[a-z %]*)");

  /** Trials from which the averages at the answer come. */
  private static final long SHOWN = 1_000;

  @Spec CommandSpec spec;

  @Mixin ProtocolFile file;

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "NAME=LOW..HIGH",
      description =
          "The parameter that is sought, and between what: whole numbers where both ends are, as"
              + " n=50..500; with a unit, as 'follow=12..52 weeks'.")
  String vary;

  @Option(names = "--power", paramLabel = "P", description = "The power to reach; 0.9.")
  double power = 0.9;

  @Option(
      names = "--of",
      paramLabel = "ANALYSIS",
      description =
          "Whose power: an analysis, or 'any' or 'all' of several; may be left out when there is"
              + " one.")
  String of;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "In which scenario; may be left out when there is one.")
  String scenario;

  @Option(
      names = "--precision",
      paramLabel = "X",
      description = "Half the width of the 95 %% interval of power at the answer; 0.005.")
  double precision = 0.005;

  @Option(
      names = "--exact",
      description =
          "Judge the whole numbers around the answer one by one, for exact tests, of which more"
              + " patients can have less power.")
  boolean exact;

  @Option(names = "--json", description = "Print JSON, with all digits, in place of a table.")
  boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Protocol protocol = file.read();
    Matcher range = range(protocol);
    int chosen = scenario(protocol);
    String success = success(protocol);
    if (!(precision >= 1e-4 && precision <= 0.1)) {
      throw usage("--precision: " + precision + "; must be from 0.0001 to 0.1");
    }
    Question question = question(range);
    String name = range.group("name").strip();
    String unit = range.group("other").strip();
    CheckedProtocol first = null;
    for (double end : new double[] {question.low(), question.high()}) {
      first = check(protocol, chosen, name, written(end, question, unit));
    }
    alpha(first.plans().get(0), protocol, success);
    file.warn(file.compile(protocol, List.of(chosen)), spec.commandLine().getErr());
    RunOptions options =
        RunOptions.DEFAULT
            .with(file.settings())
            .withScenarios(List.of(protocol.scenarios().get(chosen).name()));
    Progress progress = Progress.start(protocol.study().id(), planned());
    try (Runner runner = new Runner();
        SimulatedPower source =
            new SimulatedPower(
                runner,
                protocol,
                options,
                name,
                x -> written(x, question, unit),
                new Success(success),
                progress::advance)) {
      Answer answer = SizeSearch.run(source, question);
      progress.close();
      ScenarioResult there =
          answer.refusal() != null ? null : source.at(answer.assured(), 0, SHOWN);
      String text =
          json
              ? RecordJson.of(json(protocol, chosen, success, name, question, answer, there))
              : SizeText.of(
                  String.format(
                      Locale.ROOT,
                      "%s, scenario %s: %s for power %s of %s",
                      protocol.study().id(),
                      protocol.scenarios().get(chosen).name(),
                      name,
                      power,
                      success),
                  name,
                  x -> written(x, question, unit),
                  question,
                  answer,
                  there);
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return answer.refusal() == null ? ExitCode.OK : ExitCode.FAILED;
    } catch (TrialFailure e) {
      throw Failure.inProtocol(
          ExitCode.FAILED, file.failures(protocol).of(e.scenario(), e.failure()));
    } catch (ScenarioException e) {
      throw file.failure(e);
    } finally {
      progress.close();
    }
  }

  private static Map<String, Object> json(
      Protocol protocol,
      int scenario,
      String success,
      String parameter,
      Question question,
      Answer answer,
      ScenarioResult there) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("study", protocol.study().id());
    all.put("scenario", protocol.scenarios().get(scenario).name());
    all.put("of", success);
    all.put("parameter", parameter);
    all.put("question", question);
    all.put("answer", answer);
    all.put("characteristics", there == null ? List.of() : there.characteristics());
    return all;
  }

  /** About how many trials the search and its confirmation take. */
  private long planned() {
    return Math.round(3_000 + 2.15 * 3.84 * power * (1 - power) / (precision * precision));
  }

  private CheckedProtocol check(Protocol protocol, int chosen, String name, String value) {
    Settings settings = RunOptions.DEFAULT.with(file.settings()).with(name, value).settings();
    try {
      return CheckedProtocol.compiled(protocol, settings, List.of(chosen));
    } catch (ScenarioException e) {
      throw file.failure(e);
    } catch (OptionException e) {
      throw usage(e.getMessage().replaceFirst("--set", "--vary"));
    }
  }

  /** A power is above the level of every analysis that it is the power of. */
  private void alpha(TrialPlan plan, Protocol protocol, String success) {
    for (AnalysisPlan own : plan.questions().analyses()) {
      boolean asked = own.analysis().name().equals(success) || !isAnalysis(protocol, success);
      if (asked && !(power > own.alpha() && power < 1)) {
        var at = own.analysis().hypothesis().alpha().location();
        throw Failure.inProtocol(
            ExitCode.USAGE,
            protocol.file()
                + ":"
                + at.line()
                + ":"
                + at.column()
                + ": a power of "
                + power
                + " is asked for, and alpha is "
                + own.alpha()
                + "; --power must be above alpha and below 1, for example 0.9");
      }
    }
  }

  private static boolean isAnalysis(Protocol protocol, String name) {
    return protocol.analyses().stream().anyMatch(a -> a.name().equals(name));
  }

  private Matcher range(Protocol protocol) {
    Matcher range = RANGE.matcher(vary);
    if (!range.matches()) {
      throw usage(
          "--vary: '"
              + vary
              + "'; write a parameter and a range, as n=50..500 or 'follow=12..52 weeks'"
              + (protocol.parameters().isEmpty()
                  ? "; the protocol has no parameters"
                  : "; the protocol has "
                      + String.join(
                          ", ", protocol.parameters().stream().map(p -> p.name()).toList())));
    }
    return range;
  }

  private Question question(Matcher range) {
    try {
      double low = Double.parseDouble(range.group("low"));
      double high = Double.parseDouble(range.group("high"));
      String unit = range.group("unit").strip();
      if (!(low > 0 && high > low && high < 1e9)) {
        throw usage("--vary: the range must ascend from above 0: '" + vary + "'");
      }
      if (!unit.isEmpty() && !unit.equals(range.group("other").strip())) {
        throw usage("--vary: write both ends in one unit: '" + vary + "'");
      }
      boolean whole = !range.group("low").contains(".") && !range.group("high").contains(".");
      if (exact && !whole) {
        throw usage(
            "--exact judges whole numbers; write the range with whole ends: '" + vary + "'");
      }
      return new Question(low, high, whole, power, precision, exact);
    } catch (NumberFormatException e) {
      throw usage("--vary: '" + vary + "' has no numbers as ends");
    }
  }

  private int scenario(Protocol protocol) {
    List<Integer> named =
        Scenarios.named(protocol, scenario == null ? List.of() : List.of(scenario));
    if (named.size() > 1) {
      throw usage(
          "--scenario: write which of: "
              + String.join(
                  "; ", named.stream().map(s -> protocol.scenarios().get(s).name()).toList()));
    }
    return named.get(0);
  }

  private String success(Protocol protocol) {
    List<String> choices =
        Success.choices(protocol.analyses().stream().map(a -> a.name()).toList());
    if (of == null && choices.size() == 1) {
      return choices.get(0);
    }
    if (of == null || !choices.contains(of)) {
      throw usage(
          "--of: "
              + (choices.isEmpty()
                  ? "the protocol has no analysis"
                  : "write whose power: " + String.join(", ", choices)));
    }
    return of;
  }

  private static String written(double x, Question question, String unit) {
    String number = question.whole() ? String.format(Locale.ROOT, "%.0f", x) : Double.toString(x);
    return unit.isEmpty() ? number : number + " " + unit;
  }

  private static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }
}
