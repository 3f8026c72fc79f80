package org.silico.engine.reader;

import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.optional;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.formula.Symbol;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Dimension;
import org.silico.engine.language.Location;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;

/** Reads {@code population}: who the patients are. */
final class PopulationReader {
  static final Shape SHAPE =
      fields(
          "the population",
          optional(
              "covariates",
              new Shape.Names(
                  Shape.IDENTIFIER,
                  CovariateReader.SHAPE,
                  0,
                  1000,
                  "{AGE: {distribution: normal, mean: 75, sd: 8.5}}"),
              "the characteristics of a patient at entry",
              "{AGE: {distribution: normal, mean: 75, sd: 8.5}}"),
          optional(
              "correlation",
              Reading.correlationShape("[AGE, BMI]"),
              "correlations between covariates; 0 unless given",
              "[{between: [AGE, BMI], value: -0.3}]"),
          optional(
              "eligibility",
              new Shape.Number(Dimension.TRUTH, Range.ANY),
              "a condition on covariates that every patient fulfils",
              "AGE >= 50 and SEX == 'F'"));

  /** Why what is a patient's own may not stand where only parameters do. */
  static final String DIFFERS = "differs between patients; only parameters may stand here";

  private final Reading reading;
  private final List<Covariate> covariates = new ArrayList<>();
  private final Set<String> broken = new HashSet<>();

  /** Parameters and covariates. */
  private final Names names;

  /** Whether the section was there but could not be read. */
  private final boolean unknown;

  private final Protocol.Population population;

  PopulationReader(Written.Entries protocol, Reading reading) {
    this.reading = reading;
    this.names = reading.parameters.inner();
    Optional<Written.Entries> map = protocol.map("population");
    this.unknown =
        protocol.has("population")
            && (map.isEmpty()
                || map.get().has("covariates") && map.get().map("covariates").isEmpty());
    map.flatMap(population -> population.map("covariates")).ifPresent(this::readCovariates);
    ReservedNames.COLUMNS.forEach(
        column -> names.exclude(column, "is known after entry only; it cannot describe patients"));
    for (String name :
        map.flatMap(own -> own.map("covariates"))
            .map(own -> own.entries().keySet())
            .orElse(Set.of())) {
      reading.parameters.exclude(name, DIFFERS);
    }
    ReservedNames.COLUMNS.forEach(column -> reading.parameters.exclude(column, DIFFERS));
    this.population =
        new Protocol.Population(
            List.copyOf(covariates),
            map.map(own -> reading.correlations(own.items("correlation"), correlated()))
                .orElse(List.of()),
            map.flatMap(own -> reading.optional(own, "eligibility", names)));
  }

  Protocol.Population population() {
    return population;
  }

  /** Parameters and all covariates. */
  Names names() {
    return names;
  }

  /** Whether any name may be a covariate, as the section could not be read. */
  boolean unknown() {
    return unknown;
  }

  private Choices correlated() {
    Map<String, String> derived = new HashMap<>();
    List<String> drawn = new ArrayList<>();
    for (Covariate covariate : covariates) {
      if (covariate instanceof Covariate.Derived) {
        derived.put(
            covariate.name(), "is derived by a formula; correlations are between drawn covariates");
      } else {
        drawn.add(covariate.name());
      }
    }
    return new Choices("covariate", drawn, broken, derived);
  }

  /** What an analysis may adjust for, besides the baseline. */
  Choices all() {
    return new Choices(
        "covariate", covariates.stream().map(Covariate::name).toList(), broken, Map.of());
  }

  /** What has levels: categories, true or false, and SITE when there are sites. */
  Choices factors(boolean sites) {
    List<String> factors = new ArrayList<>();
    Map<String, String> numbers = new HashMap<>();
    for (Covariate covariate : covariates) {
      if (Layout.type(covariate).equals(Type.number())) {
        numbers.put(
            covariate.name(),
            "is a number without levels; make true or false of it, for example with 'formula: "
                + covariate.name()
                + " > 50'");
      } else {
        factors.add(covariate.name());
      }
    }
    if (sites) {
      factors.add("SITE");
    } else {
      numbers.put("SITE", "is for trials with sites; add 'sites' to the enrolment");
    }
    return new Choices("factor", factors, broken, numbers);
  }

  private void readCovariates(Written.Entries map) {
    Definitions definitions = new Definitions(map, "covariate");
    for (Map.Entry<String, Written.Entry> entry : map.entries().entrySet()) {
      String name = entry.getKey();
      Location key = entry.getValue().key();
      String meaning = ReservedNames.meaning(name);
      if (meaning == null && reading.parameters.whyNot(name).isPresent()) {
        meaning = "a parameter";
      }
      if (meaning != null) {
        reading.problems.add(key, "'" + name + "' is " + meaning + "; choose another name");
      }
      boolean told = definitions.isTold(name);
      definitions.readNext(name, names);
      Covariate covariate =
          entry.getValue().value() instanceof Written.Entries own && !told
              ? CovariateReader.read(name, own, names, reading)
              : null;
      boolean unread =
          covariate == null
              || covariate instanceof Covariate.Derived derived
                  && Reading.isBroken(derived.formula());
      if (unread) {
        broken.add(name);
        names.addBroken(name);
      } else {
        names.add(
            name, new Symbol.Column(Layout.COVARIATES + covariates.size(), Layout.type(covariate)));
        covariates.add(covariate);
      }
    }
  }
}
