package org.silico.engine.reader;

import static org.silico.engine.language.Shape.byArm;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.rate;
import static org.silico.engine.language.Shape.required;
import static org.silico.engine.language.Shape.with;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Shape.Rule;
import org.silico.engine.model.NoceboRates;

/** What {@code intercurrent events} look like, one shape for each type. */
final class IntercurrentEventShapes {
  static final Shape SHAPE =
      new Shape.Names(
          Shape.IDENTIFIER,
          types(),
          0,
          100,
          "{RESCUE: {type: rescue medication, probability: 10%}}");

  private IntercurrentEventShapes() {}

  private static Shape types() {
    Field reason =
        optional("reason", Shape.PROSE, "DCSREAS; the label unless given", "LACK OF EFFICACY");
    Map<String, Shape> types = new LinkedHashMap<>();
    types.put(
        "adverse event",
        event(
            "an adverse event",
            "adverse event",
            List.of("probability", "hazard", "background"),
            optional("term", Shape.PROSE, "AETERM; the label unless given", "Nausea"),
            optional(
                "background",
                choice(NoceboRates.backgrounds().toArray(String[]::new)),
                "a symptom, or any event in trials of a condition, at the rate of placebo arms",
                "headache")));
    types.put(
        "treatment discontinuation",
        event(
            "a treatment discontinuation",
            "treatment discontinuation",
            List.of("probability", "hazard"),
            reason));
    types.put(
        "rescue medication",
        event("a rescue medication", "rescue medication", List.of("probability", "hazard")));
    types.put(
        "study discontinuation",
        event(
            "a study discontinuation",
            "study discontinuation",
            List.of("probability", "hazard"),
            reason));
    return Shape.variants("an intercurrent event", "type", "what happens", types);
  }

  private static Shape event(String what, String type, List<String> ways, Field... own) {
    List<Field> all = new ArrayList<>();
    all.add(required("type", choice(type), "what happens", type));
    all.add(optional("label", Shape.PROSE, "for tables and reports", "Nausea"));
    all.add(
        optional(
            "endpoint",
            Shape.SHORT_TEXT,
            "between whose visits it happens; may be left out when one is longitudinal",
            "HAMD"));
    all.add(
        optional(
            "probability",
            byArm(number(Range.PROBABILITY)),
            "in each interval between visits, or with 'by' up to that time",
            "{placebo: 8%, active: 25%}"));
    all.add(optional("hazard", byArm(rate(Range.NOT_NEGATIVE)), "per time", "0.01 per week"));
    all.add(
        optional(
            "by",
            duration(Range.POSITIVE),
            "the time from randomisation up to which the probability is; the hazard goes on after it"
                + " unless 'until' ends it",
            "8 weeks"));
    all.add(
        optional(
            "until",
            duration(Range.POSITIVE),
            "the time from randomisation from which on the hazard is 0; never unless given",
            "8 weeks"));
    all.addAll(List.of(own));
    Shape.Fields shape = new Shape.Fields(what, List.copyOf(all), List.of());
    return ways.contains("background")
        ? with(shape, new Rule.OneOf(ways), new Rule.Needs("background", "by"))
        : with(shape, new Rule.OneOf(ways), new Rule.Needs("by", "probability"));
  }
}
