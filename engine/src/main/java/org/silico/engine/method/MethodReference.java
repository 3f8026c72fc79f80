package org.silico.engine.method;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the reference page says of every method, in Markdown, made from the methods themselves. */
public final class MethodReference {
  private MethodReference() {}

  /** A table of the methods and one of their options. */
  public static String markdown() {
    StringBuilder page = new StringBuilder();
    row(page, "method", "what it does", "for", "estimates", "hypotheses");
    row(page, "---", "---", "---", "---", "---");
    for (Method method : Methods.all()) {
      row(
          page,
          "`" + method.name() + "`",
          method.about(),
          outcomes(method),
          effects(method),
          method.insteadForMargins().isEmpty() ? "all" : "superiority");
    }
    page.append('\n');
    row(page, "method", "option", "values", "meaning");
    row(page, "---", "---", "---", "---");
    for (Method method : Methods.all()) {
      for (Option option : method.options()) {
        if (!(option.kind() instanceof Option.Kind.OfTarget)) {
          row(
              page,
              "`" + method.name() + "`",
              "`" + option.key() + "`",
              values(option),
              option.doc() + (option.required() ? "; required" : ""));
        }
      }
    }
    return page.toString();
  }

  private static String outcomes(Method method) {
    List<String> words = new ArrayList<>();
    List<String> atVisits = new ArrayList<>();
    for (Outcome outcome : method.outcomes()) {
      (outcome.atVisits() ? atVisits : words).add(outcome.words());
    }
    if (!atVisits.isEmpty()) {
      words.add("longitudinal (" + String.join(", ", atVisits) + ")");
    }
    return String.join("; ", words)
        + (method.has(Options.RESPONDER) ? ", or with a `responder`" : "");
  }

  /** By the words of its first option of which the effect is one of several. */
  private static String effects(Method method) {
    Set<String> words = new LinkedHashSet<>();
    OptionValues usual = usual(method);
    for (Option option : method.options()) {
      if (option.kind() instanceof Option.Kind.Word w) {
        w.words().forEach(word -> words.add(effect(method, usual.withWord(option.key(), word))));
      }
    }
    words.add(effect(method, usual));
    return String.join(", ", words);
  }

  private static String effect(Method method, OptionValues values) {
    return method.effect(values).words();
  }

  private static OptionValues usual(Method method) {
    OptionValues values = OptionValues.NONE.withWord("hypothesis", "superiority");
    for (Option option : method.options()) {
      if (option.kind() instanceof Option.Kind.Word w) {
        String usual = method.usual(option, values);
        values = values.withWord(option.key(), usual.isEmpty() ? w.words().get(0) : usual);
      } else if (option.kind() instanceof Option.Kind.Whole) {
        values = values.withWhole(option.key(), Long.parseLong(option.usual()));
      }
    }
    return values;
  }

  private static String values(Option option) {
    Option.Kind kind = option.kind();
    if (kind instanceof Option.Kind.Word w) {
      return w.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    } else if (kind instanceof Option.Kind.Whole w) {
      return w.low() + " to " + w.high();
    } else if (kind instanceof Option.Kind.Covariates
        || kind instanceof Option.Kind.Strata
        || kind instanceof Option.Kind.OtherTimes) {
      return "names, as `" + option.example() + "`";
    } else if (kind instanceof Option.Kind.SomeCovariates) {
      return "some of `covariates`";
    } else if (kind instanceof Option.Kind.EarlierVisit) {
      return "a visit, as `" + option.example() + "`";
    } else if (kind instanceof Option.Kind.Fraction) {
      return "a number between 0 and 1";
    } else if (kind instanceof Option.Kind.Horizon) {
      return "a duration, as `" + option.example() + "`";
    } else if (kind instanceof Option.Kind.EarlierCondition) {
      return "a condition, as `" + option.example() + "`";
    }
    throw new IllegalArgumentException("option " + option);
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ").append(Stream.of(cells).collect(Collectors.joining(" | "))).append(" |\n");
  }
}
