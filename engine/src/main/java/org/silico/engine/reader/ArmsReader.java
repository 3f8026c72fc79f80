package org.silico.engine.reader;

import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;
import static org.silico.engine.language.Shape.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Protocol;

/** Reads {@code arms}. */
final class ArmsReader {
  static final Shape SHAPE =
      new Shape.Names(
          Shape.SHORT_TEXT,
          with(
              fields(
                  "an arm",
                  optional("control", new Shape.Flag(), "whether it is the control arm", "true"),
                  optional(
                      "ratio", number(Range.POSITIVE), "allocation weight; 1 unless given", "2"),
                  optional(
                      "dose", number(Range.ANY), "known to formulas as DOSE; 0 unless given", "10"),
                  optional(
                      "sequence",
                      list(
                          fields(
                              "a step",
                              required(
                                  "from",
                                  duration(Range.NOT_NEGATIVE),
                                  "since randomisation; 0 for the first",
                                  "36 weeks"),
                              required("dose", number(Range.ANY), "0 is off drug", "20")),
                          1,
                          100,
                          "[{from: 0 weeks, dose: 0}, {from: 36 weeks, dose: 20}]"),
                      "what is taken one after the other, instead of one dose",
                      "[{from: 0 weeks, dose: 0}, {from: 36 weeks, dose: 20}]"),
                  optional("label", Shape.PROSE, "for tables and reports", "Placebo")),
              new Shape.Rule.AtMostOne(List.of("dose", "sequence"))),
          1,
          100,
          "{placebo: {control: true}, active: {ratio: 2}}");

  private ArmsReader() {}

  static List<Protocol.Arm> read(Written.Entries map, Reading reading) {
    List<Protocol.Arm> arms = new ArrayList<>();
    boolean anyBroken = false;
    Location firstControl = null;
    for (Map.Entry<String, Written.Entry> entry : map.entries().entrySet()) {
      String name = entry.getKey();
      Written.Entries own =
          entry.getValue().value() instanceof Written.Entries described
              ? described
              : new Written.Entries(Map.of(), map.location(), map.key(), false);
      anyBroken |= !own.complete() || own.has("control") && own.get("control").isEmpty();
      boolean control = own.flag("control", false);
      if (control && firstControl != null) {
        reading.problems.add(
            own.keyLocation("control"),
            "a second control arm; the first is on line " + firstControl.line() + "; keep one");
      } else if (control) {
        firstControl = own.keyLocation("control");
      }
      List<Protocol.Step> sequence = sequence(own, reading);
      arms.add(
          new Protocol.Arm(
              name,
              own.prose("label", name),
              control,
              reading.quantity(own, "ratio", "1", reading.parameters),
              sequence.isEmpty()
                  ? reading.quantity(own, "dose", "0", reading.parameters)
                  : sequence.get(0).dose(),
              sequence));
    }
    if (arms.size() > 1 && firstControl == null && !anyBroken) {
      reading.problems.add(
          map.key(),
          "no arm is the control; write 'control: true' in one of "
              + Quoting.list(arms.stream().map(Protocol.Arm::name).toList()));
    }
    return List.copyOf(arms);
  }

  private static List<Protocol.Step> sequence(Written.Entries arm, Reading reading) {
    List<Protocol.Step> steps = new ArrayList<>();
    for (Written item : arm.items("sequence")) {
      if (item instanceof Written.Entries step) {
        steps.add(
            new Protocol.Step(
                reading.quantity(step, "from", reading.parameters),
                reading.quantity(step, "dose", reading.parameters)));
      }
    }
    HazardReader.ascending("step", steps.stream().map(Protocol.Step::from).toList(), reading);
    return List.copyOf(steps);
  }
}
