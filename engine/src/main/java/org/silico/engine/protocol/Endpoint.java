package org.silico.engine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.language.Location;
import org.silico.engine.method.Outcome;
import org.silico.engine.model.ModelInfo;
import org.silico.engine.model.Models;

/** What is observed of a patient. */
public sealed interface Endpoint {
  /** PARAMCD: up to 8 capital letters and digits. */
  String name();

  String label();

  /** The output table, such as ADQS; ADTTE for a time to event. */
  String table();

  Location location();

  /** What of it is compared. */
  Outcome outcome();

  /** When it is known of all, from randomisation; empty for a time to event. */
  Optional<Quantity> known();

  /** What may be written by arm, or know the arm. */
  List<ByArm> byArm();

  /** What of that is relative to a reference. */
  default List<Ratio> ratios() {
    return List.of();
  }

  /** Whether a value before randomisation is known. */
  default boolean hasBaseline() {
    return false;
  }

  /** Whether who left before it is known counts as a failure, else as missing. */
  default boolean dropoutsFail() {
    return false;
  }

  /** Whether something of it acts in arms on drug only. */
  default boolean hasDrug() {
    return false;
  }

  /** Itself, where it is seen at several visits. */
  default Optional<Longitudinal> longitudinal() {
    return Optional.empty();
  }

  /** A ratio of odds or hazards, as {@code hazard ratio}. */
  record Ratio(String what, ByArm value) {}

  /**
   * Normal about its mean, at a visit.
   *
   * @param visit time from randomisation
   * @param baseline of the same quantity before randomisation, known to formulas as BASE
   * @param change whether the mean and SD are those of the change from baseline
   */
  record Continuous(
      String name,
      String label,
      String table,
      Quantity visit,
      Optional<Baseline> baseline,
      boolean change,
      ByArm mean,
      ByArm sd,
      Location location)
      implements Endpoint {
    @Override
    public Outcome outcome() {
      return Outcome.CONTINUOUS;
    }

    @Override
    public Optional<Quantity> known() {
      return Optional.of(visit);
    }

    @Override
    public List<ByArm> byArm() {
      return List.of(mean, sd);
    }

    @Override
    public boolean hasBaseline() {
      return baseline.isPresent();
    }
  }

  /** Normal. */
  record Baseline(Quantity mean, Quantity sd) {}

  /**
   * Yes or no, at a visit.
   *
   * @param dropoutsFail whether who left before the visit counts as no (else as missing)
   */
  record Binary(
      String name,
      String label,
      String table,
      Quantity visit,
      ByArm probability,
      boolean dropoutsFail,
      Location location)
      implements Endpoint {
    @Override
    public Outcome outcome() {
      return Outcome.BINARY;
    }

    @Override
    public Optional<Quantity> known() {
      return Optional.of(visit);
    }

    @Override
    public List<ByArm> byArm() {
      return List.of(probability);
    }
  }

  /**
   * A number of events over a period from randomisation; who is seen for less has the events of the
   * time seen.
   *
   * @param rate events per time
   * @param dispersion k of the negative binomial, variance = mean + k mean^2; absent for Poisson
   */
  record Count(
      String name,
      String label,
      String table,
      Quantity period,
      ByArm rate,
      Optional<ByArm> dispersion,
      Location location)
      implements Endpoint {
    @Override
    public Outcome outcome() {
      return Outcome.COUNT;
    }

    @Override
    public Optional<Quantity> known() {
      return Optional.of(period);
    }

    @Override
    public List<ByArm> byArm() {
      return dispersion.map(k -> List.of(rate, k)).orElse(List.of(rate));
    }
  }

  /**
   * One of ordered categories, at a visit, coded 1, 2, ... in the order given.
   *
   * @param probabilities per arm (or one list for all) of each category; they sum to 1
   * @param oddsRatio of a category listed at or before any cut, relative to the probabilities
   *     (proportional odds: above 1 moves patients to the categories listed first)
   */
  record Ordinal(
      String name,
      String label,
      String table,
      Quantity visit,
      List<String> categories,
      List<List<Quantity>> probabilities,
      Optional<ByArm> oddsRatio,
      Location location)
      implements Endpoint {
    @Override
    public Outcome outcome() {
      return Outcome.ORDINAL;
    }

    @Override
    public Optional<Quantity> known() {
      return Optional.of(visit);
    }

    @Override
    public List<ByArm> byArm() {
      List<ByArm> all = new ArrayList<>();
      oddsRatio.ifPresent(all::add);
      for (int k = 0; k < categories.size(); k++) {
        int category = k;
        all.add(new ByArm(probabilities.stream().map(p -> p.get(category)).toList()));
      }
      return all;
    }

    @Override
    public List<Ratio> ratios() {
      return oddsRatio.map(r -> List.of(new Ratio("odds ratio", r))).orElse(List.of());
    }
  }

  /**
   * Seen at several visits. The prediction is a link of a sum of terms that are kept apart: natural
   * course, placebo, drug, nocebo, rescue.
   *
   * @param baseline of a level that is drawn before anything else and added to the sum; without it
   *     the level is part of the natural course, and the baseline is observed like a visit
   * @param terms by kind; with a model, natural course, placebo and drug are the model's
   * @param carryOver absent when the drug's effect ends with the drug
   * @param raters how many there are; absent without effects of raters
   * @param entry a condition on SCREEN and BASE that every patient fulfils
   */
  record Longitudinal(
      String name,
      String label,
      String table,
      Course.Schedule schedule,
      Course.Scale scale,
      Optional<Baseline> baseline,
      Optional<Course.Model> model,
      Map<Course.TermKind, Course.Term> terms,
      Optional<Course.CarryOver> carryOver,
      List<Course.Effect> effects,
      List<Protocol.Correlation> effectCorrelation,
      Optional<Quantity> raters,
      Optional<Course.Residual> residual,
      Optional<Course.Expectation> expectation,
      Optional<Course.Screening> screening,
      Optional<Quantity> entry,
      Location location)
      implements Endpoint {
    @Override
    public Outcome outcome() {
      if (scale.outcome() != Outcome.NUMBERS_AT_VISITS || model.isEmpty()) {
        return scale.outcome();
      }
      ModelInfo.Kind kind = Models.byName(model.get().name()).info().kind();
      return switch (kind) {
        case RESPONDERS -> Outcome.YES_OR_NO_AT_VISITS;
        case COUNT -> Outcome.COUNTS_AT_VISITS;
        case SCORE, ORDINAL, KERNEL -> Outcome.NUMBERS_AT_VISITS;
      };
    }

    /** The last visit; empty while none could be read. */
    @Override
    public Optional<Quantity> known() {
      List<Quantity> days = schedule.days();
      return days.isEmpty() ? Optional.empty() : Optional.of(days.get(days.size() - 1));
    }

    /** With a model of the library, besides what the model brings. */
    @Override
    public List<ByArm> byArm() {
      List<ByArm> all = new ArrayList<>();
      for (Course.Term term : terms.values()) {
        if (term instanceof Course.Term.Formula f) {
          all.add(f.value());
        } else if (term instanceof Course.Term.Kernel kernel) {
          all.addAll(kernel.parameters().values());
        } else {
          throw new IllegalStateException("term " + term);
        }
      }
      all.addAll(scale.byArm());
      schedule.missed().ifPresent(all::add);
      residual.flatMap(Course.Residual::sd).ifPresent(all::add);
      residual.flatMap(Course.Residual::proportional).ifPresent(all::add);
      return all;
    }

    @Override
    public boolean hasBaseline() {
      return true;
    }

    @Override
    public boolean hasDrug() {
      return terms.containsKey(Course.TermKind.DRUG)
          || model.flatMap(Course.Model::exposure).isPresent();
    }

    @Override
    public Optional<Longitudinal> longitudinal() {
      return Optional.of(this);
    }
  }

  /**
   * Time to an event from randomisation.
   *
   * @param hazardRatio pieces in time, the first from 0; empty for 1
   * @param cure the fraction that never has the event
   */
  record TimeToEvent(
      String name,
      String label,
      String table,
      Hazard hazard,
      List<Hazard.Piece> hazardRatio,
      Optional<ByArm> cure,
      Location location)
      implements Endpoint {
    @Override
    public Outcome outcome() {
      return Outcome.TIME_TO_EVENT;
    }

    @Override
    public Optional<Quantity> known() {
      return Optional.empty();
    }

    @Override
    public List<ByArm> byArm() {
      List<ByArm> all = new ArrayList<>(hazard.byArm());
      hazardRatio.forEach(piece -> all.add(piece.value()));
      cure.ifPresent(all::add);
      return all;
    }

    @Override
    public List<Ratio> ratios() {
      return hazardRatio.stream().map(piece -> new Ratio("hazard ratio", piece.value())).toList();
    }
  }
}
