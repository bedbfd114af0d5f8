package org.edgeztp.server.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Real machines that boot in other ways than the rest, each in a lab of its own. */
class FirmwareIT {
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final String TASK = "its ramdisk runs and fetched its task";

  private final LabSettings settings;

  FirmwareIT() throws Exception {
    settings = LabMachines.settings("firmware");
  }

  @AfterEach
  void end() throws Exception {
    Lab.remove(settings);
  }

  /** The timeline alone tells how far it came: what the console shows is for people. */
  @ParameterizedTest(name = "{1}, {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "AUTHORITATIVE | UEFI_HTTP   | fetches ipxe.efi     > fetched its boot script",
        "AUTHORITATIVE | SECURE_BOOT | fetched shimx64.efi  > GRUB fetched its configuration",
        "PROXY         | BIOS        | answered with OFFER  > fetched its boot script",
        "PROXY         | UEFI        | ask on port 4011 > fetched shimx64.efi > fetched boot/ipxe.efi",
        "IPV6          | UEFI        | SOLICIT answered with ADVERTISE fd77:: > fetched shimx64.efi",
      })
  void comesToItsFirstTask(Addressing addressing, VirtualMachine.Firmware firmware, String way)
      throws Exception {
    Lab lab = raise(addressing);
    VirtualMachine machine = lab.powerOn(firmware);
    var machines = new LabMachines(settings, lab);
    machines.await(machine, TASK, _ -> machines.told(machine).contains(TASK), LIMIT);
    assertThat(machines.told(machine)).containsSubsequence(List.of(way.split(" *> *")));
  }

  @Test
  void anArm64MachineRunsItsIpxeAndShowsWhyThereIsNothingForIt() throws Exception {
    Lab lab = raise(Addressing.AUTHORITATIVE);
    VirtualMachine arm64 = lab.powerOn(VirtualMachine.Firmware.ARM64);
    var machines = new LabMachines(settings, lab);
    String why = "the boot assets have no ramdisk for ARM64_UEFI";
    machines.await(
        arm64, "its console shows the reason", _ -> arm64.console().contains(why), LIMIT);
    JsonNode json = lab.api().machine(arm64.mac().value());
    assertThat(json.path("architecture").asString()).isEqualTo("ARM64_UEFI");
    assertThat(json.path("state").asString()).isEqualTo("DISCOVERED");
    assertThat(machines.told(arm64)).containsSubsequence("fetched ipxe-arm64.efi", why);
  }

  private Lab raise(Addressing addressing) throws Exception {
    Lab lab = Lab.raise(settings.on(addressing));
    lab.endWithThisProcess();
    return lab;
  }
}
