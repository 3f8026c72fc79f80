package org.silico.jobs.report;

import java.util.Locale;
import org.silico.engine.formula.Type;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.trial.SimulationException;
import org.silico.engine.trial.TrialData;
import org.silico.engine.trial.TrialSimulator;

/** A trial that cannot be simulated: why, and a patient as far as randomisation. */
public final class ReplayFailure {
  private final TrialPlan plan;
  private final Protocol protocol;
  private final long trial;
  private final String why;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param trial from 0
   * @param why as its author reads it
   */
  public ReplayFailure(Protocol protocol, TrialPlan plan, long trial, String why) {
    this.plan = plan;
    this.protocol = protocol;
    this.trial = trial;
    this.why = why;
  }

  /**
   * @param i the patient, from 0; below 0 for none
   */
  public String of(int i) {
    line(
        "%s, scenario '%s', trial %d",
        protocol.study().id(), plan.identity().scenarioName(), trial + 1);
    line("");
    line("The trial cannot be simulated:");
    line("%s", why);
    if (i >= 0) {
      line("");
      patient(i);
    }
    return text.toString();
  }

  private void patient(int i) {
    TrialData data;
    try {
      data = new TrialSimulator(plan, 1).enrol(trial, i, i + 1);
    } catch (SimulationException e) {
      line("patient %d cannot be drawn", i + 1);
      return;
    }
    line(
        "patient %d: arm %s, entered on day %s",
        i + 1, protocol.arms().get(data.arm()[0]).name(), ReplayText.number(data.entry()[0]));
    if (protocol.population().covariates().isEmpty()) {
      return;
    }
    line("");
    TextTable table = new TextTable(1, "covariate", "value");
    int column = Layout.COVARIATES;
    for (Covariate covariate : protocol.population().covariates()) {
      Type type = plan.layout().types().get(column);
      double value = data.columns()[column++][0];
      table.row(
          covariate.name(),
          type instanceof Type.Category c ? c.levels().get((int) value) : ReplayText.number(value));
    }
    text.append(table);
  }

  private void line(String format, Object... args) {
    text.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
