package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Quantity;

/** Reads an endpoint that is seen at several visits, of the shape in {@link LongitudinalShapes}. */
final class LongitudinalReader {
  private final Reading reading;
  private final List<String> arms;
  private final CourseNames.Known known;
  private final TakenNames taken;

  /**
   * @param taken names that random effects cannot have
   */
  LongitudinalReader(
      Reading reading, List<String> arms, CourseNames.Known known, TakenNames taken) {
    this.reading = reading;
    this.arms = arms;
    this.known = known;
    this.taken = taken;
  }

  /** An endpoint with the names of its formulas. */
  record Read(Endpoint.Longitudinal endpoint, CourseNames names) {}

  /**
   * @param base the column of its baseline
   * @return null when it cannot be read
   */
  Read read(String name, String label, String table, Written.Entries map, int base) {
    EffectsReader effects = new EffectsReader(reading, map, taken, known.sites());
    CourseNames names =
        new CourseNames(known, base, map.has("baseline"), effects.effects(), effects.broken());
    Optional<Endpoint.Baseline> baseline =
        map.map("baseline").map(own -> EndpointReader.baseline(own, known.patients(), reading));
    Names overTime = names.terms();
    CourseTermsReader courseTerms = new CourseTermsReader(reading, arms, names);
    Optional<Course.Model> model = courseTerms.model(map);
    Map<Course.TermKind, Course.Term> terms = courseTerms.terms(map, model);
    courseTerms.checkLevel(map, model);
    Course.Schedule schedule = schedule(map, overTime);
    Course.Scale scale = new ScaleReader(reading).read(map, arms, overTime);
    Optional<Course.Screening> screening = map.map("screening").map(this::screening);
    Optional<Course.Residual> residual =
        map.map("residual")
            .map(own -> new ResidualReader(reading).read(own, arms, overTime, scores(map)));
    if (scale != null) {
      law(map, scale, model, residual);
    }
    Endpoint.Longitudinal endpoint =
        new Endpoint.Longitudinal(
            name,
            label,
            table,
            schedule,
            scale,
            baseline,
            model,
            terms,
            courseTerms.carryOver(map, model, terms),
            effects.effects(),
            effects.correlation(map),
            effects.raters(map),
            residual,
            map.map("expectation").map(own -> expectation(own, map, model, terms)),
            screening,
            reading.optional(map, "entry", names.entry(map.has("screening"))),
            map.location());
    return scale == null ? null : new Read(endpoint, names);
  }

  private Course.Schedule schedule(Written.Entries map, Names names) {
    List<Quantity> days =
        map.items("visits").stream()
            .map(item -> reading.quantity(item, reading.parameters))
            .toList();
    for (int i = 1; i < days.size(); i++) {
      Quantity before = days.get(i - 1);
      Quantity day = days.get(i);
      reading.checks.add(
          day.location(),
          List.of(before, day),
          (parameters, where) ->
              day.formula().value(parameters) > before.formula().value(parameters)
                  ? null
                  : "the visit at "
                      + day.time(parameters)
                      + " is not after the one before it, at "
                      + before.time(parameters)
                      + where
                      + "; list visits in the order of time");
    }
    Optional<Written.Entries> deviation = map.map("visit deviation");
    Optional<Quantity> window =
        deviation.map(own -> reading.quantity(own, "window", reading.parameters));
    window.ifPresent(own -> fits(own, days));
    return new Course.Schedule(
        days,
        deviation.map(own -> reading.quantity(own, "sd", reading.parameters)),
        window,
        reading.byArm(map, "missed visits", arms, names));
  }

  /** Adds the check that visits keep their order whatever the deviations. */
  private void fits(Quantity window, List<Quantity> days) {
    List<Quantity> all = new ArrayList<>(days);
    all.add(window);
    reading.checks.add(
        window.location(),
        all,
        (parameters, where) -> {
          double width = window.formula().value(parameters);
          double before = 0;
          double gap = Double.POSITIVE_INFINITY;
          for (int i = 0; i < days.size(); i++) {
            double day = days.get(i).formula().value(parameters);
            gap = i == 0 ? gap : Math.min(gap, day - before);
            before = day;
          }
          double first = days.isEmpty() ? width : days.get(0).formula().value(parameters);
          if (gap <= 0 || width < gap / 2 && width <= first) {
            return null;
          }
          return "the window is "
              + window.time(parameters)
              + where
              + "; it must be "
              + (width > first
                  ? "at most the time of the first visit, " + window.shown(first, false)
                  : "below half the least time between visits, " + window.shown(gap / 2, false));
        });
  }

  /**
   * What there is a residual of: a level that is drawn is the value at screening, and without a
   * lead-in the baseline.
   */
  private List<String> scores(Written.Entries map) {
    boolean level = map.has("baseline");
    List<String> scores = new ArrayList<>();
    if (map.has("screening") && !level) {
      scores.add("screening");
    }
    if (!level || known.leadIn()) {
      scores.add("baseline");
    }
    for (int visit = 1; visit <= map.items("visits").size(); visit++) {
      scores.add("visit " + visit);
    }
    return scores;
  }

  /** Checks that one thing says how values lie about the prediction. */
  private void law(
      Written.Entries map,
      Course.Scale scale,
      Optional<Course.Model> model,
      Optional<Course.Residual> residual) {
    boolean continuous = scale.hasResidual();
    String type = map.map("scale").map(own -> own.text("type", "continuous")).orElse("continuous");
    if (model.isPresent() && !continuous) {
      reading.problems.add(
          map.keyLocation("scale"),
          "the model '"
              + model.get().name()
              + "' has a law of its own for its values; remove 'scale', or the model");
    }
    if (!continuous && !map.has("model") && map.has("baseline")) {
      levelOffScale(map, type);
    }
    if (continuous) {
      boolean any =
          residual.isPresent()
              && (residual.get().sd().isPresent() || residual.get().proportional().isPresent());
      if (!any
          && !map.has("model")
          && map.complete()
          && (!map.has("residual")
              || map.map("residual").map(Written.Entries::complete).orElse(false))) {
        reading.problems.add(
            map.has("residual") ? map.keyLocation("residual") : map.key(),
            "a continuous scale without a model needs a residual with 'sd', 'proportional' or"
                + " both, for example 'residual: {sd: 4}'");
      }
    } else if (map.map("residual").isPresent()) {
      Written.Entries own = map.map("residual").get();
      for (String key : List.of("sd", "proportional")) {
        if (own.has(key)) {
          reading.problems.add(
              own.keyLocation(key),
              "'"
                  + key
                  + "' is for the continuous scale; on the scale '"
                  + type
                  + "' a residual may have 'correlation' only");
        }
      }
    }
  }

  /** A level is recorded as it is drawn, which is not on the scale of these values. */
  private void levelOffScale(Written.Entries map, String type) {
    reading.problems.add(
        map.keyLocation("baseline"),
        "'baseline' is for the continuous scale; on the scale '"
            + type
            + "' the level is part of the natural course, for example 'natural course: 1 + U' with"
            + " a random effect U");
  }

  private Course.Screening screening(Written.Entries map) {
    Quantity before = reading.quantity(map, "before", "0 days", reading.parameters);
    if (!known.leadIn()) {
      if (!map.has("before") && map.complete()) {
        reading.problems.add(
            map.key(),
            "without a lead-in, write how long before randomisation the screening is, for"
                + " example 'before: 1 week'");
      } else {
        reading.checks.add(
            before.location(),
            List.of(before),
            (parameters, where) ->
                before.formula().value(parameters) == 0
                    ? "before is 0" + where + "; without a lead-in it must be above 0"
                    : null);
      }
    }
    return new Course.Screening(
        before,
        map.map("inflation")
            .map(
                own ->
                    new Course.Inflation(
                        reading.quantity(own, "cut", reading.parameters),
                        reading.quantity(own, "below", reading.parameters),
                        reading.quantity(own, "probability", reading.parameters))));
  }

  private Course.Expectation expectation(
      Written.Entries map,
      Written.Entries endpoint,
      Optional<Course.Model> model,
      Map<Course.TermKind, Course.Term> terms) {
    if (endpoint.complete()
        && !CourseTermsReader.has(Course.TermKind.PLACEBO, endpoint, model, terms)) {
      reading.problems.add(
          endpoint.keyLocation("expectation"),
          "'expectation' multiplies the placebo response, and there is no term 'placebo'");
    }
    List<Course.Unblinding> unblinding = new ArrayList<>();
    for (Written item : map.items("unblinding")) {
      if (item instanceof Written.Entries own) {
        Quantity factor = reading.quantity(own, "bayes factor", reading.parameters);
        own.get("event")
            .ifPresent(
                event ->
                    unblinding.add(
                        new Course.Unblinding(
                            reading.position(
                                (Written.Scalar) event, known.events(), "intercurrent event"),
                            factor)));
      }
    }
    return new Course.Expectation(
        reading.quantity(map, "strength", reading.parameters),
        reading.quantity(map, "reference", "0.5", reading.parameters),
        List.copyOf(unblinding));
  }
}
