package org.silico.jobs.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Cut;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Enrolment;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.protocol.Randomisation;
import org.silico.engine.protocol.Stopping;

/** The design of a protocol in sentences, from what was read of it. */
final class Narrative {
  private final Protocol protocol;

  private final double[] parameters;

  private Narrative(Protocol protocol, double[] parameters) {
    this.protocol = protocol;
    this.parameters = parameters;
  }

  /**
   * @param parameters of the scenario whose numbers are shown
   */
  static List<String> of(Protocol protocol, double[] parameters) {
    return new Narrative(protocol, parameters).sentences();
  }

  /** A number as written, or its value where it is a formula. */
  private String number(Quantity q) {
    return q.at(parameters, true);
  }

  private List<String> sentences() {
    List<String> all = new ArrayList<>();
    all.add(arms());
    all.add(enrolment());
    all.add(randomisation());
    protocol
        .leadIn()
        .ifPresent(
            l ->
                all.add(
                    "Before randomisation all take the same for " + number(l.duration()) + "."));
    if (!protocol.population().covariates().isEmpty()) {
      all.add(
          "Patients are described by "
              + words(protocol.population().covariates().stream().map(c -> c.name()).toList())
              + protocol
                  .population()
                  .eligibility()
                  .map(q -> "; who may enter: " + q.text())
                  .orElse("")
              + ".");
    }
    protocol.endpoints().forEach(e -> all.add(endpoint(e)));
    if (!protocol.events().isEmpty()) {
      all.add(
          "On the way patients may have: "
              + words(protocol.events().stream().map(e -> e.name()).toList())
              + ".");
    }
    all.add(
        protocol.dropout().isPresent()
            ? "Patients may leave the trial; when is a hazard of the protocol."
            : "Nobody leaves the trial before its end.");
    for (Protocol.Look look : protocol.looks()) {
      all.add("The data are looked at, " + look.name() + ": " + cut(look.cut()) + ".");
    }
    protocol.analyses().forEach(a -> all.add(analysis(a)));
    protocol
        .estimands()
        .forEach(
            e ->
                all.add(
                    "Estimand "
                        + e.name()
                        + (e.label().equals(e.name()) ? "" : ": " + e.label())
                        + "."));
    return all;
  }

  private String arms() {
    return protocol.arms().size()
        + " arms: "
        + words(
            protocol.arms().stream()
                .map(
                    a ->
                        a.name()
                            + (a.label().equals(a.name()) ? "" : " (" + a.label() + ")")
                            + (a.control() ? " (control)" : ""))
                .toList())
        + ", in the ratio "
        + String.join(" : ", protocol.arms().stream().map(a -> number(a.ratio())).toList())
        + ".";
  }

  private String enrolment() {
    Enrolment e = protocol.enrolment();
    String how =
        switch (e.arrivals()) {
          case AT_ONCE -> "at once";
          case EVEN -> "evenly";
          case POISSON -> "as a Poisson process";
        };
    String rates =
        e.rates().isEmpty()
            ? ""
            : " at "
                + String.join(", then ", e.rates().stream().map(r -> number(r.rate())).toList());
    return number(e.patients())
        + " patients enter "
        + how
        + rates
        + (e.sites().isEmpty() ? "" : " at " + e.sites().size() + " sites")
        + ".";
  }

  private String randomisation() {
    Randomisation r = protocol.randomisation();
    if (r instanceof Randomisation.PermutedBlocks b) {
      return "They are randomised by permuted blocks of "
          + words(b.sizes().stream().map(String::valueOf).toList())
          + (b.strata().isEmpty() ? "" : ", stratified by " + words(b.strata()))
          + ".";
    } else if (r instanceof Randomisation.Minimisation m) {
      return "They are allocated by minimisation over " + words(m.factors()) + ".";
    }
    return "They are randomised independently of one another.";
  }

  private String endpoint(Endpoint e) {
    return "Endpoint "
        + e.name()
        + ", "
        + e.label()
        + ": "
        + (e.longitudinal().isPresent() ? "at several visits, " : "")
        + e.outcome().words()
        + e.known().map(q -> ", known by " + number(q)).orElse("")
        + ".";
  }

  private String cut(Cut cut) {
    if (cut instanceof Cut.Calendar c) {
      return number(c.time()) + " after enrolment opens";
    } else if (cut instanceof Cut.Events e) {
      return "after "
          + number(e.number())
          + (e.completers() ? " patients have come to the last visit of " : " events of ")
          + e.endpoint()
          + e.latest().map(q -> ", at most after " + number(q)).orElse("");
    } else if (cut instanceof Cut.Information i) {
      return "with a share of " + number(i.share()) + " of what the cut waits for";
    } else if (cut instanceof Cut.MinimumFollowUp m) {
      return number(m.time())
          + " after "
          + m.patients().map(q -> "patient " + number(q)).orElse("the last patient")
          + " entered";
    } else if (cut instanceof Cut.Combined c) {
      return "at the "
          + (c.later() ? "last" : "first")
          + " of: "
          + String.join("; ", c.parts().stream().map(this::cut).toList());
    }
    return "when the last patient's follow-up has ended";
  }

  private String analysis(Analysis a) {
    Analysis.Hypothesis h = a.hypothesis();
    return "Analysis "
        + a.name()
        + ": "
        + a.method().method().name()
        + " of "
        + protocol.endpoints().get(a.endpoint()).name()
        + ", "
        + protocol.arms().get(a.treatment()).name()
        + " against "
        + protocol.arms().get(a.control()).name()
        + "; "
        + h.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + h.upper().map(m -> " by a margin of " + number(m)).orElse("")
        + ", "
        + (h.sides() == 1 ? "one-sided" : "two-sided")
        + " alpha "
        + number(h.alpha())
        + ", "
        + h.better().name().toLowerCase(Locale.ROOT)
        + " is better"
        + a.stopping().map(s -> "; it ends the trial at a look" + stopping(s)).orElse("")
        + ".";
  }

  private static String stopping(Stopping s) {
    return s.futility().isPresent() ? " for efficacy or futility" : " for efficacy";
  }

  private static String words(List<String> all) {
    return all.size() < 2
        ? String.join("", all)
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
  }
}
