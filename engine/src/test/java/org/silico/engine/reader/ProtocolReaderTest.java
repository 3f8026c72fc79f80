package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.formula.Type;
import org.silico.engine.language.Location;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Covariate;
import org.silico.engine.protocol.Cut;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Enrolment;
import org.silico.engine.protocol.Hazard;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Parameters;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Quantity;
import org.silico.engine.protocol.Randomisation;

class ProtocolReaderTest {
  private static final double MONTH = 365.25 / 12;
  private static final double YEAR = 365.25;

  private static final Protocol ALL = read(MistakesTest.text("all-endpoints.yaml"));

  /** A small protocol to which sections are added. */
  private static final String SMALL =
      """
      silico: 1
      study: {id: S}
      arms: {control: {control: true}, a: {}, b: {dose: 2}}
      """;

  private static final String BINARY =
      "endpoints: {RESP: {type: binary, visit: 4 weeks, probability: 0.5}}\n";

  @Test
  void parametersAreFormulasOfThoseBefore() {
    assertEquals(
        List.of("n", "median", "hr", "effect", "total"),
        ALL.parameters().stream().map(Protocol.Parameter::name).toList());
    assertEquals(Type.duration(), ALL.parameters().get(1).value().formula().type());
    assertEquals("Hazard ratio", ALL.parameters().get(2).label());
    assertEquals(200, Parameters.values(ALL, 0, Map.of())[4]);
    assertEquals(50, Parameters.values(ALL, 0, Map.of("n", 25.0))[4], "derived ones follow");
  }

  @Test
  void scenariosAndOverridesReplaceParameters() {
    assertEquals(0, Parameters.values(ALL, 0, Map.of())[3]);
    assertEquals(1, Parameters.values(ALL, 0, Map.of())[2]);
    assertEquals(0.7, Parameters.values(ALL, 1, Map.of())[2]);
    assertEquals(3, Parameters.values(ALL, 0, Map.of("effect", 3.0))[3]);
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Parameters.values(ALL, 0, Map.of("efect", 1.0)));
    assertEquals("unknown parameter 'efect'; did you mean 'effect'?", e.getMessage());
  }

  @Test
  void gridsAreExpandedInTheOrderWritten() {
    assertEquals(
        List.of(
            "null effect",
            "grid: effect=1, median=6 months",
            "grid: effect=1, median=1 year",
            "grid: effect=2, median=6 months",
            "grid: effect=2, median=1 year"),
        ALL.scenarios().stream().map(Protocol.Scenario::name).toList());
    assertEquals(YEAR, ALL.scenarios().get(2).values().get(1));
    assertTrue(Double.isNaN(ALL.scenarios().get(2).values().get(0)));
    assertEquals("power", ALL.scenarios().get(2).justification());
  }

  @Test
  void withoutScenariosThereIsTheBase() {
    Protocol protocol = read(SMALL + BINARY + "enrolment: {patients: 30}\n");
    assertEquals(List.of(new Protocol.Scenario("base", "", List.of())), protocol.scenarios());
    assertEquals(new Protocol.Simulation(10_000, 1, true), protocol.simulation());
    assertEquals(List.of(), protocol.analyses());
    assertInstanceOf(Randomisation.Simple.class, protocol.randomisation());
    assertInstanceOf(Cut.FullFollowUp.class, protocol.looks().get(0).cut());
  }

  @Test
  void covariatesAreRead() {
    List<Covariate> covariates = ALL.population().covariates();
    Covariate.Drawn age = (Covariate.Drawn) covariates.get(0);
    assertEquals("normal", age.family().name());
    assertEquals(List.of(75.0, 8.5), values(age.parameters()));
    assertEquals(50, value(age.minimum().orElseThrow()));
    assertEquals("Age (years)", age.label());
    assertEquals(new Location(11, 10), age.location());
    Covariate.Categorical sex = (Covariate.Categorical) covariates.get(2);
    assertEquals(List.of("F", "M"), sex.levels());
    assertEquals(List.of(0.55, 0.45), values(sex.probabilities()));
    assertEquals(Type.truth(), ((Covariate.Derived) covariates.get(3)).formula().formula().type());
    Protocol.Correlation correlation = ALL.population().correlation().get(0);
    assertEquals("AGE", correlation.first());
    assertEquals(-0.3, value(correlation.value()));
    assertEquals(
        java.util.Set.of(16, 17, 18),
        ALL.population().eligibility().orElseThrow().formula().columns());
  }

  @Test
  void theBoundsOfAUniformAreItsParameters() {
    Protocol protocol =
        read(
            SMALL
                + BINARY
                + "enrolment: {patients: 30}\n"
                + "population: {covariates: {U: {distribution: uniform, min: 2, max: 5}}}\n");
    Covariate.Drawn u = (Covariate.Drawn) protocol.population().covariates().get(0);
    assertEquals(List.of(2.0, 5.0), values(u.parameters()));
    assertEquals(Optional.empty(), u.minimum());
  }

  @Test
  void formulasUseTheColumnsOfTheLayout() {
    Layout layout = Layout.of(ALL);
    assertEquals(
        List.of("AGE", "BMI", "SEX", "OLD", "ADAS.BASE"),
        layout.names().subList(Layout.COVARIATES, layout.names().size()));
    assertEquals(new Type.Category(List.of("placebo", "high")), layout.types().get(Layout.ARM));
    assertEquals(Type.truth(), layout.types().get(19));
    assertEquals(List.of(20, -1, -1, -1, -1), layout.baselines());
    Endpoint.Continuous adas = (Endpoint.Continuous) ALL.endpoints().get(0);
    assertEquals(java.util.Set.of(20), adas.mean().of(1).formula().columns());
    assertEquals(java.util.Set.of(16), adas.baseline().orElseThrow().mean().formula().columns());
    Endpoint.Binary resp = (Endpoint.Binary) ALL.endpoints().get(1);
    assertEquals(java.util.Set.of(Layout.ACTIVE), resp.probability().of(1).formula().columns());
  }

  @Test
  void armsAreRead() {
    Protocol.Arm placebo = ALL.arms().get(0);
    assertEquals("Placebo", placebo.label());
    assertTrue(placebo.control());
    assertEquals(1, value(placebo.ratio()));
    assertEquals(0, value(placebo.dose()));
    assertEquals(81, value(ALL.arms().get(1).dose()));
  }

  @Test
  void sitesOpenOneAfterTheOther() {
    Enrolment enrolment = ALL.enrolment();
    assertEquals(Enrolment.Arrivals.POISSON, enrolment.arrivals());
    assertEquals(List.of(), enrolment.rates());
    assertEquals(20, enrolment.sites().size());
    assertEquals("S01", enrolment.sites().get(0).name());
    assertEquals(0, value(enrolment.sites().get(0).opens()));
    assertEquals("S20", enrolment.sites().get(19).name());
    assertEquals(19 * 14, value(enrolment.sites().get(19).opens()));
    assertEquals(0.5 / MONTH, value(enrolment.sites().get(19).rate()), 1e-15);
  }

  @Test
  void enrolmentComesInManyForms() {
    Enrolment.RateFrom one = enrolment("patients: 30, rate: 10 per month").rates().get(0);
    assertEquals(0, value(one.from()));
    assertEquals(10 / MONTH, value(one.rate()), 1e-15);
    Enrolment byDuration = enrolment("patients: 30, duration: 1 year, arrivals: even");
    assertEquals(Enrolment.Arrivals.EVEN, byDuration.arrivals());
    assertEquals(30 / YEAR, value(byDuration.rates().get(0).rate()), 1e-15);
    Enrolment ramp =
        enrolment(
            "patients: 30, rate: [{from: 0 months, rate: 5 per month}, {from: 3 months, rate: 20 per"
                + " month}]");
    assertEquals(3 * MONTH, value(ramp.rates().get(1).from()), 1e-12);
    assertEquals(Enrolment.Arrivals.AT_ONCE, enrolment("patients: 30").arrivals());
    Enrolment named =
        enrolment("patients: 30, sites: [{name: Oslo, opens: 1 week, rate: 1 per month}]");
    assertEquals("Oslo", named.sites().get(0).name());
    assertEquals(7, value(named.sites().get(0).opens()));
  }

  @Test
  void randomisationIsRead() {
    Randomisation.PermutedBlocks blocks = (Randomisation.PermutedBlocks) ALL.randomisation();
    assertEquals(List.of(4, 6), blocks.sizes());
    assertEquals(List.of("SEX", "SITE"), blocks.strata());
    Protocol protocol =
        read(
            SMALL
                + BINARY
                + "enrolment: {patients: 30}\n"
                + "population: {covariates: {X: {distribution: categorical, probabilities: {u: 1}}}}\n"
                + "randomisation: {method: minimisation, factors: [X], imbalance: variance}\n");
    Randomisation.Minimisation minimisation = (Randomisation.Minimisation) protocol.randomisation();
    assertEquals(0.8, value(minimisation.probability()));
    assertEquals(Randomisation.Imbalance.VARIANCE, minimisation.imbalance());
  }

  @Test
  void continuousEndpointsAreRead() {
    Endpoint.Continuous adas = (Endpoint.Continuous) ALL.endpoints().get(0);
    assertEquals("ADAS-Cog total score", adas.label());
    assertEquals("ADQS", adas.table());
    assertEquals(168, value(adas.visit()));
    assertTrue(adas.change());
    assertEquals(1, value(adas.mean().of(0)));
    assertEquals("1 - effect - 0.05 * (BASE - 24)", adas.mean().of(1).text());
    assertTrue(adas.sd().common());
  }

  @Test
  void binaryAndCountEndpointsAreRead() {
    assertTrue(((Endpoint.Binary) ALL.endpoints().get(1)).dropoutsFail());
    Endpoint.Count rel = (Endpoint.Count) ALL.endpoints().get(2);
    assertEquals(1.2 / YEAR, value(rel.rate().of(0)), 1e-15);
    assertEquals(0.5, value(rel.dispersion().orElseThrow().of(1)));
    assertEquals(168, value(rel.period()));
  }

  @Test
  void ordinalEndpointsAreRead() {
    Endpoint.Ordinal scale = (Endpoint.Ordinal) ALL.endpoints().get(3);
    assertEquals(List.of("worse", "same", "better"), scale.categories());
    assertEquals(1, scale.probabilities().size());
    assertEquals(List.of(0.2, 0.5, 0.3), values(scale.probabilities().get(0)));
    assertEquals(0.6, value(scale.oddsRatio().orElseThrow().of(1)));
  }

  @Test
  void aMedianBecomesAHazard() {
    Endpoint.TimeToEvent os = (Endpoint.TimeToEvent) ALL.endpoints().get(4);
    assertEquals("ADTTE", os.table());
    Quantity hazard = ((Hazard.Exponential) os.hazard()).hazard().of(0);
    assertEquals(
        Math.log(2) / (6 * MONTH),
        hazard.formula().value(Parameters.values(ALL, 0, Map.of())),
        1e-15);
    assertEquals(2, os.hazardRatio().size());
    assertEquals(3 * MONTH, value(os.hazardRatio().get(1).from()), 1e-12);
    assertEquals("hr", os.hazardRatio().get(1).value().of(1).text());
    assertEquals(0.05, value(os.cure().orElseThrow().of(0)));
  }

  /** S(median) = 1/2 and S(by) = 1 - probability. */
  @Test
  void weibullLawsComeFromMediansAndProbabilities() {
    Protocol protocol =
        read(
            SMALL
                + "enrolment: {patients: 30}\n"
                + "endpoints:\n"
                + "  PFS: {type: time to event, distribution: weibull, shape: 1.5, median: {control:"
                + " 10 days, a: 20 days, b: 30 days}}\n"
                + "  OS: {type: time to event, distribution: piecewise exponential, hazard: [{from: 0"
                + " days, hazard: 0.1 per day}, {from: 9 days, hazard: 0.2 per day}]}\n"
                + "dropout: {distribution: weibull, shape: 0.5, probability: 20%, by: 1 year}\n"
                + "follow up: {duration: 2 years}\n"
                + "cut: {calendar time: 3 years}\n");
    Hazard.Weibull pfs =
        (Hazard.Weibull) ((Endpoint.TimeToEvent) protocol.endpoints().get(0)).hazard();
    double scale = value(pfs.scale().of(2));
    assertEquals(0.5, Math.exp(-Math.pow(30 / scale, 1.5)), 1e-12);
    Hazard.Piecewise os =
        (Hazard.Piecewise) ((Endpoint.TimeToEvent) protocol.endpoints().get(1)).hazard();
    assertEquals(0.2, value(os.pieces().get(1).value().of(0)));
    Hazard.Weibull dropout = (Hazard.Weibull) protocol.dropout().orElseThrow();
    assertEquals(0.8, Math.exp(-Math.pow(YEAR / value(dropout.scale().of(0)), 0.5)), 1e-12);
    assertEquals(3 * YEAR, value(((Cut.Calendar) protocol.looks().get(0).cut()).time()));
  }

  @Test
  void aDropoutProbabilityBecomesAHazard() {
    Hazard.Exponential dropout = (Hazard.Exponential) ALL.dropout().orElseThrow();
    assertEquals(0.9, Math.exp(-168 * value(dropout.hazard().of(0))), 1e-12);
  }

  @Test
  void followUpAndCutAreRead() {
    assertEquals(168, value(ALL.followUp().duration().orElseThrow()));
    assertEquals("final", ALL.looks().get(0).name());
    Cut.Events cut = (Cut.Events) ALL.looks().get(0).cut();
    assertEquals("OS", cut.endpoint());
    assertEquals(50, value(cut.number()));
    assertEquals(5 * YEAR, value(cut.latest().orElseThrow()));
  }

  @Test
  void analysesAreReadWithTheirUsualChoices() {
    Analysis primary = ALL.analyses().get(0);
    assertEquals("ancova {covariates=[BASE, AGE], of=change}", Plans.text(primary.method()));
    assertEquals(0, primary.control());
    assertEquals(1, primary.treatment());
    assertEquals(Analysis.Better.LOWER, primary.hypothesis().better());
    assertEquals(2, primary.hypothesis().sides());
    assertEquals(0.05, value(primary.hypothesis().alpha()));
    assertEquals("t test {of=value, variance=unequal}", Plans.text(ALL.analyses().get(1).method()));
    Analysis responders = ALL.analyses().get(2);
    assertEquals(
        "proportions {measure=ratio, test=farrington-manning}", Plans.text(responders.method()));
    assertEquals(0.8, value(responders.hypothesis().upper().orElseThrow()));
    assertEquals(Optional.empty(), responders.hypothesis().lower());
    assertEquals(
        "negative binomial {covariates=[SEX]}", Plans.text(ALL.analyses().get(3).method()));
    assertEquals(Analysis.Better.LOWER, ALL.analyses().get(3).hypothesis().better());
    assertEquals("wilcoxon {strata=[OLD]}", Plans.text(ALL.analyses().get(5).method()));
    Analysis survival = ALL.analyses().get(6);
    assertEquals(4, survival.endpoint());
    assertEquals(0.025, value(survival.hypothesis().alpha()));
    Analysis.Hypothesis equivalence = ALL.analyses().get(7).hypothesis();
    assertEquals(0.8, value(equivalence.lower().orElseThrow()), 1e-15);
    assertEquals(1.25, value(equivalence.upper().orElseThrow()));
  }

  @Test
  void aByteOrderMarkAndWindowsLinesDoNotMatter() {
    String windows = "\uFEFF" + MistakesTest.text("all-endpoints.yaml").replace("\n", "\r\n");
    Endpoint.Continuous adas = (Endpoint.Continuous) read(windows).endpoints().get(0);
    assertEquals(
        ((Endpoint.Continuous) ALL.endpoints().get(0)).visit().location(), adas.visit().location());
  }

  private static Enrolment enrolment(String keys) {
    return read(SMALL + BINARY + "enrolment: {" + keys + "}\n").enrolment();
  }

  private static Protocol read(String text) {
    return ProtocolReader.read("p.yaml", text);
  }

  private static double value(Quantity quantity) {
    return quantity.formula().value(new double[0]);
  }

  private static List<Double> values(List<Quantity> quantities) {
    return quantities.stream().map(ProtocolReaderTest::value).toList();
  }
}
