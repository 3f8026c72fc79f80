package org.silico.jobs.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.silico.jobs.query.StoredRun;
import org.silico.jobs.report.RecordJson;

/**
 * The report of a finished run: a page that opens from disk and needs no network, its numbers as
 * JSON, and all operating characteristics as CSV. It is made of the run's directory alone, and of
 * the same run the same bytes.
 */
public final class ReportPage {
  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

  private final StoredRun run;
  private final Stored stored;
  private final Sections sections;

  private ReportPage(StoredRun run, Configuration conf) {
    this.run = run;
    this.stored = new Stored(run, conf);
    this.sections = new Sections(run, stored);
  }

  /** Makes {@code report.html}, {@code report.json} and {@code report.csv} in the directory. */
  public static void write(StoredRun run, Configuration conf) {
    ReportPage page = new ReportPage(run, conf);
    run.writeReport("report.csv", page.csv().getBytes(StandardCharsets.UTF_8));
    run.writeReport("report.json", page.json().getBytes(StandardCharsets.UTF_8));
    run.writeReport("report.html", page.html().getBytes(StandardCharsets.UTF_8));
  }

  private String html() {
    String script = resource(ECHARTS) + "\n" + resource("page.js");
    if (script.contains("</script")) {
      throw new IllegalStateException("a script that would end itself");
    }
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
        + " 'unsafe-inline'; img-src data:; script-src 'sha256-"
        + sha256(script)
        + "'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + Html.text(sections.protocol().study().id() + ": " + sections.protocol().study().title())
        + "</title>\n<style>\n"
        + resource("page.css")
        + "</style>\n</head>\n<body>\n<header>\n<h1>"
        + Html.text(sections.protocol().study().id())
        + "</h1>\n<p>"
        + Html.text(sections.protocol().study().title())
        + "</p>\n<p class=\"made\">A simulation by Silico "
        + Html.text(run.version())
        + ". Of simulated patients: no real person's data are in it.</p>\n"
        + "<nav aria-label=\"Contents\"><ol>\n"
        + sections.contents()
        + "</ol></nav>\n</header>\n<main>\n<section hidden>\n"
        + sections.body()
        + "</section>\n</main>\n<script type=\"application/json\" id=\"figures\">"
        + RecordJson.of(options()).replace("<", "\\u003c")
        + "</script>\n<script>"
        + script
        + "</script>\n</body>\n</html>\n";
  }

  private Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    sections.figures().forEach(f -> options.put(f.id(), f.option()));
    return options;
  }

  private String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("study", sections.protocol().study().id());
    all.put("title", sections.protocol().study().title());
    all.put("silico", run.version());
    all.put("seed", run.seed());
    all.put("protocolSha256", run.manifest().path("protocol").path("sha256").asText());
    all.put("design", sections.narrative());
    all.put("characteristics", stored.characteristics());
    all.put("trueValues", stored.values());
    all.put("tables", sections.grids());
    all.put(
        "figures",
        sections.figures().stream()
            .map(f -> Options.map("title", f.title(), "finding", f.finding(), "data", f.data()))
            .toList());
    return RecordJson.of(all);
  }

  private String csv() {
    StringBuilder csv =
        new StringBuilder("SCENARIO,ANALYSIS,METRIC,ESTIMATE,MCSE,MCLIMIT,N,FAILURES\r\n");
    for (Stored.Characteristic c : stored.characteristics()) {
      csv.append(quoted(c.scenario()))
          .append(',')
          .append(quoted(c.analysis()))
          .append(',')
          .append(quoted(c.metric()));
      for (double x : new double[] {c.estimate(), c.mcse(), c.limit()}) {
        csv.append(',').append(Double.isNaN(x) ? "" : Double.toString(x));
      }
      csv.append(',').append(c.n()).append(',').append(c.failures()).append("\r\n");
    }
    return csv.toString();
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }
}
