package org.silico.engine.reader;

import java.util.Collection;
import org.silico.engine.language.Location;
import org.silico.engine.language.Problems;

/** The names that formulas know already when events and random effects get theirs. */
record TakenNames(
    Collection<String> parameters, Collection<String> covariates, Collection<String> events) {

  /** Notes a name that is taken. */
  void check(String name, Location at, Problems problems) {
    String meaning = ReservedNames.meaning(name);
    if (meaning == null) {
      meaning =
          parameters.contains(name)
              ? "a parameter"
              : covariates.contains(name)
                  ? "a covariate"
                  : events.contains(name) ? "an intercurrent event" : null;
    }
    if (meaning != null) {
      problems.add(at, "'" + name + "' is " + meaning + "; choose another name");
    }
  }
}
