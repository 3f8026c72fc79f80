package org.silico.jobs.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.random.Philox4x64;
import org.silico.engine.trial.OnError;

/**
 * What makes a run this run, and what its manifest says of it. No clock and no machine: the same
 * run has the same manifest.
 */
public final class RunManifest {
  /** In the identity: what becomes of trials that cannot be simulated. */
  public static final String ON_ERROR = "on error";

  private final Protocol protocol;
  private final RunSpec spec;
  private final RunExtent extent;
  private final String version;
  private final OnError begunWith;

  /**
   * @param begunWith what an unfinished run does with trials that cannot be simulated. It may go on
   *     with the other: what is done then has no such trials, or ends it
   */
  RunManifest(
      Protocol protocol, RunSpec spec, RunExtent extent, String version, OnError begunWith) {
    this.protocol = protocol;
    this.spec = spec;
    this.extent = extent;
    this.version = version;
    this.begunWith = begunWith;
  }

  /** What must agree for an interrupted run to be resumed. */
  Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("protocol", protocol.text());
    identity.put("Silico's version", version);
    identity.put("seed", Long.toString(spec.seed()));
    identity.put("parameters set", spec.overrides().toString());
    identity.put("scenarios", extent.scenarios().toString());
    identity.put("replicates", Long.toString(extent.replicates()));
    if (extent.first() > 0) {
      identity.put("first replicate", Long.toString(extent.first() + 1));
    }
    identity.put("precision", Double.toString(extent.precision()));
    identity.put("tables", spec.tables().toString());
    identity.put(ON_ERROR, begunWith.toString().toLowerCase(Locale.ROOT));
    return identity;
  }

  /**
   * What must agree for a finished run to be the same. Not what was done with trials that cannot be
   * simulated: if there are none it is all the same, and if there are some only one of the two
   * ends.
   */
  Map<String, String> finishedIdentity() {
    Map<String, String> identity = identity();
    identity.remove(ON_ERROR);
    return identity;
  }

  /** The sections of {@code manifest.json}. */
  Map<String, Object> sections(List<ScenarioResult> results) {
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("silico", version);
    sections.put("study", protocol.study().id());
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("sha256", sha256(protocol.text()));
    text.put("text", protocol.text());
    sections.put("protocol", text);
    sections.put("parametersSet", spec.overrides());
    sections.put("tablesKept", spec.tables());
    Map<String, Object> random = new LinkedHashMap<>();
    random.put("generator", Philox4x64.NAME);
    random.put("seed", spec.seed());
    random.put("commonRandomNumbers", protocol.simulation().commonRandomNumbers());
    sections.put("random", random);
    sections.put("onError", extent.onError().toString().toLowerCase(Locale.ROOT));
    sections.put("scenarios", results.stream().map(this::scenario).toList());
    if (extent.untilPrecise()) {
      sections.put("untilMcse", extent.precision());
    }
    return sections;
  }

  private Map<String, Object> scenario(ScenarioResult result) {
    Map<String, Object> scenario = new LinkedHashMap<>();
    scenario.put("name", result.plan().identity().scenarioName());
    scenario.put("replicates", result.trials());
    if (extent.first() > 0) {
      scenario.put("firstReplicate", extent.first() + 1);
    }
    if (result.failed() > 0) {
      scenario.put("failedSimulations", result.failed());
    }
    return scenario;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }
}
