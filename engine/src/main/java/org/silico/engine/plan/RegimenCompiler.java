package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** What the arms take, in one scenario. */
final class RegimenCompiler {
  private RegimenCompiler() {}

  /**
   * @param leadIn days before randomisation, 0 for none
   */
  static List<RegimenPlan> compile(Protocol protocol, double leadIn, PlanCompiler.Scope scope) {
    double leadInDose =
        protocol.leadIn().map(l -> dose("the lead-in", l.dose(), scope)).orElse(0.0);
    List<RegimenPlan> regimens = new ArrayList<>();
    for (Protocol.Arm arm : protocol.arms()) {
      regimens.add(regimen(arm, leadIn, leadInDose, scope));
    }
    return List.copyOf(regimens);
  }

  private static RegimenPlan regimen(
      Protocol.Arm arm, double leadIn, double leadInDose, PlanCompiler.Scope scope) {
    boolean sequence = !arm.sequence().isEmpty();
    int before = leadIn > 0 ? 1 : 0;
    int steps = before + Math.max(1, arm.sequence().size());
    double[] from = new double[steps];
    double[] dose = new double[steps];
    double[] active = new double[steps];
    boolean[] drug = new boolean[steps];
    boolean[] own = new boolean[steps];
    if (before == 1) {
      from[0] = -leadIn;
      dose[0] = leadInDose;
      drug[0] = leadInDose != 0;
    }
    for (int k = before; k < steps; k++) {
      if (sequence) {
        Protocol.Step step = arm.sequence().get(k - before);
        from[k] =
            scope.number(step.from(), Range.notNegative("a step of " + arm.name(), step.from()));
        if (k > before ? !(from[k] > from[k - 1]) : from[k] != 0) {
          throw new PlanException(
              step.from().location(),
              "the steps of " + arm.name() + " must start at 0 and follow in order of time");
        }
        dose[k] = dose("arm " + arm.name(), step.dose(), scope);
        drug[k] = dose[k] != 0;
      } else {
        dose[k] = dose("arm " + arm.name(), arm.dose(), scope);
        drug[k] = !arm.control() || dose[k] != 0;
        active[k] = arm.control() ? 0 : 1;
        own[k] = true;
      }
    }
    for (int k = 0; k < steps; k++) {
      if (sequence || k < before) {
        active[k] = drug[k] ? 1 : 0;
        own[k] = drug[k];
      }
    }
    return new RegimenPlan(from, dose, active, drug, own);
  }

  private static double dose(String of, Quantity q, PlanCompiler.Scope scope) {
    return scope.number(q, Range.finite("dose of " + of, q));
  }
}
