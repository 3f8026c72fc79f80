package org.silico.engine.reader;

import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.Models;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;

/** What the values of a longitudinal endpoint are. */
enum ValueKind {
  NUMBER("numbers"),
  COUNT("counts"),
  YES_OR_NO("yes or no"),
  CATEGORY("categories");

  /** After "its values are". */
  final String words;

  ValueKind(String words) {
    this.words = words;
  }

  static ValueKind of(Endpoint.Longitudinal endpoint) {
    Course.Scale scale = endpoint.scale();
    if (scale instanceof Course.Scale.Binary) {
      return YES_OR_NO;
    } else if (scale instanceof Course.Scale.Ordinal) {
      return CATEGORY;
    } else if (scale instanceof Course.Scale.Count) {
      return COUNT;
    }
    ModelInfo.Kind model =
        endpoint
            .model()
            .map(own -> Models.byName(own.name()).info().kind())
            .orElse(ModelInfo.Kind.SCORE);
    return switch (model) {
      case RESPONDERS -> YES_OR_NO;
      case COUNT -> COUNT;
      default -> NUMBER;
    };
  }
}
