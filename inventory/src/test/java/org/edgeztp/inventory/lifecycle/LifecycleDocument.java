package org.edgeztp.inventory.lifecycle;

import java.util.stream.Collectors;
import org.edgeztp.inventory.machine.State;

/** The table as people read it: a diagram and a list. */
final class LifecycleDocument {
  private LifecycleDocument() {}

  static String render() {
    return """
    # The lifecycle of a machine

    Made from the table in `Lifecycle.java`; a test fails when the two differ.

    ```mermaid
    stateDiagram-v2
        [*] --> DISCOVERED
    %s```

    | state | kind | waits for | deadline | leaves by | a retry starts from |
    |---|---|---|---|---|---|
    %s
    A passed deadline leads to FAILED, as `DeadlinePassed`, where the row names nothing else; so does an operator who stops what goes
    on, as `Aborted`, from every state that is not stable. `Retry` leads out of FAILED to where \
    the row of the phase
    that failed says, and `LeaveRescue` out of a rescue, also one that failed, to the state before it. A profile may set the deadlines of TESTING, INSTALLING and CONVERGING.
    `MaintenanceOn` and `MaintenanceOff` leave every state as it is; in between it has no deadline.
    """
        .formatted(arrows(), rows());
  }

  private static String arrows() {
    return Lifecycle.rows().stream()
        .flatMap(row ->
            row.exits().entrySet().stream()
                .map(exit ->
                    "    %s --> %s: %s\n"
                        .formatted(row.state(), exit.getValue(), exit.getKey().getSimpleName())))
        .collect(Collectors.joining());
  }

  private static String rows() {
    return Lifecycle.rows().stream()
        .map(row ->
            "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                    row.state(),
                    row.kind().name().toLowerCase(java.util.Locale.ROOT),
                    row.expects(),
                    row.within().map(time -> time.toMinutes() + " min").orElse("-"),
                    exits(row),
                    row.kind() == Row.Kind.PASSING ? row.retryFrom() : "-"))
        .collect(Collectors.joining());
  }

  private static String exits(Row row) {
    String exits =
        row.exits().entrySet().stream()
            .map(exit -> exit.getKey().getSimpleName() + " -> " + exit.getValue())
            .collect(Collectors.joining("<br>"));
    return row.state() == State.FAILED ? exits + "<br>Retry -> by phase" : exits;
  }
}
