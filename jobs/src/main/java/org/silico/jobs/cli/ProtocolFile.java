package org.silico.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.silico.engine.language.Printable;
import org.silico.engine.language.ProtocolException;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.trial.OnError;
import org.silico.jobs.report.FailureText;
import org.silico.jobs.report.FindingText;
import org.silico.jobs.run.CheckedProtocol;
import org.silico.jobs.run.ScenarioException;
import org.silico.jobs.run.Settings;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The protocol of a command and what the command line sets in it. */
final class ProtocolFile {
  @Parameters(index = "0", paramLabel = "PROTOCOL", description = "The protocol, a YAML file.")
  Path path;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Sets a parameter in all scenarios: a number, or a duration or rate with its unit,"
              + " such as 'follow=24 weeks'. May be repeated.")
  Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "SEED", description = "In place of the protocol's seed.")
  Long seed;

  /**
   * @throws Failure with every problem of the protocol
   */
  Protocol read() {
    try {
      return ProtocolReader.read(path);
    } catch (ProtocolException e) {
      throw Failure.inProtocol(ExitCode.USAGE, e.getMessage());
    }
  }

  /** Of the file, without folders and ending. */
  String name() {
    return path.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }

  Settings settings() {
    return new Settings(set, seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
  }

  /**
   * Compiles scenarios.
   *
   * @throws Failure naming the place and the scenario of what is wrong with their numbers
   */
  CheckedProtocol compile(Protocol protocol, List<Integer> scenarios) {
    try {
      return CheckedProtocol.compiled(protocol, settings(), scenarios);
    } catch (ScenarioException e) {
      throw failure(e);
    }
  }

  /**
   * Compiles scenarios and looks at the first patients of each; a trial that cannot be simulated is
   * an error.
   *
   * @param trials of a run
   * @throws Failure naming the place and the scenario of every error
   */
  CheckedProtocol check(Protocol protocol, List<Integer> scenarios, long trials) {
    try {
      return CheckedProtocol.of(protocol, settings(), scenarios, trials, OnError.STOP);
    } catch (ScenarioException e) {
      throw failure(e);
    }
  }

  Failure failure(ScenarioException e) {
    FindingText text = findings(e.protocol());
    return Failure.inProtocol(
        ExitCode.USAGE, e.findings().stream().map(text::problem).collect(Collectors.joining("\n")));
  }

  /** Says what is no mistake but should be known, of the protocol and of what is set. */
  void warn(CheckedProtocol checked, PrintWriter err) {
    FindingText text = findings(checked.protocol());
    checked.protocol().warnings().forEach(err::println);
    checked.warnings().forEach(w -> err.println(Printable.lines(text.warning(w))));
    checked.notes().forEach(n -> FindingText.lines(n).forEach(l -> err.println("silico: " + l)));
    err.flush();
  }

  /**
   * @throws Failure when there is something to warn of
   */
  void refuseWarnings(CheckedProtocol checked) {
    FindingText text = findings(checked.protocol());
    List<String> warnings = new ArrayList<>();
    checked.protocol().warnings().forEach(w -> warnings.add(w.toString()));
    checked.warnings().forEach(w -> warnings.add(text.warning(w)));
    if (!warnings.isEmpty()) {
      throw Failure.inProtocol(
          ExitCode.USAGE, String.join("\n", warnings).replace(": warning: ", ": "));
    }
  }

  private FindingText findings(Protocol protocol) {
    return new FindingText(protocol, failures(protocol));
  }

  /** How trials that cannot be simulated are shown. */
  FailureText failures(Protocol protocol) {
    StringJoiner options = new StringJoiner(" ");
    set.forEach((name, value) -> options.add("--set " + FailureText.quoted(name + "=" + value)));
    if (seed != null) {
      options.add("--seed " + seed);
    }
    return new FailureText(path.toString(), protocol, options.toString());
  }
}
