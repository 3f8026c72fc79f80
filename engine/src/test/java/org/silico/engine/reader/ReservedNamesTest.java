package org.silico.engine.reader;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.silico.engine.Plans;
import org.silico.engine.dataset.TableNames;
import org.silico.engine.table.Column;

/** Names that a covariate cannot have, as its column would take that of one ADSL has anyway. */
class ReservedNamesTest {
  /** The columns of ADSL, none of which has its name from the protocol. */
  private static List<String> columns() {
    return Plans.Trial.of(
            Plans.TWO_ARMS
                + """
                enrolment: {patients: 20, sites: {number: 2, rate: 2 per week}}
                endpoints:
                  Y:
                    type: longitudinal
                    visits: [1 week]
                    terms: {natural course: 1}
                    residual: {sd: 1}
                intercurrent events: {AE: {type: adverse event, probability: 10%}}
                analyses: {a: {method: t test}}
                """)
        .patientTables()
        .stream()
        .filter(table -> table.name().equals(TableNames.ADSL))
        .flatMap(table -> table.columns().stream())
        .map(Column::name)
        .toList();
  }

  @Test
  void everyColumnOfAdslIsReserved() {
    for (String name : columns()) {
      assertNotNull(ReservedNames.meaning(name), name);
    }
  }

  @Test
  void whatIsReservedForAdslIsAColumnOfIt() {
    assertTrue(columns().containsAll(ReservedNames.SUBJECT_LEVEL), () -> columns().toString());
  }
}
