package org.edgeztp.inventory.cause;

import static java.util.stream.Collectors.joining;

import java.util.EnumSet;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.machine.State;

/** The table as people read it. */
final class CausesDocument {
  private CausesDocument() {}

  static String render() {
    return """
    # Why a machine is stuck

    Made from the table in `CauseTable.java`; a test fails when the two differ. `ztp machine why MACHINE`, \
    the API
    (`cause` of a machine, `code` of a failure's entry) and the timeline name these codes, and programs may
    rely on them: codes are added, never renamed. The first row that fits counts.

    | code | while | symptom | what is wrong | what to do |
    |---|---|---|---|---|
    %s
    `UNKNOWN` stands at failures that were stored before failures had codes.
    """
        .formatted(
            CauseTable.ROWS.stream()
                .map(row ->
                    "| %s | %s | %s | %s | %s |\n"
                        .formatted(
                            row.code(),
                            states(row),
                            row.symptomText(),
                            row.sentence(),
                            row.remedy()))
                .collect(joining()));
  }

  private static String states(Cause row) {
    return row.states().equals(EnumSet.allOf(State.class))
        ? "any"
        : Lifecycle.rows().stream()
            .map(known -> known.state())
            .filter(row.states()::contains)
            .map(State::name)
            .collect(joining(", "));
  }
}
