package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which disk of a machine is overwritten, by the image writer and by what installers ask. */
class DiskChoiceTest {
  private static final Path SCRIPTS = Path.of("src/main/resources/org/edgeztp/assets");

  @TempDir private Path folder;

  /** The columns are lsblk's NAME TYPE RM SIZE SERIAL WWN TRAN, where a missing value is empty. */
  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({
    "'vda disk 0 4000000000   virtio',, /dev/vda",
    "'sda disk 0 4000000000 S1 W1 sata;sdb disk 0 9000000000 S2 W2 sata',, /dev/sda",
    "'sda disk 0 4000000000 S1 W1 sata;sdb disk 0 9000000000 S2 W2 sata', S2, /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 sata;sdb disk 0 9000000000 S2 W2 sata', W2, /dev/sdb",
    "'sda disk 1 4000000000 S1 W1 usb;sdb disk 0 9000000000 S2 W2 sata',, /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 usb;sdb disk 0 9000000000 S2 W2 sata',, /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 fc;nvme0n1 disk 0 9000000000 S2 W2 nvme',, /dev/nvme0n1",
    "'sda disk 0 4000000000 S1 W1 iscsi;sdb disk 0 9000000000 S2 W2 sas',, /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 usb;sdb disk 0 9000000000 S2 W2 sata', sda, /dev/sda",
    "'sda disk 0 4000000000 S1 W1 usb',, none",
    "'sr0 rom 1 4000000000   sata;sda disk 0 1000000 S1 W1 sata',, none"
  })
  void theImageGoesToAFixedDiskOfTheMachineItself(String disks, String wanted, String chosen)
      throws Exception {
    Files.writeString(folder.resolve("disks"), disks.replace(';', '\n') + "\n");
    String script =
        function("task/install-image.sh", "choose_disk")
            + "raw_size=0 work=%s root_disk=%s\n".formatted(folder, wanted == null ? "" : wanted)
            + "disk=$(choose_disk); echo ${disk:-none}\n";
    assertThat(run(script)).isEqualTo(chosen + "\n");
  }

  /** Each disk is a path below /sys/devices, its size in sectors, and whether it is removable. */
  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({
    "pci/virtio0/block/vda 8000000 0, /dev/vda",
    "pci/ata1/block/sda 9000000 0;pci/ata2/block/sdb 8000000 0, /dev/sdb",
    "pci/ata1/block/sda 9000000 0;pci/usb1/1-1/block/sdb 8000000 0, /dev/sda",
    "pci/ata1/block/sda 9000000 0;pci/host7/rport-7:0-1/block/sdb 8000000 0, /dev/sda",
    "pci/ata1/block/sda 9000000 0;platform/host8/session1/block/sdb 8000000 0, /dev/sda",
    "pci/ata1/block/sda 9000000 0;pci/ata2/block/sdb 8000000 1, /dev/sda",
    "pci/usb1/1-1/block/sdb 8000000 0, none"
  })
  void anInstallerIsToldOfTheSame(String disks, String chosen) throws Exception {
    Path block = Files.createDirectories(folder.resolve("sys/block"));
    for (String line : disks.split(";", -1)) {
      String[] words = line.split(" ", -1);
      Path device = Files.createDirectories(folder.resolve("sys/devices").resolve(words[0]));
      Files.writeString(device.resolve("size"), words[1] + "\n");
      Files.writeString(device.resolve("removable"), words[2] + "\n");
      Files.writeString(device.resolve("ro"), "0\n");
      Files.createSymbolicLink(block.resolve(device.getFileName()), device);
    }
    String script =
        function("installer/hooks.sh", "disk").replace("/sys/block", block.toString())
            + "sleep() { :; }; failed() { :; }; work=%s\n".formatted(folder)
            + "disk || echo none\n";
    assertThat(run(script)).isEqualTo(chosen + "\n");
  }

  private static String function(String script, String name) throws Exception {
    String text = Files.readString(SCRIPTS.resolve(script));
    int start = text.indexOf("\n" + name + "() {\n");
    assertThat(start).as(name).isPositive();
    return text.substring(start + 1, text.indexOf("\n}\n", start) + 3);
  }

  private static String run(String script) throws Exception {
    Process shell = new ProcessBuilder("sh", "-euc", script).redirectErrorStream(true).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
