package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Written;
import org.silico.engine.method.Method;
import org.silico.engine.method.Methods;
import org.silico.engine.method.Option;
import org.silico.engine.method.OptionValues;
import org.silico.engine.method.Options;
import org.silico.engine.method.Outcome;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.MethodUse;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** Reads the statistical method of an analysis and its own options. */
final class MethodReader {
  private final Reading reading;
  private final Written.Entries map;
  private final Endpoint endpoint;
  private final Names values;
  private final List<Protocol.Arm> arms;
  private final ArmPair pair;
  private final Choices covariates;
  private final Choices factors;
  private final Choices otherTimes;

  /**
   * @param values what conditions on the endpoint's values may use; null unless longitudinal
   * @param pair the arms compared
   * @param otherTimes endpoints that are times to events, but for the analysed one
   */
  MethodReader(
      Reading reading,
      Written.Entries map,
      Endpoint endpoint,
      Names values,
      List<Protocol.Arm> arms,
      ArmPair pair,
      Choices covariates,
      Choices factors,
      Choices otherTimes) {
    this.reading = reading;
    this.map = map;
    this.endpoint = endpoint;
    this.values = values;
    this.arms = arms;
    this.pair = pair;
    this.covariates = covariates;
    this.factors = factors;
    this.otherTimes = otherTimes;
  }

  MethodUse read() {
    Method method = Methods.byName(map.text("method", ""));
    new MethodFit(reading, map, endpoint).check(method);
    comparison(method);
    OptionValues chosen =
        OptionValues.NONE.withWord("hypothesis", map.text("hypothesis", "superiority"));
    Map<String, Quantity> formulas = new HashMap<>();
    for (Option option : method.options()) {
      chosen = read(option, method, chosen, formulas);
    }
    for (Method.Conflict conflict : method.conflicts(chosen)) {
      if (map.has(conflict.key())) {
        reading.problems.add(
            conflict.atValue()
                ? map.need(conflict.key()).location()
                : map.keyLocation(conflict.key()),
            conflict.problem());
      }
    }
    return new MethodUse(method, chosen.withoutWord("hypothesis"), formulas);
  }

  private OptionValues read(
      Option option, Method method, OptionValues before, Map<String, Quantity> formulas) {
    String key = option.key();
    Option.Kind kind = option.kind();
    if (kind instanceof Option.Kind.Word) {
      return before.withWord(
          key,
          option.equals(Options.OF)
              ? change() ? "change" : "value"
              : map.text(key, method.usual(option, before)));
    } else if (kind instanceof Option.Kind.Whole) {
      return before.withWhole(key, map.whole(key, Long.parseLong(option.usual())));
    } else if (kind instanceof Option.Kind.Covariates own) {
      return before.withNames(key, adjusted(own));
    } else if (kind instanceof Option.Kind.SomeCovariates) {
      return before.withNames(key, someOf(key, before.covariates()));
    } else if (kind instanceof Option.Kind.Strata) {
      return before.withNames(key, reading.namesIn(map.items(key), factors));
    } else if (kind instanceof Option.Kind.OtherTimes) {
      return before.withNames(key, reading.namesIn(map.items(key), otherTimes));
    } else if (kind instanceof Option.Kind.EarlierVisit) {
      formulas.put(key, early(key));
    } else if (kind instanceof Option.Kind.Fraction || kind instanceof Option.Kind.Horizon) {
      formulas.put(key, reading.quantity(map, key, reading.parameters));
    } else if (kind instanceof Option.Kind.EarlierCondition) {
      formulas.put(key, values == null ? Reading.broken() : reading.quantity(map, key, values));
    } else if (!(kind instanceof Option.Kind.OfTarget)) {
      throw new IllegalArgumentException("option " + option);
    }
    return before;
  }

  /** Whether the arms are what the method compares. */
  private void comparison(Method method) {
    switch (method.comparison()) {
      case ONE_ARM, TWO_ARMS, ALL_ARMS -> {}
      case ARMS_OF_STAGES -> {
        if (arms.size() == 2 && pair.treatment() >= 0 && pair.control() >= 0) {
          reading.problems.add(
              map.need("method").location(),
              "an spcd compares drug and placebo in stage 1 too: add an arm that is on the drug"
                  + " from the beginning");
        }
      }
      case SEQUENCES -> {
        for (int arm : new int[] {pair.treatment(), pair.control()}) {
          if (arm >= 0 && arms.get(arm).sequence().isEmpty()) {
            reading.problems.add(
                map.need("method").location(),
                "a crossover compares two sequences, and the arm '"
                    + arms.get(arm).name()
                    + "' takes the same throughout; give it a 'sequence'");
          }
        }
      }
    }
  }

  /** Values that are yes or no are compared as shares, whatever they were at baseline. */
  private boolean change() {
    boolean baseline = endpoint.hasBaseline();
    boolean change = map.text("of", baseline ? "change" : "value").equals("change");
    if (change && !baseline && endpoint.outcome() == Outcome.CONTINUOUS) {
      reading.problems.add(
          map.need("of").location(),
          endpoint.name()
              + " has no baseline to change from; give it a 'baseline' or write"
              + " 'of: value'");
    }
    return change && endpoint.outcome() != Outcome.YES_OR_NO_AT_VISITS;
  }

  private List<String> adjusted(Option.Kind.Covariates own) {
    List<String> adjusted = adjusted();
    if (!own.usual() || map.has("covariates")) {
      return adjusted;
    }
    if (endpoint.hasBaseline()) {
      return List.of("BASE");
    }
    if (endpoint.outcome() == Outcome.CONTINUOUS && !own.needed().isEmpty()) {
      reading.problems.add(map.key(), own.needed());
    }
    return adjusted;
  }

  private List<String> someOf(String key, List<String> adjusted) {
    if (!map.has(key)) {
      return adjusted.contains("BASE") ? List.of("BASE") : List.of();
    }
    Map<String, String> others = new HashMap<>();
    for (String covariate : covariates.names()) {
      others.put(covariate, "is not among the analysis' 'covariates'; add it there");
    }
    others.put("BASE", "is not among the analysis' 'covariates'; add it there");
    return reading.namesIn(
        map.items(key), new Choices("covariate", adjusted, covariates.suspended(), others));
  }

  /** The visit at the end of what comes first. */
  private Quantity early(String key) {
    Quantity visit = reading.quantity(map, key, reading.parameters);
    if (endpoint.longitudinal().isPresent()) {
      Endpoint.Longitudinal longitudinal = endpoint.longitudinal().get();
      Visits.oneOf(visit, longitudinal, reading);
      Optional<Quantity> late = reading.optional(map, "visit", reading.parameters);
      Visits.before(
          visit, late.orElseGet(() -> Visits.last(longitudinal)), key, longitudinal, reading);
    }
    return visit;
  }

  private List<String> adjusted() {
    List<String> known = new ArrayList<>(covariates.names());
    Map<String, String> others = Map.of();
    if (endpoint.hasBaseline()) {
      known.add("BASE");
    } else {
      others =
          Map.of(
              "BASE", "is for endpoints with a 'baseline', and " + endpoint.name() + " has none");
    }
    return reading.namesIn(
        map.items("covariates"), new Choices("covariate", known, covariates.suspended(), others));
  }
}
