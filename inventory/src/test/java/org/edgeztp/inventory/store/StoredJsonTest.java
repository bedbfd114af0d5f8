package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.TestResults;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StoredJsonTest {
  private static final JsonMapper JSON = StoredJson.mapper();

  @Test
  void givesBackWhatItWasGiven() {
    var disk =
        new TestResults.DiskResult(
            "vda",
            "LABDISK-0001",
            Optional.empty(),
            Optional.of(new TestResults.Surface(1L << 30, true, 0, 0)));
    Hardware tested =
        Machines.HARDWARE.with(
            Optional.of(new TestResults(Optional.empty(), List.of(disk), Optional.of(940L))));
    for (Hardware hardware : List.of(Machines.HARDWARE, tested)) {
      String stored = JSON.writeValueAsString(hardware);
      assertThat(JSON.readValue(stored, Hardware.class)).isEqualTo(hardware);
    }
  }

  @Test
  void whatAnEarlierVersionDidNotStoreIsEmpty() {
    Hardware hardware =
        JSON.readValue(
            """
            {"cpus": 2, "memoryBytes": 1073741824, "firmware": "bios", "vendor": "EdgeZTP",
             "product": "Lab", "serial": "LAB-0001", "uuid": "",
             "disks": [{"name": "vda", "bytes": 4096, "model": "", "serial": "D1",
                        "rotational": true}],
             "nics": [{"name": "eth0", "mac": "52:54:00:77:00:01", "up": true}], "onie": null}
            """,
            Hardware.class);
    assertThat(hardware.platform()).isEmpty();
    assertThat(hardware.onie()).isEmpty();
    assertThat(hardware.tests()).isEmpty();
    assertThat(hardware.disks())
        .containsExactly(new Disk("vda", 4096, "", "", "D1", "", "", true, List.of()));
    assertThat(hardware.nics())
        .containsExactly(new Nic("eth0", Machines.MAC, true, "", "", 0, Optional.empty()));
  }

  @Test
  void whatTwoMachinesTellIsKeptOnce() {
    String stored = JSON.writeValueAsString(Machines.HARDWARE);
    Hardware one = JSON.readValue(stored, Hardware.class);
    Hardware other = JSON.readValue(stored, Hardware.class);
    assertThat(other.product()).isNotEmpty().isSameAs(one.product());
    assertThat(other.disks().getFirst().name()).isSameAs(one.disks().getFirst().name());
  }
}
