package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.silico.engine.formula.Typed;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Parameters;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Protocol.Correlation;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.random.RandomStream;

/**
 * Compiles the scenarios of one protocol. Formulas are compiled once for all scenarios; a plan may
 * be used from one thread per {@link org.silico.engine.trial.TrialData}.
 */
public final class PlanCompiler {
  /** The largest trial, in patients. */
  static final int MAX_PATIENTS = 50_000_000;

  private static final Set<Integer> ARM_COLUMNS = Set.of(Layout.ARM, Layout.ACTIVE, Layout.DOSE);

  private final Protocol protocol;
  private final Layout layout;
  private final Map<String, Double> overrides;
  private final long seed;
  private final FormulaBatch batch = new FormulaBatch();

  /**
   * @param overrides parameters set from outside, by name, in every scenario
   * @param seed in place of the protocol's
   */
  public PlanCompiler(Protocol protocol, Map<String, Double> overrides, long seed) {
    this.protocol = protocol;
    this.layout = Layout.of(protocol);
    this.overrides = Map.copyOf(overrides);
    this.seed = seed;
  }

  public PlanCompiler(Protocol protocol) {
    this(protocol, Map.of(), protocol.simulation().seed());
  }

  /**
   * @throws PlanException when the scenario's numbers do not make a trial
   */
  public TrialPlan compile(int scenario) {
    double[] parameters = Parameters.values(protocol, scenario, overrides);
    Scope scope = new Scope(parameters);
    long key = protocol.simulation().commonRandomNumbers() ? 0 : scenario + 1L;

    int patients = patients(scope);
    double leadIn = leadIn(scope);
    ArmsPlan arms = arms(leadIn, scope);
    PopulationPlan population = population(scope);
    List<EndpointPlan> endpoints = endpoints(arms, leadIn, scope);
    List<CutPlan> looks = CutCompiler.compile(protocol, endpoints, patients, scope);
    QuestionsPlan questions =
        questions(arms, endpoints, new StoppingCompiler(looks, arms, patients, scope), scope);
    ConductPlan conduct = conduct(patients, leadIn, arms, questions.endpoints(), looks, scope);
    boolean armsRead = scope.armsRead || questions.longitudinal().length > 0;
    return new TrialPlan(
        new ScenarioIdentity(
            scenario,
            protocol.scenarios().get(scenario).name(),
            parameters,
            new RandomStream(seed, key),
            protocol.simulation().replicates()),
        layout,
        arms.inFormulas(armsRead),
        population,
        conduct,
        questions);
  }

  private int patients(Scope scope) {
    Quantity q = protocol.enrolment().patients();
    double n = scope.number(q, new Range("patients", q, 1, MAX_PATIENTS));
    // a sample size from a formula is rounded up, as in a sample size calculation
    return (int) Math.ceil(n - 1e-9);
  }

  private double leadIn(Scope scope) {
    return protocol
        .leadIn()
        .map(l -> l.duration())
        .map(q -> scope.number(q, Range.positive("duration of the lead-in", q)))
        .orElse(0.0);
  }

  private ArmsPlan arms(double leadIn, Scope scope) {
    List<Protocol.Arm> arms = protocol.arms();
    double[] ratio = new double[arms.size()];
    double[] dose = new double[arms.size()];
    boolean[] control = new boolean[arms.size()];
    for (int a = 0; a < arms.size(); a++) {
      Protocol.Arm arm = arms.get(a);
      ratio[a] =
          scope.number(arm.ratio(), Range.positive("ratio of arm " + arm.name(), arm.ratio()));
      dose[a] = scope.number(arm.dose(), Range.finite("dose of arm " + arm.name(), arm.dose()));
      control[a] = arm.control();
    }
    return new ArmsPlan(
        arms.stream().map(Protocol.Arm::name).toList(),
        ratio,
        dose,
        control,
        RegimenCompiler.compile(protocol, leadIn, scope),
        true);
  }

  private PopulationPlan population(Scope scope) {
    List<String> names = protocol.population().covariates().stream().map(c -> c.name()).toList();
    List<Correlation> correlation = protocol.population().correlation();
    int[] members = CopulaCompiler.members(correlation, names);
    return new PopulationPlan(
        CovariateCompiler.compile(protocol, layout, scope),
        CopulaCompiler.copula(correlation, names, members, scope),
        members,
        protocol
            .population()
            .eligibility()
            .map(q -> scope.value(q, Range.probability("eligibility", q)))
            .orElse(null),
        Criterion.of(protocol));
  }

  private List<EndpointPlan> endpoints(ArmsPlan arms, double leadIn, Scope scope) {
    List<EndpointPlan> endpoints = new ArrayList<>();
    for (int e = 0; e < protocol.endpoints().size(); e++) {
      endpoints.add(
          EndpointCompiler.compile(
              protocol.endpoints().get(e),
              layout.baselines().get(e),
              own ->
                  new LongitudinalCompiler(protocol, own, arms.regimens(), arms.ratio(), scope)
                      .compile(leadIn),
              scope));
    }
    return endpoints;
  }

  private QuestionsPlan questions(
      ArmsPlan arms, List<EndpointPlan> endpoints, StoppingCompiler stopping, Scope scope) {
    List<EstimandPlan> estimands = EstimandCompiler.compile(protocol, endpoints, scope);
    List<String> names = protocol.endpoints().stream().map(e -> e.name()).toList();
    int[] members = CopulaCompiler.members(protocol.endpointCorrelation(), names);
    return new QuestionsPlan(
        endpoints,
        CopulaCompiler.copula(protocol.endpointCorrelation(), names, members, scope),
        members,
        estimands,
        AnalysisCompiler.compile(
            protocol, layout, endpoints, estimands, arms.regimens(), stopping, scope));
  }

  private ConductPlan conduct(
      int patients,
      double leadIn,
      ArmsPlan arms,
      List<EndpointPlan> endpoints,
      List<CutPlan> looks,
      Scope scope) {
    return new ConductPlan(
        patients,
        EnrolmentCompiler.compile(protocol.enrolment(), patients, scope),
        RandomisationCompiler.compile(protocol.randomisation(), layout, arms.ratio(), scope),
        leadIn,
        events(scope),
        steering(),
        protocol
            .dropout()
            .map(h -> EndpointCompiler.timeLaw("dropout", h, List.of(), Optional.empty(), scope))
            .orElse(null),
        CutCompiler.followUp(protocol, endpoints, scope),
        looks,
        protocol.looks().stream().map(Protocol.Look::name).toList());
  }

  private List<IntercurrentEventPlan> events(Scope scope) {
    List<IntercurrentEventPlan> events = new ArrayList<>();
    for (int k = 0; k < protocol.events().size(); k++) {
      IntercurrentEvent event = protocol.events().get(k);
      String of = " of " + event.name();
      events.add(
          new IntercurrentEventPlan(
              event.name(),
              event.kind(),
              layout.events().get(k),
              event
                  .probability()
                  .map(p -> scope.changing(p, q -> Range.probability("probability" + of, q)))
                  .orElse(null),
              event
                  .hazard()
                  .map(h -> scope.changing(h, q -> Range.notNegative("hazard" + of, q)))
                  .orElse(null),
              event
                  .until()
                  .map(t -> scope.number(t, Range.positive("end of the hazard" + of, t)))
                  .orElse(Double.POSITIVE_INFINITY)));
    }
    return List.copyOf(events);
  }

  /** The endpoint whose visits the events follow. */
  private int steering() {
    int steering = -1;
    for (IntercurrentEvent event : protocol.events()) {
      if (steering >= 0 && event.endpoint() != steering) {
        throw new PlanException(
            event.location(),
            "all intercurrent events must follow the same endpoint; this one follows "
                + protocol.endpoints().get(event.endpoint()).name()
                + ", those before it "
                + protocol.endpoints().get(steering).name());
      }
      steering = event.endpoint();
    }
    return steering;
  }

  /** Turns quantities into values in one scenario. */
  final class Scope {
    private final double[] parameters;

    /** One row per arm of the columns that follow from the arm alone. */
    private final double[][] armColumns;

    /** Whether a formula so far must read these columns from patients. */
    private boolean armsRead;

    Scope(double[] parameters) {
      this.parameters = parameters;
      List<Protocol.Arm> arms = protocol.arms();
      this.armColumns = new double[ARM_COLUMNS.size()][arms.size()];
      for (int a = 0; a < arms.size(); a++) {
        armColumns[Layout.ARM][a] = a;
        armColumns[Layout.ACTIVE][a] = arms.get(a).control() ? 0 : 1;
        armColumns[Layout.DOSE][a] = arms.get(a).dose().formula().value(parameters);
      }
    }

    /** A quantity that must not depend on patients. */
    double number(Quantity q, Range range) {
      return range.checked(q.formula().value(parameters));
    }

    Value value(Quantity q, Range range) {
      if (q.formula().constant()) {
        return Value.constant(q.formula().value(parameters), range);
      }
      armsRead |= !Collections.disjoint(q.formula().columns(), ARM_COLUMNS);
      return Value.formula(batch.get(q.formula()), q, layout, parameters, range);
    }

    /** For what may change while patients are in the trial: formulas of the arm stay formulas. */
    ArmValue changing(ByArm byArm, Function<Quantity, Range> range) {
      return new ArmValue(
          byArm.arms().stream().map(q -> value(q, range.apply(q))).toArray(Value[]::new));
    }

    /** Formulas of the arm alone become one number per arm. */
    ArmValue value(ByArm byArm, Function<Quantity, Range> range) {
      boolean ofArm = byArm.arms().stream().anyMatch(q -> followsFromArm(q.formula()));
      Value[] values = new Value[ofArm ? armColumns[0].length : byArm.arms().size()];
      for (int a = 0; a < values.length; a++) {
        Quantity q = byArm.of(a);
        values[a] =
            followsFromArm(q.formula())
                ? Value.constant(q.formula().value(armColumns, parameters, a), range.apply(q))
                : value(q, range.apply(q));
      }
      boolean same =
          Arrays.stream(values)
              .allMatch(v -> v.isConstant() && v.constant() == values[0].constant());
      return same ? new ArmValue(values[0]) : new ArmValue(values);
    }

    private static boolean followsFromArm(Typed formula) {
      return !formula.constant() && ARM_COLUMNS.containsAll(formula.columns());
    }
  }
}
