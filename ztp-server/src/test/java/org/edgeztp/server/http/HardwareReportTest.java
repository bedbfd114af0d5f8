package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareReportTest {
  /** What boards say that were given no number: many machines of a site say the same. */
  @ParameterizedTest
  @CsvSource({
    "LAB-0001, LAB-0001",
    "' LAB 0001 ', LAB 0001",
    "To be filled by O.E.M., ''",
    "Default string, ''",
    "System Serial Number, ''",
    "Not Specified, ''",
    "None, ''",
    "0123456789, ''",
    "00000000, ''",
    "00000001, 00000001"
  })
  void takesNoPlaceholderForASerialNumber(String told, String serial) {
    assertThat(parse(told, "").serial()).isEqualTo(serial);
  }

  /** The timeline is read on terminals, and the database takes 256 characters. */
  @Test
  void makesTextsFitToBeKeptAndShown() {
    assertThat(parse("a\\u001b[2Jb", "").serial()).isEqualTo("a [2Jb");
    assertThat(parse("y".repeat(5000), "").serial()).hasSize(200);
  }

  /** A stick that is pulled out after the inspection is not missed at the acceptance. */
  @Test
  void countsNoRemovableDisks() {
    Hardware hardware =
        parse(
            "S",
            """
            {"name": "sda", "size": 1000, "rm": true},
            {"name": "sdb", "size": 2000, "rm": false, "serial": "D2"},
            {"name": "sdc", "size": 3000}
            """);
    assertThat(hardware.disks()).extracting(Disk::name).containsExactly("sdb", "sdc");
  }

  private static Hardware parse(String serial, String disks) {
    return HardwareReport.parse(
            """
            {"cpus": 2, "memoryBytes": 1073741824, "firmware": "uefi", "system": {"vendor": null, "serial": "%s"}, "disks": [%s], "cards": []}
            """
                .formatted(serial, disks))
        .hardware();
  }
}
