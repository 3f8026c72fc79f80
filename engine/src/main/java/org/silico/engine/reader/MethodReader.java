package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** Reads the statistical method of an analysis and its own options. */
final class MethodReader {
  private static final Set<ValueKind> NUMBERS = Set.of(ValueKind.NUMBER, ValueKind.COUNT);
  private static final Set<ValueKind> NONE = Set.of();

  private final Reading reading;
  private final Written.Entries map;
  private final Endpoint endpoint;
  private final Names values;
  private final List<Protocol.Arm> arms;
  private final ArmPair pair;
  private final Choices covariates;
  private final Choices factors;

  /**
   * @param values what conditions on the endpoint's values may use; null unless longitudinal
   * @param pair the arms compared
   */
  MethodReader(
      Reading reading,
      Written.Entries map,
      Endpoint endpoint,
      Names values,
      List<Protocol.Arm> arms,
      ArmPair pair,
      Choices covariates,
      Choices factors) {
    this.reading = reading;
    this.map = map;
    this.endpoint = endpoint;
    this.values = values;
    this.arms = arms;
    this.pair = pair;
    this.covariates = covariates;
    this.factors = factors;
  }

  Analysis.Method read() {
    return switch (map.text("method", "")) {
      case "t test" -> {
        fits("continuous", NUMBERS, Endpoint.Continuous.class);
        yield new Analysis.Method.TTest(map.text("variance", "pooled").equals("pooled"), change());
      }
      case "ancova" -> {
        fits("continuous", NUMBERS, Endpoint.Continuous.class);
        yield ancova();
      }
      case "proportions" -> {
        fits("binary", Set.of(ValueKind.values()), Endpoint.Binary.class);
        yield proportions();
      }
      case "log-rank" -> {
        fits("time to event", NONE, Endpoint.TimeToEvent.class);
        yield new Analysis.Method.LogRank(strata());
      }
      case "cox" -> {
        fits("time to event", NONE, Endpoint.TimeToEvent.class);
        yield new Analysis.Method.Cox(adjusted(), strata());
      }
      case "poisson" -> {
        fits("count", NONE, Endpoint.Count.class);
        yield new Analysis.Method.PoissonRate(adjusted());
      }
      case "negative binomial" -> {
        fits("count", NONE, Endpoint.Count.class);
        yield new Analysis.Method.NegativeBinomialRate(adjusted());
      }
      case "wilcoxon" -> {
        fits(
            "ordinal or continuous",
            Set.of(ValueKind.NUMBER, ValueKind.COUNT, ValueKind.CATEGORY),
            Endpoint.Ordinal.class,
            Endpoint.Continuous.class);
        yield new Analysis.Method.Wilcoxon(strata());
      }
      case "mmrm" -> {
        fits("longitudinal", NUMBERS);
        yield mmrm();
      }
      case "multiple imputation" -> {
        fits("longitudinal", NUMBERS);
        yield imputation();
      }
      case "spcd" -> {
        boolean conditions = map.has("responder");
        fits(
            "longitudinal",
            conditions
                ? Set.of(ValueKind.values())
                : Set.of(ValueKind.NUMBER, ValueKind.COUNT, ValueKind.YES_OR_NO));
        yield sequentialParallel();
      }
      case "crossover" -> {
        fits("longitudinal", NUMBERS);
        yield crossover();
      }
      default -> {
        fits("ordinal", Set.of(ValueKind.CATEGORY), Endpoint.Ordinal.class);
        yield new Analysis.Method.ProportionalOdds(adjusted());
      }
    };
  }

  private void fits(String wanted, Set<ValueKind> kinds, Class<?>... types) {
    new MethodFit(reading, map, endpoint).check(wanted, kinds, types);
  }

  private boolean hasBaseline() {
    return endpoint instanceof Endpoint.Longitudinal
        || endpoint instanceof Endpoint.Continuous continuous && continuous.baseline().isPresent();
  }

  private boolean change() {
    boolean baseline = hasBaseline();
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

  private Analysis.Method ancova() {
    List<String> adjusted = adjusted();
    if (!map.has("covariates")) {
      if (hasBaseline()) {
        adjusted = List.of("BASE");
      } else if (endpoint instanceof Endpoint.Continuous) {
        reading.problems.add(
            map.key(),
            "an ancova adjusts for covariates, for example 'covariates: [AGE]'; without them use"
                + " 't test'");
      }
    }
    return new Analysis.Method.Ancova(adjusted, change());
  }

  private Analysis.Method mmrm() {
    List<String> adjusted = map.has("covariates") ? adjusted() : List.of("BASE");
    List<String> byVisit = adjusted.contains("BASE") ? List.of("BASE") : List.of();
    if (map.has("by visit")) {
      Map<String, String> others = new HashMap<>();
      for (String covariate : covariates.names()) {
        others.put(covariate, "is not among the analysis' 'covariates'; add it there");
      }
      others.put("BASE", "is not among the analysis' 'covariates'; add it there");
      byVisit =
          reading.namesIn(
              map.items("by visit"),
              new Choices("covariate", adjusted, covariates.suspended(), others));
    }
    Analysis.Structure structure =
        switch (map.text("covariance", "unstructured")) {
          case "toeplitz" -> Analysis.Structure.TOEPLITZ;
          case "ar(1)" -> Analysis.Structure.AUTOREGRESSIVE;
          case "compound symmetry" -> Analysis.Structure.COMPOUND_SYMMETRY;
          default -> Analysis.Structure.UNSTRUCTURED;
        };
    Analysis.Contrast contrast =
        switch (map.text("contrast", "visit")) {
          case "average" -> Analysis.Contrast.AVERAGE;
          case "slope" -> Analysis.Contrast.SLOPE;
          default -> Analysis.Contrast.VISIT;
        };
    if (contrast != Analysis.Contrast.VISIT && map.has("visit")) {
      reading.problems.add(
          map.keyLocation("visit"),
          "'contrast: " + map.text("contrast", "") + "' is of all visits; remove 'visit'");
    }
    return new Analysis.Method.Mmrm(
        adjusted,
        byVisit,
        change(),
        structure,
        map.text("df", "kenward-roger").equals("satterthwaite")
            ? Analysis.Df.SATTERTHWAITE
            : Analysis.Df.KENWARD_ROGER,
        contrast);
  }

  private Analysis.Method imputation() {
    Analysis.Assumption assumption =
        switch (map.text("assumption", "missing at random")) {
          case "jump to reference" -> Analysis.Assumption.JUMP_TO_REFERENCE;
          case "copy reference" -> Analysis.Assumption.COPY_REFERENCE;
          case "copy increments" -> Analysis.Assumption.COPY_INCREMENTS;
          default -> Analysis.Assumption.MISSING_AT_RANDOM;
        };
    return new Analysis.Method.Imputation(
        map.has("covariates") ? adjusted() : List.of("BASE"),
        change(),
        assumption,
        (int) map.whole("imputations", AnalysisShapes.IMPUTATIONS));
  }

  private Analysis.Method sequentialParallel() {
    if (arms.size() == 2 && pair.treatment() >= 0 && pair.control() >= 0) {
      reading.problems.add(
          map.need("method").location(),
          "an spcd compares drug and placebo in stage 1 too: add an arm that is on the drug from"
              + " the beginning");
    }
    return new Analysis.Method.SequentialParallel(
        early("stage 1"),
        reading.quantity(map, "weight", reading.parameters),
        values == null ? Reading.broken() : reading.quantity(map, "non-responder", values),
        change() && !yesOrNo());
  }

  /** Values that are compared as shares, whatever they were at baseline. */
  private boolean yesOrNo() {
    return endpoint instanceof Endpoint.Longitudinal longitudinal
        && ValueKind.of(longitudinal) == ValueKind.YES_OR_NO;
  }

  private Analysis.Method crossover() {
    for (int arm : new int[] {pair.treatment(), pair.control()}) {
      if (arm >= 0 && arms.get(arm).sequence().isEmpty()) {
        reading.problems.add(
            map.need("method").location(),
            "a crossover compares two sequences, and the arm '"
                + arms.get(arm).name()
                + "' takes the same throughout; give it a 'sequence'");
      }
    }
    return new Analysis.Method.Crossover(early("period 1"));
  }

  /** The visit at the end of what comes first. */
  private Quantity early(String key) {
    Quantity visit = reading.quantity(map, key, reading.parameters);
    if (endpoint instanceof Endpoint.Longitudinal longitudinal) {
      Visits.oneOf(visit, longitudinal, reading);
      Optional<Quantity> late = reading.optional(map, "visit", reading.parameters);
      Visits.before(
          visit, late.orElseGet(() -> Visits.last(longitudinal)), key, longitudinal, reading);
    }
    return visit;
  }

  private Analysis.Method proportions() {
    Analysis.Measure measure =
        switch (map.text("measure", "difference")) {
          case "ratio" -> Analysis.Measure.RATIO;
          case "odds ratio" -> Analysis.Measure.ODDS_RATIO;
          default -> Analysis.Measure.DIFFERENCE;
        };
    boolean superiority = map.text("hypothesis", "superiority").equals("superiority");
    String usual =
        switch (measure) {
          case DIFFERENCE -> superiority ? "pooled" : "farrington-manning";
          case RATIO -> "farrington-manning";
          case ODDS_RATIO -> "unpooled";
        };
    Analysis.ProportionTest test =
        switch (map.text("test", usual)) {
          case "unpooled" -> Analysis.ProportionTest.UNPOOLED;
          case "farrington-manning", "score" -> Analysis.ProportionTest.SCORE;
          default -> Analysis.ProportionTest.POOLED;
        };
    if (map.text("test", usual).equals("farrington-manning")
        && measure == Analysis.Measure.ODDS_RATIO) {
      reading.problems.add(
          map.need("test").location(),
          "'farrington-manning' is for differences and ratios; use 'score' for odds ratios, or"
              + " 'unpooled' or 'pooled'");
    }
    return new Analysis.Method.Proportions(measure, test);
  }

  private List<String> adjusted() {
    List<String> known = new ArrayList<>(covariates.names());
    Map<String, String> others = Map.of();
    if (hasBaseline()) {
      known.add("BASE");
    } else {
      others =
          Map.of(
              "BASE", "is for endpoints with a 'baseline', and " + endpoint.name() + " has none");
    }
    return reading.namesIn(
        map.items("covariates"), new Choices("covariate", known, covariates.suspended(), others));
  }

  private List<String> strata() {
    return reading.namesIn(map.items("strata"), factors);
  }
}
