package org.silico.jobs.run;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;

/**
 * What a run simulates, as it travels to executors: the protocol as text, compiled again where it
 * arrives, once per process while it is in use.
 *
 * @param file the protocol's name in messages
 * @param overrides parameters set from outside
 * @param tables names of the tables to write
 */
public record RunSpec(
    String file, String text, Map<String, Double> overrides, long seed, Set<String> tables)
    implements Serializable {

  /** Runs whose plans are kept; of a search each step is one. */
  private static final int KEPT = 64;

  /** Of this process, those used last. */
  private static final Map<Source, Compiled> COMPILED =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Source, Compiled> eldest) {
              return size() > KEPT;
            }
          });

  public RunSpec {
    overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
    tables = Collections.unmodifiableSet(new TreeSet<>(tables));
  }

  /** Of a protocol that was read, which is not read again in this process; without tables. */
  static RunSpec of(Protocol protocol, Map<String, Double> overrides, long seed) {
    RunSpec spec = new RunSpec(protocol.file(), protocol.text(), overrides, seed, Set.of());
    spec.compiled(() -> protocol);
    return spec;
  }

  RunSpec keeping(Set<String> kept) {
    return new RunSpec(file, text, overrides, seed, kept);
  }

  public Protocol protocol() {
    return compiled().protocol;
  }

  public TrialPlan plan(int scenario) {
    Compiled compiled = compiled();
    return compiled.plans.computeIfAbsent(scenario, compiled.compiler::compile);
  }

  private Compiled compiled() {
    return compiled(() -> ProtocolReader.read(file, text));
  }

  private Compiled compiled(Supplier<Protocol> source) {
    return COMPILED.computeIfAbsent(
        new Source(file, text, overrides, seed),
        key -> {
          Protocol protocol = source.get();
          return new Compiled(
              protocol, new PlanCompiler(protocol, overrides, seed), new ConcurrentHashMap<>());
        });
  }

  private record Source(String file, String text, Map<String, Double> overrides, long seed) {}

  private record Compiled(
      Protocol protocol, PlanCompiler compiler, ConcurrentHashMap<Integer, TrialPlan> plans) {}
}
