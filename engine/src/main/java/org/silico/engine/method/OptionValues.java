package org.silico.engine.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an analysis chose of its method's options, usual values filled in; those that are formulas
 * stand elsewhere.
 *
 * @param words by key
 * @param wholes by key
 * @param names by key: of covariates, strata and endpoints
 */
public record OptionValues(
    Map<String, String> words, Map<String, Long> wholes, Map<String, List<String>> names) {
  public static final OptionValues NONE = new OptionValues(Map.of(), Map.of(), Map.of());

  public OptionValues {
    words = Map.copyOf(words);
    wholes = Map.copyOf(wholes);
    names = Map.copyOf(names);
  }

  /**
   * @throws IllegalArgumentException if the method has no such option of words
   */
  public String word(String key) {
    return need(words, key);
  }

  public boolean is(String key, String word) {
    return word(key).equals(word);
  }

  public long whole(String key) {
    return need(wholes, key);
  }

  /** Empty for an option that the method does not have. */
  public List<String> names(String key) {
    return names.getOrDefault(key, List.of());
  }

  /** Whether the change from baseline is compared. */
  public boolean change() {
    return words.getOrDefault(Options.OF.key(), "value").equals("change");
  }

  public List<String> covariates() {
    return names(Options.COVARIATES.key());
  }

  public List<String> strata() {
    return names(Options.STRATA.key());
  }

  /** Endpoints whose event, where it comes first, keeps that of the analysed one from happening. */
  public List<String> competing() {
    return names(Options.COMPETING.key());
  }

  public OptionValues withWord(String key, String word) {
    Map<String, String> more = new LinkedHashMap<>(words);
    more.put(key, word);
    return new OptionValues(more, wholes, names);
  }

  public OptionValues withoutWord(String key) {
    Map<String, String> fewer = new LinkedHashMap<>(words);
    fewer.remove(key);
    return new OptionValues(fewer, wholes, names);
  }

  public OptionValues withWhole(String key, long whole) {
    Map<String, Long> more = new LinkedHashMap<>(wholes);
    more.put(key, whole);
    return new OptionValues(words, more, names);
  }

  public OptionValues withNames(String key, List<String> own) {
    Map<String, List<String>> more = new LinkedHashMap<>(names);
    more.put(key, List.copyOf(own));
    return new OptionValues(words, wholes, more);
  }

  private static <T> T need(Map<String, T> values, String key) {
    T value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no option '" + key + "' among " + values);
    }
    return value;
  }
}
