package org.edgeztp.server.ui;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;
import tools.jackson.databind.JsonNode;

/**
 * What a machine would get if it booted from the network now.
 *
 * @param steps empty when there is a fault
 */
record BootPage(
    String id,
    String machine,
    Mark mark,
    List<Arch> archs,
    List<Step> steps,
    Optional<String> fault) {
  private static final List<String> ARCHS =
      List.of("bios", "uefi-x64", "uefi-http", "arm64", "arm64-http", "raspberry-pi", "onie");

  record Arch(String name, boolean chosen) {}

  record Step(String title, List<String> lines) {}

  static BootPage of(Machine machine, String arch, JsonNode explanation) {
    List<Step> steps =
        explanation
            .path("steps")
            .valueStream()
            .map(step ->
                new Step(
                    step.path("title").asString(),
                    step.path("lines").valueStream().map(JsonNode::asString).toList()))
            .toList();
    return page(machine, arch, steps, Optional.empty());
  }

  static BootPage failed(Machine machine, String arch, String fault) {
    return page(machine, arch, List.of(), Optional.of(fault));
  }

  /** What it boots with, as far as it has told. */
  static String archOf(Machine machine) {
    if (machine.kind() == Machine.Kind.SWITCH) {
      return "onie";
    }
    return switch (machine.architecture()) {
      case X86_BIOS -> "bios";
      case ARM64_UEFI -> "arm64";
      case RASPBERRY_PI -> "raspberry-pi";
      case X86_UEFI, X86_64_UEFI, UNKNOWN -> "uefi-x64";
    };
  }

  private static BootPage page(
      Machine machine, String arch, List<Step> steps, Optional<String> fault) {
    return new BootPage(
        machine.id().value(),
        machine.label(),
        new Mark(machine.state()),
        ARCHS.stream().map(name -> new Arch(name, name.equals(arch))).toList(),
        steps,
        fault);
  }
}
