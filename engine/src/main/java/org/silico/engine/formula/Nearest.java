package org.silico.engine.formula;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one was most likely meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate nearest to {@code word}: one that differs in case only, else the one at the
   * smallest Damerau-Levenshtein distance (insertions, deletions, substitutions and swaps of
   * neighbours, letter case ignored) of at most max(1, length / 3). Ties go to the alphabetically
   * first, so that the answer does not depend on the order of the candidates. Else the only
   * candidate that has all words of {@code word} and more.
   *
   * @return empty when nothing is near, or when only a word with no letter in common would be
   */
  public static Optional<String> of(String word, Collection<String> candidates) {
    Optional<String> sameLetters =
        candidates.stream().filter(word::equalsIgnoreCase).min(Comparator.naturalOrder());
    if (sameLetters.isPresent()) {
      return sameLetters;
    }
    int limit = Math.min(Math.max(1, word.length() / 3), word.length() - 1);
    String lowerCase = word.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = limit + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) > limit) {
        continue;
      }
      int distance = distance(lowerCase, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance
          || (best != null && distance == bestDistance && candidate.compareTo(best) < 0)) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best == null ? withMoreWords(lowerCase, candidates) : Optional.of(best);
  }

  /**
   * The candidates in whose name a word of two or more characters stands, letter case ignored, in
   * their order.
   */
  public static List<String> having(String word, Collection<String> candidates) {
    String lowerCase = word.strip().toLowerCase(Locale.ROOT);
    return lowerCase.length() < 2
        ? List.of()
        : candidates.stream().filter(c -> c.toLowerCase(Locale.ROOT).contains(lowerCase)).toList();
  }

  /** The only candidate that has all the words and more. */
  private static Optional<String> withMoreWords(String word, Collection<String> candidates) {
    List<String> words = words(word);
    List<String> having =
        candidates.stream()
            .filter(c -> !words.isEmpty() && words(c.toLowerCase(Locale.ROOT)).containsAll(words))
            .toList();
    return having.size() == 1 ? Optional.of(having.get(0)) : Optional.empty();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(w -> !w.isEmpty()).toList();
  }

  /** {@code "; did you mean 'x'?"}, or nothing when no candidate is near. */
  static String hint(String word, Collection<String> candidates) {
    return of(word, candidates).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** Optimal string alignment distance: no part is edited twice. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + substitution);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
