package org.silico.engine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code analyses}, of the shapes in {@link AnalysisShapes}. */
final class AnalysisReader {
  private final Reading reading;
  private final List<Protocol.Arm> arms;
  private final List<Endpoint> endpoints;
  private final Set<String> brokenEndpoints;
  private final Choices covariates;
  private final Choices factors;

  AnalysisReader(
      Reading reading,
      List<Protocol.Arm> arms,
      List<Endpoint> endpoints,
      Set<String> brokenEndpoints,
      Choices covariates,
      Choices factors) {
    this.reading = reading;
    this.arms = arms;
    this.endpoints = endpoints;
    this.brokenEndpoints = brokenEndpoints;
    this.covariates = covariates;
    this.factors = factors;
  }

  List<Analysis> read(Written.Entries map) {
    List<Analysis> analyses = new ArrayList<>();
    map.entries()
        .forEach(
            (name, entry) -> {
              if (entry.value() instanceof Written.Entries own) {
                endpoint(own)
                    .map(endpoint -> analysis(name, own, endpoint))
                    .ifPresent(analyses::add);
              }
            });
    return List.copyOf(analyses);
  }

  private Optional<Endpoint> endpoint(Written.Entries map) {
    if (!map.has("endpoint")) {
      if (endpoints.size() == 1 && brokenEndpoints.isEmpty()) {
        return Optional.of(endpoints.get(0));
      }
      if (endpoints.size() + brokenEndpoints.size() != 1) {
        reading.problems.add(
            map.key(),
            "write which endpoint is analysed: 'endpoint' is one of "
                + Quoting.list(endpointNames()));
      }
      return Optional.empty();
    }
    Optional<String> name = map.text("endpoint");
    if (name.isEmpty() || brokenEndpoints.contains(name.get())) {
      return Optional.empty();
    }
    if (!endpointNames().contains(name.get())) {
      reading.problems.add(
          map.need("endpoint").location(),
          Reading.unknown("endpoint", name.get(), endpointNames()));
      return Optional.empty();
    }
    return Optional.of(endpoints.get(endpointNames().indexOf(name.get())));
  }

  private List<String> endpointNames() {
    return endpoints.stream().map(Endpoint::name).toList();
  }

  private Analysis analysis(String name, Written.Entries map, Endpoint endpoint) {
    int control = control(map);
    int treatment = treatment(map, control);
    if (treatment == control && treatment >= 0) {
      reading.problems.add(
          map.has("treatment") ? map.need("treatment").location() : map.key(),
          "treatment and control are the same arm; compare two different arms");
    }
    Analysis.Method method = method(map, endpoint);
    return new Analysis(
        name,
        map.prose("label", name),
        endpoints.indexOf(endpoint),
        Math.max(treatment, 0),
        Math.max(control, 0),
        method,
        Optional.empty(),
        new HypothesisReader(reading, map, endpoint, method).read(),
        map.location());
  }

  private int control(Written.Entries map) {
    List<String> names = arms.stream().map(Protocol.Arm::name).toList();
    if (map.has("control")) {
      return map.get("control")
          .map(arm -> reading.position((Written.Scalar) arm, names, "arm"))
          .orElse(-1);
    }
    for (int i = 0; i < arms.size(); i++) {
      if (arms.get(i).control()) {
        return i;
      }
    }
    return -1;
  }

  private int treatment(Written.Entries map, int control) {
    List<String> names = arms.stream().map(Protocol.Arm::name).toList();
    if (map.has("treatment")) {
      return map.get("treatment")
          .map(arm -> reading.position((Written.Scalar) arm, names, "arm"))
          .orElse(-1);
    }
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      if (!arms.get(i).control() && i != control) {
        others.add(i);
      }
    }
    if (arms.size() == 1) {
      reading.problems.add(
          map.key(), "an analysis compares two arms, and there is one; add an arm");
    } else if (others.size() > 1 && control >= 0) {
      reading.problems.add(
          map.key(),
          "write which arm is compared with the control: 'treatment' is one of "
              + Quoting.list(others.stream().map(names::get).toList()));
    }
    return others.size() == 1 ? others.get(0) : -1;
  }

  private Analysis.Method method(Written.Entries map, Endpoint endpoint) {
    String name = map.text("method", "");
    Location at = map.need("method").location();
    return switch (name) {
      case "t test" -> {
        fits(at, name, endpoint, "continuous", Endpoint.Continuous.class);
        yield new Analysis.Method.TTest(
            map.text("variance", "pooled").equals("pooled"), change(map, endpoint));
      }
      case "ancova" -> {
        fits(at, name, endpoint, "continuous", Endpoint.Continuous.class);
        yield ancova(map, endpoint);
      }
      case "proportions" -> {
        fits(at, name, endpoint, "binary", Endpoint.Binary.class);
        yield proportions(map);
      }
      case "log-rank" -> {
        fits(at, name, endpoint, "time to event", Endpoint.TimeToEvent.class);
        yield new Analysis.Method.LogRank(strata(map));
      }
      case "cox" -> {
        fits(at, name, endpoint, "time to event", Endpoint.TimeToEvent.class);
        yield new Analysis.Method.Cox(adjusted(map, endpoint), strata(map));
      }
      case "poisson" -> {
        fits(at, name, endpoint, "count", Endpoint.Count.class);
        yield new Analysis.Method.PoissonRate(adjusted(map, endpoint));
      }
      case "negative binomial" -> {
        fits(at, name, endpoint, "count", Endpoint.Count.class);
        yield new Analysis.Method.NegativeBinomialRate(adjusted(map, endpoint));
      }
      case "wilcoxon" -> {
        fits(
            at,
            name,
            endpoint,
            "ordinal or continuous",
            Endpoint.Ordinal.class,
            Endpoint.Continuous.class);
        yield new Analysis.Method.Wilcoxon(strata(map));
      }
      default -> {
        fits(at, name, endpoint, "ordinal", Endpoint.Ordinal.class);
        yield new Analysis.Method.ProportionalOdds(adjusted(map, endpoint));
      }
    };
  }

  private void fits(
      Location at, String method, Endpoint endpoint, String wanted, Class<?>... types) {
    for (Class<?> type : types) {
      if (type.isInstance(endpoint)) {
        return;
      }
    }
    String is = typeOf(endpoint);
    String methods =
        switch (is) {
          case "continuous" -> "'t test', 'ancova' or 'wilcoxon'";
          case "binary" -> "'proportions'";
          case "count" -> "'poisson' or 'negative binomial'";
          case "ordinal" -> "'wilcoxon' or 'proportional odds'";
          default -> "'log-rank' or 'cox'";
        };
    reading.problems.add(
        at,
        "'"
            + method
            + "' is for "
            + wanted
            + " endpoints, and "
            + endpoint.name()
            + "'s type is '"
            + is
            + "'; use "
            + methods);
  }

  private static String typeOf(Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Continuous) {
      return "continuous";
    } else if (endpoint instanceof Endpoint.Binary) {
      return "binary";
    } else if (endpoint instanceof Endpoint.Count) {
      return "count";
    }
    return endpoint instanceof Endpoint.Ordinal ? "ordinal" : "time to event";
  }

  private static boolean hasBaseline(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Continuous continuous && continuous.baseline().isPresent();
  }

  private boolean change(Written.Entries map, Endpoint endpoint) {
    boolean baseline = hasBaseline(endpoint);
    boolean change = map.text("of", baseline ? "change" : "value").equals("change");
    if (change && !baseline && endpoint instanceof Endpoint.Continuous) {
      reading.problems.add(
          map.need("of").location(),
          endpoint.name()
              + " has no baseline to change from; give it a 'baseline' or write"
              + " 'of: value'");
    }
    return change;
  }

  private Analysis.Method ancova(Written.Entries map, Endpoint endpoint) {
    List<String> adjusted = adjusted(map, endpoint);
    if (!map.has("covariates")) {
      if (hasBaseline(endpoint)) {
        adjusted = List.of("BASE");
      } else if (endpoint instanceof Endpoint.Continuous) {
        reading.problems.add(
            map.key(),
            "an ancova adjusts for covariates, for example 'covariates: [AGE]'; without them use"
                + " 't test'");
      }
    }
    return new Analysis.Method.Ancova(adjusted, change(map, endpoint));
  }

  private Analysis.Method proportions(Written.Entries map) {
    Analysis.Measure measure =
        switch (map.text("measure", "difference")) {
          case "ratio" -> Analysis.Measure.RATIO;
          case "odds ratio" -> Analysis.Measure.ODDS_RATIO;
          default -> Analysis.Measure.DIFFERENCE;
        };
    boolean superiority = map.text("hypothesis", "superiority").equals("superiority");
    String usual =
        superiority
            ? "pooled"
            : measure == Analysis.Measure.ODDS_RATIO ? "unpooled" : "farrington-manning";
    Analysis.ProportionTest test =
        switch (map.text("test", usual)) {
          case "unpooled" -> Analysis.ProportionTest.UNPOOLED;
          case "farrington-manning" -> Analysis.ProportionTest.FARRINGTON_MANNING;
          default -> Analysis.ProportionTest.POOLED;
        };
    if (test == Analysis.ProportionTest.FARRINGTON_MANNING
        && measure == Analysis.Measure.ODDS_RATIO) {
      reading.problems.add(
          map.need("test").location(),
          "'farrington-manning' is for differences and ratios; use 'pooled' or 'unpooled' for odds"
              + " ratios");
    }
    return new Analysis.Method.Proportions(measure, test);
  }

  private List<String> adjusted(Written.Entries map, Endpoint endpoint) {
    List<String> known = new ArrayList<>(covariates.names());
    Map<String, String> others = Map.of();
    if (hasBaseline(endpoint)) {
      known.add("BASE");
    } else {
      others =
          Map.of(
              "BASE", "is for endpoints with a 'baseline', and " + endpoint.name() + " has none");
    }
    return reading.namesIn(
        map.items("covariates"), new Choices("covariate", known, covariates.suspended(), others));
  }

  private List<String> strata(Written.Entries map) {
    return reading.namesIn(map.items("strata"), factors);
  }
}
