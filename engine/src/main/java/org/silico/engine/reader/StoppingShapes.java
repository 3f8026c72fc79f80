package org.silico.engine.reader;

import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.method.Method;
import org.silico.engine.protocol.Stopping;

/** What {@code stopping} of an analysis must look like. */
final class StoppingShapes {
  static final String OF_SPENDING = "spending ";
  static final String OBRIEN_FLEMING = "O'Brien-Fleming";
  static final String POCOCK = "Pocock";
  static final String WANG_TSIATIS = "Wang-Tsiatis";
  static final String HAYBITTLE_PETO = "Haybittle-Peto";
  static final String HWANG_SHIH_DECANI = "Hwang-Shih-DeCani";
  static final String KIM_DEMETS = "Kim-DeMets";
  static final String TABLE = "table";
  static final String CONDITIONAL_POWER = "conditional power";
  static final String PREDICTIVE_POWER = "predictive power";
  static final String EFFECT = "effect";
  static final String STAGEWISE = "stagewise";

  private static final Shape SHARES = list(number(Range.open(0, 1)), 1, 50, "[1/3, 2/3]");

  private static final Shape OF_NUMBERS =
      shape(list(number(Range.ANY), 1, 50, "[1, 0.9]"), "[1, 0.9]");

  private static final Shape OF_DURATIONS =
      shape(list(duration(Range.ANY), 1, 50, "[0 days, 10 days]"), "[0 days, 10 days]");

  private StoppingShapes() {}

  /** For a method, in the unit of its effect. */
  static Shape of(Method method) {
    return method.inDays() ? OF_DURATIONS : OF_NUMBERS;
  }

  /**
   * @param effects at looks
   */
  private static Shape shape(Shape effects, String example) {
    return fields(
        "stopping",
        required(
            "efficacy",
            efficacy(),
            "bounds at which the trial stops because the hypothesis is rejected",
            "{boundary: spending O'Brien-Fleming}"),
        optional(
            "information",
            SHARES,
            "share at each look before the last; unless events make all looks",
            "[1/3, 2/3]"),
        optional(
            "futility",
            futility(effects, example),
            "bounds at which the trial is given up; never unless given",
            "{boundary: z, values: [0, 0.5]}"),
        optional(
            "harm",
            Shape.variants(
                "bounds for harm",
                "boundary",
                "their family",
                given("bounds for harm", "[-2, -2]", "[0.98, 0.98]", List.of())),
            "bounds at which the trial stops for harm; a one-sided test has none unless given",
            "{boundary: z, values: [-2, -2]}"),
        optional(
            "recompute",
            fields(
                "what bounds are recomputed by",
                required(
                    "by",
                    choice(
                        Arrays.stream(Stopping.Measure.values())
                            .map(Stopping.Measure::word)
                            .toArray(String[]::new)),
                    "what the information at a look is measured by",
                    "events"),
                optional(
                    "maximum",
                    number(Range.POSITIVE),
                    "of it, planned in the end; unless the events of the cut, or all patients,"
                        + " say it",
                    "337")),
            "bounds by the information that is seen; by the planned unless given",
            "{by: events}"),
        optional(
            "final analysis",
            choice(STAGEWISE),
            "how results at the end take account of the looks; not at all unless given",
            STAGEWISE));
  }

  private static Field boundary(String word) {
    return required("boundary", choice(word), "their family", word);
  }

  private static Shape efficacy() {
    Map<String, Shape> all = new LinkedHashMap<>();
    String what = "bounds for efficacy";
    all.put(OBRIEN_FLEMING, fields(what, boundary(OBRIEN_FLEMING)));
    all.put(POCOCK, fields(what, boundary(POCOCK)));
    all.put(
        WANG_TSIATIS,
        fields(
            what,
            boundary(WANG_TSIATIS),
            required(
                "delta",
                number(new Range(-5, true, 1, true, false)),
                "0 is O'Brien-Fleming, 0.5 Pocock",
                "0.25")));
    all.put(
        HAYBITTLE_PETO,
        fields(
            what,
            boundary(HAYBITTLE_PETO),
            optional(
                "z",
                number(new Range(0, false, 10, true, false)),
                "before the last look; 3 unless given",
                "3")));
    spending(what, List.of()).forEach(all::put);
    return Shape.variants(what, "boundary", "their family", all);
  }

  private static Map<String, Shape> spending(String what, List<Field> more) {
    Map<String, Shape> all = new LinkedHashMap<>();
    put(all, what, OBRIEN_FLEMING, more);
    put(all, what, POCOCK, more);
    put(
        all,
        what,
        HWANG_SHIH_DECANI,
        more,
        required(
            "gamma",
            number(new Range(-40, true, 40, true, false)),
            "below 0 spends little early",
            "-4"));
    put(
        all,
        what,
        KIM_DEMETS,
        more,
        required("rho", number(new Range(0, false, 50, true, false)), "power of information", "3"));
    put(
        all,
        what,
        TABLE,
        more,
        required(
            "at",
            list(number(Range.PROBABILITY), 1, 50, "[0.5, 1]"),
            "information, to 1",
            "[0.5, 1]"),
        required(
            "spent",
            list(number(Range.PROBABILITY), 1, 50, "[0.1, 1]"),
            "share that is spent by then, to 1; between them it is linear",
            "[0.1, 1]"));
    return all;
  }

  private static void put(
      Map<String, Shape> all, String what, String word, List<Field> more, Field... own) {
    List<Field> fields = new ArrayList<>(List.of(boundary(OF_SPENDING + word)));
    fields.addAll(List.of(own));
    fields.addAll(more);
    all.put(OF_SPENDING + word, fields(what, fields.toArray(Field[]::new)));
  }

  private static Shape futility(Shape effects, String example) {
    String what = "bounds for futility";
    Field binding =
        optional(
            "binding",
            new Shape.Flag(),
            "whether bounds for efficacy rely on it; false unless given",
            "false");
    Map<String, Shape> all = new LinkedHashMap<>();
    all.putAll(given(what, "[0, 0.5]", "[0.5, 0.3]", List.of(binding)));
    Field shares =
        required(
            "values",
            list(number(Range.open(0, 1)), 1, 50, "[0.1, 0.2]"),
            "below which the trial stops, at each look before the last",
            "[0.1, 0.2]");
    all.put(
        CONDITIONAL_POWER,
        fields(
            what,
            boundary(CONDITIONAL_POWER),
            shares,
            optional(
                "planned power",
                number(Range.open(0, 1)),
                "that the effect has which is assumed; the effect that is seen unless given",
                "0.9")));
    all.put(PREDICTIVE_POWER, fields(what, boundary(PREDICTIVE_POWER), shares));
    all.put(
        EFFECT,
        fields(
            what,
            boundary(EFFECT),
            required(
                "values",
                effects,
                "than which worse estimates stop the trial, at each look before the last; a ratio"
                    + " for ratios",
                example)));
    Field beta =
        required("beta", number(Range.open(0, 1)), "that is spent, 1 less the power", "0.1");
    spending(what, List.of(beta, binding)).forEach(all::put);
    return Shape.variants(what, "boundary", "their family", all);
  }

  /** Bounds of Z or of p, at each look before the last. */
  private static Map<String, Shape> given(String what, String z, String p, List<Field> more) {
    Field below =
        required(
            "values",
            list(number(Range.ANY), 1, 50, z),
            "below which the trial stops, at each look before the last",
            z);
    Field above =
        required(
            "values",
            list(number(Range.open(0, 1)), 1, 50, p),
            "one-sided, above which the trial stops, at each look before the last",
            p);
    Map<String, Shape> all = new LinkedHashMap<>();
    all.put("z", given(what, "z", below, more));
    all.put("p", given(what, "p", above, more));
    return all;
  }

  private static Shape given(String what, String word, Field values, List<Field> more) {
    List<Field> fields = new ArrayList<>(List.of(boundary(word), values));
    fields.addAll(more);
    return fields(what, fields.toArray(Field[]::new));
  }
}
