package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.silico.engine.language.Problems;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Analysis.Kind;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Hazard;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Parameters;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/**
 * Warns of ratios that reach the control arm, too, and of analyses whose arms nothing sets apart:
 * what is called power is then the type I error.
 */
final class SameArms {
  /** Columns that may differ between arms. */
  private static final Set<Integer> OF_ARMS =
      Set.of(Layout.ARM, Layout.ACTIVE, Layout.DOSE, Layout.DRUGTIME, Layout.OFFTIME);

  /** Names by which the author says that no difference is meant. */
  private static final Pattern MEANT =
      Pattern.compile(
          "\\bnull\\b|\\bno (effect|difference)|\\btype (1|i)\\b|\\balpha\\b|\\bsame\\b|\\bequal",
          Pattern.CASE_INSENSITIVE);

  /** Characters of formulas that are evaluated for a ratio at most, about. */
  private static final long MAX_WORK = 1_000_000;

  private final List<Protocol.Arm> arms;
  private final List<Protocol.Parameter> parameters;
  private final List<Protocol.Scenario> scenarios;
  private final Problems problems;
  private final List<Endpoint> warned = new ArrayList<>();

  SameArms(
      List<Protocol.Arm> arms,
      List<Protocol.Parameter> parameters,
      List<Protocol.Scenario> scenarios,
      Problems problems) {
    this.arms = arms;
    this.parameters = parameters;
    this.scenarios = scenarios;
    this.problems = problems;
  }

  /** Looks at the ratios of endpoints. */
  void ratios(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      endpoint.ratios().forEach(ratio -> ratio(ratio.what(), ratio.value(), endpoint));
    }
  }

  /** One number for all arms, other than 1. */
  private void ratio(String what, ByArm ratio, Endpoint endpoint) {
    Quantity q = ratio.of(0);
    boolean number = ratio.common() && !Reading.isBroken(q) && q.formula().constant();
    if (!number || isOne(q)) {
      return;
    }
    StringJoiner map = new StringJoiner(", ", "{", "}");
    boolean control = arms.stream().anyMatch(Protocol.Arm::control);
    for (int a = 0; a < arms.size(); a++) {
      boolean reference = control ? arms.get(a).control() : a == 0;
      map.add(arms.get(a).name() + ": " + (reference ? "1" : q.text().strip()));
    }
    problems.warn(
        q.location(),
        "this "
            + what
            + " holds for every arm, the control too, and so makes no difference between them;"
            + " by arm it is '"
            + what
            + ": "
            + map
            + "'");
    warned.add(endpoint);
  }

  /** Whether a number is 1 in every scenario; of very long formulas, in the first ones. */
  private boolean isOne(Quantity q) {
    long length = q.text().length();
    for (Protocol.Parameter p : parameters) {
      length += p.value().text().length();
    }
    return scenarios.stream()
        .limit(1 + MAX_WORK / length)
        .allMatch(s -> q.formula().value(Parameters.values(parameters, s.values(), Map.of())) == 1);
  }

  /**
   * Looks at the arms of analyses. What sets them apart is the same in all scenarios, so that one
   * whose name says so does not speak for the others.
   */
  void analyses(
      List<Analysis> analyses,
      List<Endpoint> endpoints,
      List<IntercurrentEvent> events,
      Optional<Hazard> dropout,
      Protocol.Study study) {
    if (isMeant(study.id())
        || isMeant(study.title())
        || scenarios.stream().allMatch(s -> isMeant(s.name()))) {
      return;
    }
    for (Analysis analysis : analyses) {
      Endpoint endpoint = endpoints.get(analysis.endpoint());
      List<ByArm> model = new ArrayList<>(endpoint.byArm());
      endpoints.stream()
          .filter(e -> analysis.method().values().competing().contains(e.name()))
          .forEach(e -> model.addAll(e.byArm()));
      dropout.ifPresent(law -> model.addAll(law.byArm()));
      for (IntercurrentEvent event : events) {
        event.probability().ifPresent(model::add);
        event.hazard().ifPresent(model::add);
      }
      if (analysis.hypothesis().kind() == Kind.SUPERIORITY
          && !warned.contains(endpoint)
          && !endpoint.hasDrug()
          && analysis.treatment() != analysis.control()
          && model.stream().noneMatch(q -> differs(q, analysis.treatment(), analysis.control()))) {
        problems.warn(
            analysis.location(),
            "nothing sets the arms '"
                + arms.get(analysis.treatment()).name()
                + "' and '"
                + arms.get(analysis.control()).name()
                + "' apart in "
                + endpoint.name()
                + ": what is called power will be the type I error. Give "
                + endpoint.name()
                + " values by arm; if this is meant, let the scenario's name say 'no effect'");
      }
    }
  }

  private static boolean isMeant(String name) {
    return MEANT.matcher(name).find();
  }

  private static boolean differs(ByArm q, int one, int other) {
    Quantity a = q.of(one);
    Quantity b = q.of(other);
    return Reading.isBroken(a)
        || Reading.isBroken(b)
        || !a.text().strip().equals(b.text().strip())
        || a.formula().columns().stream().anyMatch(OF_ARMS::contains);
  }
}
