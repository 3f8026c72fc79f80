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
  private CutCompiler() {}

  static List<CutPlan> compile(
      Protocol protocol, List<EndpointPlan> endpoints, int patients, PlanCompiler.Scope scope) {
    List<String> endpointNames = protocol.endpoints().stream().map(e -> e.name()).toList();
    List<CutPlan> cuts = new ArrayList<>();
    for (Protocol.Look look : protocol.looks()) {
      CutPlan cut = cut(look, endpointNames, endpoints, patients, scope);
      for (int k = 0; k < cuts.size(); k++) {
        if (notBefore(cuts.get(k), cut)) {
          throw new PlanException(
              location(look.cut()),
              "the look '"
                  + protocol.looks().get(k).name()
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
    return first instanceof CutPlan.Calendar a
            && then instanceof CutPlan.Calendar b
            && a.time() >= b.time()
        || first instanceof CutPlan.Events c
            && then instanceof CutPlan.Events d
            && c.endpoint() == d.endpoint()
            && c.visit() == d.visit()
            && c.number() >= d.number();
  }

  private static Location location(Cut cut) {
    return cut instanceof Cut.Calendar c
        ? c.time().location()
        : ((Cut.Events) cut).number().location();
  }

  private static String text(CutPlan cut) {
    return cut instanceof CutPlan.Calendar c
        ? "day " + Quoting.number(c.time())
        : ((CutPlan.Events) cut).number() + " " + ((CutPlan.Events) cut).counted();
  }

  private static CutPlan cut(
      Protocol.Look look,
      List<String> endpointNames,
      List<EndpointPlan> endpoints,
      int patients,
      PlanCompiler.Scope scope) {
    Cut cut = look.cut();
    if (cut instanceof Cut.Calendar c) {
      return new CutPlan.Calendar(
          scope.number(c.time(), Range.positive("calendar time of the cut", c.time())));
    }
    if (cut instanceof Cut.Events e) {
      String counted = e.completers() ? "completers" : "events";
      Range range = new Range(counted, e.number(), 1, PlanCompiler.MAX_PATIENTS);
      double number = scope.number(e.number(), range);
      if (number > patients) {
        throw new PlanException(
            e.number().location(),
            "the cut waits for "
                + Math.round(number)
                + " "
                + counted
                + ", but there are "
                + patients
                + " patients; it can be "
                + patients
                + " at most");
      }
      double latest =
          e.latest()
              .map(q -> scope.number(q, Range.positive("at most of the cut", q)))
              .orElse(Double.POSITIVE_INFINITY);
      int endpoint = endpointNames.indexOf(e.endpoint());
      return new CutPlan.Events(
          endpoint,
          e.completers() ? endpoints.get(endpoint).visits() - 1 : -1,
          (int) Math.ceil(number - 1e-9),
          latest,
          e.number().location());
    }
    return new CutPlan.FullFollowUp();
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
