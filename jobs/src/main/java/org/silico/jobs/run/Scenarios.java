package org.silico.jobs.run;

import java.util.List;
import java.util.TreeSet;
import org.silico.engine.formula.Nearest;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Protocol.Scenario;

/** Scenarios of a protocol by name. */
public final class Scenarios {
  private Scenarios() {}

  /**
   * Their positions, ascending; all when none is named. A name of a grid stands for all its
   * scenarios.
   *
   * @throws OptionException if there is none of a name
   */
  public static List<Integer> named(Protocol protocol, List<String> wanted) {
    List<Scenario> all = protocol.scenarios();
    TreeSet<Integer> found = new TreeSet<>();
    for (String name : wanted) {
      int before = found.size();
      for (int s = 0; s < all.size(); s++) {
        if (all.get(s).name().equals(name) || all.get(s).name().startsWith(name + ": ")) {
          found.add(s);
        }
      }
      if (found.size() == before) {
        List<String> names = all.stream().map(Scenario::name).toList();
        throw new OptionException(
            "unknown scenario '"
                + name
                + "'; "
                + Nearest.of(name, names)
                    .map(n -> "did you mean '" + n + "'?")
                    .orElse("the protocol has: " + String.join("; ", names)));
      }
    }
    if (wanted.isEmpty()) {
      for (int s = 0; s < all.size(); s++) {
        found.add(s);
      }
    }
    return List.copyOf(found);
  }
}
