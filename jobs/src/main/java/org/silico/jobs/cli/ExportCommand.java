package org.silico.jobs.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.silico.jobs.query.Runs;
import org.silico.jobs.query.StoredRun;
import org.silico.jobs.run.Session;
import org.silico.jobs.standard.Csv;
import org.silico.jobs.standard.Dataset;
import org.silico.jobs.standard.DatasetJson;
import org.silico.jobs.standard.DefineXml;
import org.silico.jobs.standard.SasTransport;
import org.silico.jobs.standard.TrialDatasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silico export} */
@Command(
    name = "export",
    description =
        "Write the patients of one trial of a run as files of clinical data standards. The run"
            + " must have kept its tables of patients: run --tables all.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  silico export results/trial --scenario 'no effect' --trial 1 --format xpt,define -o trial1",
      "  silico export results/trial --scenario base --trial 7 --format csv --tables ADSL -o adsl"
    })
final class ExportCommand implements Callable<Integer> {
  /** What a person calls a format, and the ends of its files' names. */
  private static final Map<String, String> EXTENSIONS =
      Map.of("xpt", "xpt", "dataset-json", "json", "ndjson", "ndjson", "csv", "csv");

  private static final String DEFINE = "define";

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "The output directory of a run.")
  String directory;

  @Option(
      names = "--scenario",
      required = true,
      paramLabel = "S",
      description = "Name of a scenario of the run.")
  String scenario;

  @Option(
      names = "--trial",
      required = true,
      paramLabel = "N",
      description = "Number of the simulated trial, SIMREP, from 1.")
  Long trial;

  @Option(
      names = "--format",
      required = true,
      split = ",",
      paramLabel = "FORMAT",
      description =
          "One or more, with commas between them: xpt (SAS transport, version 5), dataset-json and"
              + " ndjson (Dataset-JSON 1.1), define (Define-XML 2.1), csv.")
  List<String> formats;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FOLDER",
      description = "Folder to write to; it must be empty, or not exist.")
  Path folder;

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "TABLES",
      description = "Tables, with commas between them; default: all in the form of ADaM.")
  List<String> tables;

  @Option(
      names = "--force",
      description = "Write to a folder that is not empty; files of the same names are replaced.")
  boolean force;

  private interface Writer {
    void write(OutputStream to) throws IOException;
  }

  @Override
  public Integer call() throws IOException {
    checkFormats();
    StoredRun run = Runs.open(directory);
    checkFolder();
    LocalDateTime made = LocalDateTime.now(ZoneOffset.UTC);
    try {
      TrialDatasets trials =
          new TrialDatasets(
              run,
              Session.fileSystems(new SparkConf()),
              scenario,
              (int) Math.max(0, Math.min(trial, Integer.MAX_VALUE)));
      List<Dataset> data = new ArrayList<>();
      for (String table : tables == null ? trials.kept() : tables.stream().distinct().toList()) {
        data.add(trials.read(table));
      }
      write(files(data, run.study(), made));
      report(data);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
    return ExitCode.OK;
  }

  private Map<String, Writer> files(List<Dataset> data, String study, LocalDateTime made) {
    Map<String, Writer> files = new LinkedHashMap<>();
    for (String format : formats) {
      for (Dataset each : data) {
        Writer writer =
            switch (format) {
              case "xpt" -> to -> SasTransport.write(each, made, to);
              case "csv" -> to -> Csv.write(each, to);
              default -> to -> DatasetJson.write(each, study, made, format.equals("ndjson"), to);
            };
        if (!format.equals(DEFINE)) {
          files.put(each.name().toLowerCase(Locale.ROOT) + "." + EXTENSIONS.get(format), writer);
        }
      }
    }
    if (formats.contains(DEFINE)) {
      String described =
          formats.stream()
              .filter(EXTENSIONS::containsKey)
              .map(EXTENSIONS::get)
              .findFirst()
              .orElse("xpt");
      String what = "Simulated by Silico: scenario '" + scenario + "', trial " + trial;
      files.put("define.xml", to -> DefineXml.write(data, study, what, described, made, to));
    }
    return files;
  }

  /** Writes all files under other names first, so that none is there half. */
  private void write(Map<String, Writer> files) throws IOException {
    Map<Path, Path> parts = new LinkedHashMap<>();
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, Writer> file : files.entrySet()) {
        Path part = folder.resolve("." + file.getKey() + ".part");
        parts.put(part, folder.resolve(file.getKey()));
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(part))) {
          file.getValue().write(to);
        }
      }
      for (Map.Entry<Path, Path> part : parts.entrySet()) {
        Files.move(part.getKey(), part.getValue(), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (java.nio.file.FileSystemException e) {
      throw new Failure(ExitCode.ENVIRONMENT, "cannot write " + e.getMessage(), e);
    } finally {
      for (Path part : parts.keySet()) {
        Files.deleteIfExists(part);
      }
    }
  }

  private void report(List<Dataset> data) {
    var console = spec.commandLine().getOut();
    for (Dataset each : data) {
      console.println(each.name() + ": " + each.rows().size() + " rows");
      each.variables().stream()
          .filter(v -> v.comment() != null)
          .forEach(v -> console.println("  " + v.name() + ": " + v.comment()));
    }
    console.println("written to " + folder);
    console.flush();
  }

  private void checkFormats() {
    for (String format : formats) {
      if (!EXTENSIONS.containsKey(format) && !format.equals(DEFINE)) {
        throw usage("--format: '" + format + "'; must be xpt, dataset-json, ndjson, define or csv");
      }
    }
  }

  private void checkFolder() throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw usage("--out: " + folder + " is no folder");
    }
    if (Files.isDirectory(folder) && !force) {
      try (var entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw usage(
              "--out: "
                  + folder
                  + " is not empty; name another folder, or replace its files with --force");
        }
      }
    }
  }

  private static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }
}
