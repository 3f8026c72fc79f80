package org.silico.engine.reader;

import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Cut;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.protocol.Stopping;

/** Reads {@code stopping} of an analysis: its bounds at looks. */
final class StoppingReader {
  private static final String OF_SPENDING = "spending ";
  private static final String OBRIEN_FLEMING = "O'Brien-Fleming";
  private static final String POCOCK = "Pocock";
  private static final String WANG_TSIATIS = "Wang-Tsiatis";
  private static final String HAYBITTLE_PETO = "Haybittle-Peto";
  private static final String HWANG_SHIH_DECANI = "Hwang-Shih-DeCani";
  private static final String KIM_DEMETS = "Kim-DeMets";
  private static final String TABLE = "table";

  private static final Shape SHARES = list(number(Range.open(0, 1)), 1, 50, "[1/3, 2/3]");

  static final Shape SHAPE =
      fields(
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
              futility(),
              "bounds at which the trial is given up; never unless given",
              "{boundary: z, values: [0, 0.5]}"));

  private final Reading reading;
  private final Written.Entries map;

  /**
   * @param map of the analysis
   */
  StoppingReader(Reading reading, Written.Entries map) {
    this.reading = reading;
    this.map = map;
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

  private static Shape futility() {
    String what = "bounds for futility";
    Field binding =
        optional(
            "binding",
            new Shape.Flag(),
            "whether bounds for efficacy rely on it; false unless given",
            "false");
    Map<String, Shape> all = new LinkedHashMap<>();
    all.put(
        "z",
        fields(
            what,
            boundary("z"),
            required(
                "values",
                list(number(Range.ANY), 1, 50, "[0, 0.5]"),
                "below which the trial stops, at each look before the last",
                "[0, 0.5]"),
            binding));
    all.put(
        "p",
        fields(
            what,
            boundary("p"),
            required(
                "values",
                list(number(Range.open(0, 1)), 1, 50, "[0.5, 0.3]"),
                "one-sided, above which the trial stops, at each look before the last",
                "[0.5, 0.3]"),
            binding));
    Field beta =
        required("beta", number(Range.open(0, 1)), "that is spent, 1 less the power", "0.1");
    spending(what, List.of(beta, binding)).forEach(all::put);
    return Shape.variants(what, "boundary", "their family", all);
  }

  /**
   * @param looks of the trial, the last among them
   * @param endpoint of the analysis
   */
  Optional<Stopping> read(
      List<Protocol.Look> looks, String endpoint, Analysis.Hypothesis hypothesis) {
    Optional<Written.Entries> written = map.map("stopping");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Written.Entries own = written.get();
    int before = looks.size() - 1;
    if (before == 0) {
      reading.problems.add(
          map.keyLocation("stopping"),
          "there is no look before the last; add one, for example 'looks: {interim: {events:"
              + " 128}}'");
    }
    if (hypothesis.kind() == Analysis.Kind.EQUIVALENCE) {
      reading.problems.add(
          map.keyLocation("stopping"),
          "an equivalence has no bounds at looks; use a superiority or a non-inferiority");
    }
    List<Quantity> information = quantities(own, "information");
    count(own, "information", before);
    boolean byEvents =
        looks.stream()
            .map(Protocol.Look::cut)
            .allMatch(
                cut ->
                    (cut instanceof Cut.Events || cut instanceof Cut.Information)
                        && cut.counted().get(0).endpoint().equals(endpoint));
    if (!own.has("information") && !byEvents && before > 0) {
      reading.problems.add(
          map.keyLocation("stopping"),
          "looks are not all at a number of events or completers of "
              + endpoint
              + "; write how much of the information is there before the last, for example"
              + " 'information: [0.5]'");
    }
    Optional<Stopping.Efficacy> efficacy = own.map("efficacy").map(this::efficacy);
    Optional<Stopping.Futility> futility = own.map("futility").map(f -> futility(f, before));
    if (own.has("futility") && hypothesis.twoSided()) {
      reading.problems.add(
          own.keyLocation("futility"),
          "a two-sided test has no bounds for futility; write 'sides: 1' and half its alpha");
    }
    boolean needs =
        futility.filter(f -> f.binding() || f instanceof Stopping.Futility.Spent).isPresent();
    if (needs && efficacy.isPresent() && !(efficacy.get() instanceof Stopping.Efficacy.Spent)) {
      reading.problems.add(
          own.keyLocation("futility"),
          "futility that is binding, or spends beta, needs efficacy that is spent, such as"
              + " '{boundary: spending O'Brien-Fleming}'");
    }
    return efficacy.map(e -> new Stopping(e, information, futility, map.keyLocation("stopping")));
  }

  private Stopping.Efficacy efficacy(Written.Entries own) {
    return switch (own.text("boundary", OBRIEN_FLEMING)) {
      case OBRIEN_FLEMING -> new Stopping.Efficacy.OBrienFleming();
      case POCOCK -> new Stopping.Efficacy.Pocock();
      case WANG_TSIATIS ->
          new Stopping.Efficacy.WangTsiatis(reading.quantity(own, "delta", reading.parameters));
      case HAYBITTLE_PETO ->
          new Stopping.Efficacy.HaybittlePeto(reading.quantity(own, "z", "3", reading.parameters));
      default -> new Stopping.Efficacy.Spent(spending(own));
    };
  }

  private Stopping.Spending spending(Written.Entries own) {
    String word = own.text("boundary", "");
    return switch (word.substring(Math.min(OF_SPENDING.length(), word.length()))) {
      case OBRIEN_FLEMING -> new Stopping.Spending.OBrienFleming();
      case POCOCK -> new Stopping.Spending.Pocock();
      case HWANG_SHIH_DECANI ->
          new Stopping.Spending.HwangShihDeCani(reading.quantity(own, "gamma", reading.parameters));
      case KIM_DEMETS ->
          new Stopping.Spending.KimDeMets(reading.quantity(own, "rho", reading.parameters));
      case TABLE -> {
        count(own, "spent", own.items("at").size());
        yield new Stopping.Spending.Table(quantities(own, "at"), quantities(own, "spent"));
      }
      default -> throw new IllegalArgumentException("spending " + word);
    };
  }

  private Stopping.Futility futility(Written.Entries own, int before) {
    boolean binding = own.flag("binding", false);
    String word = own.text("boundary", "z");
    if (word.equals("z") || word.equals("p")) {
      count(own, "values", before);
      return new Stopping.Futility.Given(
          quantities(own, "values"), word.equals("p"), binding, own.location());
    }
    return new Stopping.Futility.Spent(
        spending(own), reading.quantity(own, "beta", reading.parameters), binding, own.location());
  }

  private List<Quantity> quantities(Written.Entries own, String key) {
    return own.items(key).stream().map(item -> reading.quantity(item, reading.parameters)).toList();
  }

  private void count(Written.Entries own, String key, int wanted) {
    int n = own.items(key).size();
    if (own.get(key).isPresent() && n != wanted && wanted > 0) {
      reading.problems.add(
          own.need(key).location(),
          "'"
              + key
              + "' has "
              + n
              + (n == 1 ? " number; it must have " : " numbers; it must have ")
              + wanted
              + (key.equals("spent")
                  ? ", one for each of 'at'"
                  : ", one for each look before the last"));
    }
  }
}
