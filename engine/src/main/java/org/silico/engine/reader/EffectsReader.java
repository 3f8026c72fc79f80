package org.silico.engine.reader;

import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;
import static org.silico.engine.language.Shape.with;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** Reads the {@code random effects} of a longitudinal endpoint, and their correlation. */
final class EffectsReader {
  static final Shape SHAPE =
      new Shape.Names(Shape.IDENTIFIER, effect(), 0, 100, "{U: {sd: 4}, UP: {sd: 2}}");

  private final Reading reading;
  private final boolean sites;
  private final List<Course.Effect> effects = new ArrayList<>();
  private final Set<String> broken = new HashSet<>();

  /**
   * @param taken names that effects cannot have
   * @param sites whether the trial has sites
   */
  EffectsReader(Reading reading, Written.Entries endpoint, TakenNames taken, boolean sites) {
    this.reading = reading;
    this.sites = sites;
    for (Map.Entry<String, Written.Entry> entry :
        endpoint.map("random effects").map(Written.Entries::entries).orElse(Map.of()).entrySet()) {
      taken.check(entry.getKey(), entry.getValue().key(), reading.problems);
      Optional<Course.EffectLaw> law =
          entry.getValue().value() instanceof Written.Entries map ? law(map) : Optional.empty();
      if (law.isEmpty()) {
        broken.add(entry.getKey());
      } else {
        Written.Entries map = (Written.Entries) entry.getValue().value();
        effects.add(
            new Course.Effect(
                entry.getKey(), law.get(), level(map, law.get()), entry.getValue().key()));
      }
    }
  }

  private static Shape effect() {
    Shape.Field sd = required("sd", number(Range.NOT_NEGATIVE), "of eta, normal of mean 0", "4");
    Shape.Field level =
        LongitudinalShapes.word(
            "by", "who has a value of their own", "patient", "rater", "site", "study");
    Map<String, Shape> laws = new LinkedHashMap<>();
    laws.put("normal", fields("a random effect", law("normal"), sd, level));
    laws.put("lognormal", fields("a random effect", law("lognormal"), sd, level));
    laws.put(
        "logit-normal",
        fields(
            "a random effect",
            law("logit-normal"),
            required("median", number(Range.open(0, 1)), "of the effect", "0.5"),
            sd,
            level));
    laws.put(
        "box-cox",
        fields(
            "a random effect",
            law("box-cox"),
            sd,
            required("shape", number(Range.ANY), "0 for a normal effect", "0.4"),
            level));
    Shape usual =
        with(
            fields(
                "a random effect",
                optional("sd", number(Range.NOT_NEGATIVE), "of eta, normal of mean 0", "4"),
                optional(
                    "classes",
                    new Shape.Names(
                        Shape.SHORT_TEXT,
                        number(Range.PROBABILITY),
                        2,
                        100,
                        "{large: 20%, none: 80%}"),
                    "the classes of a latent class, with their probabilities",
                    "{large: 20%, none: 80%}"),
                level),
            new Shape.Rule.OneOf(List.of("sd", "classes")));
    return new Shape.Variants(
        "a random effect", "distribution", "normal unless given", laws, usual, null);
  }

  private static Shape.Field law(String name) {
    return required("distribution", choice(name), "of the effect, with eta normal", name);
  }

  /** In the order written. */
  List<Course.Effect> effects() {
    return List.copyOf(effects);
  }

  /** The names of those that could not be read. */
  Set<String> broken() {
    return broken;
  }

  private Optional<Course.EffectLaw> law(Written.Entries map) {
    if (map.has("classes")) {
      return map.map("classes").map(this::classes);
    }
    Quantity sd = reading.quantity(map, "sd", reading.parameters);
    return Optional.of(
        switch (map.text("distribution", "normal")) {
          case "lognormal" -> new Course.EffectLaw.Lognormal(sd);
          case "logit-normal" ->
              new Course.EffectLaw.LogitNormal(
                  reading.quantity(map, "median", reading.parameters), sd);
          case "box-cox" ->
              new Course.EffectLaw.BoxCox(sd, reading.quantity(map, "shape", reading.parameters));
          default -> new Course.EffectLaw.Normal(sd);
        });
  }

  private Course.EffectLaw classes(Written.Entries map) {
    List<Quantity> probabilities = new ArrayList<>();
    for (Written.Entry entry : map.entries().values()) {
      probabilities.add(reading.quantity(entry.value(), reading.parameters));
    }
    CovariateReader.sumToOne(map.key(), probabilities, reading);
    return new Course.EffectLaw.Classes(
        List.copyOf(map.entries().keySet()), List.copyOf(probabilities));
  }

  private Course.EffectLevel level(Written.Entries map, Course.EffectLaw law) {
    Course.EffectLevel level =
        Course.EffectLevel.valueOf(map.text("by", "patient").toUpperCase(Locale.ROOT));
    if (law instanceof Course.EffectLaw.Classes && level != Course.EffectLevel.PATIENT) {
      reading.problems.add(
          map.need("by").location(), "a latent class is a patient's; write 'by: patient'");
    }
    if (level == Course.EffectLevel.SITE && !sites) {
      reading.problems.add(
          map.need("by").location(),
          "'by: site' is for trials with sites; add 'sites' to the enrolment");
    }
    return level;
  }

  List<Protocol.Correlation> correlation(Written.Entries endpoint) {
    List<String> correlated = new ArrayList<>();
    Map<String, String> others = new HashMap<>();
    for (Course.Effect effect : effects) {
      if (effect.law() instanceof Course.EffectLaw.Classes) {
        others.put(effect.name(), "is a latent class; correlations are between numbers");
      } else if (effect.level() != Course.EffectLevel.PATIENT) {
        others.put(effect.name(), "is not a patient's; correlations are between patients' effects");
      } else {
        correlated.add(effect.name());
      }
    }
    return reading.correlations(
        endpoint.items("random effect correlation"),
        new Choices("random effect", correlated, broken, others));
  }

  /** The number of raters, which effects by rater need. */
  Optional<Quantity> raters(Written.Entries endpoint) {
    Optional<Course.Effect> byRater =
        effects.stream().filter(e -> e.level() == Course.EffectLevel.RATER).findFirst();
    if (byRater.isPresent() && !endpoint.has("raters")) {
      reading.problems.add(
          byRater.get().location(),
          "an effect 'by: rater' needs 'raters' in the endpoint, for example 'raters: 20'");
    } else if (byRater.isEmpty() && endpoint.has("raters") && broken.isEmpty()) {
      reading.problems.add(
          endpoint.keyLocation("raters"),
          "no random effect is 'by: rater'; give one that is, or remove 'raters'");
    }
    return reading.optional(endpoint, "raters", reading.parameters);
  }
}
