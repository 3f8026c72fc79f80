package org.silico.engine.reader;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.silico.engine.method.Comparison;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.Cut;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Randomisation;

/**
 * What of a protocol nothing refers to, by position. A parameter is used when a formula outside
 * {@code parameters} mentions it, or the formula of a parameter that is used.
 */
public final class Uses {
  private static final Set<Integer> OF_THE_DRUG =
      Set.of(Layout.ACTIVE, Layout.DOSE, Layout.DRUGTIME, Layout.OFFTIME);

  private final Protocol protocol;
  private final Layout layout;
  private final List<Covariate> covariates;
  private final List<String> covariateNames;

  /** Of everything but parameters and covariates. */
  private final Mentions mentions;

  public Uses(Protocol protocol) {
    this.protocol = protocol;
    this.layout = Layout.of(protocol);
    this.covariates = protocol.population().covariates();
    this.covariateNames = covariates.stream().map(Covariate::name).toList();
    this.mentions =
        Mentions.of(
            protocol.population().correlation(),
            protocol.population().eligibility(),
            protocol.arms(),
            protocol.enrolment(),
            protocol.randomisation(),
            protocol.leadIn(),
            protocol.events(),
            protocol.endpoints(),
            protocol.endpointCorrelation(),
            protocol.followUp(),
            protocol.dropout(),
            protocol.looks(),
            protocol.estimands(),
            protocol.analyses());
  }

  /** Parameters that nothing uses, or only parameters of this kind. */
  public Set<Integer> unusedParameters() {
    Set<Integer> used = new HashSet<>(mentions.parameters());
    used.addAll(Mentions.of(covariates).parameters());
    return rest(
        protocol.parameters().size(),
        closure(used, p -> protocol.parameters().get(p).value().formula().parameters()));
  }

  /**
   * Covariates that no formula, stratum or analysis refers to, and that are not correlated with one
   * that is.
   */
  Set<Integer> unusedCovariates() {
    Set<Integer> used = ofCovariates(mentions.columns());
    List<String> names = new ArrayList<>();
    if (protocol.randomisation() instanceof Randomisation.PermutedBlocks blocks) {
      names.addAll(blocks.strata());
    } else if (protocol.randomisation() instanceof Randomisation.Minimisation minimisation) {
      names.addAll(minimisation.factors());
    }
    for (Analysis analysis : protocol.analyses()) {
      names.addAll(analysis.method().values().covariates());
      names.addAll(analysis.method().values().strata());
    }
    names.retainAll(covariateNames); // BASE and SITE are none
    names.forEach(name -> used.add(covariateNames.indexOf(name)));
    return rest(covariates.size(), closure(used, this::drawnWith));
  }

  /** The covariates that one is made of or correlated with. */
  private Set<Integer> drawnWith(int covariate) {
    Set<Integer> with = ofCovariates(Mentions.of(covariates.get(covariate)).columns());
    String name = covariateNames.get(covariate);
    for (Protocol.Correlation correlation : protocol.population().correlation()) {
      if (correlation.first().equals(name)) {
        with.add(covariateNames.indexOf(correlation.second()));
      } else if (correlation.second().equals(name)) {
        with.add(covariateNames.indexOf(correlation.first()));
      }
    }
    return with;
  }

  private Set<Integer> ofCovariates(Set<Integer> columns) {
    Set<Integer> found = new HashSet<>();
    for (int c = 0; c < covariates.size(); c++) {
      if (columns.contains(Layout.COVARIATES + c)) {
        found.add(c);
      }
    }
    return found;
  }

  /**
   * Intercurrent events that change nothing: no formula, estimand, analysis or belief of patients
   * looks at them, and what they do by themselves (to leave the study, to stop a drug that acts) is
   * none.
   */
  Set<Integer> unusedEvents() {
    Set<Integer> used = new HashSet<>();
    for (int k = 0; k < protocol.events().size(); k++) {
      int event = k;
      boolean acts =
          switch (protocol.events().get(k).kind()) {
            case STUDY_DISCONTINUATION -> true;
            case TREATMENT_DISCONTINUATION -> drugActs();
            case RESCUE_MEDICATION, ADVERSE_EVENT -> false;
          };
      boolean asked =
          protocol.estimands().stream()
              .anyMatch(e -> e.strategies().get(event) != Estimand.Strategy.TREATMENT_POLICY);
      boolean ends =
          protocol.analyses().stream()
              .flatMap(a -> a.target().stream())
              .anyMatch(t -> t.excludeAfter().contains(event));
      if (acts || asked || ends || mentions.columns().contains(layout.events().get(k))) {
        used.add(k);
      }
    }
    for (Endpoint.Longitudinal endpoint : longitudinal()) {
      endpoint.expectation().stream()
          .flatMap(e -> e.unblinding().stream())
          .forEach(u -> used.add(u.event()));
    }
    return rest(protocol.events().size(), used);
  }

  /** Whether it matters to an endpoint that a patient is on the drug. */
  private boolean drugActs() {
    return mentions.columns().stream().anyMatch(OF_THE_DRUG::contains)
        || longitudinal().stream().anyMatch(e -> e.terms().containsKey(TermKind.DRUG));
  }

  /** Random effects of a longitudinal endpoint that no formula mentions. */
  Set<Integer> unusedEffects(int endpoint) {
    Endpoint.Longitudinal own = protocol.endpoints().get(endpoint).longitudinal().orElseThrow();
    Set<Integer> used = new HashSet<>();
    for (int k = 0; k < own.effects().size(); k++) {
      if (mentions.columns().contains(layout.effects(endpoint) + k)) {
        used.add(k);
      }
    }
    return rest(own.effects().size(), used);
  }

  /** Whether a formula looks at doses. */
  boolean readsDose() {
    return mentions.columns().contains(Layout.DOSE);
  }

  /** Endpoints that no analysis, estimand, intercurrent event or cut looks at. */
  Set<Integer> unusedEndpoints() {
    Set<Integer> used = new HashSet<>();
    List<String> names = protocol.endpoints().stream().map(Endpoint::name).toList();
    for (Analysis analysis : protocol.analyses()) {
      used.add(analysis.endpoint());
      analysis.method().values().competing().forEach(name -> used.add(names.indexOf(name)));
    }
    protocol.estimands().forEach(e -> used.add(e.endpoint()));
    protocol.events().forEach(e -> used.add(e.endpoint()));
    for (Protocol.Look look : protocol.looks()) {
      for (Cut.Events events : look.cut().counted()) {
        for (int e = 0; e < protocol.endpoints().size(); e++) {
          if (protocol.endpoints().get(e).name().equals(events.endpoint())) {
            used.add(e);
          }
        }
      }
    }
    return rest(protocol.endpoints().size(), used);
  }

  /** Arms that no analysis and no estimand compares. */
  Set<Integer> unusedArms() {
    Set<Integer> used = new HashSet<>();
    for (Analysis analysis : protocol.analyses()) {
      used.add(analysis.treatment());
      used.add(analysis.control());
      if (analysis.method().method().comparison() == Comparison.ARMS_OF_STAGES) {
        return Set.of(); // its first stage compares them all
      }
    }
    for (Estimand estimand : protocol.estimands()) {
      used.add(estimand.treatment());
      used.add(estimand.control());
    }
    return rest(protocol.arms().size(), used);
  }

  /**
   * Estimands of an endpoint whose analyses name none, though one that compares the same arms
   * could.
   */
  Set<Integer> unusedEstimands() {
    Set<Integer> unused = new TreeSet<>();
    for (int e = 0; e < protocol.estimands().size(); e++) {
      Estimand estimand = protocol.estimands().get(e);
      boolean named = false;
      boolean could = false;
      for (Analysis analysis : protocol.analyses()) {
        if (analysis.endpoint() == estimand.endpoint() && analysis.target().isPresent()) {
          named |= analysis.target().get().estimand().isPresent();
          could |=
              analysis.treatment() == estimand.treatment()
                  && analysis.control() == estimand.control();
        }
      }
      if (could && !named) {
        unused.add(e);
      }
    }
    return unused;
  }

  private List<Endpoint.Longitudinal> longitudinal() {
    return protocol.endpoints().stream()
        .flatMap(endpoint -> endpoint.longitudinal().stream())
        .toList();
  }

  private static Set<Integer> closure(Set<Integer> from, IntFunction<Set<Integer>> next) {
    Set<Integer> all = new HashSet<>(from);
    List<Integer> open = new ArrayList<>(from);
    while (!open.isEmpty()) {
      for (int more : next.apply(open.remove(open.size() - 1))) {
        if (all.add(more)) {
          open.add(more);
        }
      }
    }
    return all;
  }

  private static Set<Integer> rest(int size, Set<Integer> used) {
    Set<Integer> rest = new TreeSet<>();
    for (int i = 0; i < size; i++) {
      if (!used.contains(i)) {
        rest.add(i);
      }
    }
    return rest;
  }
}
