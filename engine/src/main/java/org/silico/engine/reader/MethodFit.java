package org.silico.engine.reader;

import java.util.List;
import java.util.stream.Collectors;
import org.silico.engine.language.Written;
import org.silico.engine.method.Method;
import org.silico.engine.method.Methods;
import org.silico.engine.method.Options;
import org.silico.engine.method.Outcome;
import org.silico.engine.protocol.Endpoint;

/** Whether a statistical method is for an endpoint. */
record MethodFit(Reading reading, Written.Entries map, Endpoint endpoint) {

  void check(Method method) {
    Outcome outcome = endpoint.outcome();
    if (method.outcomes().contains(outcome)
        || outcome.atVisits() && (map.has(Options.RESPONDER.key()) || needsResponder(method))) {
      return;
    }
    String problem = "'" + method.name() + "' is for ";
    String name = endpoint.name();
    boolean visits = method.outcomes().stream().anyMatch(Outcome::atVisits);
    if (outcome == Outcome.COUNTS_AT_VISITS && method.outcomes().contains(Outcome.COUNT)) {
      problem = "rates of counts at visits, as " + name + "'s are, cannot be compared";
    } else if (outcome.atVisits() && visits) {
      problem += "other values, and " + name + "'s are " + outcome.words();
    } else {
      String type = outcome.atVisits() ? "longitudinal" : outcome.words();
      problem += types(method) + " endpoints, and " + name + "'s type is '" + type + "'";
    }
    reading.problems.add(map.need("method").location(), problem + "; use " + alternatives(outcome));
  }

  /** Whether it is for responders, whom a condition can tell; that it is missing is said apart. */
  private static boolean needsResponder(Method method) {
    return method.has(Options.RESPONDER) && method.outcomes().contains(Outcome.BINARY);
  }

  private static String types(Method method) {
    String types =
        method.outcomes().stream()
            .filter(o -> !o.atVisits())
            .map(Outcome::words)
            .collect(Collectors.joining(" or "));
    return types.isEmpty() ? "longitudinal" : types;
  }

  /** The methods for the endpoint. */
  private static String alternatives(Outcome outcome) {
    List<Method> all = Methods.all();
    List<Method> direct = all.stream().filter(m -> m.outcomes().contains(outcome)).toList();
    List<Method> responders =
        all.stream()
            .filter(m -> outcome.atVisits() && needsResponder(m) && !direct.contains(m))
            .toList();
    return either(direct)
        + (responders.isEmpty() ? "" : ", or with a 'responder' " + either(responders));
  }

  private static String either(List<Method> methods) {
    List<String> names = methods.stream().map(m -> "'" + m.name() + "'").toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }
}
