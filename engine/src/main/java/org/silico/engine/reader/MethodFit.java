package org.silico.engine.reader;

import java.util.Set;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Endpoint;

/** Whether a statistical method is for an endpoint. */
record MethodFit(Reading reading, Written.Entries map, Endpoint endpoint) {

  /**
   * Checks that the method is for the endpoint.
   *
   * @param wanted the types it is for, in words
   * @param kinds of the values of longitudinal endpoints that it is for
   * @param types the other endpoints that it is for
   */
  void check(String wanted, Set<ValueKind> kinds, Class<?>... types) {
    for (Class<?> type : types) {
      if (type.isInstance(endpoint)) {
        return;
      }
    }
    String method = "'" + map.text("method", "") + "' is for ";
    String name = endpoint.name();
    String problem = method + wanted + " endpoints, and " + name + "'s type is '" + type() + "'";
    if (endpoint instanceof Endpoint.Longitudinal longitudinal) {
      ValueKind kind = ValueKind.of(longitudinal);
      if (kinds.contains(kind)) {
        return;
      }
      if (kind == ValueKind.COUNT && wanted.equals("count")) {
        problem = "rates of counts at visits, as " + name + "'s are, cannot be compared";
      } else if (!kinds.isEmpty()) {
        problem = method + "other values, and " + name + "'s are " + kind.words;
      }
    }
    reading.problems.add(map.need("method").location(), problem + "; use " + methods());
  }

  private String type() {
    if (endpoint instanceof Endpoint.Continuous) {
      return "continuous";
    } else if (endpoint instanceof Endpoint.Binary) {
      return "binary";
    } else if (endpoint instanceof Endpoint.Count) {
      return "count";
    } else if (endpoint instanceof Endpoint.Longitudinal) {
      return "longitudinal";
    }
    return endpoint instanceof Endpoint.Ordinal ? "ordinal" : "time to event";
  }

  /** The methods for the endpoint. */
  private String methods() {
    if (endpoint instanceof Endpoint.Longitudinal longitudinal) {
      return switch (ValueKind.of(longitudinal)) {
        case YES_OR_NO -> "'proportions' or 'spcd'";
        case CATEGORY -> "'wilcoxon', 'proportional odds', or 'proportions' with a 'responder'";
        default ->
            "'mmrm', 'multiple imputation', 'ancova', 't test', 'wilcoxon', or 'proportions' with"
                + " a 'responder'";
      };
    }
    return switch (type()) {
      case "continuous" -> "'t test', 'ancova' or 'wilcoxon'";
      case "binary" -> "'proportions'";
      case "count" -> "'poisson' or 'negative binomial'";
      case "ordinal" -> "'wilcoxon' or 'proportional odds'";
      default -> "'log-rank' or 'cox'";
    };
  }
}
