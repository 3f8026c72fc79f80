package org.silico.engine.protocol;

import java.util.ArrayList;
import java.util.List;
import org.silico.engine.formula.Type;

/**
 * The columns that formulas of a protocol may use, each one number per patient: the fixed ones,
 * then the covariates in order, then an indicator of every intercurrent event, then what belongs to
 * each endpoint in turn: its baseline where it has one (formulas of that endpoint know it as BASE)
 * and, for a longitudinal endpoint, the value at screening (SCREEN) and its random effects.
 *
 * @param names of all columns; those of endpoints as ENDPOINT.NAME
 * @param types in the same order
 * @param events for every intercurrent event its column
 * @param baselines for every endpoint the column of its baseline, or -1
 */
public record Layout(
    List<String> names, List<Type> types, List<Integer> events, List<Integer> baselines) {
  /** The arm, as a category of arm names. */
  public static final int ARM = 0;

  /** 1 while on drug: in arms that are not control, or by the dose of the step of a sequence. */
  public static final int ACTIVE = 1;

  /** The dose now. */
  public static final int DOSE = 2;

  /** The site, as a category of site names; of the one name "S01" when no sites are given. */
  public static final int SITE = 3;

  /** Time of entry since the opening of enrolment, a duration. */
  public static final int ENTRY = 4;

  /** Time of the visit since randomisation, a duration; for an event the interval's start. */
  public static final int TIME = 5;

  /** The visit's number: 0 baseline, then 1, 2, ... */
  public static final int VISIT = 6;

  /** How many visits there are after baseline. */
  public static final int VISITS = 7;

  /** The planned time of the last visit, a duration. */
  public static final int DURATION = 8;

  /** Time on any treatment of the trial, lead-in and placebo included, a duration. */
  public static final int TRIALTIME = 9;

  /** Time on the drug, since it was begun last; stands still once it is stopped; a duration. */
  public static final int DRUGTIME = 10;

  /** Time since the drug was stopped, a duration; 0 while on it or never on it. */
  public static final int OFFTIME = 11;

  /** The value at the visit before, seen or not; at the first visit the baseline. */
  public static final int PREVIOUS = 12;

  /** The value at the visit, seen or not. */
  public static final int VALUE = 13;

  /** The last value seen. */
  public static final int LAST = 14;

  /** LAST less the baseline; where VALUE is at hand and LAST is not, VALUE less the baseline. */
  public static final int CHANGE = 15;

  /** The column of the first covariate. */
  public static final int COVARIATES = 16;

  /** The names of the columns that every patient has, in order. */
  public static final List<String> FIXED =
      List.of(
          "ARM",
          "ACTIVE",
          "DOSE",
          "SITE",
          "ENTRY",
          "TIME",
          "VISIT",
          "VISITS",
          "DURATION",
          "TRIALTIME",
          "DRUGTIME",
          "OFFTIME",
          "PREVIOUS",
          "VALUE",
          "LAST",
          "CHANGE");

  /** The type of a column that every patient has, but for ARM and SITE. */
  public static Type type(int column) {
    return switch (column) {
      case ENTRY, TIME, DURATION, TRIALTIME, DRUGTIME, OFFTIME -> Type.duration();
      default -> Type.number();
    };
  }

  /** The columns of a protocol. */
  public static Layout of(Protocol protocol) {
    return of(
        protocol.arms(),
        protocol.enrolment().sites(),
        protocol.population().covariates(),
        protocol.events(),
        protocol.endpoints());
  }

  /** The columns of a protocol with these parts. */
  public static Layout of(
      List<Protocol.Arm> arms,
      List<Enrolment.Site> sites,
      List<Covariate> covariates,
      List<IntercurrentEvent> intercurrent,
      List<Endpoint> endpoints) {
    List<String> names = new ArrayList<>(FIXED);
    List<Type> types = new ArrayList<>();
    for (int c = 0; c < COVARIATES; c++) {
      types.add(type(c));
    }
    types.set(ARM, new Type.Category(arms.stream().map(Protocol.Arm::name).toList()));
    types.set(SITE, new Type.Category(siteNames(sites)));
    for (Covariate covariate : covariates) {
      names.add(covariate.name());
      types.add(type(covariate));
    }
    List<Integer> events = new ArrayList<>();
    for (IntercurrentEvent event : intercurrent) {
      events.add(names.size());
      names.add(event.name());
      types.add(Type.number());
    }
    List<Integer> baselines = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      boolean has = endpoint.hasBaseline();
      baselines.add(has ? names.size() : -1);
      if (has) {
        names.add(endpoint.name() + ".BASE");
        types.add(Type.number());
      }
      if (endpoint.longitudinal().isPresent()) {
        Endpoint.Longitudinal own = endpoint.longitudinal().get();
        names.add(endpoint.name() + ".SCREEN");
        types.add(Type.number());
        for (Course.Effect effect : own.effects()) {
          names.add(endpoint.name() + "." + effect.name());
          types.add(type(effect.law()));
        }
      }
    }
    return new Layout(
        List.copyOf(names), List.copyOf(types), List.copyOf(events), List.copyOf(baselines));
  }

  /** The column of a longitudinal endpoint's value at screening. */
  public int screen(int endpoint) {
    return baselines.get(endpoint) + 1;
  }

  /** The column of the first random effect of a longitudinal endpoint; the others follow. */
  public int effects(int endpoint) {
    return baselines.get(endpoint) + 2;
  }

  /** The type of a covariate in formulas. */
  public static Type type(Covariate covariate) {
    if (covariate instanceof Covariate.Categorical categorical) {
      return new Type.Category(categorical.levels());
    }
    return covariate instanceof Covariate.Derived derived
        ? derived.formula().formula().type()
        : Type.number();
  }

  public static Type type(Course.EffectLaw law) {
    return law instanceof Course.EffectLaw.Classes c ? new Type.Category(c.names()) : Type.number();
  }

  private static List<String> siteNames(List<Enrolment.Site> sites) {
    return sites.isEmpty() ? List.of("S01") : sites.stream().map(Enrolment.Site::name).toList();
  }
}
