package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.protocol.Cut;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** When data are cut, and for how long patients are followed, in one scenario. */
final class CutCompiler {
  /** That formulas of whole numbers may be off by. */
  private static final double ROUNDING = 1e-9;

  private final List<String> endpointNames;
  private final List<EndpointPlan> endpoints;
  private final int patients;
  private final PlanCompiler.Scope scope;

  private CutCompiler(
      Protocol protocol, List<EndpointPlan> endpoints, int patients, PlanCompiler.Scope scope) {
    this.endpointNames = protocol.endpoints().stream().map(e -> e.name()).toList();
    this.endpoints = endpoints;
    this.patients = patients;
    this.scope = scope;
  }

  static List<CutPlan> compile(
      Protocol protocol, List<EndpointPlan> endpoints, int patients, PlanCompiler.Scope scope) {
    return new CutCompiler(protocol, endpoints, patients, scope).compile(protocol.looks());
  }

  private List<CutPlan> compile(List<Protocol.Look> looks) {
    List<CutPlan> cuts = new ArrayList<>();
    for (Protocol.Look look : looks) {
      CutPlan cut = cut(look.cut());
      for (int k = 0; k < cuts.size(); k++) {
        if (notBefore(cuts.get(k), cut)) {
          throw new PlanException(
              location(look.cut()),
              "the look '"
                  + looks.get(k).name()
                  + "' stands before '"
                  + look.name()
                  + "' and would not come before it: "
                  + text(cuts.get(k))
                  + ", then "
                  + text(cut));
        }
      }
      cuts.add(cut);
    }
    return List.copyOf(cuts);
  }

  /** Whether one cut surely comes at the time of another or after it. */
  private static boolean notBefore(CutPlan first, CutPlan then) {
    if (first instanceof CutPlan.Calendar a && then instanceof CutPlan.Calendar b) {
      return a.time() >= b.time();
    }
    if (first instanceof CutPlan.MinimumFollowUp a && then instanceof CutPlan.MinimumFollowUp b) {
      return a.time() >= b.time() && a.patient() >= b.patient();
    }
    return first instanceof CutPlan.Events a
        && then instanceof CutPlan.Events b
        && a.endpoint() == b.endpoint()
        && a.visit() == b.visit()
        && a.number() >= b.number();
  }

  private static Location location(Cut cut) {
    if (cut instanceof Cut.Calendar c) {
      return c.time().location();
    } else if (cut instanceof Cut.MinimumFollowUp m) {
      return m.time().location();
    } else if (cut instanceof Cut.Information i) {
      return i.share().location();
    }
    return ((Cut.Events) cut).number().location();
  }

  private static String text(CutPlan cut) {
    if (cut instanceof CutPlan.Calendar c) {
      return "day " + Quoting.number(c.time());
    } else if (cut instanceof CutPlan.MinimumFollowUp m) {
      return Quoting.number(m.time()) + " days after patient " + m.patient();
    }
    return ((CutPlan.Events) cut).number() + " " + ((CutPlan.Events) cut).counted();
  }

  private CutPlan cut(Cut cut) {
    if (cut instanceof Cut.Calendar c) {
      return new CutPlan.Calendar(
          scope.number(c.time(), Range.positive("calendar time of the cut", c.time())));
    } else if (cut instanceof Cut.Events e) {
      double latest =
          e.latest()
              .map(q -> scope.number(q, Range.positive("at most of the cut", q)))
              .orElse(Double.POSITIVE_INFINITY);
      return events(e, number(e), latest, e.number().location());
    } else if (cut instanceof Cut.Information i) {
      Range range = Range.of("share of information", i.share(), 0, false, 1, false);
      double number = scope.number(i.share(), range) * Math.ceil(number(i.of()) - ROUNDING);
      return events(i.of(), number, Double.POSITIVE_INFINITY, i.share().location());
    } else if (cut instanceof Cut.MinimumFollowUp m) {
      double time =
          scope.number(m.time(), Range.of("minimum follow up", m.time(), 0, true, 1e9, true));
      return new CutPlan.MinimumFollowUp(time, m.patients().map(this::patient).orElse(patients));
    } else if (cut instanceof Cut.Combined c) {
      return new CutPlan.Combined(c.later(), c.parts().stream().map(this::cut).toList());
    }
    return new CutPlan.FullFollowUp();
  }

  private CutPlan.Events events(Cut.Events e, double number, double latest, Location location) {
    int endpoint = endpointNames.indexOf(e.endpoint());
    return new CutPlan.Events(
        endpoint,
        e.completers() ? endpoints.get(endpoint).visits() - 1 : -1,
        (int) Math.ceil(number - ROUNDING),
        latest,
        location);
  }

  private double number(Cut.Events e) {
    return atMostAll(e.number(), e.completers() ? "completers" : "events");
  }

  private int patient(Quantity number) {
    return (int) Math.ceil(atMostAll(number, "patients") - ROUNDING);
  }

  /** A number of patients or events, of which there are no more than patients. */
  private double atMostAll(Quantity q, String what) {
    double number = scope.number(q, new Range(what, q, 1, PlanCompiler.MAX_PATIENTS));
    if (number > patients) {
      throw new PlanException(
          q.location(),
          "the cut waits for "
              + Math.round(number)
              + " "
              + what
              + ", but there are "
              + patients
              + " patients; it can be "
              + patients
              + " at most");
    }
    return number;
  }

  /** Without a duration, up to the last visit when that is when the data are cut last. */
  static double followUp(
      Protocol protocol, List<EndpointPlan> endpoints, PlanCompiler.Scope scope) {
    Optional<Quantity> duration = protocol.followUp().duration();
    if (duration.isPresent()) {
      Quantity q = duration.get();
      double days = scope.number(q, Range.positive("duration of the follow-up", q));
      // a visit at the very end may be late by its window
      return endpoints.stream()
          .filter(endpoint -> endpoint.course() != null)
          .mapToDouble(EndpointPlan::latestDay)
          .reduce(days, Math::max);
    }
    Cut last = protocol.looks().get(protocol.looks().size() - 1).cut();
    return last instanceof Cut.FullFollowUp
        ? endpoints.stream().mapToDouble(EndpointPlan::latestDay).max().orElse(0)
        : Double.POSITIVE_INFINITY;
  }
}
