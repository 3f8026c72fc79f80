package org.silico.jobs.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.silico.engine.language.ProtocolException;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.trial.OnError;
import org.silico.jobs.output.JobSettings;
import org.silico.jobs.output.OutputException;
import org.silico.jobs.output.OutputPath;
import org.silico.jobs.output.RunOutput;

/**
 * Runs protocols: for programs, notebooks, services and the command line alike. It prints nothing
 * and ends no process.
 *
 * <pre>{@code
 * try (Runner runner = new Runner()) {
 *   RunResult result = runner.run(Path.of("trial.yaml"), RunOptions.DEFAULT.withReplicates(2_000));
 *   double power = result.scenario("as expected").power("primary").estimate();
 * }
 * }</pre>
 *
 * <p>Spark is started by the first run that has work for it, and serves all later ones. A run in
 * memory whose trials are one piece (at most 5,000, and 400,000 patients) and that has one scenario
 * is simulated on the thread of the caller, and Spark is not started for it.
 *
 * <p>Several threads may run at once, except into the same folder; runs into folders one at a time.
 */
public final class Runner implements AutoCloseable {
  /** Of a Spark job at most; each job of a run into a folder is committed as a whole. */
  public static final int TASKS_PER_JOB = Run.PARTITIONS_PER_WAVE;

  private final String master;
  private final boolean ours;
  private JavaSparkContext context;

  /**
   * Where {@code spark-submit} or {@code -Dspark.master} says, else on all cores of this machine.
   */
  public Runner() {
    this((String) null);
  }

  /**
   * @param master where Spark runs, such as "local[2]" or "spark://host:7077"; null as {@link
   *     #Runner()}
   */
  public Runner(String master) {
    this.master = master;
    this.ours = true;
  }

  /**
   * On a context that is there, and that the caller stops.
   *
   * @throws OutputException if its settings cannot be run with
   */
  public Runner(JavaSparkContext spark) {
    JobSettings.require(spark.getConf());
    this.master = null;
    this.ours = false;
    this.context = spark;
  }

  /**
   * Runs the protocol in a file.
   *
   * @throws ProtocolException with all problems of its text, each with its place
   * @throws RunException as {@link #run(Protocol, RunOptions, RunListener)}
   */
  public RunResult run(Path protocol, RunOptions options) throws InterruptedException {
    return run(ProtocolReader.read(protocol), options, RunListener.SILENT);
  }

  /**
   * Runs a protocol, as {@link ProtocolReader} gives it from text.
   *
   * @throws OptionException if options do not fit the protocol, or there is no such master
   * @throws ScenarioException with all problems of its scenarios, each with its place
   * @throws TrialFailure by a trial that cannot be simulated, unless such are counted
   * @throws SparkUnavailable if Spark does not start
   * @throws ExecutorsLost if the cluster goes away
   * @throws OutputException if the folder cannot be written, or something is in its place
   * @throws InterruptedException if the thread is interrupted; what is done in a folder is kept
   */
  public RunResult run(Protocol protocol, RunOptions options, RunListener listener)
      throws InterruptedException {
    List<Integer> scenarios = Scenarios.named(protocol, options.scenarios());
    OnError begunWith = begunWith(options);
    OnError onError = options.onError().orElse(begunWith);
    RunExtent extent = RunExtent.of(protocol, scenarios, options.replicates(), onError);
    CheckedProtocol checked =
        options.check()
            ? CheckedProtocol.of(
                protocol, options.settings(), scenarios, extent.replicates(), onError)
            : CheckedProtocol.compiled(protocol, options.settings(), scenarios);
    Set<String> tables =
        options.output() instanceof Output.Folder folder
            ? KeptTables.named(folder.tables(), checked.protocol(), checked.plans().get(0))
            : Set.of();
    listener.checked(checked);
    RunSpec spec = checked.spec().keeping(tables);
    RunManifest manifest = new RunManifest(protocol, spec, extent, Version.silico(), begunWith);
    ProtocolRun run =
        new ProtocolRun(checked, spec, extent, manifest, options.trueValues(), listener);
    String application = "silico " + protocol.study().id();
    if (options.output() instanceof Output.Folder folder) {
      org.apache.hadoop.fs.Path path = OutputPath.of("--out", folder.directory());
      RunOutput.refuseUnless(
          fileSystems(application), path, folder.mode(), manifest.identity(), listener::note);
      return run.onDisk(context(application), path, folder.directory(), folder.mode());
    }
    return run.inMemory(() -> context(application));
  }

  /** With what an unfinished run that is resumed was begun; what this one begins with. */
  private OnError begunWith(RunOptions options) {
    if (options.output() instanceof Output.Folder folder && folder.resumes()) {
      Configuration conf =
          ours ? Session.fileSystems(new SparkConf()) : context.hadoopConfiguration();
      String before =
          RunOutput.unfinished(conf, OutputPath.of("--out", folder.directory()))
              .get(RunManifest.ON_ERROR);
      if (before != null) {
        return OnError.valueOf(before.toUpperCase(Locale.ROOT));
      }
    }
    return options.onError().orElse(OnError.STOP);
  }

  private Configuration fileSystems(String application) {
    return ours
        ? Session.fileSystems(Session.conf(application, master))
        : new Configuration(context.hadoopConfiguration());
  }

  private synchronized JavaSparkContext context(String application) {
    if (context == null) {
      context = Session.open(Session.conf(application, master));
    }
    return context;
  }

  /** Stops the Spark that it has started. */
  @Override
  public synchronized void close() {
    if (ours && context != null) {
      context.close();
      context = null;
    }
  }
}
