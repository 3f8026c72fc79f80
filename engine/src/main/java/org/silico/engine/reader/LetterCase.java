package org.silico.engine.reader;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.silico.engine.language.Problems;
import org.silico.engine.language.Written;

/**
 * Refuses names that differ in letter case only where each becomes a column of one table: SQL, SAS
 * and some file systems take them for one.
 */
final class LetterCase {
  private final Problems problems;

  private LetterCase(Problems problems) {
    this.problems = problems;
  }

  /**
   * Adds a problem for every such name but the first.
   *
   * @param map of the protocol as written
   */
  static void check(Written.Entries map, Problems problems) {
    LetterCase names = new LetterCase(problems);
    map.map("population")
        .flatMap(own -> own.map("covariates"))
        .ifPresent(
            covariates -> {
              names.differ(covariates, "covariate", "ADSL");
              names.differFromOthers(covariates);
            });
    map.map("intercurrent events")
        .ifPresent(events -> names.differ(events, "intercurrent event", "TRUTH"));
    map.map("endpoints")
        .ifPresent(
            endpoints ->
                endpoints
                    .entries()
                    .keySet()
                    .forEach(
                        endpoint ->
                            endpoints
                                .map(endpoint)
                                .flatMap(own -> own.map("random effects"))
                                .ifPresent(own -> names.differ(own, "random effect", "TRUTH"))));
  }

  private void differ(Written.Entries named, String what, String table) {
    Map<String, String> first = new HashMap<>();
    for (String name : named.entries().keySet()) {
      String other = first.putIfAbsent(name.toUpperCase(Locale.ROOT), name);
      if (other != null) {
        problems.add(
            named.keyLocation(name),
            what
                + " '"
                + name
                + "' differs from '"
                + other
                + "' on line "
                + named.keyLocation(other).line()
                + " in letter case only, and both are columns of the table "
                + table
                + "; rename one");
      }
    }
  }

  /** From the columns that ADSL has anyway; those of the same letters are reserved as they are. */
  private void differFromOthers(Written.Entries covariates) {
    for (String name : covariates.entries().keySet()) {
      String column = name.toUpperCase(Locale.ROOT);
      if (!name.equals(column) && ReservedNames.SUBJECT_LEVEL.contains(column)) {
        problems.add(
            covariates.keyLocation(name),
            "covariate '"
                + name
                + "' differs from the column "
                + column
                + " of the table ADSL in letter case only; choose another name");
      }
    }
  }
}
