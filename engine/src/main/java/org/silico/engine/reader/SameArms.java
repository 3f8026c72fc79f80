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
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Course.TermKind;
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
      if (endpoint instanceof Endpoint.TimeToEvent t) {
        t.hazardRatio().forEach(piece -> ratio("hazard ratio", piece.value(), endpoint));
      } else if (endpoint instanceof Endpoint.Ordinal o) {
        o.oddsRatio().ifPresent(r -> ratio("odds ratio", r, endpoint));
      }
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
      List<ByArm> model = model(endpoint);
      dropout.ifPresent(law -> model.addAll(law(law)));
      for (IntercurrentEvent event : events) {
        event.probability().ifPresent(model::add);
        event.hazard().ifPresent(model::add);
      }
      if (analysis.hypothesis().kind() == Kind.SUPERIORITY
          && !warned.contains(endpoint)
          && !hasDrug(endpoint)
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

  /** Whether a term of the endpoint acts in arms on drug only. */
  private static boolean hasDrug(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Longitudinal l
        && (l.terms().containsKey(TermKind.DRUG)
            || l.model().flatMap(Course.Model::exposure).isPresent());
  }

  /** What of an endpoint may be written by arm, or know the arm. */
  private static List<ByArm> model(Endpoint endpoint) {
    List<ByArm> all = new ArrayList<>();
    if (endpoint instanceof Endpoint.Continuous c) {
      all.addAll(List.of(c.mean(), c.sd()));
    } else if (endpoint instanceof Endpoint.Binary b) {
      all.add(b.probability());
    } else if (endpoint instanceof Endpoint.Count c) {
      all.add(c.rate());
      c.dispersion().ifPresent(all::add);
    } else if (endpoint instanceof Endpoint.Ordinal o) {
      o.oddsRatio().ifPresent(all::add);
      for (int k = 0; k < o.categories().size(); k++) {
        int category = k;
        all.add(new ByArm(o.probabilities().stream().map(p -> p.get(category)).toList()));
      }
    } else if (endpoint instanceof Endpoint.TimeToEvent t) {
      all.addAll(law(t.hazard()));
      t.hazardRatio().forEach(piece -> all.add(piece.value()));
      t.cure().ifPresent(all::add);
    } else if (endpoint instanceof Endpoint.Longitudinal l) {
      course(l, all);
    } else {
      throw new AssertionError(endpoint);
    }
    return all;
  }

  private static void course(Endpoint.Longitudinal l, List<ByArm> all) {
    for (Course.Term term : l.terms().values()) {
      if (term instanceof Course.Term.Formula f) {
        all.add(f.value());
      } else {
        all.addAll(((Course.Term.Kernel) term).parameters().values());
      }
    }
    if (l.scale() instanceof Course.Scale.Count c) {
      c.dispersion().ifPresent(all::add);
    }
    l.schedule().missed().ifPresent(all::add);
    l.residual().flatMap(Course.Residual::sd).ifPresent(all::add);
    l.residual().flatMap(Course.Residual::proportional).ifPresent(all::add);
  }

  private static List<ByArm> law(Hazard law) {
    if (law instanceof Hazard.Exponential e) {
      return List.of(e.hazard());
    } else if (law instanceof Hazard.Weibull w) {
      return List.of(w.shape(), w.scale());
    }
    return ((Hazard.Piecewise) law).pieces().stream().map(Hazard.Piece::value).toList();
  }
}
