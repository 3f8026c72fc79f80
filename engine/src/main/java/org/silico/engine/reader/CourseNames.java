package org.silico.engine.reader;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.silico.engine.formula.Symbol;
import org.silico.engine.formula.Type;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Layout;

/** What the formulas of one longitudinal endpoint may use, by where they stand. */
final class CourseNames {
  /** Known to terms and to events. */
  private static final Map<String, Integer> OVER_TIME =
      Map.of(
          "TIME", Layout.TIME,
          "VISIT", Layout.VISIT,
          "VISITS", Layout.VISITS,
          "DURATION", Layout.DURATION,
          "TRIALTIME", Layout.TRIALTIME,
          "DRUGTIME", Layout.DRUGTIME,
          "OFFTIME", Layout.OFFTIME);

  private final Known known;
  private final int base;
  private final boolean drawnBaseline;
  private final List<Course.Effect> effects;
  private final Set<String> brokenEffects;

  /**
   * What all endpoints share.
   *
   * @param covariates and parameters
   * @param patients these, and what else is known of a patient at entry
   * @param treated these, and the arm
   * @param events the names of the protocol's intercurrent events
   * @param firstEvent the column of the first of them
   * @param sites whether the trial has sites
   * @param leadIn whether there is a lead-in, after which the baseline is observed
   */
  record Known(
      Names covariates,
      Names patients,
      Names treated,
      List<String> events,
      int firstEvent,
      boolean sites,
      boolean leadIn) {}

  /**
   * @param base the column of the endpoint's baseline
   * @param drawnLevel whether a level is drawn before the terms, which is the baseline unless there
   *     is a lead-in
   * @param brokenEffects names of effects that could not be read
   */
  CourseNames(
      Known known,
      int base,
      boolean drawnLevel,
      List<Course.Effect> effects,
      Set<String> brokenEffects) {
    this.known = known;
    this.base = base;
    this.drawnBaseline = drawnLevel && !known.leadIn();
    this.effects = effects;
    this.brokenEffects = brokenEffects;
  }

  /** Of terms, residuals, missed visits, dispersions, a model's exposure. */
  Names terms() {
    Names names = overTime();
    names.add("PREVIOUS", new Symbol.Column(Layout.PREVIOUS, Type.number()));
    addBase(names);
    for (int e = 0; e < known.events().size(); e++) {
      addEvent(names, e);
    }
    for (String value : List.of("VALUE", "LAST", "CHANGE")) {
      names.exclude(
          value,
          "is for responders and intercurrent events; here PREVIOUS is the value at the visit"
              + " before");
    }
    return names;
  }

  /** Of a model's covariates, which are known at randomisation. */
  Names atStart() {
    Names names = known.patients().inner();
    names.exclude("BASE", "is not known when a patient's model is drawn");
    addEffects(names);
    OVER_TIME
        .keySet()
        .forEach(
            name -> names.exclude(name, "changes over time; a model's covariates are constant"));
    return names;
  }

  /** Of the condition on entry. */
  Names entry(boolean screening) {
    Names names = known.patients().inner();
    names.add("BASE", new Symbol.Column(base, Type.number()));
    if (screening) {
      names.add("SCREEN", new Symbol.Column(base + 1, Type.number()));
    } else {
      names.exclude("SCREEN", "is for endpoints with 'screening'");
    }
    ReservedNames.COLUMNS.stream()
        .filter(name -> !name.equals("SCREEN") && !name.equals("SITE"))
        .forEach(name -> names.exclude(name, "is not known at entry"));
    return names;
  }

  /** Of conditions on values: responders, non-responders. */
  Names values() {
    Names names = known.covariates().inner();
    String why =
        "is not for conditions on values; they may use VALUE, BASE, CHANGE, covariates and"
            + " parameters";
    ReservedNames.COLUMNS.forEach(name -> names.exclude(name, why));
    known.events().forEach(name -> names.exclude(name, why));
    effects.forEach(effect -> names.exclude(effect.name(), why));
    names.add("VALUE", new Symbol.Column(Layout.VALUE, Type.number()));
    names.add("CHANGE", new Symbol.Column(Layout.CHANGE, Type.number()));
    names.add("BASE", new Symbol.Column(base, Type.number()));
    return names;
  }

  /**
   * Of the event at a position among the protocol's.
   *
   * @param when the event, after "'VALUE' is not known when "; null where it may depend on VALUE
   */
  Names event(int position, String when) {
    Names names = overTime();
    names.add("BASE", new Symbol.Column(base, Type.number()));
    names.add("LAST", new Symbol.Column(Layout.LAST, Type.number()));
    names.add("CHANGE", new Symbol.Column(Layout.CHANGE, Type.number()));
    if (when == null) {
      names.add("VALUE", new Symbol.Column(Layout.VALUE, Type.number()));
    } else {
      names.exclude("VALUE", "is not known when " + when + "; LAST, the last value seen, is");
    }
    names.exclude("PREVIOUS", "is for terms; events know LAST, the last value seen");
    for (int e = 0; e < known.events().size(); e++) {
      if (e < position) {
        addEvent(names, e);
      } else {
        names.exclude(
            known.events().get(e),
            e == position
                ? "is this event; it happens once"
                : "comes further down; move it above this event");
      }
    }
    return names;
  }

  private Names overTime() {
    Names names = known.treated().inner();
    OVER_TIME.forEach(
        (name, column) -> names.add(name, new Symbol.Column(column, Layout.type(column))));
    addEffects(names);
    return names;
  }

  private void addEffects(Names names) {
    for (int e = 0; e < effects.size(); e++) {
      Course.Effect effect = effects.get(e);
      names.add(effect.name(), new Symbol.Column(base + 2 + e, Layout.type(effect.law())));
    }
    brokenEffects.forEach(names::addBroken);
  }

  private void addEvent(Names names, int event) {
    names.add(
        known.events().get(event), new Symbol.Column(known.firstEvent() + event, Type.number()));
  }

  private void addBase(Names names) {
    if (drawnBaseline) {
      names.add("BASE", new Symbol.Column(base, Type.number()));
    } else {
      names.exclude(
          "BASE",
          known.leadIn()
              ? "comes of the terms here, as there is a lead-in"
              : "comes of the terms here; give the endpoint a 'baseline' to draw it");
    }
  }
}
