package org.edgeztp.server.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.edgeztp.inventory.machine.Machine;

/** What the roles of a machine need of other machines, and who gives it. Pure. */
final class Needs {
  private Needs() {}

  /**
   * One need of a role.
   *
   * @param by who gives it, or is to; empty when nobody has that role, or the machine itself does
   */
  record Need(String role, String of, boolean met, List<Machine> by) {
    /**
     * {@code kubernetes::worker needs kubernetes::control_plane: cp-1 has it and is CONVERGING}.
     */
    String text() {
      return "%s needs %s in service: %s".formatted(of, role, who());
    }

    private String who() {
      if (by.isEmpty()) {
        return met ? "it has it itself" : "no machine of its site has it";
      }
      return by.stream()
              .limit(3)
              .map(machine -> machine.label() + " (" + machine.state() + ")")
              .collect(Collectors.joining(", "))
          + (by.size() > 3 ? " and others" : "")
          + (by.size() == 1 ? " has it" : " have it");
    }
  }

  /** All needs of a plan. */
  static List<Need> of(Machine machine, Plan plan, Peers peers) {
    List<String> own = plan.steps().stream().map(Step::name).toList();
    List<Need> needs = new ArrayList<>();
    for (Step step : plan.steps()) {
      for (String role : step.role().needs()) {
        needs.add(
            own.contains(role)
                ? new Need(role, step.name(), true, List.of())
                : need(step, role, peers.holders(machine, role)));
      }
    }
    return List.copyOf(needs);
  }

  private static Need need(Step step, String role, Peers.Holders holders) {
    boolean met = !holders.serving().isEmpty();
    return new Need(role, step.name(), met, met ? holders.serving() : holders.all());
  }
}
