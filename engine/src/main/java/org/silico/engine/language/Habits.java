package org.silico.engine.language;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers, durations and rates as people write them in other places, and how they are written in a
 * protocol. Looked at only when a value cannot be read.
 */
public final class Habits {
  private static final String NUMBER = "[-+]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)%?";
  private static final String UNIT =
      "(?:hours?|days?|weeks?|wks?|months?|mo|years?|yrs?|y|d|h|w|m|mth|mths|a)";
  private static final String SPACE = "[\\s\\h]*";

  /** What may come after the digits of a number. */
  private static final String REST = "(%?(?:\\s*(?:per\\s+)?" + UNIT + ")?)";

  private static final String QUANTITY = NUMBER + "(?:\\s*(?:per\\s+)?" + UNIT + ")?";

  private record Habit(Pattern pattern, Function<Matcher, String> advice) {}

  private static final List<Habit> OF_VALUES =
      List.of(
          habit(
              "(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}"
                  + "|[0-9]{1,2}[- ]?[A-Za-z]{3,9}[- ]?[0-9]{4})",
              m ->
                  "dates are not part of protocols; times count from randomisation, or from the"
                      + " opening of enrolment, for example '12 weeks'"),
          habit(
              "([-+]?[0-9]{1,3})(?:[ ,'\u2019_\\h][0-9]{3})+(\\.[0-9]+)?" + REST,
              m -> {
                String joined = (digits(m.group()) + rest(m)).strip();
                return "thousands have no separator; write '"
                    + joined
                    + "'"
                    + (m.group().matches("[-+]?[0-9]+,[0-9]{3}\\D*")
                        ? ", or '" + m.group().replace(',', '.') + "' for a decimal"
                        : "");
              }),
          habit(
              "[-+]?[0-9]{1,3}(?:\\.[0-9]{3})+(?:,[0-9]+|\\.[0-9]{3})",
              m ->
                  "thousands have no separator and decimals a point; write '"
                      + decimal(m.group())
                      + "'"),
          habit(
              "([-+]?[0-9]+),([0-9]+)" + REST,
              m ->
                  "decimals are written with a point: '"
                      + (m.group(1) + "." + m.group(2) + m.group(3)).strip()
                      + "'"),
          habit(
              NUMBER + "(?:" + SPACE + ":" + SPACE + NUMBER + ")+",
              m ->
                  "a ratio is one number here; for an allocation give every arm its own, as in"
                      + " 'ratio: 2' in one arm and 'ratio: 1' in the other"),
          habit(
              "("
                  + NUMBER
                  + ")\\s*(?:patients?|subjects?|pts?|participants?|events?|dropouts?|cases?)?\\s*"
                  + "(?:per|/|p\\.|a|an|each|every)\\s*([0-9]+ )?("
                  + UNIT
                  + ")(\\s*(?:per|/|and|in each)\\s*(?:site|centre|center|arm|patient|subject)s?)?",
              m ->
                  "a rate is a number per time: write '"
                      + m.group(1)
                      + " per "
                      + (m.group(2) == null ? "" : m.group(2))
                      + m.group(3)
                      + "'"
                      + (m.group(4) == null ? "" : ", without '" + m.group(4).strip() + "'")),
          habit(
              "(" + NUMBER + ")\\s*(?:patients?|subjects?|pts?|participants?|events?|per arm|/arm)",
              m -> "write the number alone: '" + m.group(1) + "'"),
          habit(
              "(" + NUMBER + ")\\s*(?:percent|per cent|pct|pc|%%)",
              m -> "write '" + m.group(1) + "%'"),
          habit(
              "(?:[A-Za-z][A-Za-z_]*)?\\s*(?:<-|:=|<=|>=|==|=|<|>|~|\u2248|\u2264|\u2265|about|approx\\.?"
                  + "|ca\\.?)\\s*("
                  + QUANTITY
                  + ")",
              m -> "write the value alone: '" + m.group(1) + "'"),
          habit(
              "(hour|day|week|wk|month|year|visit|d|w|m|y|v)s?[ _-]?([0-9]+(?:\\.[0-9]+)?)",
              m ->
                  "a time is a number with its unit, for example '"
                      + m.group(2)
                      + " "
                      + unit(m.group(1))
                      + "'"),
          habit(
              "([0-9]+)-(hour|day|week|month|year)s?",
              m -> "write '" + m.group(1) + " " + m.group(2) + "s'"),
          habit(
              "([0-9.]+\\s*" + UNIT + ")[\\s,]*(?:and )?([0-9.]+\\s*" + UNIT + ")",
              m -> "write '" + m.group(1) + " + " + m.group(2) + "'"),
          habit(
              QUANTITY + "\\s*(?:\u00b1|\\+/-|\\+-)\\s*" + QUANTITY,
              m -> "a standard deviation or a window has a key of its own; write the value alone"),
          habit(
              QUANTITY + "\\s*(?:-|\u2013|\\bto\\b|\\.\\.|:)\\s*" + QUANTITY,
              m -> "a range is no single value; give one, and others by a 'grid' in 'scenarios'"),
          habit(
              "(?:N|U|Normal|Norm|Lognormal|Uniform|Beta|Gamma|Poisson|Binomial|Weibull|Exponential"
                  + "|r(?:norm|unif|binom|pois|exp|beta|gamma|weibull|lnorm)|RAND|RANNOR|RANUNI)"
                  + SPACE
                  + "\\(.*\\)",
              m ->
                  "a formula draws nothing; what is drawn is a covariate ('distribution'), a random"
                      + " effect, or the endpoint itself"),
          habit(
              "(?:NA|N/A|NaN|NULL|None|none|missing|TBD|TBC|\\?+|\\.|-+)",
              m -> "a value is needed here; where there is none, leave the key out"),
          habit("(.*[^;])\\s*;+", m -> "write it without ';': '" + m.group(1).strip() + "'"));

  private static final Pattern WHOLE =
      Pattern.compile("[-+]?[0-9]{1,3}(?:[ ,'\u2019_.\\h][0-9]{3})+");

  private Habits() {}

  private static Habit habit(String pattern, Function<Matcher, String> advice) {
    int flags = Pattern.CASE_INSENSITIVE;
    return new Habit(Pattern.compile(pattern, flags), advice);
  }

  /** What to write instead of a value that cannot be read, or nothing. */
  public static Optional<String> advice(String written, Dimension dimension) {
    String text = written.strip();
    if (dimension == Dimension.TRUTH || dimension == Dimension.NUMBER_OR_TRUTH) {
      return Optional.empty();
    }
    for (Habit habit : OF_VALUES) {
      Matcher matcher = habit.pattern.matcher(text);
      if (text.length() <= 60 && matcher.matches()) {
        return Optional.of("'" + Quoting.shown(text) + "': " + habit.advice.apply(matcher));
      }
    }
    return Optional.empty();
  }

  /** The digits of a whole number that is written in another way: with separators, as 1e4. */
  static Optional<String> whole(String written) {
    String text = written.strip();
    if (WHOLE.matcher(text).matches()) {
      return Optional.of(digits(text));
    }
    String sided = text.toLowerCase(Locale.ROOT).replaceAll("[ -]?(sided|tailed)$", "");
    if (sided.equals("one") || sided.equals("1")) {
      return Optional.of("1");
    }
    if (sided.equals("two") || sided.equals("2")) {
      return Optional.of("2");
    }
    if (text.length() > 20 || !text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][+]?[0-9]{1,2})?")) {
      return Optional.empty();
    }
    BigDecimal value = new BigDecimal(text).stripTrailingZeros();
    return value.scale() > 0 ? Optional.empty() : Optional.of(value.toPlainString());
  }

  /** The flag that a word stands for, or nothing. */
  static Optional<String> flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "y", "true", "t", "on", "1" -> Optional.of("true");
      case "no", "n", "false", "f", "off", "0" -> Optional.of("false");
      default -> Optional.empty();
    };
  }

  private static String digits(String text) {
    Matcher leading = Pattern.compile("[-+]?[0-9]{1,3}(?:[^0-9][0-9]{3})*").matcher(text);
    return leading.lookingAt() ? leading.group().replaceAll("[^-+0-9]", "") : text;
  }

  private static String rest(Matcher m) {
    return (m.group(2) == null ? "" : m.group(2)) + m.group(3);
  }

  private static String decimal(String text) {
    return text.contains(",") ? text.replace(".", "").replace(',', '.') : text.replace(".", "");
  }

  private static String unit(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "hour" -> "hours";
      case "day", "d" -> "days";
      case "month", "m" -> "months";
      case "year", "y" -> "years";
      default -> "weeks";
    };
  }
}
