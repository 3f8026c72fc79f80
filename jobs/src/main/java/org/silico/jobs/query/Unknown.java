package org.silico.jobs.query;

import java.util.Collection;
import java.util.Locale;
import org.silico.engine.formula.Nearest;

/** What is said of a name that is not there: the nearest one and those that are. */
final class Unknown {
  private static final int SHOWN = 40;

  private Unknown() {}

  static String table(String name, Collection<String> tables) {
    return "there is no table "
        + name.toUpperCase(Locale.ROOT)
        + hint(name, tables)
        + "; this run has "
        + list(tables);
  }

  static String column(String name, Collection<String> columns) {
    return "there is no column " + name + hint(name, columns) + "; there are " + list(columns);
  }

  private static String hint(String name, Collection<String> names) {
    return Nearest.of(name.toUpperCase(Locale.ROOT), names)
        .map(near -> "; did you mean " + near + "?")
        .orElse("");
  }

  private static String list(Collection<String> names) {
    String all = String.join(", ", names.stream().limit(SHOWN).toList());
    return names.size() <= SHOWN ? all : all + ", … (" + names.size() + " in all)";
  }
}
