package org.edgeztp.server.power;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.server.power.RedfishSession.Answer;
import tools.jackson.databind.JsonNode;

/**
 * Redfish (DMTF DSP0266): the controller's one system, or the one with the machine's UUID where a
 * chassis has several.
 */
final class Redfish implements PowerDriver {
  private static final String RESET = "#ComputerSystem.Reset";

  @Override
  public Reading read(Bmc bmc, Target machine) throws PowerException, InterruptedException {
    try (var session = RedfishSession.open(bmc)) {
      return reading(system(session, machine).body());
    }
  }

  @Override
  public void act(Bmc bmc, Target machine, PowerAction action)
      throws PowerException, InterruptedException {
    try (var session = RedfishSession.open(bmc)) {
      Answer system = system(session, machine);
      switch (action) {
        case ON -> reset(session, system, List.of("On", "ForceOn"));
        case OFF -> reset(session, system, List.of("ForceOff"));
        case SOFT_OFF -> reset(session, system, List.of("GracefulShutdown"));
        case CYCLE -> restart(session, system);
        case NETBOOT -> {
          session.patch(system, Map.of("Boot", once(machine)));
          restart(session, system);
        }
        case NETBOOT_OTHERWISE -> {
          session.patch(system, Map.of("Boot", otherwise(system.body(), machine)));
          restart(session, system);
        }
      }
    }
  }

  private static Map<String, Object> once(Target machine) {
    return Map.of(
        "BootSourceOverrideEnabled",
        "Once",
        "BootSourceOverrideTarget",
        "Pxe",
        "BootSourceOverrideMode",
        machine.uefi() ? "UEFI" : "Legacy");
  }

  /**
   * By HTTP where the controller offers that and the machine is UEFI; else by PXE in whatever mode
   * its firmware is, as some firmware takes no mode.
   */
  private static Map<String, Object> otherwise(JsonNode system, Target machine) {
    boolean http =
        machine.uefi()
            && system
                .path("Boot")
                .path("BootSourceOverrideTarget@Redfish.AllowableValues")
                .valueStream()
                .anyMatch(target -> target.asString().equals("UefiHttp"));
    return Map.of(
        "BootSourceOverrideEnabled", "Once", "BootSourceOverrideTarget", http ? "UefiHttp" : "Pxe");
  }

  private static void restart(RedfishSession session, Answer system)
      throws PowerException, InterruptedException {
    reset(
        session,
        system,
        reading(system.body()) == Reading.ON
            ? List.of("ForceRestart", "PowerCycle")
            : List.of("On", "ForceOn"));
  }

  /** The first of the reset types that the controller takes; which it takes, it says. */
  private static void reset(RedfishSession session, Answer system, List<String> types)
      throws PowerException, InterruptedException {
    JsonNode action = system.body().path("Actions").path(RESET);
    List<String> allowed =
        action
            .path("ResetType@Redfish.AllowableValues")
            .valueStream()
            .map(JsonNode::asString)
            .toList();
    Optional<String> type =
        types.stream().filter(one -> allowed.isEmpty() || allowed.contains(one)).findFirst();
    if (type.isEmpty() || action.path("target").isMissingNode()) {
      throw new PowerException(
          session + " can reset its machine by " + allowed + ", which has none of " + types);
    }
    session.post(action.path("target").asString(), Map.of("ResetType", type.get()));
  }

  private static Reading reading(JsonNode system) {
    return switch (system.path("PowerState").asString("")) {
      case "On", "PoweringOn" -> Reading.ON;
      case "Off", "PoweringOff" -> Reading.OFF;
      default -> Reading.UNKNOWN;
    };
  }

  private static Answer system(RedfishSession session, Target machine)
      throws PowerException, InterruptedException {
    List<String> members =
        session
            .get(session.systems())
            .body()
            .path("Members")
            .valueStream()
            .map(member -> member.path("@odata.id").asString())
            .toList();
    for (String member : members) {
      Answer system = session.get(member);
      if (members.size() == 1 || isOf(system.body(), machine)) {
        return system;
      }
    }
    throw new PowerException(
        session + " has the systems " + members + ", none with the machine's UUID");
  }

  private static boolean isOf(JsonNode system, Target machine) {
    return machine.uuid().filter(system.path("UUID").asString("")::equalsIgnoreCase).isPresent();
  }
}
