package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Written;
import org.silico.engine.method.Comparison;
import org.silico.engine.method.Methods;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.MethodUse;
import org.silico.engine.protocol.Protocol;

/** Reads {@code analyses}, of the shapes in {@link AnalysisShapes}. */
final class AnalysisReader {
  private final Reading reading;
  private final List<Protocol.Arm> arms;
  private final EndpointChoice endpoints;
  private final Map<String, CourseNames> courses;
  private final Choices covariates;
  private final Choices factors;
  private final EstimandChoice estimands;
  private final List<IntercurrentEvent> events;
  private final List<Protocol.Look> looks;

  /**
   * @param courses the names that longitudinal endpoints' formulas may use
   * @param estimands that an analysis may aim at
   */
  AnalysisReader(
      Reading reading,
      List<Protocol.Arm> arms,
      EndpointChoice endpoints,
      Map<String, CourseNames> courses,
      Choices covariates,
      Choices factors,
      EstimandChoice estimands,
      List<IntercurrentEvent> events,
      List<Protocol.Look> looks) {
    this.events = events;
    this.looks = looks;
    this.reading = reading;
    this.arms = arms;
    this.endpoints = endpoints;
    this.courses = courses;
    this.covariates = covariates;
    this.factors = factors;
    this.estimands = estimands;
  }

  List<Analysis> read(Written.Entries map) {
    List<Analysis> analyses = new ArrayList<>();
    map.entries()
        .forEach(
            (name, entry) -> {
              if (entry.value() instanceof Written.Entries own) {
                endpoints
                    .any(own)
                    .map(endpoint -> analysis(name, own, endpoint))
                    .ifPresent(analyses::add);
              }
            });
    for (Analysis analysis : analyses) {
      if (analysis.method().method().ofSurvival()) {
        direction(analysis, analyses, map);
      }
    }
    List<Analysis> deciding = analyses.stream().filter(a -> a.stopping().isPresent()).toList();
    if (deciding.size() > 1) {
      reading.problems.add(
          deciding.get(1).stopping().get().location(),
          "'"
              + deciding.get(0).name()
              + "' ends the trial already; one analysis has 'stopping', the others are looked at"
              + " when the trial ends");
    }
    return List.copyOf(analyses);
  }

  /** Events are counted one endpoint at a time: also those that a competing event came before. */
  private void cutByEvents(Written.Entries map, Endpoint endpoint, MethodUse method) {
    List<String> competing = method.values().competing();
    boolean counted =
        looks.stream()
            .flatMap(look -> look.cut().counted().stream())
            .anyMatch(events -> events.endpoint().equals(endpoint.name()));
    if (counted && !competing.isEmpty()) {
      reading.problems.warn(
          map.keyLocation("competing"),
          "the data are cut by the events of "
              + endpoint.name()
              + ", of which those after "
              + String.join(" or ", competing)
              + " count as well; this analysis has fewer");
    }
  }

  /** Warns of directions that contradict each other: of a longer time, and of a lower hazard. */
  private void direction(Analysis own, List<Analysis> all, Written.Entries map) {
    all.stream()
        .filter(
            a ->
                a.endpoint() == own.endpoint()
                    && !a.method().method().ofSurvival()
                    && a.hypothesis().better() == own.hypothesis().better())
        .findFirst()
        .ifPresent(
            other -> {
              boolean lower = own.hypothesis().better() == Analysis.Better.LOWER;
              String word = lower ? "lower" : "higher";
              Location at =
                  map.map(own.name())
                      .filter(written -> written.has("better"))
                      .map(written -> written.need("better").location())
                      .orElse(own.location());
              reading.problems.warn(
                  at,
                  "'"
                      + Quoting.shown(own.name())
                      + "' and '"
                      + Quoting.shown(other.name())
                      + "' both take "
                      + word
                      + " for better, and a longer time without an event goes with a lower hazard;"
                      + " one of them needs 'better: "
                      + (lower ? "higher" : "lower")
                      + "'");
            });
  }

  private Analysis analysis(String name, Written.Entries map, Endpoint endpoint) {
    boolean one = Methods.byName(map.text("method", "")).comparison() == Comparison.ONE_ARM;
    ArmPair pair = ArmPair.read(map, "an analysis", one, arms, reading);
    Names values =
        Optional.ofNullable(courses.get(endpoint.name())).map(CourseNames::values).orElse(null);
    MethodUse method =
        new MethodReader(
                reading,
                map,
                endpoint,
                values,
                arms,
                pair,
                covariates,
                factors,
                endpoints.otherTimes(endpoint))
            .read();
    cutByEvents(map, endpoint, method);
    int position = endpoints.position(endpoint.name());
    Optional<Analysis.Target> target =
        new TargetReader(reading, map, endpoint, position, values)
            .read(method, pair, estimands, events);
    Analysis.Hypothesis hypothesis = new HypothesisReader(reading, map, endpoint, method).read();
    return new Analysis(
        name,
        map.prose("label", name),
        position,
        Math.max(pair.treatment(), 0),
        Math.max(pair.control(), 0),
        method,
        target,
        new OngoingReader(reading, map, endpoint).read(method, target),
        hypothesis,
        new StoppingReader(reading, map).read(looks, endpoint.name(), hypothesis),
        map.location());
  }
}
