package org.silico.engine.reader;

import static org.silico.engine.language.Shape.anyOf;
import static org.silico.engine.language.Shape.choice;
import static org.silico.engine.language.Shape.duration;
import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.list;
import static org.silico.engine.language.Shape.number;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;
import static org.silico.engine.language.Shape.with;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.language.Dimension;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Shape.Rule;

/** What {@code analyses} look like, one shape for each method. */
final class AnalysisShapes {
  private static final Field OF =
      optional(
          "of",
          choice("change", "value"),
          "change from baseline when the endpoint has one, else value",
          "change");
  private static final Field COVARIATES =
      optional(
          "covariates",
          list(Shape.SHORT_TEXT, 0, 100, "[BASE, AGE]"),
          "adjusted for; BASE is the endpoint's baseline",
          "[BASE, AGE]");
  private static final Field STRATA =
      optional(
          "strata",
          list(Shape.SHORT_TEXT, 0, 20, "[SEX, SITE]"),
          "categorical or true/false covariates, or SITE when there are sites",
          "[SEX]");

  /** What is for longitudinal endpoints only. */
  static final List<String> LONGITUDINAL =
      List.of("visit", "missing", "responder", "exclude after", "estimand");

  private static final Field VISIT =
      optional(
          "visit",
          duration(Range.POSITIVE),
          "one of the longitudinal endpoint's visits; the last unless given",
          "8 weeks");
  private static final Field MISSING =
      optional(
          "missing",
          choice("observed", "locf", "bocf"),
          "what stands for a value that was not seen; observed, which is nothing, unless given",
          "observed");
  private static final Field RESPONDER =
      optional(
          "responder",
          new Shape.Number(Dimension.TRUTH, Range.ANY),
          "a condition on VALUE, BASE and CHANGE",
          "VALUE <= 0.5 * BASE");
  private static final Field AFTER =
      optional(
          "exclude after",
          list(Shape.SHORT_TEXT, 0, 100, "[STOP]"),
          "intercurrent events after which values count as not seen",
          "[STOP]");
  private static final Field ESTIMAND =
      optional(
          "estimand",
          Shape.SHORT_TEXT,
          "what it aims at: its bias and coverage are against that",
          "treatment policy");

  private static final Field ONGOING =
      optional(
          "ongoing",
          choice("excluded", "included"),
          "patients whose visit is not due by the cut; excluded unless given",
          "excluded");

  /** Imputations, unless given. */
  static final int IMPUTATIONS = 20;

  static final Shape SHAPE =
      new Shape.Names(
          Shape.SHORT_TEXT, methods(), 0, 1000, "{primary: {method: t test, endpoint: ADAS}}");

  private AnalysisShapes() {}

  private static Shape methods() {
    Map<String, Shape> methods = new LinkedHashMap<>();
    methods.put(
        "t test",
        method(
            "t test",
            optional("variance", choice("pooled", "unequal"), "pooled unless given", "pooled"),
            OF,
            VISIT,
            MISSING,
            ONGOING,
            AFTER,
            ESTIMAND));
    methods.put(
        "ancova", method("ancova", COVARIATES, OF, VISIT, MISSING, ONGOING, AFTER, ESTIMAND));
    methods.put(
        "proportions",
        method(
            "proportions",
            optional(
                "measure",
                choice("difference", "ratio", "odds ratio"),
                "difference unless given",
                "difference"),
            optional(
                "test",
                choice("pooled", "unpooled", "farrington-manning", "score"),
                "the variance of the test; pooled for the superiority of a difference, unpooled for"
                    + " odds ratios, else farrington-manning",
                "pooled"),
            VISIT,
            RESPONDER,
            optional(
                "missing",
                choice("failure", "observed", "locf", "bocf"),
                "what stands for a value that was not seen; failure unless given",
                "failure"),
            ONGOING,
            AFTER,
            ESTIMAND));
    methods.put("log-rank", method("log-rank", STRATA));
    methods.put("cox", method("cox", COVARIATES, STRATA));
    methods.put("poisson", method("poisson", COVARIATES));
    methods.put("negative binomial", method("negative binomial", COVARIATES));
    methods.put("wilcoxon", method("wilcoxon", STRATA, VISIT, MISSING, ONGOING));
    methods.put(
        "proportional odds", method("proportional odds", COVARIATES, VISIT, MISSING, ONGOING));
    methods.put("mmrm", mmrm());
    methods.put("multiple imputation", imputation());
    methods.put("spcd", sequentialParallel());
    methods.put(
        "crossover",
        method(
            "crossover",
            required("period 1", VISIT.shape(), "the visit at the end of period 1", "4 weeks"),
            VISIT));
    return Shape.variants("an analysis", "method", "the statistical method", methods);
  }

  private static Shape mmrm() {
    return method(
        "mmrm",
        COVARIATES,
        optional(
            "by visit",
            list(Shape.SHORT_TEXT, 0, 100, "[BASE]"),
            "those of the covariates that have an effect of their own at each visit; BASE when"
                + " among them, unless given",
            "[BASE]"),
        OF,
        VISIT,
        LongitudinalShapes.word(
            "covariance", "over visits", "unstructured", "toeplitz", "ar(1)", "compound symmetry"),
        LongitudinalShapes.word("df", "degrees of freedom", "kenward-roger", "satterthwaite"),
        LongitudinalShapes.word(
            "contrast", "of the arms' differences at visits", "visit", "average", "slope"),
        AFTER,
        ESTIMAND);
  }

  private static Shape imputation() {
    return method(
        "multiple imputation",
        COVARIATES,
        OF,
        VISIT,
        LongitudinalShapes.word(
            "assumption",
            "of the values that were not seen",
            "missing at random",
            "jump to reference",
            "copy reference",
            "copy increments"),
        optional(
            "imputations",
            new Shape.Whole(2, 1000),
            IMPUTATIONS + " unless given",
            Integer.toString(IMPUTATIONS)),
        ONGOING,
        AFTER,
        ESTIMAND);
  }

  private static Shape sequentialParallel() {
    return method(
        "spcd",
        required("stage 1", VISIT.shape(), "the visit at the end of stage 1", "4 weeks"),
        VISIT,
        required("weight", number(Range.open(0, 1)), "of stage 1", "0.6"),
        required(
            "non-responder",
            RESPONDER.shape(),
            "a condition on VALUE, BASE and CHANGE at the end of stage 1: who is in stage 2",
            "VALUE > 0.5 * BASE"),
        RESPONDER,
        OF);
  }

  private static Shape method(String name, Field... own) {
    List<Field> all = new ArrayList<>();
    all.add(required("method", choice(name), "the statistical method", name));
    all.add(optional("endpoint", Shape.SHORT_TEXT, "may be left out when there is one", "ADAS"));
    all.add(
        optional(
            "treatment", Shape.SHORT_TEXT, "an arm; may be left out when there is one", "active"));
    all.add(optional("control", Shape.SHORT_TEXT, "an arm; the control unless given", "placebo"));
    all.addAll(Arrays.asList(own));
    all.add(
        optional(
            "hypothesis",
            choice("superiority", "non-inferiority", "equivalence"),
            "superiority unless given",
            "superiority"));
    all.add(
        optional(
            "margin",
            anyOf(number(Range.ANY), list(number(Range.ANY), 2, 2, "[-0.3, 0.3]")),
            "of a non-inferiority or equivalence, on the scale of the measure",
            "0.3"));
    all.add(
        optional(
            "better",
            choice("higher", "lower"),
            "lower for counts and times to event, else higher, unless given",
            "higher"));
    all.add(optional("sides", new Shape.Whole(1, 2), "2 unless given", "2"));
    all.add(
        optional(
            "alpha",
            number(new Range(0, false, 0.5, true, false)),
            "of all sides together; 0.05 for 2 sides and 0.025 for 1 unless given",
            "0.05"));
    all.add(optional("label", Shape.PROSE, "for tables and reports", "Primary analysis"));
    Shape.Fields shape =
        with(
            fields("an analysis by " + name, all.toArray(Field[]::new)),
            new Rule.When("hypothesis", List.of("non-inferiority", "equivalence"), "margin"),
            new Rule.Longitudinal(LONGITUDINAL),
            new Rule.Longitudinal(name.equals("proportions") ? List.of() : List.of("ongoing")));
    boolean ranks = name.equals("log-rank") || name.equals("wilcoxon");
    return ranks ? with(shape, new Rule.Refused(List.of("hypothesis", "margin"))) : shape;
  }
}
