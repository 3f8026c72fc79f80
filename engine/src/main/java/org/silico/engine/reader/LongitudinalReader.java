package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Endpoint;

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
    Course.Schedule schedule = new VisitsReader(reading).read(map, arms, overTime);
    Course.Scale scale = new ScaleReader(reading).read(map, arms, overTime);
    Optional<Course.Screening> screening =
        map.map("screening").map(new ScreeningReader(reading, known.leadIn())::read);
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
            map.map("expectation")
                .map(
                    own ->
                        new ExpectationReader(reading, known.events())
                            .read(own, map, model, terms)),
            screening,
            reading.optional(map, "entry", names.entry(map.has("screening"))),
            map.location());
    return scale == null ? null : new Read(endpoint, names);
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
}
