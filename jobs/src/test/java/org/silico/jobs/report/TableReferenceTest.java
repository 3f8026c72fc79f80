package org.silico.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.silico.engine.dataset.PatientTables;
import org.silico.engine.dataset.TrialTables;
import org.silico.engine.plan.TrialPlan;
import org.silico.engine.protocol.Protocol;
import org.silico.engine.reader.ProtocolReader;
import org.silico.engine.table.Column;
import org.silico.engine.table.Table;
import org.silico.jobs.run.CheckedProtocol;
import org.silico.jobs.run.ResultTables;
import org.silico.jobs.run.Settings;

/** The reference page of tables, and what {@code silico tables} makes of it, know every column. */
class TableReferenceTest {
  private static final TableReference REFERENCE = TableReference.read();

  @Test
  void listsTheTables() {
    assertEquals(
        List.of(
            "ADSL",
            "BDS tables",
            "ADTTE",
            "ADAE",
            "TRUTH",
            "TRUTHBV",
            "TRIALS",
            "ANALYSES",
            "OC",
            "SCENARIOS"),
        REFERENCE.names());
    assertEquals(12, REFERENCE.list().lines().count());
    assertNull(REFERENCE.of("ADXX"));
    assertTrue(REFERENCE.of("adsl").contains("\nTRT01PN "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"depression", "survival-fixed", "oncology-three-looks", "crossover"})
  void everyColumnOfAProtocolIsThere(String name) {
    Protocol protocol = ProtocolReader.read(Path.of("../protocols/" + name + ".yaml"));
    TrialPlan plan =
        CheckedProtocol.compiled(
                protocol, new Settings(java.util.Map.of(), OptionalLong.empty()), List.of(0))
            .plans()
            .get(0);
    List<Table> tables = new ArrayList<>(PatientTables.tables(protocol, plan));
    tables.addAll(new TrialTables(protocol, plan, Set.of()).tables());
    tables.addAll(ResultTables.tables());
    Set<String> covariates =
        Set.copyOf(protocol.population().covariates().stream().map(c -> c.name()).toList());
    for (Table table : tables) {
      String text = REFERENCE.of(REFERENCE.names().contains(table.name()) ? table.name() : "BDS");
      for (Column column : table.columns()) {
        boolean named =
            Pattern.compile("(?m)^(\\w+, )*" + Pattern.quote(column.name()) + "\\b")
                .matcher(text)
                .find();
        boolean madeByTheProtocol =
            covariates.contains(column.name())
                || column.name().endsWith("DY")
                || column.name().contains("_");
        assertTrue(named || madeByTheProtocol, table.name() + "." + column.name());
      }
    }
  }
}
