package org.silico.engine.reader;

import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.rate;
import static org.silico.engine.language.Shape.required;

import java.util.LinkedHashMap;
import java.util.Map;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Endpoint;

/** A count: its shape, and how it is read. */
final class CountReader {
  private CountReader() {}

  static Shape shape() {
    Map<String, Shape> laws = new LinkedHashMap<>();
    laws.put("poisson", fields("a count endpoint", fieldsOf("poisson")));
    Field[] common = fieldsOf("negative binomial");
    Field[] more = java.util.Arrays.copyOf(common, common.length + 1);
    more[common.length] =
        required(
            "dispersion",
            byArm(number(Range.NOT_NEGATIVE)),
            "k of variance = mean + k mean^2",
            "0.8");
    laws.put("negative binomial", fields("a count endpoint", more));
    return Shape.variants(
        "a count endpoint", "distribution", "the law of the number of events", laws);
  }

  private static Field[] fieldsOf(String distribution) {
    return new Field[] {
      EndpointFields.type("count"),
      EndpointFields.label(),
      EndpointFields.table(),
      required("distribution", choice(distribution), "of the number of events", distribution),
      required(
          "rate",
          byArm(rate(Range.NOT_NEGATIVE)),
          "events per time",
          "{placebo: 1.2 per year, active: 0.8 per year}"),
      required("period", duration(Range.POSITIVE), "from randomisation", "1 year")
    };
  }

  static Endpoint read(EndpointReader.Head head, EndpointReader.Context in) {
    Written.Entries map = head.map();
    return new Endpoint.Count(
        head.name(),
        head.label(),
        head.table(),
        in.reading().quantity(map, "period", in.reading().parameters),
        in.reading().byArm(map.need("rate"), in.arms(), in.names()),
        in.reading().byArm(map, "dispersion", in.arms(), in.names()),
        map.location());
  }
}
