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

  /**
   * The columns are lsblk's NAME TYPE RM SIZE SERIAL WWN TRAN ROTA, where a missing value is empty.
   */
  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({
    "'vda disk 0 4000000000   virtio 1', '', /dev/vda",
    "'sda disk 0 4000000000 S1 W1 sata 1;sdb disk 0 9000000000 S2 W2 sata 1', '', /dev/sda",
    "'sda disk 0 4000000000 S1 W1 sata 1;sdb disk 0 9000000000 S2 W2 sata 1', serials=S2, /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 sata 1;sdb disk 0 9000000000 S2 W2 sata 1', wwns=W2, /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 sata 1;sdb disk 0 9000000000 S2 W2 sata 1', names=/dev/sdb, /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 sata 1;sdb disk 0 9000000000 S2 W2 sata 0', rotational=0, /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 sata 1;nvme0n1 disk 0 9000000000 S2 W2 nvme 0', transport=nvme, /dev/nvme0n1",
    "'sda disk 0 4000000000 S1 W1 sata 1;sdb disk 0 9000000000 S2 W2 sata 1', least=5000000000, /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 sata 1;sdb disk 0 9000000000 S2 W2 sata 1', 'least=5000000000 most=6000000000', none",
    "'sda disk 0 4000000000 S1 W1 sata 1;sdb disk 0 9000000000 S2 W2 sata 1', copies=2, /dev/sda /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 sata 1;sdb disk 0 9000000000 S12 W2 sata 1', serials=S1, /dev/sda",
    "'sda disk 1 4000000000 S1 W1 usb 1;sdb disk 0 9000000000 S2 W2 sata 1', '', /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 usb 1;sdb disk 0 9000000000 S2 W2 sata 1', '', /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 fc 1;nvme0n1 disk 0 9000000000 S2 W2 nvme 0', '', /dev/nvme0n1",
    "'sda disk 0 4000000000 S1 W1 iscsi 1;sdb disk 0 9000000000 S2 W2 sas 1', '', /dev/sdb",
    "'sda disk 0 4000000000 S1 W1 usb 1;sdb disk 0 9000000000 S2 W2 sata 1', names=sda, /dev/sda",
    "'sda disk 0 4000000000 S1 W1 usb 1', '', none",
    "'sr0 rom 1 4000000000   sata 1;sda disk 0 1000000 S1 W1 sata 1', '', none"
  })
  void theImageGoesToAFixedDiskOfTheMachineItself(String disks, String wanted, String chosen)
      throws Exception {
    Files.writeString(folder.resolve("disks"), disks.replace(';', '\n') + "\n");
    String script =
        function("task/disks.sh", "choose_disks")
            + "work=%s needed=2000000 least=0 most=9223372036854775807 copies=1\n".formatted(folder)
            + "names= serials= wwns= transport= rotational= %s\n".formatted(wanted)
            + "for hint in names serials wwns transport rotational least most; do\n"
            + "  eval wanted_$hint=\\$$hint\n"
            + "done\n"
            + "disks=$(choose_disks); echo ${disks:-none}\n";
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
