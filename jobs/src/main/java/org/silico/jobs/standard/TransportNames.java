package org.silico.jobs.standard;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names that SAS transport holds, for those that it does not: letters become upper case, other
 * characters than letters and digits {@code _}, and what is longer than 8 is cut; a number at the
 * end tells apart what is alike then.
 */
final class TransportNames {
  private static final int LONGEST_NAME = 8;
  private static final int LONGEST_LABEL = 40;

  private final Set<String> taken = new HashSet<>();

  /** Says that a name is in use. */
  void take(String name) {
    taken.add(name);
  }

  static boolean fits(String name) {
    return SasTransport.NAME.matcher(name).matches();
  }

  String of(String name) {
    String shape = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    shape = shape.isEmpty() || Character.isDigit(shape.charAt(0)) ? "_" + shape : shape;
    String cut = cut(shape, LONGEST_NAME);
    for (int n = 1; !taken.add(cut); n++) {
      String number = Integer.toString(n);
      cut = cut(shape, LONGEST_NAME - number.length()) + number;
    }
    return cut;
  }

  static String label(String label) {
    return label.length() <= LONGEST_LABEL ? label : cut(label, LONGEST_LABEL - 3) + "...";
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }
}
