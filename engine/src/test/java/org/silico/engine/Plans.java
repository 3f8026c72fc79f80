package org.silico.engine;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.silico.engine.dataset.Datasets;
import org.silico.engine.dataset.PatientTables;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.MethodUse;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.table.Table;
import org.silico.engine.table.TableSink;
import org.silico.engine.trial.OnError;

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

  /** A method with its options in the order of their names, as {@code ancova {of=change}}. */
  public static String text(MethodUse use) {
    Map<String, Object> values = new TreeMap<>(use.values().words());
    values.putAll(use.values().wholes());
    values.putAll(use.values().names());
    return use.method().name() + " " + values;
  }

  /** A protocol and the plan of one of its scenarios. */
  public record Trial(Protocol protocol, TrialPlan plan) {

    public static Trial of(Protocol protocol, int scenario) {
      return new Trial(protocol, new PlanCompiler(protocol).compile(scenario));
    }

    /** The first scenario of these sections. */
    public static Trial of(String sections) {
      return of(Plans.protocol(sections), 0);
    }

    public Trial with(String component, Object value) {
      return new Trial(protocol, Plans.with(plan, component, value));
    }

    public List<Table> patientTables() {
      return PatientTables.tables(protocol, plan);
    }

    public Datasets datasets(Set<String> kept, TableSink sink, OnError onError) {
      return Datasets.of(protocol, plan, kept, sink, onError);
    }

    public Datasets datasets(Set<String> kept, TableSink sink) {
      return datasets(kept, sink, OnError.STOP);
    }
  }

  /** A plan with another value of one component of a record in it. */
  public static TrialPlan with(TrialPlan plan, String component, Object value) {
    return (TrialPlan) changed(plan, component, value);
  }

  private static Object changed(Object record, String component, Object value) {
    try {
      RecordComponent[] components = record.getClass().getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        Object old = components[i].getAccessor().invoke(record);
        boolean part = record instanceof TrialPlan && !(old instanceof Layout);
        values[i] =
            components[i].getName().equals(component)
                ? value
                : part ? changed(old, component, value) : old;
      }
      return record.getClass().getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
