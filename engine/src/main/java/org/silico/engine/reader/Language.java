package org.silico.engine.reader;

import static org.silico.engine.language.Shape.fields;
import static org.silico.engine.language.Shape.optional;
import static org.silico.engine.language.Shape.required;

import org.silico.engine.language.Shape;

/** Version 1 of the protocol language: its sections. */
final class Language {
  static final long VERSION = 1;

  static final Shape PROTOCOL =
      fields(
          "the protocol",
          required("silico", new Shape.Whole(VERSION, VERSION), "version of the language", "1"),
          required("study", study(), "which study", "{id: STUDY-1}"),
          optional(
              "parameters",
              ParametersReader.SHAPE,
              "named numbers that scenarios can set",
              "{hazard_ratio: 0.7}"),
          optional(
              "population", PopulationReader.SHAPE, "who the patients are", "{covariates: {}}"),
          required("arms", ArmsReader.SHAPE, "the arms", "{placebo: {control: true}, active: {}}"),
          required("enrolment", EnrolmentReader.SHAPE, "how patients arrive", "{patients: 200}"),
          optional(
              "randomisation",
              RandomisationReader.SHAPE,
              "how patients are allocated; simple unless given",
              "{method: permuted blocks, block size: 4}"),
          optional(
              "lead in",
              LeadInReader.SHAPE,
              "a period before randomisation; none unless given",
              "{duration: 2 weeks}"),
          optional(
              "intercurrent events",
              IntercurrentEventShapes.SHAPE,
              "what can happen to patients between visits",
              "{RESCUE: {type: rescue medication, probability: 10%}}"),
          required(
              "endpoints", EndpointReader.SHAPE, "what is observed", "{OS: {type: time to event}}"),
          optional(
              "endpoint correlation",
              Reading.correlationShape("[ADAS, RESP]"),
              "correlations between endpoints; 0 unless given",
              "[{between: [ADAS, RESP], value: 0.4}]"),
          optional(
              "follow up",
              CutReader.FOLLOW_UP,
              "how long patients are seen",
              "{duration: 24 weeks}"),
          optional(
              "dropout",
              HazardShapes.ofDropout("the dropout"),
              "who leaves early; nobody unless given",
              "{probability: 10%, by: 24 weeks}"),
          optional(
              "cut",
              CutReader.CUT,
              "when the data are cut; after full follow up unless given",
              "{events: 256, endpoint: OS}"),
          optional(
              "looks",
              CutReader.LOOKS,
              "when the data are looked at before the last cut, in order; never unless given",
              "{interim: {events: 128}}"),
          optional(
              "estimands",
              EstimandReader.SHAPE,
              "what the trial wants to know",
              "{treatment policy: {variable: change}}"),
          optional(
              "analyses",
              AnalysisShapes.SHAPE,
              "comparisons of two arms",
              "{primary: {method: log-rank}}"),
          optional(
              "scenarios",
              ScenarioReader.SHAPE,
              "the protocol with other values of parameters; one, 'base', unless given",
              "[{name: null effect, set: {hazard_ratio: 1}}]"),
          optional(
              "simulation",
              fields(
                  "the simulation",
                  optional(
                      "replicates",
                      new Shape.Whole(1, 1_000_000_000),
                      "trials per scenario; 10000 unless given",
                      "10000"),
                  optional(
                      "seed",
                      new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
                      "of the random numbers; 1 unless given",
                      "1"),
                  optional(
                      "common random numbers",
                      new Shape.Flag(),
                      "whether scenarios share their random numbers; true unless given",
                      "true")),
              "how much is simulated",
              "{replicates: 10000, seed: 1}"));

  private Language() {}

  private static Shape study() {
    return fields(
        "the study",
        required(
            "id",
            new Shape.Text(
                "letters, digits, '-' and '_' (at most 40)", "^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$"),
            "STUDYID",
            "STUDY-1"),
        optional("title", Shape.PROSE, "what the study is about", "A trial of ..."),
        optional("source", Shape.PROSE, "where the numbers come from", "Smith 2020, table 2"));
  }
}
