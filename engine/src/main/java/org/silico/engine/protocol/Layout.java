package org.silico.engine.protocol;

import java.util.List;
import org.silico.engine.formula.Type;

/**
 * The columns that formulas of a protocol may use, each one number per patient: the fixed ones, then
 * the covariates in order, then the baseline of every endpoint that has one (in the order of
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

  /** The site, as a category of site names. */
  public static final int SITE = 3;

  /** Time of entry since the opening of enrolment, a duration. */
  public static final int ENTRY = 4;

  /** The column of the first covariate. */
  public static final int COVARIATES = 5;
}
