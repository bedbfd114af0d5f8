package org.edgeztp.assets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ztp assets add NAME --disk-image}, with qemu-img and e2fsprogs. */
class DiskImageTest {
  private static final String OF_INSTALLER = "/etc/systemd/network/20-ztp.network";

  @TempDir private static Path shared;
  private static TinyDebian debian;

  @TempDir private Path added;

  @BeforeAll
  static void bring() throws Exception {
    debian = new TinyDebian(shared);
  }

  @ParameterizedTest
  @CsvSource({
    "disk.qcow2, qcow2",
    "disk.raw.xz, raw",
    "root.ext4, raw",
    "root.tar.gz, tar",
  })
  void becomesWhatTheInstallerWrites(String file, String format) throws Exception {
    assertThat(add(file, "--arch", "amd64"))
        .contains("Debian 12 for amd64", "profiles name it with: image: some");
    Map<String, Manifest.Image> images = AddedImages.readAll(added);
    assertThat(images).containsOnlyKeys("some");
    Manifest.Image image = images.values().iterator().next();
    assertThat(image.kernel()).isEqualTo("6.1.0-1-amd64");
    assertThat(image.architecture()).isEqualTo("amd64");
    assertThat(image.origin()).isEqualTo(new Manifest.Origin("bookworm", "Debian 12", format));
    Path packed = added.resolve(image.file());
    assertThat(debian.run("sha256sum", packed.toString())).startsWith(image.sha256());
    assertThat(added.resolve("some/packages")).hasContent("ruby 1:3.1 amd64");

    String system = added.resolve("root.ext4").toString();
    debian.run("zstd", "-q", "-d", packed.toString(), "-o", system);
    assertThat(Files.size(Path.of(system))).isEqualTo(image.rawSize());
    assertThat(debian.run("e2fsck", "-f", "-n", system)).contains("ztp-root: ");
    assertThat(in(system, "cat /boot/grub/i386-pc/core.img"))
        .contains("for the installer's partitions");
    assertThat(in(system, "cat " + OF_INSTALLER)).contains("DHCP=ipv4");
    assertThat(in(system, "stat /dev/null"))
        .contains("Type: character special    Mode:  0666", "Device major/minor number: 01:03");
    assertThat(in(system, "ls /etc/systemd/system/multi-user.target.wants"))
        .contains("systemd-networkd.service", "ssh.service", "other.service");
    assertThat(in(system, "ls /etc/ssh")).doesNotContain("ssh_host_rsa_key");
    assertThat(in(system, "ls /etc/netplan")).doesNotContain("50-cloud-init");
    assertThat(Bootable.readAll(added)).isEmpty();
  }

  @Test
  void isListedWithWhatItIs() throws Exception {
    add("disk.qcow2");
    assertThat(list()).matches("(?s)some +amd64 +1 MiB  whole +Debian 12, disk image, was qcow2\n");
    Files.writeString(added.resolve("some/root.ext4.zst"), "other");
    assertThat(list()).contains("changed: root.ext4.zst");
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        arguments("rm /usr/sbin/sshd\n", "it lacks openssh-server (/usr/sbin/sshd): install"),
        arguments("rm /boot/initrd.img-6.1.0-1-amd64\n", "it lacks /boot/initrd.img-6.1.0-1-amd64"),
        arguments("rm /boot/vmlinuz-6.1.0-1-amd64\n", "it has 0 kernels in /boot"),
        arguments("rm /usr/lib/systemd/systemd\n", "machines start with systemd"),
        arguments(
            "rm /usr/lib/os-release\ncd /usr/lib\nwrite ubuntu os-release\n",
            "it has Ubuntu 24.04: images of Debian can be written"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("unfit")
  void isRefusedForWhatItLacks(String commands, String complaint) throws Exception {
    Files.writeString(shared.resolve("ubuntu"), "ID=ubuntu\nPRETTY_NAME=\"Ubuntu 24.04\"\n");
    Files.deleteIfExists(shared.resolve("unfit.ext4"));
    debian.changed("unfit.ext4", commands);
    assertThat(add("unfit.ext4")).contains(complaint).doesNotContain("added;");
    assertThat(AddedImages.readAll(added)).isEmpty();
    assertThat(added).isEmptyDirectory();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "on.qcow2     | it is only what differs from another image",
        "words        | it is no qcow2, no tar, no ext4 file system and has no partitions",
        "words.gz     | is damaged: gzip cannot unpack it",
        "half.raw     | (they are cut off)",
        "half.qcow2   | qemu-img finds it damaged",
        "nothing      | is no file",
      })
  void isRefusedForWhatItIs(String file, String complaint) throws Exception {
    Files.writeString(shared.resolve("words"), "words ".repeat(1000));
    Files.write(shared.resolve("words.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
    half("half.raw", "disk.raw");
    half("half.qcow2", "disk.qcow2");
    assertThat(add(file)).contains(complaint).doesNotContain("added;");
    assertThat(AddedImages.readAll(added)).isEmpty();
  }

  private static void half(String name, String of) throws IOException {
    byte[] all = Files.readAllBytes(shared.resolve(of));
    Files.write(shared.resolve(name), Arrays.copyOf(all, all.length / 2));
  }

  @Test
  void isRefusedForAnotherArchitecture() throws Exception {
    assertThat(add("disk.qcow2", "--arch", "arm64")).contains("it is for amd64, not for arm64");
    assertThat(add("disk.qcow2", "--arch", "x86")).contains("--arch amd64 or --arch arm64");
  }

  @Test
  void standsAlone() throws Exception {
    assertThat(add("disk.qcow2", "--kernel", "k")).contains("--disk-image stands alone");
  }

  private static String in(String system, String request) throws Exception {
    return debian.run("debugfs", "-R", request, system);
  }

  private String list() throws Exception {
    return debian.run(Path.of("list.sh").toAbsolutePath().toString(), added.toString());
  }

  private String add(String file, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./add.sh", "some", "--disk-image"));
    command.addAll(List.of(shared.resolve(file).toString(), "--to", added.toString()));
    command.addAll(List.of("--assets", shared.resolve("assets").toString()));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
