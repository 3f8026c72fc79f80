package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Written;
import org.silico.engine.method.Options;
import org.silico.engine.method.Outcome;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.MethodUse;
import org.silico.engine.protocol.Quantity;

/** Reads what of a longitudinal endpoint an analysis looks at. */
final class TargetReader {
  private final Reading reading;
  private final Written.Entries map;
  private final Endpoint endpoint;
  private final int position;
  private final Names values;

  /**
   * @param position of the endpoint among the protocol's
   * @param values what conditions on the endpoint's values may use; null unless longitudinal
   */
  TargetReader(
      Reading reading, Written.Entries map, Endpoint endpoint, int position, Names values) {
    this.reading = reading;
    this.map = map;
    this.endpoint = endpoint;
    this.position = position;
    this.values = values;
  }

  Optional<Analysis.Target> read(
      MethodUse method, ArmPair pair, EstimandChoice estimands, List<IntercurrentEvent> events) {
    if (endpoint.longitudinal().isEmpty()) {
      for (String key : AnalysisShapes.LONGITUDINAL) {
        if (map.has(key)) {
          reading.problems.add(
              map.keyLocation(key),
              "'"
                  + key
                  + "' is for longitudinal endpoints, and "
                  + endpoint.name()
                  + " is not one");
        }
      }
      return Optional.empty();
    }
    Endpoint.Longitudinal longitudinal = endpoint.longitudinal().get();
    Optional<Quantity> visit = reading.optional(map, "visit", reading.parameters);
    visit.ifPresent(own -> Visits.oneOf(own, longitudinal, reading));
    Optional<Integer> estimand = estimands.read(map, reading);
    estimand.ifPresent(
        own -> matches(estimands.estimands().get(own), method, pair, visit, longitudinal));
    return Optional.of(
        new Analysis.Target(
            visit,
            missing(method),
            responder(method, longitudinal),
            excludeAfter(events),
            estimand));
  }

  /** Who has left the study is not seen anyway: its events are no choice. */
  private List<Integer> excludeAfter(List<IntercurrentEvent> events) {
    List<String> names = events.stream().map(IntercurrentEvent::name).toList();
    Map<String, String> leaving = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (IntercurrentEvent event : events) {
      if (event.kind() == IntercurrentEvent.Kind.STUDY_DISCONTINUATION) {
        leaving.put(event.name(), "is a study discontinuation, after which nothing is seen anyway");
      } else {
        others.add(event.name());
      }
    }
    return reading
        .namesIn(
            map.items("exclude after"),
            new Choices("intercurrent event", others, List.of(), leaving))
        .stream()
        .map(names::indexOf)
        .toList();
  }

  private Analysis.Missing missing(MethodUse method) {
    boolean failure = method.method().has(Options.MISSING_IS_FAILURE);
    String usual = (failure ? Options.MISSING_IS_FAILURE : Options.MISSING).usual();
    return switch (map.text("missing", usual)) {
      case "locf" -> {
        reading.problems.warn(
            map.need("missing").location(),
            "last observation carried forward assumes that nobody changes after leaving: it is"
                + " biased even when values are missing at random, in either direction, and its"
                + " standard error is too small; prefer 'mmrm' or 'multiple imputation'");
        yield Analysis.Missing.LAST_OBSERVATION;
      }
      case "bocf" -> {
        reading.problems.warn(
            map.need("missing").location(),
            "baseline observation carried forward assumes that who leaves is as at baseline: it"
                + " is biased unless that is what the trial asks for, in either direction, and its"
                + " standard error is too small; prefer 'mmrm' or 'multiple imputation'");
        yield Analysis.Missing.BASELINE;
      }
      case "failure" -> Analysis.Missing.FAILURE;
      default -> Analysis.Missing.OBSERVED;
    };
  }

  private Optional<Quantity> responder(MethodUse method, Endpoint.Longitudinal longitudinal) {
    Outcome outcome = longitudinal.outcome();
    boolean yesOrNo = outcome == Outcome.YES_OR_NO_AT_VISITS;
    if (method.effect().ofProportions() && !map.has("responder") && !yesOrNo && map.complete()) {
      reading.problems.add(
          map.key(),
          "the values of "
              + endpoint.name()
              + " are "
              + outcome.words()
              + "; say who is a responder, for example 'responder: VALUE <= 0.5 * BASE'");
    }
    if (method.method().has(Options.RESPONDER)
        && map.has("of")
        && (map.has("responder") || yesOrNo)) {
      reading.problems.add(
          map.keyLocation("of"), "'of' is for numbers, and proportions are compared; remove it");
    }
    return reading.optional(map, "responder", values);
  }

  /** Checks that the estimand is of what the analysis estimates. */
  private void matches(
      Estimand estimand,
      MethodUse method,
      ArmPair pair,
      Optional<Quantity> visit,
      Endpoint.Longitudinal longitudinal) {
    String name = "the estimand '" + Quoting.shown(estimand.name()) + "' ";
    if (estimand.endpoint() != position) {
      mismatch(name + "is of another endpoint");
      return;
    }
    if (pair.treatment() >= 0
        && pair.control() >= 0
        && (estimand.treatment() != pair.treatment() || estimand.control() != pair.control())) {
      mismatch(name + "compares other arms");
    }
    boolean proportions = method.effect().ofProportions();
    boolean responders = estimand.variable() instanceof Estimand.Variable.Responder;
    if (proportions != responders) {
      mismatch(
          name
              + (responders
                  ? "is of responders, and the analysis of numbers"
                  : "is of numbers, and the analysis of responders"));
    } else if (method.effect().marginal()
        && Estimand.Summary.of(method.effect()) != estimand.summary()) {
      mismatch(name + "has another summary than what the analysis estimates");
    }
    if (!method.method().ofOneVisit(method.values())) {
      mismatch(name + "is of one visit, and the analysis' contrast of all");
    }
    Quantity own = visit.orElseGet(() -> Visits.last(longitudinal));
    Quantity aim = estimand.visit().orElseGet(() -> Visits.last(longitudinal));
    Visits.same(map.need("estimand").location(), own, aim, name + "is of another visit", reading);
  }

  private void mismatch(String problem) {
    reading.problems.add(
        map.need("estimand").location(), problem + "; name one that is of the same");
  }
}
