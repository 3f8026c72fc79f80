package org.silico.engine.reader;

import org.silico.engine.method.Outcome;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.Models;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;

/** What of an endpoint is compared. */
final class Outcomes {
  private Outcomes() {}

  static Outcome of(Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Continuous) {
      return Outcome.CONTINUOUS;
    } else if (endpoint instanceof Endpoint.Binary) {
      return Outcome.BINARY;
    } else if (endpoint instanceof Endpoint.Count) {
      return Outcome.COUNT;
    } else if (endpoint instanceof Endpoint.Ordinal) {
      return Outcome.ORDINAL;
    } else if (endpoint instanceof Endpoint.TimeToEvent) {
      return Outcome.TIME_TO_EVENT;
    } else if (endpoint instanceof Endpoint.Longitudinal longitudinal) {
      return atVisits(longitudinal);
    }
    throw new IllegalArgumentException("endpoint " + endpoint);
  }

  private static Outcome atVisits(Endpoint.Longitudinal endpoint) {
    Course.Scale scale = endpoint.scale();
    if (scale instanceof Course.Scale.Binary) {
      return Outcome.YES_OR_NO_AT_VISITS;
    } else if (scale instanceof Course.Scale.Ordinal) {
      return Outcome.CATEGORIES_AT_VISITS;
    } else if (scale instanceof Course.Scale.Count) {
      return Outcome.COUNTS_AT_VISITS;
    }
    ModelInfo.Kind model =
        endpoint
            .model()
            .map(own -> Models.byName(own.name()).info().kind())
            .orElse(ModelInfo.Kind.SCORE);
    return switch (model) {
      case RESPONDERS -> Outcome.YES_OR_NO_AT_VISITS;
      case COUNT -> Outcome.COUNTS_AT_VISITS;
      case SCORE, ORDINAL, KERNEL -> Outcome.NUMBERS_AT_VISITS;
    };
  }
}
