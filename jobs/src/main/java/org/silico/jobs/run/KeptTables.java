package org.silico.jobs.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.silico.engine.dataset.PatientTables;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.formula.Nearest;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.table.Table;

/** The tables of a run that are kept, by the words of {@link Output.Folder}. */
final class KeptTables {
  private KeptTables() {}

  /**
   * Their names.
   *
   * @throws OptionException if there is no such table
   */
  static Set<String> named(List<String> words, Protocol protocol, TrialPlan plan) {
    Set<String> patients =
        PatientTables.tables(protocol, plan).stream()
            .map(Table::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> all = new LinkedHashSet<>(patients);
    all.addAll(TableNames.PER_TRIAL);
    Set<String> kept = new LinkedHashSet<>();
    for (String name : words) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "all" -> kept.addAll(all);
        case "trials" -> kept.addAll(TableNames.PER_TRIAL);
        case "none" -> {}
        default -> {
          String upper = name.toUpperCase(Locale.ROOT);
          if (!all.contains(upper)) {
            throw new OptionException(
                "--tables: unknown table '"
                    + name
                    + "'"
                    + Nearest.of(upper, all).map(n -> "; did you mean " + n + "?").orElse("")
                    + "; there are "
                    + String.join(", ", all));
          }
          kept.add(upper);
        }
      }
    }
    return kept;
  }
}
