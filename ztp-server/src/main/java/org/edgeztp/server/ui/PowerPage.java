package org.edgeztp.server.ui;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;
import tools.jackson.databind.JsonNode;

/**
 * The power of a machine.
 *
 * @param reading what its management controller says: {@code on}, {@code off} or {@code unknown}
 * @param can the actions that it said it can do; empty while it was not asked
 * @param fault what its controller answered instead
 */
record PowerPage(
    String id,
    String machine,
    Mark mark,
    Optional<String> reading,
    List<String> can,
    Optional<String> fault) {
  private static final List<Button> BUTTONS =
      List.of(
          new Button("on", "Power on", "Nothing happens when it is on.", false),
          new Button(
              "soft-off", "Shut down", "Asks its system to shut down, and waits for it.", false),
          new Button(
              "netboot",
              "Boot from the network once",
              "When it is on, its power is cut and given back.",
              true),
          new Button(
              "boot-media",
              "Boot from a CD once",
              "For a card that does not boot from the network: its controller gets a CD that does."
                  + " When it is on, its power is cut and given back.",
              true),
          new Button("cycle", "Cut and give back", "What runs on it is not asked.", true),
          new Button("off", "Cut the power", "What runs on it is not asked.", true));

  /**
   * @param cutting whether what runs may lose what it did not write
   */
  record Button(String action, String label, String effect, boolean cutting) {}

  static PowerPage of(Machine machine, Optional<JsonNode> told, Optional<String> fault) {
    return new PowerPage(
        machine.id().value(),
        machine.label(),
        new Mark(machine.state()),
        told.map(answer -> answer.path("power").asString("unknown")),
        told.stream()
            .flatMap(answer -> answer.path("can").valueStream())
            .map(JsonNode::asString)
            .toList(),
        fault);
  }

  /** Whether the action must be confirmed. */
  static boolean cuts(String action) {
    return BUTTONS.stream().anyMatch(button -> button.cutting() && button.action().equals(action));
  }

  public List<Button> buttons() {
    return BUTTONS.stream()
        .filter(button -> can.isEmpty() || can.contains(button.action()))
        .toList();
  }
}
