package org.silico.engine.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.silico.engine.formula.Nearest;

/**
 * What a model is, for those who choose it, override it or read about it.
 *
 * @param name by which a protocol chooses it, such as {@code PANSS Friberg 2009}
 * @param title one line on what it describes
 * @param equation plain text, one line per equation
 * @param time the unit of time of the equation and of the parameters
 * @param parameters population parameters, in the order of the array that {@link #theta} makes
 * @param effects random effects, in the order of the columns of scores
 * @param covariances between effects, where not 0
 * @param covariates in the order of the columns of covariates
 * @param exposure what the drug term depends on; empty if the model has none
 * @param individual names of the columns of individual parameters
 * @param sets named sets of parameter values, such as the other drugs of the same paper
 * @param source who published it, how, and in whom
 * @param days how long a trial of it lasts, for plots
 * @param notes what was assumed, left out, or disagrees with the publication
 */
public record ModelInfo(
    String name,
    Kind kind,
    String title,
    String equation,
    Outcome outcome,
    TimeUnit time,
    List<Parameter> parameters,
    List<RandomEffect> effects,
    List<Covariance> covariances,
    List<CovariateUse> covariates,
    Optional<Exposure> exposure,
    List<String> individual,
    List<ParameterSet> sets,
    Source source,
    double days,
    List<String> notes) {

  /** What sort of model it is. */
  public enum Kind {
    SCORE("score over time"),
    ORDINAL("ordinal, Markov"),
    RESPONDERS("share of responders"),
    COUNT("count"),
    KERNEL("kernel");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As the list of models calls it. */
    public String text() {
      return text;
    }
  }

  /** The covariance of two random effects, by their names. */
  public record Covariance(String first, String second, double value) {}

  /**
   * A covariate that a model reads.
   *
   * @param typical the value of the typical patient, at which the published typical course holds
   * @param unit the codes of one that is coded
   */
  public record CovariateUse(
      String name, double typical, String unit, boolean coded, String meaning) {

    static CovariateUse measured(String name, double typical, String unit, String meaning) {
      return new CovariateUse(name, typical, unit, false, meaning);
    }

    /**
     * @param codes such as {@code 0/1}
     */
    static CovariateUse coded(String name, double typical, String codes, String meaning) {
      return new CovariateUse(name, typical, codes, true, meaning);
    }
  }

  /**
   * What the drug term depends on: a dose, a concentration, or 1 for treated; 0 is placebo.
   *
   * @param typical the value that plots use
   * @param onOff whether it tells no more than that there is treatment
   */
  public record Exposure(String name, double typical, String unit, boolean onOff, String meaning) {

    static Exposure onOff(String name, String meaning) {
      return new Exposure(name, 1, "0/1", true, meaning);
    }

    static Exposure amount(String name, double typical, String unit, String meaning) {
      return new Exposure(name, typical, unit, false, meaning);
    }
  }

  /** Values for some of the parameters. */
  public record ParameterSet(String name, Map<String, Double> values) {}

  /**
   * Where a model comes from.
   *
   * @param citation authors, year, journal, volume and page, DOI or PMID where known
   * @param values where the parameter values were read
   * @param population in whom they were estimated
   */
  public record Source(String citation, String values, String population) {}

  /** The published values of the parameters. */
  public double[] theta() {
    return parameters.stream().mapToDouble(Parameter::value).toArray();
  }

  /**
   * The values of the parameters, some of them overridden.
   *
   * @throws IllegalArgumentException naming an unknown parameter or a value outside its range
   */
  public double[] theta(Map<String, Double> overrides) {
    List<String> names = parameters.stream().map(Parameter::name).toList();
    double[] theta = theta();
    overrides.forEach((name, value) -> theta[index(name, names, "parameter")] = value);
    return checked(theta);
  }

  /**
   * The values of the parameters, by name.
   *
   * @throws IllegalArgumentException naming a value outside its range
   */
  Values values(double[] theta) {
    double[] checked = checked(theta);
    Map<String, Double> values = new HashMap<>();
    for (int p = 0; p < checked.length; p++) {
      values.put(parameters.get(p).name(), checked[p]);
    }
    return new Values(values);
  }

  /** Values of the parameters, read by name when a model is made ready. */
  record Values(Map<String, Double> byName) {
    double of(String parameter) {
      return byName.get(parameter);
    }
  }

  /** A copy of the values, each seen to be in its parameter's range. */
  double[] checked(double[] theta) {
    if (theta.length != parameters.size()) {
      throw new IllegalArgumentException(
          name + " has " + parameters.size() + " parameters but was given " + theta.length);
    }
    for (int i = 0; i < theta.length; i++) {
      Parameter parameter = parameters.get(i);
      if (!parameter.allows(theta[i])) {
        throw new IllegalArgumentException(
            name
                + ": "
                + parameter.name()
                + " = "
                + Numbers.text(theta[i])
                + " is outside its range, "
                + parameter.range());
      }
    }
    return theta.clone();
  }

  /** The published covariance matrix of the random effects. */
  public double[][] covariance() {
    return covariance(Map.of());
  }

  /**
   * The covariance matrix of the random effects with some standard deviations overridden and the
   * published correlations kept.
   *
   * @param deviations standard deviations on the scale of eta, by the name of the effect
   * @throws IllegalArgumentException naming an unknown effect, a negative value, or a latent class,
   *     whose score has standard deviation 1
   */
  public double[][] covariance(Map<String, Double> deviations) {
    List<String> names = effects.stream().map(RandomEffect::name).toList();
    double[] sd = effects.stream().mapToDouble(effect -> Math.sqrt(effect.variance())).toArray();
    double[][] matrix = new double[sd.length][sd.length];
    for (Covariance covariance : covariances) {
      int i = index(covariance.first(), names, "random effect");
      int j = index(covariance.second(), names, "random effect");
      matrix[i][j] = covariance.value() / (sd[i] * sd[j]);
      matrix[j][i] = matrix[i][j];
    }
    deviations.forEach(
        (name, value) -> {
          int i = index(name, names, "random effect");
          if (!(value >= 0 && value < Double.POSITIVE_INFINITY)
              || effects.get(i).scale() == EffectScale.LATENT_CLASS) {
            throw new IllegalArgumentException(
                this.name + ": the standard deviation of " + name + " cannot be " + value);
          }
          sd[i] = value;
        });
    for (int i = 0; i < sd.length; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i][j] *= sd[i] * sd[j];
        matrix[j][i] = matrix[i][j];
      }
      matrix[i][i] = sd[i] * sd[i];
    }
    return matrix;
  }

  /** The values of a named set, for {@link #theta(Map)}. */
  public Map<String, Double> set(String setName) {
    List<String> names = sets.stream().map(ParameterSet::name).toList();
    return sets.get(index(setName, names, "parameter set")).values();
  }

  private int index(String wanted, List<String> names, String what) {
    int index = names.indexOf(wanted);
    if (index < 0) {
      throw new IllegalArgumentException(
          name
              + " has no "
              + what
              + " '"
              + wanted
              + "'"
              + Nearest.of(wanted, names)
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse(
                      names.isEmpty() ? "; it has none" : "; it has " + String.join(", ", names)));
    }
    return index;
  }
}
