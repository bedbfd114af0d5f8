package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.dhcp.ClientKind.IPXE_BIOS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The installation as a ramdisk runs it: the task that the server gives, in a real shell, with the
 * ramdisk's own library, against the real device plane. Programs that touch a disk are replaced.
 */
class RamdiskFaultsTest {
  private static final Path LIBRARY = Path.of("../pxe-assets/build/ramdisk/ztp.sh");
  private static final String HARDWARE =
      """
      {"cpus": 2, "memoryBytes": 1073741824, "firmware": "bios", "disks": [], "nics": []}
      """;
  private static final List<String> REAL =
      List.of(
          "sh", "awk", "cat", "cut", "tail", "head", "stat", "grep", "sed", "tr", "rm", "mkdir",
          "tee", "paste", "wc");

  /** What each program of the machine does in its place. */
  private static final Map<String, String> PLAYED =
      Map.ofEntries(
          Map.entry("lsblk", "cat ../lsblk"),
          Map.entry("uname", "echo x86_64"),
          Map.entry("sleep", "exec /bin/sleep 0.02"),
          Map.entry("dd", "exit 1"),
          Map.entry("blkid", "exit 0"),
          Map.entry("sfdisk", "exit 0"),
          Map.entry("wipefs", "exit 0"),
          Map.entry("modprobe", "exit 0"),
          Map.entry("zstd", "exit 0"),
          Map.entry("resize2fs", "exit 0"),
          Map.entry("mount", "exit 0"),
          Map.entry("reboot", "exit 0"));

  @TempDir private Path folder;

  /** The disks are lsblk's NAME TYPE RM SIZE SERIAL WWN TRAN. */
  @ParameterizedTest
  @CsvSource({
    "'', idle, right, NO_DISK_DRIVER, no driver for its storage controller 0000:00:04.0 (0x1000:0x0097)",
    "'', driven, right, NO_DISK_MATCHES, removable ones",
    "'sda disk 1 9000000000 S1 W1 usb', driven, right, NO_DISK_MATCHES, removable ones",
    "'vda disk 0 1000000   virtio', driven, right, DISK_TOO_SMALL, /dev/vda is too small",
    "'vda disk 0 9000000000   virtio', driven, wrong, IMAGE_CHECKSUM, SHA-256 of the image is",
    "'vda disk 0 9000000000   virtio', driven, right, BOOT_LOADER_FAILED, 'dd if='"
  })
  void tellsWhyItFailed(String disks, String controller, String digest, String code, String cause)
      throws Exception {
    String sha256 = digest.equals("right") ? FaultSite.sha256(FaultSite.IMAGE) : "0".repeat(64);
    try (var site = new FaultSite(Files.createDirectory(folder.resolve("assets")), sha256)) {
      SimulatedMachine machine = site.machine();
      machine.boot(IPXE_BIOS);
      machine.post(site.run() + "/hardware", HARDWARE);
      site.admit();
      String secret = site.run().substring(site.run().lastIndexOf('.') + 1);
      run(machine.get(site.run() + "/task"), site, disks, controller);
      assertThat(site.now().state())
          .as(Files.readString(folder.resolve("console")))
          .isEqualTo(State.FAILED);
      assertThat(site.code()).isEqualTo(code);
      assertThat(site.now().failure().orElseThrow().cause()).contains(cause);
      assertThat(folder.resolve("assets/logs/m-0123456789/1/ramdisk.log"))
          .content()
          .as("console, log and kernel, without the token")
          .contains("EdgeZTP: start", "== disk", "Linux version 6.12", "ztp.url=http://")
          .doesNotContain(secret);
    }
  }

  private void run(String task, FaultSite site, String disks, String controller) throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    Files.createDirectories(folder.resolve("mnt/boot/grub/i386-pc"));
    Path device = Files.createDirectories(folder.resolve("pci/0000:00:04.0"));
    Map.of("class", "0x010700", "vendor", "0x1000", "device", "0x0097")
        .forEach((name, value) -> write(device.resolve(name), value + "\n"));
    if (controller.equals("driven")) {
      Files.createDirectory(device.resolve("driver"));
    }
    String script =
        """
        ztp_url=%s%s card=lo
        %s
        say() { echo "EdgeZTP: $*" | tee -a "$console_log"; }
        %s
        """
            .formatted(
                site.base(),
                site.run(),
                Files.readString(LIBRARY),
                // The partitions are not there, as no disk is.
                task.replace("[ ! -b ", "[ ! -z ").replace("[ -b ", "[ -n "))
            .replace("/run/ztp", work.toString())
            .replace("/mnt", folder.resolve("mnt").toString())
            .replace("/sys/bus/pci/devices", folder.resolve("pci").toString());
    write(folder.resolve("lsblk"), disks + "\n");
    var shell =
        new ProcessBuilder("/bin/sh", "-c", script)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console").toFile());
    shell.environment().clear();
    shell.environment().put("PATH", programs(site).toString());
    Process process = shell.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("console")).content().doesNotContain("not found");
  }

  /** All that the script can run; what it asks the server comes from the machine's address. */
  private Path programs(FaultSite site) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String name : REAL) {
      program(bin.resolve(name), "exec " + Path.of("/usr/bin", name) + " \"$@\"");
    }
    PLAYED.forEach((name, does) -> program(bin.resolve(name), does));
    String address = site.now().address().orElseThrow().getHostAddress();
    program(bin.resolve("curl"), "exec /usr/bin/curl --interface " + address + " \"$@\"");
    program(
        bin.resolve("dmesg"),
        "echo Linux version 6.12; echo Command line: ztp.url=" + site.base() + site.run());
    return bin;
  }

  private static void program(Path file, String does) {
    write(file, "#!/bin/sh\n" + does + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
