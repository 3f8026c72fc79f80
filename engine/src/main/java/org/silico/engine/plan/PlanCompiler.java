package org.silico.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.silico.engine.formula.Typed;
import org.silico.engine.protocol.ByArm;
import org.silico.engine.protocol.Cut;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Parameters;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Protocol.Correlation;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.random.GaussianCopula;
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

    int arms = protocol.arms().size();
    double[] ratio = new double[arms];
    double[] dose = new double[arms];
    boolean[] control = new boolean[arms];
    for (int a = 0; a < arms; a++) {
      Protocol.Arm arm = protocol.arms().get(a);
      ratio[a] =
          scope.number(arm.ratio(), Range.positive("ratio of arm " + arm.name(), arm.ratio()));
      dose[a] = scope.number(arm.dose(), Range.finite("dose of arm " + arm.name(), arm.dose()));
      control[a] = arm.control();
    }
    int patients = patients(scope);

    List<CovariatePlan> covariates = CovariateCompiler.compile(protocol, layout, scope);
    List<String> covariateNames =
        protocol.population().covariates().stream().map(c -> c.name()).toList();
    int[] covariateMembers = members(protocol.population().correlation(), covariateNames);
    List<String> endpointNames = protocol.endpoints().stream().map(e -> e.name()).toList();
    int[] endpointMembers = members(protocol.endpointCorrelation(), endpointNames);

    double leadIn =
        protocol
            .leadIn()
            .map(
                l ->
                    scope.number(
                        l.duration(), Range.positive("duration of the lead-in", l.duration())))
            .orElse(0.0);
    List<RegimenPlan> regimens = RegimenCompiler.compile(protocol, leadIn, scope);
    List<EndpointPlan> endpoints = new ArrayList<>();
    for (int e = 0; e < protocol.endpoints().size(); e++) {
      endpoints.add(
          protocol.endpoints().get(e) instanceof Endpoint.Longitudinal l
              ? new EndpointPlan.Longitudinal(
                  new LongitudinalCompiler(protocol, l, regimens, ratio, scope).compile(leadIn))
              : EndpointCompiler.compile(
                  protocol.endpoints().get(e), layout.baselines().get(e), arms, scope));
    }
    List<EstimandPlan> estimands = EstimandCompiler.compile(protocol, endpoints, scope);
    HazardPlan dropout =
        protocol
            .dropout()
            .map(h -> EndpointCompiler.timeLaw("dropout", h, List.of(), Optional.empty(), scope))
            .orElse(null);

    return new TrialPlan(
        protocol,
        layout,
        scenario,
        parameters,
        new RandomStream(seed, key),
        ratio,
        dose,
        control,
        patients,
        covariates,
        copula(protocol.population().correlation(), covariateNames, covariateMembers, scope),
        covariateMembers,
        protocol
            .population()
            .eligibility()
            .map(q -> scope.value(q, Range.probability("eligibility", q)))
            .orElse(null),
        EnrolmentCompiler.compile(protocol.enrolment(), patients, scope),
        RandomisationCompiler.compile(protocol.randomisation(), layout, ratio, scope),
        regimens,
        leadIn,
        events(scope),
        steering(),
        endpoints,
        copula(protocol.endpointCorrelation(), endpointNames, endpointMembers, scope),
        endpointMembers,
        dropout,
        followUp(endpoints, scope),
        protocol.looks().stream().map(look -> cut(look, endpointNames, patients, scope)).toList(),
        estimands,
        AnalysisCompiler.compile(protocol, layout, endpoints, estimands, regimens, scope));
  }

  private List<IntercurrentEventPlan> events(Scope scope) {
    List<IntercurrentEventPlan> events = new ArrayList<>();
    for (int k = 0; k < protocol.events().size(); k++) {
      IntercurrentEvent event = protocol.events().get(k);
      String of = " of " + event.name();
      events.add(
          new IntercurrentEventPlan(
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

  private int patients(Scope scope) {
    Quantity q = protocol.enrolment().patients();
    double n = scope.number(q, new Range("patients", q, 1, MAX_PATIENTS));
    // a sample size from a formula is rounded up, as in a sample size calculation
    return (int) Math.ceil(n - 1e-9);
  }

  /** Without a duration, up to the last visit when that is when the data are cut. */
  private double followUp(List<EndpointPlan> endpoints, Scope scope) {
    Optional<Quantity> duration = protocol.followUp().duration();
    if (duration.isPresent()) {
      Quantity q = duration.get();
      double days = scope.number(q, Range.positive("duration of the follow-up", q));
      // a visit at the very end may be late by its window
      return endpoints.stream()
          .filter(EndpointPlan.Longitudinal.class::isInstance)
          .mapToDouble(PlanCompiler::lastVisit)
          .reduce(days, Math::max);
    }
    return protocol.looks().stream().allMatch(look -> look.cut() instanceof Cut.FullFollowUp)
        ? endpoints.stream().mapToDouble(PlanCompiler::lastVisit).max().orElse(0)
        : Double.POSITIVE_INFINITY;
  }

  private static double lastVisit(EndpointPlan endpoint) {
    if (endpoint instanceof EndpointPlan.Continuous c) {
      return c.visit();
    }
    if (endpoint instanceof EndpointPlan.Binary b) {
      return b.visit();
    }
    if (endpoint instanceof EndpointPlan.Ordinal o) {
      return o.visit();
    }
    if (endpoint instanceof EndpointPlan.Longitudinal l) {
      return l.day() + l.course().window();
    }
    return endpoint instanceof EndpointPlan.Count c ? c.period() : Double.POSITIVE_INFINITY;
  }

  private static CutPlan cut(
      Protocol.Look look, List<String> endpointNames, int patients, Scope scope) {
    Cut cut = look.cut();
    if (cut instanceof Cut.Calendar c) {
      return new CutPlan.Calendar(
          scope.number(c.time(), Range.positive("calendar time of the cut", c.time())));
    }
    if (cut instanceof Cut.Events e) {
      Range range = new Range("events", e.number(), 1, MAX_PATIENTS);
      double number = scope.number(e.number(), range);
      if (number > patients) {
        throw new PlanException(
            e.number().location(),
            "the cut waits for "
                + Math.round(number)
                + " events, but there are "
                + patients
                + " patients; it can be "
                + patients
                + " at most");
      }
      double latest =
          e.latest()
              .map(q -> scope.number(q, Range.positive("at most of the cut", q)))
              .orElse(Double.POSITIVE_INFINITY);
      return new CutPlan.Events(
          endpointNames.indexOf(e.endpoint()),
          (int) Math.ceil(number - 1e-9),
          latest,
          e.number().location());
    }
    return new CutPlan.FullFollowUp();
  }

  static int[] members(List<Correlation> correlations, List<String> names) {
    return correlations.stream()
        .flatMap(c -> List.of(c.first(), c.second()).stream())
        .distinct()
        .mapToInt(names::indexOf)
        .sorted()
        .toArray();
  }

  static GaussianCopula copula(
      List<Correlation> correlations, List<String> names, int[] members, Scope scope) {
    if (members.length == 0) {
      return null;
    }
    List<Integer> order = Arrays.stream(members).boxed().toList();
    double[][] matrix = new double[members.length][members.length];
    for (int i = 0; i < members.length; i++) {
      matrix[i][i] = 1;
    }
    for (Correlation c : correlations) {
      int a = order.indexOf(names.indexOf(c.first()));
      int b = order.indexOf(names.indexOf(c.second()));
      Range range =
          new Range(
              "correlation of " + c.first() + " and " + c.second(),
              c.value(),
              Math.nextUp(-1.0),
              Math.nextDown(1.0));
      matrix[a][b] = scope.number(c.value(), range);
      matrix[b][a] = matrix[a][b];
    }
    try {
      return new GaussianCopula(matrix);
    } catch (IllegalArgumentException e) {
      String among = String.join(", ", order.stream().map(names::get).toList());
      throw new PlanException(
          correlations.get(0).location(), "correlations of " + among + ": " + e.getMessage());
    }
  }

  /** Turns quantities into values in one scenario. */
  final class Scope {
    private final double[] parameters;

    /** One row per arm of the columns that follow from the arm alone. */
    private final double[][] armColumns;

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
      return q.formula().constant()
          ? Value.constant(q.formula().value(parameters), range)
          : Value.formula(batch.get(q.formula()), q, layout, parameters, range);
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
