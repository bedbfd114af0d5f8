package org.edgeztp.server.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A real machine that boots in another way than the rest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirmwareIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final LabSettings settings = LabSettings.of("ztp-it3", System.getenv());
  private Lab lab;
  private LabMachines machines;

  @BeforeAll
  void raise() throws Exception {
    Lab.remove(settings);
    lab = Lab.raise(settings);
    lab.endWithThisProcess();
    machines = new LabMachines(settings, lab);
  }

  @AfterAll
  void end() throws Exception {
    Lab.remove(settings);
  }

  @Test
  void anArm64MachineRunsItsIpxeAndShowsWhyThereIsNothingForIt() throws Exception {
    VirtualMachine arm64 = lab.powerOn(VirtualMachine.Firmware.ARM64);
    String why = "the boot assets have no ramdisk for ARM64_UEFI";
    machines.await(arm64, "its console shows the reason", _ -> shows(arm64, why), LIMIT);
    JsonNode json = lab.api().machine(arm64.mac().value());
    assertThat(json.path("architecture").asString()).isEqualTo("ARM64_UEFI");
    assertThat(json.path("state").asString()).isEqualTo("DISCOVERED");
    assertThat(texts(arm64, "tftp")).anyMatch(text -> text.contains("fetched ipxe-arm64.efi"));
    assertThat(texts(arm64, "http")).anyMatch(text -> text.contains(why));
    arm64.powerOff();
  }

  private List<String> texts(VirtualMachine machine, String kind) throws Exception {
    return machines.timeline(machine, kind).stream()
        .map(entry -> entry.path("text").asString())
        .toList();
  }

  private static boolean shows(VirtualMachine machine, String text) {
    try {
      return machine.console().contains(text);
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
