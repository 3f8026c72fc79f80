package org.silico.engine.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.silico.engine.language.Choices;
import org.silico.engine.language.Location;
import org.silico.engine.language.Node;
import org.silico.engine.language.Problems;
import org.silico.engine.language.ProtocolException;
import org.silico.engine.language.ShapeCheck;
import org.silico.engine.language.SourceText;
import org.silico.engine.language.Written;
import org.silico.engine.language.YamlText;
import org.silico.engine.protocol.Analysis;
import org.silico.engine.protocol.Endpoint;
import org.silico.engine.protocol.Enrolment;
import org.silico.engine.protocol.Estimand;
import org.silico.engine.protocol.Hazard;
import org.silico.engine.protocol.IntercurrentEvent;
import org.silico.engine.protocol.Layout;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.protocol.Randomisation;

/**
 * Reads a protocol in YAML. The text is not trusted: whatever it holds, reading takes bounded time
 * and memory and runs nothing that it names.
 */
public final class ProtocolReader {
  /** Largest protocol, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private final Problems problems;
  private final Reading reading;
  private final Written.Entries map;

  private ProtocolReader(Written.Entries map, Reading reading) {
    this.map = map;
    this.reading = reading;
    this.problems = reading.problems;
  }

  /**
   * The protocol in a file of UTF-8 text.
   *
   * @throws ProtocolException with all problems; with one, at 1:1, when the file cannot be read
   */
  public static Protocol read(Path file) {
    String name = file.toString();
    Problems problems = new Problems(name);
    Location start = new Location(1, 1);
    if (Files.isDirectory(file)) {
      throw problems.fatal(start, "this is a folder; name a protocol file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw problems.fatal(start, "there is no such file");
    } catch (AccessDeniedException e) {
      throw problems.fatal(start, "the file may not be read; check its permissions");
    } catch (IOException e) {
      throw problems.fatal(start, "the file cannot be read: " + e.getMessage());
    }
    return read(name, bytes);
  }

  /**
   * The protocol in bytes of UTF-8 text.
   *
   * @param fileName shown in messages
   * @throws ProtocolException with all problems
   */
  public static Protocol read(String fileName, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw tooLarge(new Problems(fileName));
    }
    try {
      return read(
          fileName, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new Problems(fileName)
          .fatal(notUtf8(bytes), "this is not UTF-8 text; save the protocol as UTF-8");
    }
  }

  /** The place of the first byte that is not UTF-8. */
  private static Location notUtf8(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String before = out.flip().toString();
    return new SourceText(before).at(before.length());
  }

  /**
   * The protocol in a text.
   *
   * @param fileName shown in messages
   * @throws ProtocolException with all problems
   */
  public static Protocol read(String fileName, String text) {
    Problems problems = new Problems(fileName);
    if (text.length() > MAX_BYTES) {
      throw tooLarge(problems);
    }
    SourceText source = new SourceText(text.startsWith("\uFEFF") ? text.substring(1) : text);
    Node root = YamlText.parse(source, problems);
    Written written = ShapeCheck.check(root, Language.PROTOCOL, problems);
    if (!(written instanceof Written.Entries map)) {
      problems.throwIfAny();
      throw new AssertionError();
    }
    Protocol protocol =
        new ProtocolReader(map, new Reading(source, problems)).protocol(fileName, text);
    LetterCase.check(map, problems);
    problems.throwIfAny();
    UnusedWarnings.warn(protocol, map, problems);
    return protocol.with(problems.warnings());
  }

  private static ProtocolException tooLarge(Problems problems) {
    return problems.fatal(
        new Location(1, 1), "the protocol is larger than 1 MiB; protocols are small texts");
  }

  private Protocol protocol(String file, String text) {
    List<Protocol.Parameter> parameters = ParametersReader.read(section("parameters"), reading);
    if (unread("parameters") || map.map("arms").isEmpty()) {
      // what comes refers to them everywhere: complaints would be noise
      problems.throwIfAny();
    }
    PopulationReader population = new PopulationReader(map, reading);
    if (population.unknown()) {
      problems.throwIfAny();
    }
    List<Protocol.Arm> arms = ArmsReader.read(section("arms"), reading);
    Enrolment enrolment = EnrolmentReader.read(section("enrolment"), reading);
    boolean sites = map.map("enrolment").map(own -> own.has("sites")).orElse(true);
    Choices factors = population.factors(sites);
    Randomisation randomisation =
        RandomisationReader.read(section("randomisation"), arms, factors, reading);

    Optional<Protocol.LeadIn> leadIn = LeadInReader.read(map, reading);
    Written.Entries eventSection = section("intercurrent events");
    List<String> parameterNames = parameters.stream().map(Protocol.Parameter::name).toList();
    List<String> covariateNames = population.all().names();
    List<String> eventNames =
        IntercurrentEventReader.names(
            eventSection,
            new TakenNames(parameterNames, covariateNames, List.of()),
            reading.problems);
    Names beforeTreatment = PatientNames.atEntry(population, enrolment, sites);
    Names names = PatientNames.treated(beforeTreatment, arms);
    for (String event : eventNames) {
      beforeTreatment.exclude(event, "is known to the formulas of longitudinal endpoints only");
      reading.parameters.exclude(event, PopulationReader.DIFFERS);
    }
    List<String> armNames = arms.stream().map(Protocol.Arm::name).toList();
    List<Endpoint> endpoints = new ArrayList<>();
    Set<String> broken = new HashSet<>();
    CourseNames.Known known =
        new CourseNames.Known(
            population.names(),
            beforeTreatment,
            names,
            eventNames,
            Layout.COVARIATES + population.population().covariates().size(),
            sites,
            map.has("lead in"));
    EndpointReader endpointReader =
        new EndpointReader(
            reading,
            armNames,
            known,
            new LongitudinalReader(
                reading,
                armNames,
                known,
                new TakenNames(parameterNames, covariateNames, eventNames)));
    for (Map.Entry<String, Written.Entry> entry : section("endpoints").entries().entrySet()) {
      Endpoint endpoint = endpointReader.read(entry.getKey(), entry.getValue().value());
      if (endpoint == null) {
        broken.add(entry.getKey());
      } else {
        endpoints.add(endpoint);
      }
    }
    Map<String, CourseNames> courses = endpointReader.courses();
    boolean allRead = broken.isEmpty() && map.map("endpoints").isPresent();
    List<Protocol.Correlation> correlation =
        allRead
            ? reading.correlations(map.items("endpoint correlation"), correlated(endpoints))
            : List.of();
    EndpointChoice choice = new EndpointChoice(reading, endpoints, broken);
    boolean endpointsRead = map.map("endpoints").isPresent();
    List<IntercurrentEvent> events =
        endpointsRead
            ? new IntercurrentEventReader(reading, armNames, choice, courses).read(eventSection)
            : List.of();
    Protocol.FollowUp followUp = CutReader.followUp(map, endpoints, reading);
    Optional<Hazard> dropout =
        map.map("dropout").map(own -> new HazardReader(reading, armNames, names).read(own));
    List<Protocol.Look> looks = CutReader.read(map, endpoints, allRead, reading);
    EstimandReader estimandReader =
        new EstimandReader(reading, arms, choice, courses, eventNames, events, beforeTreatment);
    List<Estimand> estimands =
        endpointsRead ? estimandReader.read(section("estimands")) : List.of();
    List<Analysis> analyses =
        endpointsRead
            ? new AnalysisReader(
                    reading,
                    arms,
                    choice,
                    courses,
                    population.all(),
                    factors,
                    new EstimandChoice(estimands, estimandReader.broken()),
                    events,
                    looks)
                .read(section("analyses"))
            : List.of();
    CutReader.horizons(analyses, endpoints, followUp, reading);
    List<Protocol.Scenario> scenarios =
        ScenarioReader.read(map.items("scenarios"), parameters, reading);
    Protocol.Study study = study(section("study"));
    if (parameters.stream().noneMatch(parameter -> Reading.isBroken(parameter.value()))) {
      reading.checks.run(parameters, scenarios);
    }
    if (problems.isEmpty()) {
      SameArms same = new SameArms(arms, parameters, scenarios, problems);
      same.ratios(endpoints);
      same.analyses(analyses, endpoints, events, dropout, study);
    }
    return new Protocol(
        file,
        text,
        study,
        parameters,
        population.population(),
        arms,
        enrolment,
        randomisation,
        leadIn,
        events,
        List.copyOf(endpoints),
        correlation,
        followUp,
        dropout,
        looks,
        estimands,
        analyses,
        scenarios,
        simulation(section("simulation")),
        List.of());
  }

  /** Endpoints of one visit, behind each of which stands one latent normal. */
  private static Choices correlated(List<Endpoint> endpoints) {
    List<String> names = new ArrayList<>();
    Map<String, String> others = new HashMap<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.longitudinal().isPresent()) {
        others.put(
            endpoint.name(), "is longitudinal; correlations are between endpoints of one visit");
      } else {
        names.add(endpoint.name());
      }
    }
    return new Choices("endpoint", names, Set.of(), others);
  }

  /** A section, empty when it is absent or broken. */
  private Written.Entries section(String key) {
    return map.map(key)
        .orElse(new Written.Entries(Map.of(), map.location(), map.keyLocation(key), false));
  }

  private boolean unread(String key) {
    return map.has(key) && map.get(key).isEmpty();
  }

  private static Protocol.Study study(Written.Entries own) {
    return new Protocol.Study(
        own.text("id", "").strip(), own.prose("title", ""), own.prose("source", ""));
  }

  private static Protocol.Simulation simulation(Written.Entries own) {
    return new Protocol.Simulation(
        own.whole("replicates", 10_000),
        own.whole("seed", 1),
        own.flag("common random numbers", true));
  }
}
