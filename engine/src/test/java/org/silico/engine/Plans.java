package org.silico.engine;

import java.lang.reflect.RecordComponent;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;

/** Trials from the sections of a protocol that a test is about. */
public final class Plans {
  /** Two arms, one to one by simple randomisation. */
  public static final String TWO_ARMS = "arms: {control: {control: true}, active: {dose: 10}}\n";

  private Plans() {}

  public static Protocol protocol(String sections) {
    return ProtocolReader.read("test.yaml", "silico: 1\nstudy: {id: TEST}\n" + sections);
  }

  /** The first scenario of two arms and these sections. */
  public static TrialPlan twoArms(String sections) {
    return plan(TWO_ARMS + sections);
  }

  /** The first scenario of these sections. */
  public static TrialPlan plan(String sections) {
    return new PlanCompiler(protocol(sections)).compile(0);
  }

  /** A plan with another value of one component. */
  public static TrialPlan with(TrialPlan plan, String component, Object value) {
    try {
      RecordComponent[] components = TrialPlan.class.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] =
            components[i].getName().equals(component)
                ? value
                : components[i].getAccessor().invoke(plan);
      }
      return TrialPlan.class.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
