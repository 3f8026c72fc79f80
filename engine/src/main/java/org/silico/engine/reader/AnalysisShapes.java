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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.silico.engine.language.Dimension;
import org.silico.engine.language.Range;
import org.silico.engine.language.Shape;
import org.silico.engine.language.Shape.Field;
import org.silico.engine.language.Shape.Rule;
import org.silico.engine.method.Method;
import org.silico.engine.method.Methods;
import org.silico.engine.method.Option;
import org.silico.engine.method.Options;
import org.silico.engine.method.Outcome;

/** What {@code analyses} look like, one shape for each method. */
final class AnalysisShapes {
  /** What is for longitudinal endpoints only. */
  static final List<String> LONGITUDINAL =
      List.of("visit", "missing", "responder", "exclude after", "estimand");

  private static final Shape CONDITION = new Shape.Number(Dimension.TRUTH, Range.ANY);

  static final Shape SHAPE =
      new Shape.Names(
          Shape.SHORT_TEXT, methods(), 0, 1000, "{primary: {method: t test, endpoint: ADAS}}");

  private AnalysisShapes() {}

  private static Shape methods() {
    Map<String, Shape> methods = new LinkedHashMap<>();
    for (Method method : Methods.all()) {
      methods.put(method.name(), shape(method));
    }
    return Shape.variants("an analysis", "method", "the statistical method", methods);
  }

  private static Field field(Option option) {
    return option.required()
        ? required(option.key(), values(option), option.doc(), option.example())
        : optional(option.key(), values(option), option.doc(), option.example());
  }

  private static Shape values(Option option) {
    Option.Kind kind = option.kind();
    if (kind instanceof Option.Kind.Word w) {
      return choice(w.words().toArray(String[]::new));
    } else if (kind instanceof Option.Kind.Whole w) {
      return new Shape.Whole(w.low(), w.high());
    } else if (kind instanceof Option.Kind.Covariates) {
      return list(Shape.SHORT_TEXT, 0, 100, option.example());
    } else if (kind instanceof Option.Kind.SomeCovariates) {
      return list(Shape.SHORT_TEXT, 0, 100, option.example());
    } else if (kind instanceof Option.Kind.Strata) {
      return list(Shape.SHORT_TEXT, 0, 20, "[SEX, SITE]");
    } else if (kind instanceof Option.Kind.OtherTimes) {
      return list(Shape.SHORT_TEXT, 1, 20, option.example());
    } else if (kind instanceof Option.Kind.EarlierVisit) {
      return duration(Range.POSITIVE);
    } else if (kind instanceof Option.Kind.Horizon) {
      return duration(Range.POSITIVE);
    } else if (kind instanceof Option.Kind.Fraction) {
      return number(Range.open(0, 1));
    } else if (kind instanceof Option.Kind.EarlierCondition) {
      return CONDITION;
    } else if (kind instanceof Option.Kind.OfTarget t) {
      return target(t.part(), option);
    }
    throw new IllegalArgumentException("option " + option);
  }

  private static Shape target(Option.Target part, Option option) {
    return switch (part) {
      case VISIT -> duration(Range.POSITIVE);
      case MISSING ->
          option.equals(Options.MISSING_IS_FAILURE)
              ? choice("failure", "observed", "locf", "bocf")
              : choice("observed", "locf", "bocf");
      case RESPONDER -> CONDITION;
      case ONGOING -> choice("excluded", "included");
      case EXCLUDE_AFTER -> list(Shape.SHORT_TEXT, 0, 100, option.example());
      case ESTIMAND -> Shape.SHORT_TEXT;
    };
  }

  private static Shape margin(Method method) {
    return method.inDays()
        ? anyOf(duration(Range.ANY), list(duration(Range.ANY), 2, 2, "[-30 days, 30 days]"))
        : anyOf(number(Range.ANY), list(number(Range.ANY), 2, 2, "[-0.3, 0.3]"));
  }

  private static Shape shape(Method method) {
    String name = method.name();
    List<Field> all = new ArrayList<>();
    all.add(required("method", choice(name), "the statistical method", name));
    all.add(optional("endpoint", Shape.SHORT_TEXT, "may be left out when there is one", "ADAS"));
    all.add(
        optional(
            "treatment", Shape.SHORT_TEXT, "an arm; may be left out when there is one", "active"));
    all.add(optional("control", Shape.SHORT_TEXT, "an arm; the control unless given", "placebo"));
    method.options().forEach(option -> all.add(field(option)));
    all.add(
        optional(
            "hypothesis",
            choice("superiority", "non-inferiority", "equivalence"),
            "superiority unless given",
            "superiority"));
    all.add(
        optional(
            "margin",
            margin(method),
            "of a non-inferiority or equivalence, or by which a superiority must be shown, on the scale of the measure",
            method.inDays() ? "30 days" : "0.3"));
    all.add(
        optional(
            "better",
            choice("higher", "lower"),
            method.ofSurvival()
                ? "higher, which is later or less of the event, unless given"
                : "lower for counts and times to event, else higher, unless given",
            "higher"));
    all.add(optional("sides", new Shape.Whole(1, 2), "2 unless given", "2"));
    all.add(
        optional(
            "alpha",
            number(new Range(0, false, 0.5, true, false)),
            "of all sides together; 0.05 for 2 sides and 0.025 for 1 unless given",
            "0.05"));
    all.add(
        optional(
            "stopping",
            StoppingShapes.of(method),
            "when it ends the trial at a look before the last; never unless given",
            "{efficacy: {boundary: spending O'Brien-Fleming}}"));
    all.add(optional("label", Shape.PROSE, "for tables and reports", "Primary analysis"));
    Shape.Fields shape =
        with(
            fields("an analysis by " + name, all.toArray(Field[]::new)),
            new Rule.When("hypothesis", List.of("non-inferiority", "equivalence"), "margin"),
            new Rule.Longitudinal(LONGITUDINAL),
            new Rule.Longitudinal(
                method.outcomes().contains(Outcome.BINARY) ? List.of() : List.of("ongoing")));
    return method.insteadForMargins().isPresent()
        ? with(shape, new Rule.Refused(List.of("hypothesis", "margin")))
        : shape;
  }
}
