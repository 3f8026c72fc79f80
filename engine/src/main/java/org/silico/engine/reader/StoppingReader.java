package org.silico.engine.reader;

import static org.silico.engine.reader.StoppingShapes.CONDITIONAL_POWER;
import static org.silico.engine.reader.StoppingShapes.EFFECT;
import static org.silico.engine.reader.StoppingShapes.HAYBITTLE_PETO;
import static org.silico.engine.reader.StoppingShapes.HWANG_SHIH_DECANI;
import static org.silico.engine.reader.StoppingShapes.KIM_DEMETS;
import static org.silico.engine.reader.StoppingShapes.OBRIEN_FLEMING;
import static org.silico.engine.reader.StoppingShapes.OF_SPENDING;
import static org.silico.engine.reader.StoppingShapes.POCOCK;
import static org.silico.engine.reader.StoppingShapes.PREDICTIVE_POWER;
import static org.silico.engine.reader.StoppingShapes.TABLE;
import static org.silico.engine.reader.StoppingShapes.WANG_TSIATIS;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Cut;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.protocol.Stopping;

/** Reads {@code stopping} of an analysis: its bounds at looks. */
final class StoppingReader {
  private final Reading reading;
  private final Written.Entries map;

  /**
   * @param map of the analysis
   */
  StoppingReader(Reading reading, Written.Entries map) {
    this.reading = reading;
    this.map = map;
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
    Optional<Stopping.Futility.Given> harm = own.map("harm").map(h -> harm(h, before));
    if (own.has("harm") && hypothesis.twoSided()) {
      reading.problems.add(
          own.keyLocation("harm"),
          "a two-sided test stops for harm at the mirror images of its bounds; write 'sides: 1' and"
              + " half its alpha for others");
    }
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
    Optional<Stopping.Recompute> recompute = own.map("recompute").map(this::recompute);
    if (recompute.isPresent()) {
      checkRecompute(own, recompute.get(), efficacy, looks.get(before).cut(), endpoint);
    }
    return efficacy.map(
        e ->
            new Stopping(
                e,
                information,
                futility,
                harm,
                recompute,
                own.has("final analysis"),
                map.keyLocation("stopping")));
  }

  private Stopping.Recompute recompute(Written.Entries own) {
    String word = own.text("by", "");
    return new Stopping.Recompute(
        Arrays.stream(Stopping.Measure.values())
            .filter(measure -> measure.word().equals(word))
            .findFirst()
            .orElse(Stopping.Measure.SUBJECTS),
        reading.optional(own, "maximum", reading.parameters),
        own.location());
  }

  private void checkRecompute(
      Written.Entries own,
      Stopping.Recompute recompute,
      Optional<Stopping.Efficacy> efficacy,
      Cut last,
      String endpoint) {
    if (efficacy.isPresent() && !(efficacy.get() instanceof Stopping.Efficacy.Spent)) {
      reading.problems.add(
          own.keyLocation("recompute"),
          "bounds that are recomputed need efficacy that is spent, such as"
              + " '{boundary: spending O'Brien-Fleming}'");
    }
    boolean known =
        switch (recompute.by()) {
          case SUBJECTS -> true;
          case INFORMATION -> false;
          case EVENTS ->
              last instanceof Cut.Events e && !e.completers() && e.endpoint().equals(endpoint);
        };
    if (!known && recompute.maximum().isEmpty()) {
      reading.problems.add(
          own.keyLocation("recompute"),
          "write how much of it is planned in the end, as 'maximum'"
              + (recompute.by() == Stopping.Measure.INFORMATION
                  ? "; it is as INFO in ANALYSES, 1/SE² of most methods"
                  : "; the cut does not wait for a number of events of " + endpoint));
    }
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
    count(own, "values", before);
    return switch (own.text("boundary", "z")) {
      case "z", "p" -> given(own);
      case CONDITIONAL_POWER, PREDICTIVE_POWER ->
          new Stopping.Futility.Power(
              quantities(own, "values"),
              own.text("boundary", "").equals(PREDICTIVE_POWER),
              reading.optional(own, "planned power", reading.parameters),
              own.location());
      case EFFECT -> new Stopping.Futility.Effect(quantities(own, "values"), own.location());
      default ->
          new Stopping.Futility.Spent(
              spending(own),
              reading.quantity(own, "beta", reading.parameters),
              own.flag("binding", false),
              own.location());
    };
  }

  private Stopping.Futility.Given given(Written.Entries own) {
    return new Stopping.Futility.Given(
        quantities(own, "values"),
        own.text("boundary", "z").equals("p"),
        own.flag("binding", false),
        own.location());
  }

  private Stopping.Futility.Given harm(Written.Entries own, int before) {
    count(own, "values", before);
    return given(own);
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
