package org.silico.engine.model;

import java.util.List;
import org.silico.engine.formula.Nearest;

/** The models that a protocol can name. A new one is one file and one entry in this list. */
public final class Models {

  private static final List<LongitudinalModel> ALL =
      List.of(
          new PanssFriberg2009(),
          new AdasCogRogers2012(),
          new AdasCogConrado2014(),
          new PainPlan2012(),
          new HamdStone2022(),
          new WomacWen2022(),
          new PasiChecchio2017(),
          new EasiSerrano2026(),
          new UpdrsLee2011(),
          new SeizuresSchoemaker2018(),
          new ExponentialPlateau(),
          new WeibullOnset(),
          new EmaxInTime(),
          new Bateman(),
          new InverseBateman(),
          new WeibullLinear(),
          new LogitPlateau(),
          new LinearCourse(),
          new RichardsCourse(),
          new ResponderClasses());

  private Models() {}

  /** All models, published ones first, in the order of the reference page. */
  public static List<LongitudinalModel> all() {
    return ALL;
  }

  /**
   * The model of this name, spelled exactly so.
   *
   * @throws IllegalArgumentException with the name that was most likely meant
   */
  public static LongitudinalModel byName(String name) {
    return ALL.stream()
        .filter(model -> model.info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    List<String> names = ALL.stream().map(model -> model.info().name()).toList();
    return "unknown model '"
        + name
        + "'"
        + Nearest.of(name, names)
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("; there are " + String.join(", ", names));
  }
}
