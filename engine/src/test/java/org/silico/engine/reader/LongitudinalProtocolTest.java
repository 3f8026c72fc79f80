package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Diagnostic;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Course;
import org.silico.engine.protocol.Course.TermKind;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.MethodUse;
import org.silico.engine.protocol.Parameters;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;

/** {@code longitudinal.yaml}, which has every key, and small protocols. */
class LongitudinalProtocolTest {
  private static final Protocol ALL = read(MistakesTest.text("longitudinal.yaml"));
  private static final Layout LAYOUT = Layout.of(ALL);
  private static final Endpoint.Longitudinal HAMD = endpoint(0);

  /** A protocol of one endpoint to which keys and sections are added. */
  private static final String SMALL =
      """
      silico: 1
      study: {id: S}
      arms: {control: {control: true}, a: {dose: 2}}
      enrolment: {patients: 30}
      endpoints:
        X:
          type: longitudinal
          visits: [1 week, 2 weeks]
      """;

  private static final String TERMS =
      "    terms: {natural course: 1, placebo: 2, drug: ACTIVE}\n    residual: {sd: 1}\n";

  @Test
  void armsTakeSequences() {
    Protocol.Arm delayed = ALL.arms().get(2);
    assertEquals(List.of(0.0, 28.0), values(delayed.sequence(), Protocol.Step::from));
    assertEquals(List.of(0.0, 20.0), values(delayed.sequence(), Protocol.Step::dose));
    assertEquals(0, value(delayed.dose()));
    assertEquals(20, value(ALL.arms().get(3).dose()), "that of the first step");
    assertEquals(List.of(), ALL.arms().get(1).sequence());
  }

  @Test
  void aLeadInIsRead() {
    Protocol.LeadIn leadIn = ALL.leadIn().orElseThrow();
    assertEquals(14, value(leadIn.duration()));
    assertEquals(5, value(leadIn.dose()));
    assertFalse(leadIn.blinded());
    Protocol.LeadIn usual = read(SMALL + TERMS + "lead in: {duration: 1 week}\n").leadIn().get();
    assertEquals(0, value(usual.dose()));
    assertTrue(usual.blinded());
    assertEquals(Optional.empty(), read(SMALL + TERMS).leadIn());
  }

  @Test
  void columnsAreThoseOfTheLayout() {
    assertEquals(
        List.of("AGE", "MMSE", "NAUSEA", "HEADACHE", "STOP", "RESCUE", "LOE", "MOVED", "HAMD.BASE"),
        LAYOUT.names().subList(Layout.COVARIATES, Layout.COVARIATES + 9));
    assertEquals(Set.of(column("NAUSEA")), formula(HAMD, TermKind.NOCEBO).formula().columns());
    assertEquals(
        Set.of(
            column("HAMD.U"),
            column("HAMD.SITEDIFF"),
            column("HAMD.RATER"),
            column("HAMD.CLASS"),
            Layout.TIME),
        formula(HAMD, TermKind.NATURAL_COURSE).formula().columns());
    assertEquals(
        Set.of(column("HAMD.SCREEN"), column("HAMD.BASE")),
        HAMD.entry().orElseThrow().formula().columns());
    assertEquals(
        new Type.Category(List.of("large", "none")), LAYOUT.types().get(column("HAMD.CLASS")));
    assertEquals(
        Set.of(Layout.VALUE, column("HAMD.BASE")),
        ALL.events().get(4).probability().orElseThrow().of(0).formula().columns());
    assertEquals(
        Set.of(Layout.PREVIOUS), formula(endpoint(3), TermKind.NATURAL_COURSE).formula().columns());
    assertEquals(column("ADAS.BASE"), LAYOUT.baselines().get(1), "after HAMD's effects");
  }

  @Test
  void aScheduleIsRead() {
    Course.Schedule schedule = HAMD.schedule();
    assertEquals(
        List.of(7.0, 14.0, 28.0, 42.0, 56.0),
        schedule.days().stream().map(LongitudinalProtocolTest::value).toList());
    assertEquals(1, value(schedule.sd().orElseThrow()));
    assertEquals(3, value(schedule.window().orElseThrow()));
    assertEquals(0.02, value(schedule.missed().orElseThrow().of(3)));
    Course.Schedule plain = endpoint(1).schedule();
    assertEquals(Optional.empty(), plain.sd());
    assertEquals(Optional.empty(), plain.missed());
  }

  @Test
  void scalesAreRead() {
    Course.Scale.Continuous hamd = (Course.Scale.Continuous) HAMD.scale();
    assertEquals(0, value(hamd.low().orElseThrow()));
    assertEquals(52, value(hamd.high().orElseThrow()));
    assertTrue(hamd.whole());
    assertEquals(
        new Course.Scale.Continuous(Optional.empty(), Optional.empty(), false),
        endpoint(8).scale());
    Course.Scale.Bounded pain = (Course.Scale.Bounded) endpoint(2).scale();
    assertEquals(List.of(0.0, 70.0, 90.0), values(pain.low(), pain.high(), pain.precision()));
    assertEquals(new Course.Scale.Binary(Course.Link.PROBIT), endpoint(3).scale());
    Course.Scale.Ordinal cgi = (Course.Scale.Ordinal) endpoint(4).scale();
    assertEquals(List.of("better", "same", "worse"), cgi.categories());
    assertEquals(-1, value(cgi.thresholds().get(0)));
    assertEquals(Course.Link.LOGIT, cgi.link());
    Course.Scale.Count seizures = (Course.Scale.Count) endpoint(5).scale();
    assertEquals(Course.CountLaw.NEGATIVE_BINOMIAL, seizures.law());
    assertEquals(0.5, value(seizures.dispersion().orElseThrow().of(0)));
    assertEquals(
        Course.CountLaw.GENERALISED_POISSON, ((Course.Scale.Count) endpoint(6).scale()).law());
    assertEquals(
        new Course.Scale.Count(Course.CountLaw.POISSON, Optional.empty()), endpoint(7).scale());
  }

  @Test
  void termsAndKernelsAreRead() {
    assertEquals(Set.of(TermKind.values()), HAMD.terms().keySet());
    Course.Term.Kernel placebo = (Course.Term.Kernel) HAMD.terms().get(TermKind.PLACEBO);
    assertEquals("exponential plateau", placebo.kernel());
    assertEquals(Set.of("Pmax", "k"), placebo.parameters().keySet());
    assertEquals(0.06, value(placebo.parameters().get("k").of(3)));
    assertEquals(
        Set.of(column("HAMD.UP")), placebo.parameters().get("Pmax").of(0).formula().columns());
    assertEquals(7, value(HAMD.carryOver().orElseThrow().halfLife().orElseThrow()));
    assertEquals(new Course.CarryOver(Optional.empty()), endpoint(1).carryOver().orElseThrow());
  }

  @Test
  void randomEffectsAreRead() {
    assertEquals(
        List.of("U", "UP", "SHARE", "SKEWED", "SITEDIFF", "RATER", "DRIFT", "CLASS"),
        HAMD.effects().stream().map(Course.Effect::name).toList());
    assertEquals(4, value(((Course.EffectLaw.Normal) HAMD.effects().get(0).law()).sd()));
    assertEquals(0.3, value(((Course.EffectLaw.Lognormal) HAMD.effects().get(1).law()).sd()));
    Course.EffectLaw.LogitNormal share = (Course.EffectLaw.LogitNormal) HAMD.effects().get(2).law();
    assertEquals(List.of(0.5, 1.0), values(share.median(), share.sd()));
    Course.EffectLaw.BoxCox skewed = (Course.EffectLaw.BoxCox) HAMD.effects().get(3).law();
    assertEquals(List.of(0.5, 0.4), values(skewed.sd(), skewed.shape()));
    assertEquals(
        List.of(
            Course.EffectLevel.PATIENT,
            Course.EffectLevel.SITE,
            Course.EffectLevel.RATER,
            Course.EffectLevel.STUDY,
            Course.EffectLevel.PATIENT),
        HAMD.effects().subList(3, 8).stream().map(Course.Effect::level).toList());
    Course.EffectLaw.Classes classes = (Course.EffectLaw.Classes) HAMD.effects().get(7).law();
    assertEquals(List.of("large", "none"), classes.names());
    assertEquals(0.2, value(classes.probabilities().get(0)));
    assertEquals("UP", HAMD.effectCorrelation().get(0).second());
    assertEquals(-0.3, value(HAMD.effectCorrelation().get(0).value()));
    assertEquals(20, value(HAMD.raters().orElseThrow()));
  }

  @Test
  void residualsAreRead() {
    Course.Residual hamd = HAMD.residual().orElseThrow();
    assertEquals(4, value(hamd.sd().orElseThrow().of(0)));
    assertEquals(0.1, value(hamd.proportional().orElseThrow().of(0)));
    assertEquals(
        0.5, value(((Course.ResidualCorrelation.Autoregressive) hamd.correlation()).value()));
    Course.ResidualCorrelation.Unstructured pain =
        (Course.ResidualCorrelation.Unstructured) endpoint(2).residual().get().correlation();
    assertEquals(0.5, value(pain.rows().get(1).get(0)));
    assertInstanceOf(
        Course.ResidualCorrelation.CompoundSymmetry.class,
        endpoint(3).residual().get().correlation());
    assertEquals(
        new Course.ResidualCorrelation.Independent(), endpoint(4).residual().get().correlation());
    assertEquals(Optional.empty(), endpoint(5).residual());
  }

  /** A level that is drawn is the value at screening and, without a lead-in, the baseline. */
  @Test
  void whatHasAResidualHasARowInTheMatrix() {
    String matrix = "{structure: unstructured, matrix: [[1, 0], [0, 1]]}";
    String level =
        SMALL
            + "    baseline: {mean: 1, sd: 1}\n    terms: {drug: BASE}\n"
            + "    screening: {before: 1 week}\n"
            + "    residual: {sd: 1, correlation: "
            + matrix
            + "}\n";
    assertEquals(List.of(), MistakesTest.problems(level));
    assertEquals(
        List.of(
            "10:19: 'BASE' comes of the terms here, as there is a lead-in",
            "12:70: the matrix must have 3 rows of 3 numbers: of baseline, visit 1, visit 2"),
        MistakesTest.problems(level + "lead in: {duration: 1 week}\n"));
  }

  @Test
  void expectationAndScreeningAreRead() {
    Course.Expectation expectation = HAMD.expectation().orElseThrow();
    assertEquals(List.of(0.5, 0.4), values(expectation.strength(), expectation.reference()));
    assertEquals(0, expectation.unblinding().get(0).event());
    assertEquals(3, value(expectation.unblinding().get(0).bayesFactor()));
    Course.Screening screening = HAMD.screening().orElseThrow();
    assertEquals(7, value(screening.before()));
    Course.Inflation inflation = screening.inflation().orElseThrow();
    assertEquals(
        List.of(18.0, 3.0, 0.3),
        values(inflation.cut(), inflation.below(), inflation.probability()));
  }

  @Test
  void modelsAreRead() {
    Course.Model adas = endpoint(1).model().orElseThrow();
    assertEquals("ADAS-cog Rogers 2012", adas.name());
    assertEquals(1.5, value(adas.parameters().get("DELTA")));
    assertEquals(0.4, value(adas.effects().get("ETA")));
    assertEquals(Set.of(column("MMSE")), adas.covariates().get("MMSE").formula().columns());
    assertEquals(Set.of(Layout.DOSE), adas.exposure().orElseThrow().of(0).formula().columns());
    Course.Model stone = endpoint(8).model().orElseThrow();
    assertEquals("HAMD-17 Stone 2022", stone.name());
    assertEquals(Map.of(), stone.parameters());
    assertEquals(
        Set.of(Layout.ACTIVE),
        stone.exposure().orElseThrow().of(0).formula().columns(),
        "on or off, where the model knows no dose");
    assertEquals(4, value(endpoint(8).baseline().orElseThrow().sd()));
    Endpoint.Longitudinal slow =
        (Endpoint.Longitudinal)
            read(SMALL
                    + "    model: {name: ADAS-cog Rogers 2012, sets: [slows progression by"
                    + " half]}\n")
                .endpoints()
                .get(0);
    assertEquals(List.of("slows progression by half"), slow.model().orElseThrow().sets());
    assertEquals(
        Set.of(Layout.DOSE),
        slow.model().orElseThrow().exposure().orElseThrow().of(0).formula().columns());
  }

  /** 1 - exp(-hazard 8 weeks) is the probability; 18.0% headache is NoceboRates' median. */
  @Test
  void eventsAreRead() {
    List<IntercurrentEvent> events = ALL.events();
    assertEquals(
        List.of("NAUSEA", "HEADACHE", "STOP", "RESCUE", "LOE", "MOVED"),
        events.stream().map(IntercurrentEvent::name).toList());
    IntercurrentEvent nausea = events.get(0);
    assertEquals(IntercurrentEvent.Kind.ADVERSE_EVENT, nausea.kind());
    assertEquals("Nausea", nausea.term());
    assertEquals(Optional.empty(), nausea.probability());
    assertEquals(0.25, 1 - Math.exp(-56 * value(nausea.hazard().orElseThrow().of(1))), 1e-12);
    IntercurrentEvent headache = events.get(1);
    assertEquals(0.18, 1 - Math.exp(-56 * value(headache.hazard().orElseThrow().of(0))), 1e-12);
    assertEquals("Headache on placebo", headache.term());
    IntercurrentEvent stop = events.get(2);
    assertEquals(IntercurrentEvent.Kind.TREATMENT_DISCONTINUATION, stop.kind());
    assertEquals("ADVERSE EVENT", stop.term());
    assertEquals(
        Set.of(column("NAUSEA")), stop.probability().orElseThrow().of(0).formula().columns());
    IntercurrentEvent rescue = events.get(3);
    assertEquals(IntercurrentEvent.Kind.RESCUE_MEDICATION, rescue.kind());
    assertEquals("RESCUE", rescue.term());
    assertEquals(
        Set.of(Layout.CHANGE), rescue.probability().orElseThrow().of(0).formula().columns());
    IntercurrentEvent moved = events.get(5);
    assertEquals(IntercurrentEvent.Kind.STUDY_DISCONTINUATION, moved.kind());
    assertEquals(0, moved.endpoint());
    assertEquals(0.01 * 12 / 365.25, value(moved.hazard().orElseThrow().of(0)), 1e-15);
  }

  @Test
  void estimandsAreRead() {
    Estimand policy = ALL.estimands().get(0);
    assertEquals("Effect as assigned", policy.label());
    assertEquals(
        List.of(1, 0, 0), List.of(policy.treatment(), policy.control(), policy.endpoint()));
    assertEquals(
        Set.of(column("AGE"), Layout.SITE), policy.population().orElseThrow().formula().columns());
    assertEquals(56, value(policy.visit().orElseThrow()));
    assertEquals(new Estimand.Variable.Change(), policy.variable());
    assertEquals(
        List.of(
            Estimand.Strategy.HYPOTHETICAL,
            Estimand.Strategy.WHILE_ON_TREATMENT,
            Estimand.Strategy.TREATMENT_POLICY,
            Estimand.Strategy.COMPOSITE,
            Estimand.Strategy.HYPOTHETICAL,
            Estimand.Strategy.HYPOTHETICAL),
        policy.strategies(),
        "study discontinuations are not part of an estimand");
    assertEquals(0, value(policy.compositeValue().orElseThrow()));
    assertEquals(Estimand.Summary.DIFFERENCE, policy.summary());
    Estimand responders = ALL.estimands().get(1);
    Estimand.Variable.Responder responder = (Estimand.Variable.Responder) responders.variable();
    assertEquals(
        Set.of(Layout.VALUE, column("HAMD.BASE")), responder.condition().formula().columns());
    assertEquals(Estimand.Summary.ODDS_RATIO, responders.summary());
    assertEquals(Optional.empty(), responders.visit());
    assertEquals(Estimand.Strategy.TREATMENT_POLICY, responders.strategies().get(0));
    assertEquals(
        "VALUE == 1",
        ((Estimand.Variable.Responder) ALL.estimands().get(2).variable()).condition().text());
  }

  @Test
  void methodsAreRead() {
    assertEquals(
        "mmrm {by visit=[BASE], contrast=visit, covariance=toeplitz, covariates=[BASE, AGE],"
            + " df=satterthwaite, of=change}",
        Plans.text(ALL.analyses().get(0).method()));
    assertEquals(
        "multiple imputation {assumption=jump to reference, covariates=[BASE], imputations=50,"
            + " of=value}",
        Plans.text(ALL.analyses().get(1).method()));
    assertEquals(
        "ancova {covariates=[BASE], of=change}", Plans.text(ALL.analyses().get(2).method()));
    MethodUse spcd = ALL.analyses().get(8).method();
    assertEquals("spcd {of=value}", Plans.text(spcd));
    assertEquals(
        List.of(28.0, 0.6), values(spcd.formulas().get("stage 1"), spcd.formulas().get("weight")));
    assertEquals(
        Set.of(Layout.VALUE, column("HAMD.BASE")),
        spcd.formulas().get("non-responder").formula().columns());
    Analysis crossover = ALL.analyses().get(9);
    assertEquals("crossover {}", Plans.text(crossover.method()));
    assertEquals(28, value(crossover.method().formulas().get("period 1")));
    assertEquals(Analysis.Better.LOWER, crossover.hypothesis().better());
    assertEquals(Analysis.Better.HIGHER, ALL.analyses().get(0).hypothesis().better());
  }

  @Test
  void targetsAreRead() {
    Analysis.Target mmrm = ALL.analyses().get(0).target().orElseThrow();
    assertEquals(56, value(mmrm.visit().orElseThrow()));
    assertEquals(Optional.of(0), mmrm.estimand());
    assertEquals(
        List.of(
            Analysis.Missing.OBSERVED,
            Analysis.Missing.OBSERVED,
            Analysis.Missing.LAST_OBSERVATION,
            Analysis.Missing.BASELINE,
            Analysis.Missing.OBSERVED,
            Analysis.Missing.OBSERVED,
            Analysis.Missing.FAILURE,
            Analysis.Missing.FAILURE,
            Analysis.Missing.OBSERVED,
            Analysis.Missing.OBSERVED),
        ALL.analyses().stream().map(a -> a.target().orElseThrow().missing()).toList());
    Analysis.Target responders = ALL.analyses().get(6).target().orElseThrow();
    assertEquals("VALUE <= 0.5 * BASE", responders.responder().orElseThrow().text());
    assertEquals(Optional.of(1), responders.estimand());
    Analysis.Target remission = ALL.analyses().get(7).target().orElseThrow();
    assertEquals(Optional.empty(), remission.responder());
    assertEquals(Optional.empty(), remission.visit());
    assertEquals(
        Optional.empty(), read(MistakesTest.text("all-endpoints.yaml")).analyses().get(0).target());
  }

  @Test
  void methodsHaveTheirUsualChoices() {
    Protocol protocol =
        read(
            SMALL
                + TERMS
                + "population: {covariates: {AGE: {distribution: normal, mean: 1, sd: 1}}}\n"
                + "analyses: {m: {method: mmrm}, n: {method: mmrm, covariates: [AGE]}, o: {method:"
                + " mmrm, by visit: []}, i: {method: multiple imputation}}\n");
    assertEquals(mmrm("BASE", "BASE"), Plans.text(protocol.analyses().get(0).method()));
    assertEquals(mmrm("AGE", ""), Plans.text(protocol.analyses().get(1).method()));
    assertEquals(mmrm("BASE", ""), Plans.text(protocol.analyses().get(2).method()));
    assertEquals(
        "multiple imputation {assumption=missing at random, covariates=[BASE], imputations=20,"
            + " of=change}",
        Plans.text(protocol.analyses().get(3).method()));
    assertEquals(List.of(), protocol.warnings());
  }

  private static String mmrm(String covariate, String byVisit) {
    return "mmrm {by visit=["
        + byVisit
        + "], contrast=visit, covariance=unstructured, covariates=["
        + covariate
        + "], df=kenward-roger, of=change}";
  }

  @Test
  void whatCarriesObservationsForwardIsWarnedOf() {
    List<Diagnostic> warnings =
        ALL.warnings().stream().filter(w -> w.message().contains("carried forward")).toList();
    assertEquals(2, warnings.size());
    assertEquals(
        "p.yaml:150:88: warning: last observation carried forward assumes that nobody changes"
            + " after leaving: it is biased even when values are missing at random, in either"
            + " direction, and its standard error is too small; prefer 'mmrm' or 'multiple"
            + " imputation'",
        warnings.get(0).toString());
    assertTrue(warnings.get(1).message().startsWith("warning: baseline observation carried"));
    String none = SMALL + "    model: UPDRS Lee 2011\n";
    assertEquals(
        List.of(
            "p.yaml:9:5: warning: the model 'UPDRS Lee 2011' describes a change and the endpoint has"
                + " no 'baseline' to change from: its values are changes"),
        read(none).warnings().stream().map(Diagnostic::toString).toList());
  }

  @Test
  void ongoingPatientsAreTakenWhenAskedWithAWarning() {
    String text =
        """
        silico: 1
        study: {id: S}
        arms: {control: {control: true}, a: {}}
        enrolment: {patients: 30}
        endpoints:
          B: {type: binary, visit: 4 weeks, probability: 0.4 + 0.1 * ACTIVE, dropouts: failures}
          Y: {type: longitudinal, visits: [4 weeks], terms: {natural course: 5 + ACTIVE}, residual: {sd: 1}}
        analyses:
          binary: {method: proportions, endpoint: B, ongoing: included}
          imputed: {method: multiple imputation, endpoint: Y, ongoing: included}
          excluded: {method: proportions, endpoint: Y, responder: VALUE > 5, ongoing: excluded}
          usual: {method: proportions, endpoint: B}
        """;
    Protocol protocol = read(text);
    assertEquals(
        List.of(true, true, false, false),
        protocol.analyses().stream().map(Analysis::ongoing).toList());
    assertEquals(
        List.of("p.yaml:9:55", "p.yaml:10:64"),
        protocol.warnings().stream()
            .map(w -> w.toString().substring(0, w.toString().indexOf(": warning: patients whose")))
            .toList());
  }

  @Test
  void eventsNeedALongitudinalEndpoint() {
    String text =
        """
        silico: 1
        study: {id: S}
        arms: {control: {control: true}, a: {dose: 2}}
        enrolment: {patients: 30}
        endpoints: {X: {type: binary, visit: 4 weeks, probability: 0.5}}
        intercurrent events: {E: {type: rescue medication, probability: 5%}}
        estimands: {e: {}}
        """;
    assertEquals(
        List.of(
            "6:23: an event happens between the visits of an endpoint of type 'longitudinal', and"
                + " there is none",
            "7:13: an estimand is of an endpoint of type 'longitudinal', and there is none"),
        MistakesTest.problems(text));
  }

  @Test
  void stagesNeedAnArmOnTheDrugFromTheBeginning() {
    assertEquals(
        List.of(
            "11:24: an spcd compares drug and placebo in stage 1 too: add an arm that is on the"
                + " drug from the beginning"),
        MistakesTest.problems(
            SMALL
                + TERMS
                + "analyses: {s: {method: spcd, stage 1: 1 week, weight: 0.5, non-responder: VALUE"
                + " > 1}}\n"));
  }

  private static int column(String name) {
    return LAYOUT.names().indexOf(name);
  }

  private static Endpoint.Longitudinal endpoint(int position) {
    return (Endpoint.Longitudinal) ALL.endpoints().get(position);
  }

  private static Quantity formula(Endpoint.Longitudinal endpoint, TermKind kind) {
    return ((Course.Term.Formula) endpoint.terms().get(kind)).value().of(0);
  }

  private static Protocol read(String text) {
    return ProtocolReader.read("p.yaml", text);
  }

  private static double value(Quantity quantity) {
    return quantity.formula().value(Parameters.values(ALL, 0, Map.of()));
  }

  private static List<Double> values(Quantity... quantities) {
    return List.of(quantities).stream().map(LongitudinalProtocolTest::value).toList();
  }

  private static <T> List<Double> values(
      List<T> items, java.util.function.Function<T, Quantity> quantity) {
    return items.stream().map(quantity).map(LongitudinalProtocolTest::value).toList();
  }
}
