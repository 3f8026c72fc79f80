package org.silico.engine.reader;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Location;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Written;
import org.silico.engine.method.Outcome;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.MethodUse;
import org.silico.engine.protocol.Quantity;

/** Reads what an analysis is to show: the hypothesis, its margin, its level. */
final class HypothesisReader {
  private static final String BETWEEN_PROPORTIONS =
      "proportions never differ by 1 or more: a margin must be below 1";

  private final Reading reading;
  private final Written.Entries map;
  private final MethodUse method;

  /** Whether the measure is a ratio, with 1 for no effect. */
  private final boolean ratio;

  private final Analysis.Kind kind;
  private final Analysis.Better better;

  /** Whether the measure is a difference of proportions, or a mean of such. */
  private final boolean proportions;

  HypothesisReader(Reading reading, Written.Entries map, Endpoint endpoint, MethodUse method) {
    this.reading = reading;
    this.map = map;
    this.method = method;
    this.ratio = method.effect().ratio();
    this.kind =
        switch (map.text("hypothesis", "superiority")) {
          case "non-inferiority" -> Analysis.Kind.NON_INFERIORITY;
          case "equivalence" -> Analysis.Kind.EQUIVALENCE;
          default -> Analysis.Kind.SUPERIORITY;
        };
    boolean fewerIsBetter = endpoint.outcome().fewerIsBetter() && !method.method().ofSurvival();
    this.better =
        map.text("better", fewerIsBetter ? "lower" : "higher").equals("lower")
            ? Analysis.Better.LOWER
            : Analysis.Better.HIGHER;
    boolean yesOrNo =
        map.has("responder")
            || endpoint.outcome() == Outcome.YES_OR_NO_AT_VISITS
            || method.effect().ofProportions();
    this.proportions = !ratio && yesOrNo;
  }

  Analysis.Hypothesis read() {
    int sides = (int) map.whole("sides", 2);
    Quantity alpha =
        reading.quantity(map, "alpha", sides == 1 ? "0.025" : "0.05", reading.parameters);
    Optional<Quantity> lower = Optional.empty();
    Optional<Quantity> upper = Optional.empty();
    Optional<String> instead = method.method().insteadForMargins();
    boolean unread =
        Stream.of("hypothesis", "measure", "better", "method")
            .anyMatch(key -> map.has(key) && map.get(key).isEmpty());
    if (unread) {
      return new Analysis.Hypothesis(kind, lower, upper, better, sides, alpha);
    }
    if (instead.isPresent() && (kind != Analysis.Kind.SUPERIORITY || map.has("margin"))) {
      reading.problems.add(
          map.has("hypothesis") ? map.need("hypothesis").location() : map.keyLocation("margin"),
          "'"
              + map.text("method", "")
              + "' tests superiority "
              + (kind == Analysis.Kind.SUPERIORITY ? "without a margin" : "only")
              + "; use "
              + instead.get()
              + " for a margin");
    } else if (map.get("margin").isPresent()) {
      Written margin = map.need("margin");
      if (kind != Analysis.Kind.EQUIVALENCE) {
        upper = single(margin);
        if (kind == Analysis.Kind.SUPERIORITY && sides == 2) {
          reading.problems.add(
              map.keyLocation("margin"),
              "a superiority by a margin has one side: write 'sides: 1', or remove the margin");
        }
      } else if (margin instanceof Written.Items pair) {
        lower = Optional.of(reading.quantity(pair.items().get(0), reading.parameters));
        upper = Optional.of(reading.quantity(pair.items().get(1), reading.parameters));
        check(pair.location(), lower.get(), upper.get());
      } else {
        Quantity single = reading.quantity(margin, reading.parameters);
        upper = Optional.of(single);
        lower = Optional.of(mirrored(single));
        check(single.location(), lower.get(), single);
      }
    }
    return new Analysis.Hypothesis(kind, lower, upper, better, sides, alpha);
  }

  private Quantity mirrored(Quantity margin) {
    return reading.derived(
        ratio ? "1 / (" + margin.text() + ")" : "-(" + margin.text() + ")",
        method.method().inDays() ? Type.duration() : Type.number(),
        reading.parameters,
        margin);
  }

  private void check(Location at, Quantity lower, Quantity upper) {
    double none = ratio ? 1 : 0;
    reading.checks.add(
        at,
        List.of(lower, upper),
        (parameters, where) -> {
          double low = lower.formula().value(parameters);
          double high = upper.formula().value(parameters);
          boolean right = low < none && high > none && (!ratio || low > 0);
          if (right && Double.isFinite(low) && Double.isFinite(high)) {
            return proportions && (low <= -1 || high >= 1)
                ? margins(lower, upper, parameters, where) + BETWEEN_PROPORTIONS
                : null;
          }
          return margins(lower, upper, parameters, where)
              + "they must enclose "
              + Quoting.number(none)
              + ", which is no "
              + (ratio ? "effect on the scale of a ratio" : "difference");
        });
  }

  private String margins(Quantity lower, Quantity upper, double[] parameters, String where) {
    return "the margins are "
        + lower.shown(lower.formula().value(parameters), !ratio)
        + " and "
        + upper.shown(upper.formula().value(parameters), !ratio)
        + where
        + "; ";
  }

  private Optional<Quantity> single(Written margin) {
    if (margin instanceof Written.Items) {
      reading.problems.add(
          margin.location(),
          "a "
              + (kind == Analysis.Kind.SUPERIORITY ? "superiority" : "non-inferiority")
              + " has one margin, for example 'margin: 0.3'");
      return Optional.empty();
    }
    Quantity quantity = reading.quantity(margin, reading.parameters);
    reading.checks.add(
        quantity.location(),
        List.of(quantity),
        (parameters, where) -> {
          double value = quantity.formula().value(parameters);
          String wanted = wanted(value);
          return wanted == null
              ? null
              : "margin is " + quantity.at(parameters, !ratio) + where + "; " + wanted;
        });
    return Optional.of(quantity);
  }

  /** What a margin of non-inferiority or superiority must be, or null when it is. */
  private String wanted(double value) {
    boolean worse = kind == Analysis.Kind.NON_INFERIORITY;
    if (!ratio) {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        return worse
            ? "it must be above 0: the difference up to which the treatment may be worse"
            : "it must be above 0: the difference by which the treatment must be better";
      }
      return proportions && value >= 1 ? BETWEEN_PROPORTIONS : null;
    }
    boolean above = worse == (better == Analysis.Better.LOWER);
    if (above ? value > 1 && value < Double.POSITIVE_INFINITY : value > 0 && value < 1) {
      return null;
    }
    return "where "
        + (better == Analysis.Better.LOWER ? "lower" : "higher")
        + " is better, a ratio's margin "
        + (worse ? "" : "of superiority ")
        + (above ? "must be above 1" : "must be between 0 and 1, both excluded");
  }
}
