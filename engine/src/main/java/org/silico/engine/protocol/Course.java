package org.silico.engine.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Location;
import org.silico.engine.method.Outcome;

/**
 * The parts of a {@link Endpoint.Longitudinal}: how a patient's outcome goes from visit to visit.
 */
public final class Course {
  private Course() {}

  /**
   * When patients come.
   *
   * @param days times from randomisation, ascending, of parameters
   * @param sd of the normal deviation from the planned day, in time; absent for none. Actual visits
   *     are on whole days
   * @param window largest deviation
   * @param missed probability that a visit is missed, each alone; absent for none
   */
  public record Schedule(
      List<Quantity> days,
      Optional<Quantity> sd,
      Optional<Quantity> window,
      Optional<ByArm> missed) {}

  /** What is measured, and its law given the prediction. */
  public sealed interface Scale {
    /** What of its values is compared. */
    Outcome outcome();

    /** What may be written by arm, or know the arm. */
    default List<ByArm> byArm() {
      return List.of();
    }

    /** Whether values lie about the prediction by the residual of the protocol. */
    default boolean hasResidual() {
      return false;
    }

    /**
     * Normal residual; values outside the range are set to its end.
     *
     * @param whole whether values are rounded to whole numbers
     */
    record Continuous(Optional<Quantity> low, Optional<Quantity> high, boolean whole)
        implements Scale {
      @Override
      public Outcome outcome() {
        return Outcome.NUMBERS_AT_VISITS;
      }

      @Override
      public boolean hasResidual() {
        return true;
      }
    }

    /** low + (high - low) Beta(mu precision, (1 - mu) precision), logit of mu the sum of terms. */
    record Bounded(Quantity low, Quantity high, Quantity precision) implements Scale {
      @Override
      public Outcome outcome() {
        return Outcome.NUMBERS_AT_VISITS;
      }
    }

    /** 1 with the probability whose link is the sum of terms. */
    record Binary(Link link) implements Scale {
      @Override
      public Outcome outcome() {
        return Outcome.YES_OR_NO_AT_VISITS;
      }
    }

    /**
     * Coded 1, 2, ...: link(P(Y &le; k)) = threshold_k - sum of terms, so that a larger sum means
     * later categories.
     *
     * @param thresholds one less than categories, ascending
     */
    record Ordinal(List<String> categories, List<Quantity> thresholds, Link link) implements Scale {
      @Override
      public Outcome outcome() {
        return Outcome.CATEGORIES_AT_VISITS;
      }
    }

    /**
     * The log of the mean is the sum of terms.
     *
     * @param dispersion k of the negative binomial, variance = mean + k mean^2; lambda of the
     *     generalised Poisson, variance = mean / (1 - lambda)^2; absent for Poisson
     */
    record Count(CountLaw law, Optional<ByArm> dispersion) implements Scale {
      @Override
      public Outcome outcome() {
        return Outcome.COUNTS_AT_VISITS;
      }

      @Override
      public List<ByArm> byArm() {
        return dispersion.stream().toList();
      }
    }
  }

  /** From the sum of terms to a probability. */
  public enum Link {
    LOGIT,
    PROBIT,
    LOG,
    IDENTITY
  }

  /** The law of a count. */
  public enum CountLaw {
    POISSON,
    NEGATIVE_BINOMIAL,
    GENERALISED_POISSON
  }

  /** One term of a response. */
  public sealed interface Term {
    record Formula(ByArm value) implements Term {}

    /**
     * A shape of the library, at the time since the term's treatment began (natural course: since
     * randomisation).
     *
     * @param kernel its name
     * @param parameters by their names, all of them
     */
    record Kernel(String kernel, Map<String, ByArm> parameters) implements Term {}
  }

  /** What a term stands for, in the order in which they are kept apart. */
  public enum TermKind {
    /** What would be without any treatment, its level at baseline included. */
    NATURAL_COURSE("natural course", true),
    PLACEBO("placebo", true),
    DRUG("drug", true),
    NOCEBO("nocebo", false),
    RESCUE("rescue", false);

    private final String word;
    private final boolean course;

    TermKind(String word, boolean course) {
      this.word = word;
      this.course = course;
    }

    /** What a protocol calls it. */
    public String word() {
      return word;
    }

    /**
     * Whether it is a course from a beginning, which kernels and models can give. What is not is a
     * formula, added in who is treated, from the beginning of treatment on.
     */
    public boolean course() {
      return course;
    }
  }

  /**
   * A model of the library that gives natural course, placebo and drug, and the law of the
   * residual.
   *
   * @param name in the library
   * @param sets named sets of parameter values, in order
   * @param parameters overriding, by name; constants of the scenario
   * @param effects overriding standard deviations of random effects, by name
   * @param covariates by the model's names; those not given are at the model's typical value
   * @param exposure ACTIVE where the model's exposure is 0 or 1, else DOSE, unless given; absent
   *     where the model has none
   */
  public record Model(
      String name,
      List<String> sets,
      Map<String, Quantity> parameters,
      Map<String, Quantity> effects,
      Map<String, Quantity> covariates,
      Optional<ByArm> exposure,
      Location location) {}

  /**
   * A random effect, known to the endpoint's formulas by its name.
   *
   * @param level who has a value of their own
   */
  public record Effect(String name, EffectLaw law, EffectLevel level, Location location) {}

  /** The law of a random effect, with eta normal with mean 0. */
  public sealed interface EffectLaw {
    /** eta */
    record Normal(Quantity sd) implements EffectLaw {}

    /** exp(eta), a factor of median 1 */
    record Lognormal(Quantity sd) implements EffectLaw {}

    /** expit(logit(median) + eta) */
    record LogitNormal(Quantity median, Quantity sd) implements EffectLaw {}

    /** (exp(shape eta) - 1) / shape; eta where shape is 0 */
    record BoxCox(Quantity sd, Quantity shape) implements EffectLaw {}

    /** A latent class, a category of formulas. */
    record Classes(List<String> names, List<Quantity> probabilities) implements EffectLaw {}
  }

  /** Who has a value of their own. */
  public enum EffectLevel {
    PATIENT,
    RATER,
    SITE,
    STUDY
  }

  /**
   * What is left over.
   *
   * @param sd additive part, absent for none
   * @param proportional part as a fraction of the prediction, absent for none; the variance is the
   *     sum of the squares of both
   */
  public record Residual(
      Optional<ByArm> sd, Optional<ByArm> proportional, ResidualCorrelation correlation) {}

  /**
   * Of the normal scores behind the residuals of one patient: of screening (where there is one),
   * baseline and visits, in this order. A level that is drawn has no residual: it is the value at
   * screening, and without a lead-in the baseline.
   */
  public sealed interface ResidualCorrelation {
    record Independent() implements ResidualCorrelation {}

    /** value^|i - j| between the i-th and j-th. */
    record Autoregressive(Quantity value) implements ResidualCorrelation {}

    record CompoundSymmetry(Quantity value) implements ResidualCorrelation {}

    /**
     * @param rows of the whole matrix
     */
    record Unstructured(List<List<Quantity>> rows, Location location)
        implements ResidualCorrelation {}
  }

  /**
   * Placebo response grows with the belief in being treated: the placebo term is multiplied by 1 +
   * strength (belief - reference). The belief begins as the share of patients who are allocated to
   * a drug.
   */
  public record Expectation(Quantity strength, Quantity reference, List<Unblinding> unblinding) {}

  /**
   * An event that gives the arm away: once it has happened the odds of the belief are multiplied.
   *
   * @param event position in the protocol's events
   */
  public record Unblinding(int event, Quantity bayesFactor) {}

  /**
   * A visit before everything else whose value formulas know as SCREEN.
   *
   * @param before time before the lead-in, or before randomisation without one
   */
  public record Screening(Quantity before, Optional<Inflation> inflation) {}

  /**
   * Rating up to the entry cut: a screening value in [cut - below, cut) is reported as the cut with
   * a probability.
   */
  public record Inflation(Quantity cut, Quantity below, Quantity probability) {}

  /**
   * The drug's effect after the drug is stopped.
   *
   * @param halfLife absent when the effect stays
   */
  public record CarryOver(Optional<Quantity> halfLife) {}
}
