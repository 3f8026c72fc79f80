package org.silico.engine.reader;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.silico.engine.formula.Formula;
import org.silico.engine.language.Shape;
import org.silico.engine.protocol.Layout;

/** The names that nothing in a protocol can have, as formulas or tables know them already. */
final class ReservedNames {
  /** The columns that every patient has, besides covariates. */
  static final Set<String> COLUMNS =
      Stream.concat(Layout.FIXED.stream(), Stream.of("BASE", "SCREEN"))
          .collect(Collectors.toUnmodifiableSet());

  /** Columns of ADSL that are not covariates. */
  static final Set<String> SUBJECT_LEVEL =
      Set.of(
          "STUDYID",
          "SCENARIO",
          "SIMREP",
          "USUBJID",
          "SITEID",
          "TRT01P",
          "TRT01PN",
          "ENTRYDY",
          "SCRNFAIL",
          "EOSSTT",
          "EOSDY",
          "DCSREAS");

  private ReservedNames() {}

  /** What the name means already, with its article, or null when it is free. */
  static String meaning(String name) {
    if (COLUMNS.contains(name)) {
      return "a column that every patient has";
    }
    if (SUBJECT_LEVEL.contains(name)) {
      return "a column of the table ADSL";
    }
    if (!Shape.IDENTIFIER.matches(name)) {
      return null; // not a name at all, which its shape says
    }
    if (!Formula.isName(name) || name.equals("per")) {
      return "a word of formulas";
    }
    if (Formula.isUnit(name)) {
      return "a unit of time";
    }
    return Formula.isFunction(name) ? "a function of formulas" : null;
  }
}
