package org.silico.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.silico.engine.Plans;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.evaluation.Metrics;
import org.silico.engine.plan.Draw;
import org.silico.engine.plan.Draw.Unit;
import org.silico.engine.plan.Purpose;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.random.RandomStream;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.table.Table;
import org.silico.engine.trial.TrialData;

/** The list of draws of a plan is what a trial asks its stream for, number by number. */
class DrawsTest {
  private static final long TRIAL = 3;

  /** Protocols that between them use random numbers in all ways. */
  private static final List<String> SPECIAL =
      List.of(
          // a model with a residual of its own beside the protocol's, screened
          """
          arms: {placebo: {control: true}, active: {}}
          enrolment: {patients: 40, rate: 10 per month}
          endpoints:
            PANSS:
              type: longitudinal
              visits: [1 week, 4 weeks, 6 weeks]
              model: PANSS Friberg 2009
              residual: {sd: 2}
              screening: {before: 2 weeks}
              entry: SCREEN > 60 and BASE > 60
          """,
          // the same without a screening
          """
          arms: {placebo: {control: true}, active: {}}
          enrolment: {patients: 40}
          endpoints:
            PANSS:
              type: longitudinal
              visits: [1 week, 4 weeks, 6 weeks]
              visit deviation: {sd: 2 days, window: 3 days}
              model: PANSS Friberg 2009
              residual: {sd: 2}
          """,
          // raters, sites, studies, classes, inflation, missed visits, events, imputations
          """
          population:
            covariates:
              AGE: {distribution: normal, mean: 60, sd: 9}
              SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}
              OLD: {formula: AGE > 65}
            eligibility: AGE > 50
          arms: {placebo: {control: true}, active: {}}
          enrolment:
            patients: 60
            sites: [{name: A, rate: 4 per month}, {name: B, rate: 4 per month}]
          randomisation: {method: permuted blocks, block sizes: [2, 4], strata: [SEX]}
          lead in: {duration: 2 weeks}
          intercurrent events:
            RESCUE: {type: rescue medication, probability: 10%}
            LEAVE: {type: study discontinuation, hazard: 1 per year}
          endpoints:
            HAMD:
              type: longitudinal
              visits: [2 weeks, 4 weeks]
              missed visits: 10%
              random effects:
                U: {sd: 4}
                R: {sd: 1, by: rater}
                S: {sd: 1, by: site}
                T: {sd: 1, by: study}
                C: {classes: {low: 0.5, high: 0.5}}
              raters: 5
              baseline: {mean: 24, sd: 3}
              terms: {natural course: U + R + S + T, rescue: -RESCUE, drug: "if C == 'low' then 0 else -3"}
              residual: {sd: 3}
              screening: {before: 1 week, inflation: {cut: 20, below: 3, probability: 50%}}
              entry: SCREEN >= 20
          analyses:
            MI: {method: multiple imputation, imputations: 5, better: lower}
            MMRM: {method: mmrm, better: lower}
          """,
          // endpoints of one visit, correlated, with events of counts that are not all seen
          """
          arms: {placebo: {control: true}, active: {}}
          enrolment: {patients: 80, rate: 100 per month, arrivals: even}
          endpoints:
            Y: {type: continuous, visit: 12 weeks, baseline: {mean: 10, sd: 2}, mean: 12, sd: 3}
            R: {type: binary, visit: 12 weeks, probability: 30%}
            N: {type: count, distribution: negative binomial, period: 52 weeks, rate: 6 per year, dispersion: 0.5}
            O: {type: ordinal, visit: 12 weeks, categories: [a, b], probabilities: [0.5, 0.5]}
            T: {type: time to event, median: 1 year}
          endpoint correlation: [{between: [Y, N], value: 0.3}]
          follow up: {duration: 52 weeks}
          dropout: {probability: 40%, by: 52 weeks}
          analyses:
            n: {endpoint: N, method: negative binomial, better: lower}
          """,
          // minimisation, which draws once a patient
          """
          population:
            covariates: {SEX: {distribution: categorical, probabilities: {F: 0.5, M: 0.5}}}
          arms: {placebo: {control: true}, active: {}}
          enrolment: {patients: 30}
          randomisation: {method: minimisation, factors: [SEX], probability: 80%}
          endpoints:
            Y: {type: continuous, visit: 12 weeks, mean: 12, sd: 3}
          """);

  /** Notes the addresses that are asked for. */
  private static final class Recorder extends RandomStream {
    /** By purpose (patient, draw). */
    final Map<Integer, Set<List<Long>>> asked = new TreeMap<>();

    Recorder() {
      super(1, 0);
    }

    @Override
    public double uniform(long trial, int purpose, long patient, long draw) {
      note(trial, purpose, patient, draw);
      return super.uniform(trial, purpose, patient, draw);
    }

    @Override
    public void uniforms(
        long trial, int purpose, long draw, long firstPatient, int n, double[] out) {
      for (int i = 0; i < n; i++) {
        note(trial, purpose, firstPatient + i, draw);
      }
      super.uniforms(trial, purpose, draw, firstPatient, n, out);
    }

    private void note(long trial, int purpose, long patient, long draw) {
      assertEquals(TRIAL, trial);
      asked.computeIfAbsent(purpose, p -> new HashSet<>()).add(List.of(patient, draw));
    }
  }

  static Stream<Named<Plans.Trial>> plans() throws IOException {
    List<Named<Plans.Trial>> plans = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("..", "protocols"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        plans.add(
            Named.of(file.getFileName().toString(), Plans.Trial.of(ProtocolReader.read(file), 0)));
      }
    }
    try (InputStream in =
        DrawsTest.class.getResourceAsStream("/org/silico/engine/reader/all-endpoints.yaml")) {
      Protocol protocol = ProtocolReader.read("all-endpoints.yaml", in.readAllBytes());
      plans.add(Named.of("all-endpoints.yaml", Plans.Trial.of(protocol, 0)));
    }
    for (int k = 0; k < SPECIAL.size(); k++) {
      plans.add(Named.of("special " + k, Plans.Trial.of(SPECIAL.get(k))));
    }
    return plans.stream();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void theListIsWhatATrialAsksFor(Plans.Trial whole) throws IOException {
    Recorder recorder = new Recorder();
    int patients = Math.min(whole.plan().conduct().patients(), 150);
    Plans.Trial trial = whole.with("stream", recorder).with("patients", patients);
    TrialPlan plan = trial.plan();
    Set<String> kept = new HashSet<>(TableNames.PER_TRIAL);
    trial.patientTables().stream().map(Table::name).forEach(kept::add);
    TrialRunner runner =
        new TrialRunner(
            plan, new Metrics(List.of(), new double[0]), trial.datasets(kept, rows -> {}));
    runner.run(TRIAL);

    List<Draw> draws = plan.draws();
    Map<Integer, List<Draw>> byPurpose =
        draws.stream()
            .collect(Collectors.groupingBy(Draw::purpose, TreeMap::new, Collectors.toList()));
    Set<Integer> listed = new TreeSet<>(byPurpose.keySet());
    for (Draw draw : draws) {
      boolean whereNeeded = draw.unit() == Unit.COUNTED_EVENT || draw.unit() == Unit.ANALYSIS;
      if (whereNeeded && !recorder.asked.containsKey(draw.purpose())) {
        listed.remove(draw.purpose());
      }
    }
    assertEquals(listed, recorder.asked.keySet(), () -> "listed: " + draws);
    for (Draw draw : draws) {
      Set<List<Long>> asked = recorder.asked.getOrDefault(draw.purpose(), Set.of());
      addresses(draw, plan, runner.data(), asked);
    }
    // one purpose is one use, but that the arm and the size of a block share theirs
    byPurpose.forEach(
        (purpose, own) ->
            assertEquals(own.get(0).use() == Draw.Use.ARM && own.size() == 2 ? 2 : 1, own.size()));
    assertEquals(draws.size(), draws.stream().map(Draw::label).distinct().count(), "labels");
  }

  /** Holds the numbers asked for against those that the unit says, patient by patient. */
  private static void addresses(Draw draw, TrialPlan plan, TrialData data, Set<List<Long>> asked) {
    Set<List<Long>> all = new HashSet<>();
    for (long i = 0; i < plan.conduct().patients(); i++) {
      long to =
          switch (draw.unit()) {
            case PATIENT -> 1;
            case CANDIDATE -> data.screenFailures()[(int) i] + 1;
            case VISIT -> plan.questions().course(draw.index()).visits();
            case INTERVAL -> plan.questions().course(plan.conduct().steering()).visits();
            case COUNTED_EVENT -> (long) data.outcome(draw.index())[(int) i];
            case BLOCK, RATER, SITE, STUDY, ANALYSIS -> 0;
          };
      for (long k = 0; k < to; k++) {
        all.add(List.of(i, k));
      }
    }
    switch (draw.unit()) {
      case PATIENT -> assertEquals(all, with(asked, 0), draw::label);
      case CANDIDATE, VISIT, INTERVAL -> assertEquals(all, asked, draw::label);
      case COUNTED_EVENT -> assertTrue(all.containsAll(asked), draw::label);
      case BLOCK -> {
        Set<List<Long>> openers = with(asked, 1);
        assertTrue(!openers.isEmpty() && openers.size() < plan.conduct().patients(), draw::label);
        assertEquals(asked.size(), with(asked, 0).size() + openers.size());
      }
      case RATER -> shared(asked, plan.questions().course(draw.index()).raters(), draw);
      case SITE -> shared(asked, plan.conduct().enrolment().siteOrder().length, draw);
      case STUDY -> assertEquals(Set.of(List.of(0L, 0L)), asked, draw::label);
      case ANALYSIS -> {}
      default -> throw new AssertionError(draw);
    }
  }

  private static Set<List<Long>> with(Set<List<Long>> asked, long draw) {
    return asked.stream().filter(a -> a.get(1) == draw).collect(Collectors.toSet());
  }

  private static void shared(Set<List<Long>> asked, int owners, Draw draw) {
    assertFalse(asked.isEmpty(), draw::label);
    for (List<Long> address : asked) {
      assertTrue(address.get(0) < owners && address.get(1) == 0, draw + " " + address);
    }
  }

  /** The protocols above leave no kind of use and no unit out. */
  @Test
  void everyUseIsTried() throws IOException {
    List<Draw> draws = plans().flatMap(plan -> plan.getPayload().plan().draws().stream()).toList();
    assertEquals(
        EnumSet.allOf(Draw.Use.class),
        draws.stream().map(Draw::use).collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(
        EnumSet.allOf(Unit.class),
        draws.stream().map(Draw::unit).collect(Collectors.toCollection(TreeSet::new)));
  }

  /** No two uses share a purpose in a protocol of the most that the language allows. */
  @Test
  void purposesOfTheLargestProtocolStayApart() {
    List<Integer> all =
        new ArrayList<>(
            List.of(Purpose.ARRIVAL, Purpose.SITE, Purpose.ALLOCATION, Purpose.DROPOUT));
    IntStream.range(0, 1000).map(Purpose::covariate).forEach(all::add);
    IntStream.range(0, 100).map(Purpose::event).forEach(all::add);
    IntStream.range(0, 1000).map(Purpose::imputation).forEach(all::add);
    for (int e = 0; e < 100; e++) {
      all.add(Purpose.endpoint(e));
      all.add(Purpose.baseline(e));
      all.add(Purpose.residual(e));
      all.add(Purpose.deviation(e));
      all.add(Purpose.missed(e));
      all.add(Purpose.rater(e));
      all.add(Purpose.screening(e));
      all.add(Purpose.baselineResidual(e));
      all.add(Purpose.inflation(e));
      all.add(Purpose.eventTime(e));
      all.add(Purpose.modelResidual(e));
      all.add(Purpose.modelScreening(e));
      all.add(Purpose.modelBaseline(e));
      for (int k = 0; k < 100; k++) {
        all.add(Purpose.effect(e, k));
        all.add(Purpose.modelEffect(e, k));
      }
    }
    assertEquals(all.size(), new HashSet<>(all).size());
  }
}
