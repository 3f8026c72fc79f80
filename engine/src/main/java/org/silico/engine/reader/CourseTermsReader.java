package org.silico.engine.reader;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Written;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.Models;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Quantity;

/** Reads the {@code model} and the {@code terms} of a longitudinal endpoint. */
final class CourseTermsReader {
  /** The terms that may stand beside a model. */
  private static final String ADDED =
      Stream.of(Course.TermKind.values())
          .filter(kind -> !kind.course())
          .map(kind -> "'" + kind.word() + "'")
          .collect(Collectors.joining(" and "));

  private final Reading reading;
  private final List<String> arms;
  private final CourseNames names;
  private final Names overTime;

  CourseTermsReader(Reading reading, List<String> arms, CourseNames names) {
    this.reading = reading;
    this.arms = arms;
    this.names = names;
    this.overTime = names.terms();
  }

  Optional<Course.Model> model(Written.Entries endpoint) {
    Optional<Written> written = endpoint.get("model");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    if (written.get() instanceof Written.Scalar name) {
      return Optional.of(
          model(
              name.text(), new Written.Entries(Map.of(), name.location(), name.location(), true)));
    }
    Written.Entries map = (Written.Entries) written.get();
    return map.text("name").map(name -> model(name, map));
  }

  private Course.Model model(String name, Written.Entries map) {
    return new Course.Model(
        name,
        map.items("sets").stream()
            .filter(Written.Scalar.class::isInstance)
            .map(set -> ((Written.Scalar) set).text())
            .toList(),
        quantities(map, "parameters", reading.parameters),
        quantities(map, "effects", reading.parameters),
        quantities(map, "covariates", names.atStart()),
        exposure(name, map),
        map.location());
  }

  /** As written, else ACTIVE where the model knows on and off only, else DOSE. */
  private Optional<ByArm> exposure(String model, Written.Entries map) {
    return reading
        .byArm(map, "exposure", arms, overTime)
        .or(
            () ->
                Models.byName(model)
                    .info()
                    .exposure()
                    .map(own -> usual(own.onOff() ? "ACTIVE" : "DOSE", map)));
  }

  private ByArm usual(String name, Written.Entries map) {
    Quantity at = Reading.standard("0", map.location());
    return new ByArm(List.of(reading.derived(name, Type.number(), overTime, at)));
  }

  private static ModelInfo info(Course.Model model) {
    return Models.byName(model.name()).info();
  }

  /** A model has a level of its own, or describes the change from one that the protocol draws. */
  void checkLevel(Written.Entries endpoint, Optional<Course.Model> model) {
    if (model.isEmpty() || info(model.get()).kind() == ModelInfo.Kind.KERNEL) {
      return;
    }
    ModelInfo info = info(model.get());
    if (info.outcome().ofChange() && !endpoint.has("baseline")) {
      reading.problems.warn(
          endpoint.keyLocation("model"),
          "the model '"
              + info.name()
              + "' describes a change and the endpoint has no 'baseline' to change from: its values"
              + " are changes");
    } else if (!info.outcome().ofChange() && endpoint.has("baseline")) {
      reading.problems.add(
          endpoint.keyLocation("baseline"),
          "the model '"
              + info.name()
              + "' has a level of its own; remove 'baseline'. Patients differ by its random effects"
              + covariates(info));
    }
  }

  private static String covariates(ModelInfo info) {
    return info.covariates().stream()
        .filter(c -> !c.coded())
        .findFirst()
        .map(
            c ->
                " and covariates, for example 'covariates: {"
                    + c.name()
                    + ": "
                    + Quoting.number(c.typical())
                    + " + U}' with a random effect U")
        .orElse("");
  }

  private Map<String, Quantity> quantities(Written.Entries map, String key, Names usable) {
    Map<String, Quantity> quantities = new LinkedHashMap<>();
    map.map(key)
        .ifPresent(
            own ->
                own.entries()
                    .forEach(
                        (name, entry) ->
                            quantities.put(name, reading.quantity(entry.value(), usable))));
    return java.util.Collections.unmodifiableMap(quantities);
  }

  Map<Course.TermKind, Course.Term> terms(Written.Entries endpoint, Optional<Course.Model> model) {
    Map<Course.TermKind, Course.Term> terms = new EnumMap<>(Course.TermKind.class);
    Optional<Written.Entries> map = endpoint.map("terms");
    for (Course.TermKind kind : Course.TermKind.values()) {
      String key = kind.word();
      if (map.isEmpty() || !map.get().has(key)) {
        continue;
      }
      if (model.isPresent() && gives(model.get(), kind)) {
        reading.problems.add(
            map.get().keyLocation(key),
            "'"
                + key
                + "' is given by the model '"
                + model.get().name()
                + "'; beside it there may be "
                + (gives(model.get(), Course.TermKind.DRUG) ? "" : "'drug', ")
                + ADDED);
      }
      terms.put(kind, term(kind, map.get().need(key)));
    }
    boolean written = endpoint.has("terms") && map.isEmpty() || endpoint.has("model");
    if (!written && endpoint.complete() && !endpoint.has("terms")) {
      reading.problems.add(
          endpoint.key(), "a longitudinal endpoint needs 'terms' or a 'model', or both");
    } else if (!written
        && endpoint.complete()
        && map.map(Written.Entries::complete).orElse(false)
        && !endpoint.has("baseline")
        && !terms.containsKey(Course.TermKind.NATURAL_COURSE)) {
      reading.problems.add(
          endpoint.keyLocation("terms"),
          "nothing gives the level at baseline; add a 'natural course' to the terms, or a"
              + " 'baseline' to the endpoint");
    }
    return java.util.Collections.unmodifiableMap(terms);
  }

  private Course.Term term(Course.TermKind kind, Written written) {
    if (written instanceof Written.Entries map && map.has("kernel")) {
      if (!kind.course()) {
        reading.problems.add(
            map.keyLocation("kernel"),
            "'"
                + kind.word()
                + "' is not a course from a beginning, as kernels are; write a formula");
        return new Course.Term.Formula(new ByArm(List.of(Reading.broken())));
      }
      Map<String, ByArm> parameters = new LinkedHashMap<>();
      map.entries()
          .forEach(
              (key, entry) -> {
                if (!key.equals("kernel")) {
                  parameters.put(key, reading.byArm(entry.value(), arms, overTime));
                }
              });
      return new Course.Term.Kernel(
          map.text("kernel", ""), java.util.Collections.unmodifiableMap(parameters));
    }
    return new Course.Term.Formula(reading.byArm(written, arms, overTime));
  }

  Optional<Course.CarryOver> carryOver(
      Written.Entries endpoint,
      Optional<Course.Model> model,
      Map<Course.TermKind, Course.Term> terms) {
    Optional<Written.Entries> map = endpoint.map("carry over");
    if (map.isEmpty()) {
      return Optional.empty();
    }
    if (map.get().get("permanent").isPresent() && !map.get().flag("permanent", true)) {
      reading.problems.add(
          map.get().need("permanent").location(),
          "without a carry-over there is no 'carry over'; remove it, or write 'permanent: true'");
    }
    if (endpoint.complete() && !has(Course.TermKind.DRUG, endpoint, model, terms)) {
      reading.problems.add(
          endpoint.keyLocation("carry over"),
          "'carry over' is of the drug's effect, and there is no term 'drug'");
    }
    return Optional.of(
        new Course.CarryOver(reading.optional(map.get(), "half life", reading.parameters)));
  }

  /** Models of placebo alone leave the drug to the protocol. */
  private static boolean gives(Course.Model model, Course.TermKind kind) {
    return kind.course() && (kind != Course.TermKind.DRUG || info(model).exposure().isPresent());
  }

  /** Whether there is a term, as far as can be known. */
  static boolean has(
      Course.TermKind kind,
      Written.Entries endpoint,
      Optional<Course.Model> model,
      Map<Course.TermKind, Course.Term> terms) {
    boolean unread =
        endpoint.has("terms") && endpoint.map("terms").isEmpty()
            || endpoint.has("model") && model.isEmpty();
    boolean ofModel = model.isPresent() && gives(model.get(), kind);
    return unread || terms.containsKey(kind) || ofModel;
  }
}
