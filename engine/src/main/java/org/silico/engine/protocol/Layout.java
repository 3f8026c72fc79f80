package org.silico.engine.protocol;

import java.util.ArrayList;
import java.util.List;
import org.silico.engine.formula.Type;

/**
 * The columns that formulas of a protocol may use, each one number per patient: the fixed ones,
 * then the covariates in order, then the baseline of every endpoint that has one (in the order of
 * endpoints; formulas of that endpoint know it as BASE).
 *
 * @param names of all columns; baselines as ENDPOINT.BASE
 * @param types in the same order
 * @param baselines for every endpoint the column of its baseline, or -1
 */
public record Layout(List<String> names, List<Type> types, List<Integer> baselines) {
  /** The arm, as a category of arm names. */
  public static final int ARM = 0;

  /** 1 in arms that are not control. */
  public static final int ACTIVE = 1;

  /** The arm's dose. */
  public static final int DOSE = 2;

  /** The site, as a category of site names; of the one name "S01" when no sites are given. */
  public static final int SITE = 3;

  /** Time of entry since the opening of enrolment, a duration. */
  public static final int ENTRY = 4;

  /** The column of the first covariate. */
  public static final int COVARIATES = 5;

  /** The columns of a protocol. */
  public static Layout of(Protocol protocol) {
    return of(
        protocol.arms(),
        protocol.enrolment().sites(),
        protocol.population().covariates(),
        protocol.endpoints());
  }

  /** The columns of a protocol with these parts. */
  public static Layout of(
      List<Protocol.Arm> arms,
      List<Enrolment.Site> sites,
      List<Covariate> covariates,
      List<Endpoint> endpoints) {
    List<String> names = new ArrayList<>(List.of("ARM", "ACTIVE", "DOSE", "SITE", "ENTRY"));
    List<Type> types =
        new ArrayList<>(
            List.of(
                new Type.Category(arms.stream().map(Protocol.Arm::name).toList()),
                Type.number(),
                Type.number(),
                new Type.Category(siteNames(sites)),
                Type.duration()));
    for (Covariate covariate : covariates) {
      names.add(covariate.name());
      types.add(PopulationReader.type(covariate));
    }
    List<Integer> baselines = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      boolean has =
          endpoint instanceof Endpoint.Continuous continuous && continuous.baseline().isPresent();
      baselines.add(has ? names.size() : -1);
      if (has) {
        names.add(endpoint.name() + ".BASE");
        types.add(Type.number());
      }
    }
    return new Layout(List.copyOf(names), List.copyOf(types), List.copyOf(baselines));
  }

  private static List<String> siteNames(List<Enrolment.Site> sites) {
    return sites.isEmpty() ? List.of("S01") : sites.stream().map(Enrolment.Site::name).toList();
  }
}
