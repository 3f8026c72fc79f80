package org.silico.engine.reader;

import java.util.List;
import org.silico.engine.formula.Symbol;
import org.silico.engine.formula.Type;
import org.silico.engine.protocol.Enrolment;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;

/** What formulas know of a patient, and why they do not know the rest. */
final class PatientNames {
  private PatientNames() {}

  /** Parameters, covariates and what else is known of a patient at entry. */
  static Names atEntry(PopulationReader population, Enrolment enrolment, boolean sites) {
    Names names = population.names().inner();
    names.add("ENTRY", new Symbol.Column(Layout.ENTRY, Type.duration()));
    if (!enrolment.sites().isEmpty()) {
      List<String> all = enrolment.sites().stream().map(Enrolment.Site::name).toList();
      names.add("SITE", new Symbol.Column(Layout.SITE, new Type.Category(all)));
    } else if (sites) {
      names.addBroken("SITE");
    }
    names.exclude("SITE", "is for trials with sites; add 'sites' to the enrolment");
    names.exclude("BASE", "is for endpoints with a 'baseline'");
    for (String arm : List.of("ARM", "ACTIVE", "DOSE")) {
      names.exclude(arm, "is not known before randomisation; it cannot describe a baseline");
    }
    for (String name : Layout.FIXED.subList(Layout.TIME, Layout.COVARIATES)) {
      names.exclude(name, "is known to the formulas of longitudinal endpoints only");
    }
    names.exclude("SCREEN", "is for the 'entry' of endpoints with 'screening'");
    return names;
  }

  /** These, and the arm. */
  static Names treated(Names atEntry, List<Protocol.Arm> arms) {
    Names names = atEntry.inner();
    List<String> all = arms.stream().map(Protocol.Arm::name).toList();
    names.add("ARM", new Symbol.Column(Layout.ARM, new Type.Category(all)));
    names.add("ACTIVE", new Symbol.Column(Layout.ACTIVE, Type.number()));
    names.add("DOSE", new Symbol.Column(Layout.DOSE, Type.number()));
    return names;
  }
}
