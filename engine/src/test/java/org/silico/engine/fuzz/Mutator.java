package org.silico.engine.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spoils protocols: mutant k of a seed is always the same. One in a few is still a protocol, most
 * are nearly one, which is where readers break.
 */
final class Mutator {
  private static final Pattern KEY =
      Pattern.compile("(?m)(?<=^|[{,\\s])[A-Za-z][A-Za-z0-9_ ()-]*(?=:)");
  private static final Pattern VALUE = Pattern.compile("(?<=: )[^\\s{\\[,}\\]][^,}\\]\\n]*");
  private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z_0-9.])[0-9]+(\\.[0-9]+)?");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.]+|[^A-Za-z0-9_.\\s]|\\s+");
  private static final Pattern SECTION = Pattern.compile("(?m)^(?=[a-z])");

  /** Characters that readers of text trip over. */
  private static final List<String> CHARACTERS =
      List.of(
          "\ud83d\ude00",
          "\ud83d\ude00\ud83c\uddf3\ud83c\uddf4",
          "\u0085",
          "\u009b31m",
          "\u001b[31m",
          "\u202e",
          "\u2066",
          "\u200f",
          "\u200b",
          "\u200d",
          "\ufeff",
          "\u00a0",
          "\u2028",
          "\u2029",
          "\u0301",
          "e\u0301",
          "\uffff",
          "\ufffe",
          "\u0000",
          "\u007f",
          "\ud7ff",
          "\ue000",
          "\udbff\udfff",
          "\u3000",
          "\u0130",
          "\u00df",
          "\u212a",
          "\u0660",
          "\uff11",
          "\u2212",
          "\t",
          "\r",
          "\r\n",
          "\u000b",
          "\u000c",
          "\n");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1",
          "2",
          "0.5",
          "1e-300",
          "1e300",
          "-1e300",
          "1e18",
          "1e308",
          "4.9e-324",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "0x10",
          "0o17",
          "1_000",
          "1,000",
          "00",
          "007",
          "1.",
          ".5",
          "1e",
          "1e999",
          "-1e999",
          "nan",
          ".nan",
          ".inf",
          "-.inf",
          "Infinity",
          "1%",
          "100%",
          "101%",
          "1e5%",
          "50000000",
          "1000",
          "0.999999999999",
          "1.0000000001",
          "3.5",
          "64",
          "65",
          "1/0",
          "0/0",
          "(0)^(-1)",
          "1e9");

  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "null",
          "true",
          "false",
          "yes",
          "no",
          "''",
          "\"\"",
          "' '",
          "[]",
          "{}",
          "[[]]",
          "[1]",
          "{a: 1}",
          "x",
          "'x'",
          "*a",
          "&a 1",
          "!!int 1",
          "!!java.io.File [x]",
          "|",
          ">",
          "|+\n  x",
          "? a",
          "- a",
          "@x",
          "`x`",
          "%x",
          "\"\\x00\"",
          "\"\\u0085\"",
          "\"a\\nb\"",
          "\"\\ud83d\"",
          "\"AGE\\n\"",
          "AGE",
          "age",
          "BASE",
          "TIME",
          "ARM",
          "ARM == 'x'",
          "'a' in ['b']",
          "1 week",
          "-1 week",
          "0 days",
          "1e6 years",
          "1 per week",
          "0 per day",
          "1e12 per day",
          "1 month ^ 2",
          "log(0)",
          "log(-1)",
          "sqrt(-1)",
          "exp(1000)",
          "exp(exp(exp(9)))",
          "1/0",
          "0/0",
          "AGE/0",
          "log(AGE - 1000)",
          "if true then 1 else 0",
          "if AGE > 50 then 1",
          "not 1",
          "1 < 2 < 3",
          "1 == 1",
          "(((1)))",
          "1 + ",
          "+ 1",
          "1 1",
          "pi",
          "e",
          "min()",
          "max(1)",
          "min(1, 2, 3)",
          "abs(-1)",
          "1 week + 1",
          "1 week * 1 week",
          "normal",
          "t test",
          "mmrm",
          "log-rank",
          "cox",
          "ancova",
          "multiple imputation",
          "negative binomial",
          "proportional odds",
          "wilcoxon",
          "crossover",
          "continuous",
          "binary",
          "count",
          "ordinal",
          "time to event",
          "longitudinal",
          "unstructured",
          "PANSS Friberg 2009",
          "ADAS-cog",
          "weibull",
          "exponential",
          "gamma",
          "beta",
          "poisson",
          "binomial",
          "lognormal",
          "categorical",
          "uniform",
          "permuted blocks",
          "minimisation",
          "simple");

  private final List<String> corpus;
  private final List<String> keys;
  private final long seed;
  private final List<UnaryOperator<String>> ways;
  private Random random;

  /**
   * @param corpus protocols that are right
   */
  Mutator(List<String> corpus, long seed) {
    this.corpus = corpus;
    this.seed = seed;
    TreeSet<String> all = new TreeSet<>();
    corpus.forEach(text -> KEY.matcher(text).results().map(MatchResult::group).forEach(all::add));
    this.keys = new ArrayList<>(all);
    this.ways =
        List.of(
            this::bytes,
            this::tokens,
            this::lines,
            this::indent,
            this::key,
            this::keyInTwo,
            this::value,
            this::value,
            this::number,
            this::number,
            this::splice,
            this::section,
            this::nest,
            this::anchor,
            this::character,
            this::shift,
            this::name);
  }

  /** Mutant k as bytes, which need not be UTF-8. */
  byte[] mutant(long k) {
    random = new Random(seed * 0x9E3779B97F4A7C15L + k);
    random.nextInt();
    String text = corpus.get(random.nextInt(corpus.size()));
    int changes = 1 + Math.min(random.nextInt(4), random.nextInt(4));
    for (int change = 0; change < changes; change++) {
      text = ways.get(random.nextInt(ways.size())).apply(text);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(200) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private int place(String text) {
    return random.nextInt(text.length() + 1);
  }

  /** Some characters go, are doubled, or change. */
  private String bytes(String text) {
    int from = place(text);
    int to = Math.min(text.length(), from + random.nextInt(random.nextBoolean() ? 4 : 40));
    String noise = "{}[]:,-'\"&*!%|>#?@`\\ \n09.aZ=<()^+/";
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, from) + text.substring(to);
      case 1 -> text.substring(0, to) + text.substring(from);
      default ->
          text.substring(0, from)
              + noise.charAt(random.nextInt(noise.length()))
              + text.substring(from);
    };
  }

  /** Two tokens change places, or one goes or is doubled. */
  private String tokens(String text) {
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(text).results().map(MatchResult::group).toList());
    if (tokens.isEmpty()) {
      return text;
    }
    int a = random.nextInt(tokens.size());
    int b = random.nextInt(tokens.size());
    switch (random.nextInt(3)) {
      case 0 -> java.util.Collections.swap(tokens, a, b);
      case 1 -> tokens.remove(a);
      default -> tokens.add(b, tokens.get(a));
    }
    return String.join("", tokens);
  }

  /** A line goes, is doubled, or moves. */
  private String lines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int a = random.nextInt(lines.size());
    int b = random.nextInt(lines.size());
    switch (random.nextInt(3)) {
      case 0 -> lines.remove(a);
      case 1 -> lines.add(b, lines.get(a));
      default -> java.util.Collections.swap(lines, a, b);
    }
    return String.join("\n", lines);
  }

  private String indent(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int a = random.nextInt(lines.size());
    String line = lines.get(a);
    lines.set(a, random.nextBoolean() || !line.startsWith(" ") ? "  " + line : line.substring(1));
    return String.join("\n", lines);
  }

  /** A key becomes another of the language. */
  private String key(String text) {
    return replace(text, KEY, one(keys));
  }

  /** A key stands twice, or its other half is somewhere else. */
  private String keyInTwo(String text) {
    List<MatchResult> found = KEY.matcher(text).results().toList();
    if (found.size() < 2) {
      return text;
    }
    return replace(text, one(found), one(found).group());
  }

  private String value(String text) {
    if (random.nextInt(3) == 0) {
      List<MatchResult> found = VALUE.matcher(one(corpus)).results().toList();
      return replace(text, VALUE, one(found).group());
    }
    return replace(text, VALUE, one(random.nextInt(3) == 0 ? NUMBERS : VALUES));
  }

  private String number(String text) {
    return replace(text, NUMBER, one(NUMBERS));
  }

  /** Half of one protocol, then half of another. */
  private String splice(String text) {
    List<String> a = Arrays.asList(text.split("\n", -1));
    List<String> b = Arrays.asList(one(corpus).split("\n", -1));
    return String.join("\n", a.subList(0, random.nextInt(a.size() + 1)))
        + "\n"
        + String.join("\n", b.subList(random.nextInt(b.size()), b.size()));
  }

  /** A section of another protocol comes, in place of one of this or besides. */
  private String section(String text) {
    List<String> own = new ArrayList<>(Arrays.asList(SECTION.split(text)));
    List<String> other = Arrays.asList(SECTION.split(one(corpus)));
    String section = one(other);
    String name = section.substring(0, Math.max(0, section.indexOf(':')));
    if (random.nextInt(3) > 0) {
      own.removeIf(s -> s.startsWith(name + ":"));
    }
    own.add(random.nextInt(own.size() + 1), section + "\n");
    return String.join("", own);
  }

  private String nest(String text) {
    int depth = 1 + random.nextInt(random.nextInt(4) == 0 ? 3000 : 60);
    String[] brackets =
        one(
            List.of(
                new String[] {"[", "]"},
                new String[] {"{a: ", "}"},
                new String[] {"(", ")"},
                new String[] {"-", ""},
                new String[] {"not ", ""},
                new String[] {"1 + (", ")"},
                new String[] {"if 1 < 2 then ", " else 0"}));
    return replace(text, VALUE, brackets[0].repeat(depth) + "1" + brackets[1].repeat(depth));
  }

  private String anchor(String text) {
    int at = place(text);
    String what =
        one(
            List.of(
                "&a ",
                "*a",
                "<<: *a",
                "!!str ",
                "!x ",
                "!!binary ",
                "? ",
                "--- ",
                "\n---\n",
                "\n...\n",
                "%YAML 1.1\n",
                "&a [*a]",
                "# "));
    if (random.nextBoolean()) {
      List<MatchResult> found = VALUE.matcher(text).results().toList();
      at = found.isEmpty() ? at : one(found).start();
    }
    return text.substring(0, at) + what + text.substring(at);
  }

  private String character(String text) {
    int at = place(text);
    return text.substring(0, at) + one(CHARACTERS) + text.substring(at);
  }

  /** Everything moves, so that characters come to lie across the ends of buffers. */
  private String shift(String text) {
    return "#"
        + one(List.of("x", "\ud83d\ude00", "\u00e9")).repeat(random.nextInt(1200))
        + "\ud83d\ude00\n"
        + text;
  }

  /** A name, everywhere it stands, becomes another. */
  private String name(String text) {
    List<MatchResult> found = KEY.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text;
    }
    String old = one(found).group();
    String name =
        switch (random.nextInt(4)) {
          case 0 -> old.toLowerCase(java.util.Locale.ROOT);
          case 1 -> old + one(List.of("1", "_1", "DY", "_", " ", "\u0301"));
          case 2 -> "\"" + old + one(List.of("\\n", "\\u0085", "\\u202e", "\\e[31m", "\\0")) + "\"";
          default ->
              one(
                  List.of(
                      "DROP",
                      "EOS",
                      "MODEL_E0",
                      "STUDYID",
                      "studyid",
                      "y",
                      "n",
                      "on",
                      "null",
                      "1",
                      "A1",
                      "a",
                      "A"));
        };
    return text.replaceAll(
        "(?<![A-Za-z0-9_])" + Pattern.quote(old) + "(?![A-Za-z0-9_])",
        Matcher.quoteReplacement(name));
  }

  private String replace(String text, Pattern pattern, String by) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    return found.isEmpty() ? text : replace(text, one(found), by);
  }

  private static String replace(String text, MatchResult at, String by) {
    return text.substring(0, at.start()) + by + text.substring(at.end());
  }
}
