package org.edgeztp.server.power;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.server.power.RedfishSession.Answer;
import tools.jackson.databind.JsonNode;

/**
 * Redfish (DMTF DSP0266): the controller's one system, or the one with the machine's UUID where a
 * chassis has several.
 */
final class Redfish implements PowerDriver {
  private static final String RESET = "#ComputerSystem.Reset";

  /** Of {@code BootSource}: some controllers have their virtual drive on USB alone. */
  private static final List<String> CDS = List.of("Cd", "UsbCd");

  private final BootMedium medium;

  Redfish(BootMedium medium) {
    this.medium = medium;
  }

  @Override
  public Reading read(Bmc bmc, Target machine) throws PowerException, InterruptedException {
    try (var session = RedfishSession.open(bmc)) {
      return reading(system(session, machine).body());
    }
  }

  @Override
  public Abilities probe(Bmc bmc, Target machine) throws PowerException, InterruptedException {
    try (var session = RedfishSession.open(bmc)) {
      Answer system = system(session, machine);
      Optional<RedfishMedia> media = RedfishMedia.of(session, system);
      List<String> resets = resets(system.body());
      Set<PowerAction> actions = EnumSet.noneOf(PowerAction.class);
      for (PowerAction action : PowerAction.values()) {
        if (can(action, resets, media.isPresent())) {
          actions.add(action);
        }
      }
      return new Abilities(
          actions,
          Map.of(
              "redfish",
              session.version(),
              "resets",
              resets,
              "boots",
              targets(system.body()),
              "media",
              media.map(RedfishMedia::types).orElse(List.of())));
    }
  }

  /** Where a controller lists no reset types, all are taken for possible. */
  private static boolean can(PowerAction action, List<String> resets, boolean media) {
    return switch (action) {
      case ON, OFF, SOFT_OFF, CYCLE, NETBOOT, NETBOOT_OTHERWISE ->
          resets.isEmpty() || wants(action).stream().anyMatch(resets::contains);
      case BOOT_MEDIA ->
          media && (resets.isEmpty() || wants(action).stream().anyMatch(resets::contains));
      case EJECT_MEDIA -> media;
    };
  }

  private static List<String> wants(PowerAction action) {
    return switch (action) {
      case ON -> List.of("On", "ForceOn");
      case OFF -> List.of("ForceOff");
      case SOFT_OFF -> List.of("GracefulShutdown");
      case CYCLE -> List.of("ForceRestart", "PowerCycle");
      // A machine that is off is powered on.
      case NETBOOT, NETBOOT_OTHERWISE, BOOT_MEDIA ->
          List.of("ForceRestart", "PowerCycle", "On", "ForceOn");
      case EJECT_MEDIA -> List.of();
    };
  }

  @Override
  public void act(Bmc bmc, Target machine, PowerAction action)
      throws PowerException, InterruptedException {
    try (var session = RedfishSession.open(bmc)) {
      Answer system = system(session, machine);
      switch (action) {
        case ON, OFF, SOFT_OFF -> reset(session, system, wants(action));
        case CYCLE -> restart(session, system);
        case NETBOOT -> {
          session.patch(system, Map.of("Boot", once("Pxe", machine)));
          restart(session, system);
        }
        case NETBOOT_OTHERWISE -> {
          session.patch(system, Map.of("Boot", otherwise(system.body(), machine)));
          restart(session, system);
        }
        case BOOT_MEDIA -> bootMedia(session, system, medium.url(bmc));
        case EJECT_MEDIA -> drive(session, system).eject();
      }
    }
  }

  @Override
  public Optional<String> othersMedium(Bmc bmc, Target machine)
      throws PowerException, InterruptedException {
    try (var session = RedfishSession.open(bmc)) {
      return drive(session, system(session, machine)).other(medium.url(bmc));
    }
  }

  /** The CD is for BIOS and UEFI. */
  private static void bootMedia(RedfishSession session, Answer system, String image)
      throws PowerException, InterruptedException {
    RedfishMedia drive = drive(session, system);
    drive.makeRoom(image);
    try {
      drive.insert(image);
      List<String> targets = targets(system.body());
      String cd = CDS.stream().filter(targets::contains).findFirst().orElse(CDS.getFirst());
      session.patch(system, Map.of("Boot", once(cd)));
      restart(session, system);
    } catch (PowerException e) {
      throw undone(drive, image, e);
    }
  }

  /** A controller that still fetches the CD has it in its drive later. */
  private static PowerException undone(RedfishMedia drive, String image, PowerException e)
      throws InterruptedException {
    try {
      return drive.eject(image) ? e : new PowerException(String.valueOf(e.getMessage()), true);
    } catch (PowerException left) {
      return new PowerException(
          e.getMessage() + "; the CD may still be in: " + left.getMessage(), true);
    }
  }

  private static RedfishMedia drive(RedfishSession session, Answer system)
      throws PowerException, InterruptedException {
    return RedfishMedia.of(session, system)
        .orElseThrow(() ->
            new PowerException(session + " has no virtual drive that takes a CD, or no licence"));
  }

  private static Map<String, Object> once(String target, Target machine) {
    Map<String, Object> once = new HashMap<>(once(target));
    once.put("BootSourceOverrideMode", machine.uefi() ? "UEFI" : "Legacy");
    return once;
  }

  /** In whatever mode its firmware is, as some firmware takes no mode. */
  private static Map<String, Object> once(String target) {
    return Map.of("BootSourceOverrideEnabled", "Once", "BootSourceOverrideTarget", target);
  }

  /** By HTTP where the controller offers that and the machine is UEFI; else by PXE. */
  private static Map<String, Object> otherwise(JsonNode system, Target machine) {
    boolean http = machine.uefi() && targets(system).contains("UefiHttp");
    return once(http ? "UefiHttp" : "Pxe");
  }

  /** What it says that it can boot from, for example {@code Pxe}. */
  private static List<String> targets(JsonNode system) {
    return system
        .path("Boot")
        .path("BootSourceOverrideTarget@Redfish.AllowableValues")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private static void restart(RedfishSession session, Answer system)
      throws PowerException, InterruptedException {
    reset(
        session,
        system,
        reading(system.body()) == Reading.ON ? wants(PowerAction.CYCLE) : wants(PowerAction.ON));
  }

  /** The first of the reset types that the controller takes; which it takes, it says. */
  private static void reset(RedfishSession session, Answer system, List<String> types)
      throws PowerException, InterruptedException {
    JsonNode action = system.body().path("Actions").path(RESET);
    List<String> allowed = resets(system.body());
    Optional<String> type =
        types.stream().filter(one -> allowed.isEmpty() || allowed.contains(one)).findFirst();
    if (type.isEmpty() || action.path("target").isMissingNode()) {
      throw new PowerException(
          session + " can reset its machine by " + allowed + ", which has none of " + types);
    }
    session.post(action.path("target").asString(), Map.of("ResetType", type.get()));
  }

  private static List<String> resets(JsonNode system) {
    return system
        .path("Actions")
        .path(RESET)
        .path("ResetType@Redfish.AllowableValues")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
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
