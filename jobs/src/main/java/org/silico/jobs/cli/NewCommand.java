package org.silico.jobs.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.silico.engine.language.Printable;
import org.silico.engine.reader.ProtocolTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silico new} */
@Command(
    name = "new",
    description = "Write a commented protocol to start from.",
    footerHeading = "%nExamples:%n",
    footer = {"  silico new trial.yaml", "  silico new"})
final class NewCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file to write, which must not exist; without one it is printed.")
  Path file;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (file == null) {
      out.print(ProtocolTemplate.text());
    } else {
      try {
        Files.writeString(file, ProtocolTemplate.text(), StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        throw new Failure(ExitCode.USAGE, file + " exists; name another file");
      } catch (IOException e) {
        throw new Failure(ExitCode.ENVIRONMENT, "cannot write " + file + ": " + e.getMessage());
      }
      String name = Printable.of(file.toString());
      out.println("wrote " + name + "; try: silico run " + name + " --replicates 1000");
    }
    out.flush();
    return ExitCode.OK;
  }
}
