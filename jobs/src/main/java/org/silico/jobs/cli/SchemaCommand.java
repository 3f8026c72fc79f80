package org.silico.jobs.cli;

import java.util.concurrent.Callable;
import org.silico.engine.reader.ProtocolSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code silico schema} */
@Command(
    name = "schema",
    description = {
      "Print the JSON Schema of protocols, for editors to complete and check with.",
      "An editor with a YAML language server reads it from a protocol's first line:",
      "# yaml-language-server: $$schema=silico.schema.json"
    },
    footerHeading = "%nExample:%n",
    footer = "  silico schema > silico.schema.json")
final class SchemaCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ProtocolSchema.json());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
