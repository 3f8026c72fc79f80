package org.silico.engine.language;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What authors call things out of habit: the words of SAS, R, rpact and gsDesign, of other
 * protocols and of ICH documents, and the words of the language that stand for them.
 */
final class Synonyms {
  private static final Map<String, List<String>> MEANT = new HashMap<>();

  static {
    // sections
    meant("enrolment", "accrual", "recruitment", "sample size", "inclusion", "entry");
    meant("arms", "treatments", "groups", "treatment groups", "treatment arms");
    meant("endpoints", "outcomes", "outcome", "variables", "measures", "measurements", "responses");
    meant("covariates", "variables", "characteristics", "demographics", "baseline characteristics");
    meant("population", "patients", "subjects", "participants");
    meant("parameters", "constants", "assumptions", "inputs", "params", "let", "define");
    meant("randomisation", "allocation", "stratification");
    meant(
        "dropout", "attrition", "discontinuation", "loss to follow up", "withdrawal", "censoring");
    meant("analyses", "tests", "statistics", "models", "comparisons", "hypotheses");
    meant("scenarios", "cases", "alternatives", "designs");
    meant("lead in", "run in", "placebo run in");
    meant("follow up", "observation", "observation time", "study duration");
    meant(
        "cut", "data cut off", "cutoff", "interim", "interim analysis", "final analysis", "looks");
    meant("intercurrent events", "events", "ice", "ices", "adverse events", "ae");
    // keys
    meant(
        "patients", "n", "sample size", "subjects", "number of patients", "max number of subjects");
    meant("patients", "participants", "number of subjects", "total", "size", "n total", "number");
    meant("duration", "accrual time", "accrual duration", "recruitment time", "length", "time");
    meant("rate", "accrual intensity", "accrual rate", "recruitment rate", "incidence", "lambda");
    meant("sd", "standard deviation", "st dev", "stdev", "std dev", "sigma", "stderr", "variance");
    meant("mean", "mu", "expected", "expectation", "average", "value");
    meant("probability", "p", "pi", "proportion", "response rate", "rate", "prob", "percentage");
    meant("hazard ratio", "hr");
    meant("odds ratio", "or");
    meant("hazard", "lambda", "hazard rate", "event rate", "rate");
    meant("median", "median survival", "median time");
    meant("ratio", "allocation", "allocation ratio", "weight", "alloc ratio");
    meant("control", "reference", "comparator", "placebo");
    meant("treatment", "arm", "experimental", "active", "test");
    meant("visit", "time", "week", "timepoint", "time point", "at");
    meant("visits", "times", "weeks", "schedule", "time points", "timepoints");
    meant("block size", "block length", "blocks");
    meant("block sizes", "blocks", "block lengths");
    meant("strata", "stratify", "stratified by", "stratification factors", "stratification");
    meant("sides", "sided", "alternative", "tails");
    meant("alpha", "significance level", "level", "type i error", "sig level", "p");
    meant("margin", "delta", "non inferiority margin", "ni margin");
    meant("hypothesis", "objective", "type");
    meant("measure", "summary", "effect measure", "contrast");
    meant("covariates", "covariate", "adjust", "adjusted for", "class");
    meant(
        "replicates", "nsim", "n sim", "iterations", "simulations", "replications", "reps", "runs");
    meant("replicates", "max number of iterations", "trials", "number of simulations", "nrep");
    meant("seed", "random seed", "set seed");
    meant("eligibility", "inclusion", "inclusion criteria", "exclusion criteria", "criteria");
    meant("categories", "levels");
    meant("probabilities", "levels", "categories", "prob", "proportions");
    meant("label", "description", "name");
    meant("study", "trial", "protocol");
    // values
    meant("time to event", "survival", "tte", "event", "censored");
    meant("continuous", "normal", "gaussian", "numeric", "metric", "interval", "mean");
    meant("binary", "dichotomous", "binomial", "proportion", "responder", "rate", "yes no");
    meant("count", "poisson", "negative binomial", "counts", "recurrent events");
    meant("ordinal", "categorical", "ordered", "likert");
    meant("longitudinal", "repeated measures", "repeated", "mmrm");
    meant("normal", "gaussian", "n");
    meant("lognormal", "log normal", "lnorm");
    meant("categorical", "discrete", "multinomial", "category", "factor", "bernoulli");
    meant(
        "t test", "student", "students t test", "welch", "ttest", "proc ttest", "anova", "z test");
    meant("ancova", "lm", "linear model", "proc glm", "glm", "linear regression", "anova");
    meant("mmrm", "proc mixed", "lme", "lmer", "mixed model", "gls", "mixed", "repeated measures");
    meant("proportions", "chi square", "chisq", "chi squared", "proc freq", "fisher", "prop test");
    meant("proportions", "logistic", "logistic regression", "cmh", "cochran mantel haenszel");
    meant(
        "proportions",
        "fisher exact",
        "fishers exact test",
        "risk difference",
        "binomial",
        "z test");
    meant("log-rank", "log rank test", "survdiff", "proc lifetest", "lifetest", "kaplan meier");
    meant("restricted mean survival time", "rmst", "restricted mean", "rmean", "survrm2");
    meant("milestone survival", "milestone", "landmark", "survival rate", "kaplan meier");
    meant("cox", "coxph", "proc phreg", "phreg", "proportional hazards", "cox regression");
    meant(
        "wilcoxon",
        "mann whitney",
        "mann whitney u",
        "rank sum",
        "npar1way",
        "van elteren",
        "u test");
    meant("poisson", "proc genmod", "poisson regression");
    meant(
        "negative binomial",
        "nb",
        "glm nb",
        "negbin",
        "proc genmod",
        "negative binomial regression");
    meant("proportional odds", "polr", "ordinal regression", "proc logistic", "ordinal logistic");
    meant("multiple imputation", "mi", "proc mi", "mice");
    meant(
        "permuted blocks",
        "block",
        "blocks",
        "blocked",
        "stratified",
        "permuted block",
        "stratified blocks");
    meant("minimisation", "pocock simon", "dynamic", "adaptive");
    meant("simple", "complete", "unrestricted", "random");
    meant("superiority", "difference", "two sided", "one sided");
    meant("non-inferiority", "ni");
    meant("higher", "greater", "increase", "larger", "up", "positive");
    meant("lower", "less", "decrease", "smaller", "down", "negative");
    meant("unequal", "welch", "satterthwaite", "different");
    meant("pooled", "equal");
    meant("study discontinuation", "dropout", "withdrawal", "lost to follow up");
    meant("treatment discontinuation", "treatment stop", "stopped treatment");
    meant("rescue medication", "rescue", "rescue therapy");
    meant("adverse event", "ae", "side effect");
    meant("unstructured", "un", "us", "type un");
    meant("compound symmetry", "cs", "exchangeable");
    meant("ar(1)", "ar1", "autoregressive");
    meant("kenward-roger", "kr", "ddfm kr");
    meant("missing at random", "mar");
    meant("jump to reference", "j2r", "jr");
    meant("copy reference", "cr");
    meant("copy increments", "cir", "copy increments in reference");
    meant("treatment policy", "itt", "intention to treat", "de facto");
    meant("hypothetical", "de jure");
    meant("while on treatment", "on treatment");
  }

  private Synonyms() {}

  private static void meant(String word, String... habits) {
    for (String habit : habits) {
      MEANT.merge(
          key(habit),
          List.of(word),
          (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList());
    }
  }

  /** The choices that a habitual word stands for, in alphabetical order. */
  static List<String> of(String word, Collection<String> choices) {
    return MEANT.getOrDefault(key(word), List.of()).stream()
        .filter(choices::contains)
        .sorted()
        .distinct()
        .toList();
  }

  /** Small letters and digits, as words are written with hyphens, underscores or camel case. */
  private static String key(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
