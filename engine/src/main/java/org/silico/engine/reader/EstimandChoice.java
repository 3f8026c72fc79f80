package org.silico.engine.reader;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Estimand;

/**
 * The estimands that an analysis may aim at.
 *
 * @param broken names of those that could not be read
 */
record EstimandChoice(List<Estimand> estimands, Collection<String> broken) {

  /** The position of the one that an analysis names. */
  Optional<Integer> read(Written.Entries analysis, Reading reading) {
    Optional<String> name = analysis.text("estimand");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<String> known = estimands.stream().map(Estimand::name).toList();
    String problem = new Choices("estimand", known, broken, Map.of()).problem(name.get());
    if (problem != null) {
      reading.problems.add(analysis.need("estimand").location(), problem);
    }
    return known.contains(name.get()) ? Optional.of(known.indexOf(name.get())) : Optional.empty();
  }
}
