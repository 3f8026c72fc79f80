package org.silico.engine.language;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The names that may stand in a list of names.
 *
 * @param what one of them is, for "unknown ..."
 * @param names that may stand there
 * @param suspended names that could not be read, so that their use is no further problem
 * @param others names that mean something else, with the reason why they may not stand there
 */
public record Choices(
    String what, List<String> names, Collection<String> suspended, Map<String, String> others) {

  /** What is wrong with a name, or null. */
  public String problem(String name) {
    if (names.contains(name) || suspended.contains(name)) {
      return null;
    }
    String why = others.get(name);
    if (why != null) {
      return "'" + name + "' " + why;
    }
    return "unknown "
        + what
        + " '"
        + Quoting.shown(name)
        + "'"
        + (names.isEmpty() ? "; there is none" : Quoting.hint(name, names, "; expected one of "));
  }
}
