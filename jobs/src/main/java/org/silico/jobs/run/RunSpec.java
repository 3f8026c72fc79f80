package org.silico.jobs.run;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.silico.engine.plan.PlanCompiler;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;

/**
 * What a run simulates, as it travels to executors: the protocol as text, compiled again where it
 * arrives, once per process.
 */
public final class RunSpec implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Compiled runs of this process; a process serves one run or a few. */
  private static final Map<RunSpec, Compiled> COMPILED = new ConcurrentHashMap<>();

  private final String file;
  private final String text;
  private final TreeMap<String, Double> overrides;
  private final long seed;
  private final TreeSet<String> tables;

  /**
   * @param file the protocol's name in messages
   * @param overrides parameters set from outside
   * @param tables names of the tables to write
   */
  public RunSpec(
      String file, String text, Map<String, Double> overrides, long seed, Set<String> tables) {
    this.file = file;
    this.text = text;
    this.overrides = new TreeMap<>(overrides);
    this.seed = seed;
    this.tables = new TreeSet<>(tables);
  }

  public Set<String> tables() {
    return tables;
  }

  public Map<String, Double> overrides() {
    return overrides;
  }

  public long seed() {
    return seed;
  }

  public TrialPlan plan(int scenario) {
    return compiled().plans.computeIfAbsent(scenario, compiled().compiler::compile);
  }

  private Compiled compiled() {
    return COMPILED.computeIfAbsent(this, RunSpec::compile);
  }

  private Compiled compile() {
    Protocol protocol = ProtocolReader.read(file, text);
    return new Compiled(new PlanCompiler(protocol, overrides, seed), new ConcurrentHashMap<>());
  }

  private record Compiled(PlanCompiler compiler, ConcurrentHashMap<Integer, TrialPlan> plans) {}

  @Override
  public boolean equals(Object o) {
    return o instanceof RunSpec s
        && file.equals(s.file)
        && text.equals(s.text)
        && overrides.equals(s.overrides)
        && seed == s.seed
        && tables.equals(s.tables);
  }

  @Override
  public int hashCode() {
    return Objects.hash(file, text, overrides, seed, tables);
  }
}
