package org.silico.engine.reader;

import java.util.List;
import java.util.Optional;
import org.silico.engine.language.Problems;
import org.silico.engine.language.Quoting;
import org.silico.engine.language.Written;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.Protocol;

/**
 * Warns of what nothing in the protocol uses, each at its key: most often a name was forgotten in a
 * formula, and what a scenario changes stays as it is.
 *
 * <p>Covariates, endpoints and adverse events stand in tables, used or not, and estimands have
 * their true values. Of these a word is said only where the trial is analysed, and of covariates
 * and adverse events only where no label or term says that they are meant to be read.
 */
final class UnusedWarnings {
  private final Protocol protocol;
  private final Written.Entries map;
  private final Problems problems;
  private final Uses uses;

  private UnusedWarnings(Protocol protocol, Written.Entries map, Problems problems) {
    this.protocol = protocol;
    this.map = map;
    this.problems = problems;
    this.uses = new Uses(protocol);
  }

  /**
   * @param map of the protocol as written
   */
  static void warn(Protocol protocol, Written.Entries map, Problems problems) {
    UnusedWarnings warnings = new UnusedWarnings(protocol, map, problems);
    warnings.parameters();
    warnings.events();
    warnings.effects();
    warnings.doses();
    if (!protocol.analyses().isEmpty()) {
      warnings.covariates();
      warnings.endpoints();
      warnings.arms();
      warnings.estimands();
    }
  }

  private void parameters() {
    for (int p : uses.unusedParameters()) {
      String name = protocol.parameters().get(p).name();
      List<String> by =
          protocol.parameters().stream()
              .filter(other -> other.value().formula().parameters().contains(p))
              .map(Protocol.Parameter::name)
              .toList();
      at(
          map.map("parameters"),
          name,
          "parameter '"
              + name
              + "' is used "
              + (by.isEmpty() ? "nowhere" : "by " + Quoting.list(by) + " only, used nowhere")
              + "; put it into a formula, or remove it");
      setting(name);
    }
  }

  /** The first scenario that sets a parameter in vain. */
  private void setting(String name) {
    for (Written item : map.items("scenarios")) {
      for (String key : List.of("set", "grid")) {
        Optional<Written.Entries> own = ((Written.Entries) item).map(key);
        if (own.isPresent() && own.get().has(name)) {
          at(own, name, "parameter '" + name + "' is used nowhere: setting it changes nothing");
          return;
        }
      }
    }
  }

  private void events() {
    for (int k : uses.unusedEvents()) {
      IntercurrentEvent event = protocol.events().get(k);
      Optional<Written.Entries> section = map.map("intercurrent events");
      boolean adverse = event.kind() == IntercurrentEvent.Kind.ADVERSE_EVENT;
      boolean toBeRead =
          section
              .flatMap(all -> all.map(event.name()))
              .map(own -> own.has("label") || own.has("term"))
              .orElse(false);
      if (!adverse || !toBeRead) {
        at(
            section,
            event.name(),
            "intercurrent event '"
                + event.name()
                + "' changes nothing: no term, other event, estimand or analysis looks at it"
                + (adverse
                    ? "; it is in the table ADAE only; where that is meant, give it a 'term'"
                    : ""));
      }
    }
  }

  private void effects() {
    for (int e = 0; e < protocol.endpoints().size(); e++) {
      if (protocol.endpoints().get(e).longitudinal().isPresent()) {
        Endpoint.Longitudinal endpoint = protocol.endpoints().get(e).longitudinal().get();
        Optional<Written.Entries> own =
            map.map("endpoints")
                .flatMap(all -> all.map(endpoint.name()))
                .flatMap(one -> one.map("random effects"));
        for (int k : uses.unusedEffects(e)) {
          String name = endpoint.effects().get(k).name();
          at(own, name, "random effect '" + name + "' is in no formula; it changes nothing");
        }
      }
    }
  }

  /** A dose that parameters vary; one that is a number may just describe the arm. */
  private void doses() {
    if (uses.readsDose()) {
      return;
    }
    for (Protocol.Arm arm : protocol.arms()) {
      // in a control arm and in a sequence a dose says whether it is on the drug
      boolean varied = !arm.dose().formula().parameters().isEmpty();
      if (varied && !arm.control() && arm.sequence().isEmpty()) {
        at(
            map.map("arms").flatMap(all -> all.map(arm.name())),
            "dose",
            "no formula or model looks at DOSE; the dose of '" + arm.name() + "' changes nothing");
      }
    }
  }

  private void covariates() {
    for (int c : uses.unusedCovariates()) {
      Covariate covariate = protocol.population().covariates().get(c);
      if (covariate.label().equals(covariate.name())) {
        at(
            map.map("population").flatMap(own -> own.map("covariates")),
            covariate.name(),
            "covariate '"
                + covariate.name()
                + "' is in the table ADSL only: no formula, stratum or analysis uses it; where"
                + " that is meant, give it a label");
      }
    }
  }

  private void endpoints() {
    for (int e : uses.unusedEndpoints()) {
      Endpoint endpoint = protocol.endpoints().get(e);
      at(
          map.map("endpoints"),
          endpoint.name(),
          "endpoint '"
              + endpoint.name()
              + "' is in the table "
              + endpoint.table()
              + " only: no analysis, estimand, event or cut uses it");
    }
  }

  private void arms() {
    for (int a : uses.unusedArms()) {
      String name = protocol.arms().get(a).name();
      at(map.map("arms"), name, "arm '" + name + "' is compared by no analysis or estimand");
    }
  }

  private void estimands() {
    for (int e : uses.unusedEstimands()) {
      String name = protocol.estimands().get(e).name();
      at(
          map.map("estimands"),
          name,
          "no analysis is held against estimand '"
              + Quoting.shown(name)
              + "'; name it in the analysis that estimates it, as 'estimand'");
    }
  }

  private void at(Optional<Written.Entries> section, String key, String message) {
    problems.warn(section.orElse(map).keyLocation(key), message);
  }
}
