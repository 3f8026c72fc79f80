package org.silico.engine.dataset;

import java.util.List;

/** Names of the output tables that every protocol has; BDS tables are named by its endpoints. */
public final class TableNames {
  public static final String ADSL = "ADSL";
  public static final String ADTTE = "ADTTE";
  public static final String TRUTH = "TRUTH";
  public static final String TRUTH_BY_VISIT = "TRUTHBV";
  public static final String ADAE = "ADAE";
  public static final String ANALYSES = "ANALYSES";
  public static final String TRIALS = "TRIALS";
  public static final String SCENARIOS = "SCENARIOS";
  public static final String OC = "OC";

  /** Tables with one or a few rows per trial. */
  public static final List<String> PER_TRIAL = List.of(TRIALS, ANALYSES);

  private TableNames() {}
}
