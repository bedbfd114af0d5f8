package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the installing task does to the disks of a machine, command by command, and what it writes
 * into the installed system. The task runs as it is, over programs that only say how they were
 * called. {@code -Dgolden.update=true} rewrites the goldens and fails once.
 */
class InstallTaskTest {
  private static final Path GOLDENS = Path.of("src/test/resources/org/edgeztp/assets/layout");

  private static final ConfigText NETWORK =
      new ConfigText("10-lan.network", "[Network]\nAddress=10.77.0.201/24\n");

  /** Two disks; a file "held" tells what is on the first. The image arrives whole. */
  private static final String STAND_INS =
      """
      ztp_url=http://server
      card=eth0
      told() {
        echo "$@" | sed -E "s|$PWD|.|g; s/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UUID/g; s/ztp[0-9a-f-]{35}/ztpUUID/g" >>calls
      }
      for program in mdadm lvm wipefs sysctl resize2fs mke2fs mkswap mkfs dd zstd modprobe; do
        eval "$program() { told $program \"\\$@\"; }"
      done
      sfdisk() { told sfdisk "$@"; cat >>calls; }
      mount() { told mount "$@"; }
      umount() { told umount "$@"; }
      chroot() { case $2 in ssh-keygen) echo 'ssh-ed25519 AAAA' >SYSTEM/etc/ssh/ssh_host_ed25519_key.pub ;; *) told chroot "$@" ;; esac; }
      ln() { told ln "$@"; }
      readlink() { :; }
      lsblk() {
        case "$*" in
        *ROTA) printf 'vda disk 0 8000000000 S1  virtio 0\\nvdb disk 0 8000000000 S2  virtio 0\\n' ;;
        *) printf 'DEV/vda\\nDEV/vda3\\n' ;;
        esac
      }
      blkid() {
        case "$*" in
        *PART_ENTRY_UUID*) echo root-partuuid ;;
        *vda3) [ ! -e held ] || cat held ;;
        esac
      }
      cp() { told cp "$@"; command cp "$@" 2>>log || :; }
      curl() { :; }
      uname() { cat processor; }
      sync() { :; }
      reboot() { exit 0; }
      say() { :; }
      tell_log() { :; }
      refused() { echo "refused $1"; exit 1; }
      post() { for word; do case $word in started | failed | installed | root_disk=* | address=* | cause=* | code=*) echo "$word" ;; esac; done; }
      """;

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void machine() throws Exception {
    folder = machineIn(temporary);
  }

  private static Path machineIn(Path parent) throws Exception {
    Path folder = Files.createTempDirectory(parent, "machine");
    Files.writeString(folder.resolve("processor"), "x86_64");
    return folder;
  }

  @TestFactory
  Stream<DynamicTest> makesTheDisksAsTheLayoutSays() {
    Map<String, DiskLayout> layouts = new TreeMap<>();
    layouts.put("whole-disk", Layouts.WHOLE_DISK);
    layouts.put("volumes", Layouts.VOLUMES);
    layouts.put("mirrored", Layouts.MIRRORED);
    return layouts.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  folder = machineIn(temporary);
                  install(entry.getValue());
                  check(
                      entry.getKey() + ".commands",
                      Files.readString(folder.resolve("calls")) + "-- fstab\n" + fstab());
                }));
  }

  @Test
  void anArm64MachineHasLoadersOfItsOwnAndNoneForBios() throws Exception {
    Files.writeString(folder.resolve("processor"), "aarch64");
    install(Layouts.WHOLE_DISK);

    assertThat(folder.resolve("calls"))
        .content()
        .contains("/usr/lib/shim/shimaa64.efi.signed ./system/boot/efi/EFI/BOOT/BOOTAA64.EFI")
        .contains("/usr/lib/grub/arm64-efi-signed/grubaa64.efi.signed")
        .doesNotContain("i386-pc", "x64");
    assertThat(folder.resolve("system/boot/grub/grub.cfg"))
        .content()
        .contains("console=tty0 console=ttyAMA0,115200n8");
  }

  private String fstab() throws Exception {
    return Files.readString(folder.resolve("system/etc/fstab"))
        .replace(folder.toString(), "")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID");
  }

  @Test
  void tellsTheAddressThatTheSystemWillHaveAndWritesItsNetwork() throws Exception {
    assertThat(install(Layouts.WHOLE_DISK))
        .isEqualTo("started\ninstalled\nroot_disk=" + folder + "/dev/vda\naddress=10.77.0.201\n");
    Path etc = folder.resolve("system/etc");
    assertThat(etc.resolve("systemd/network/10-lan.network")).hasContent(NETWORK.text());
    assertThat(etc.resolve("systemd/network/20-ztp.network")).doesNotExist();
    assertThat(etc.resolve("resolv.conf")).hasContent("nameserver 10.77.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TYPE=LVM2_member;UUID=abcdef-0123-4567-89ab-cdef-0123-456789 | true",
        "UUID=ztp123-0123-4567-89ab-cdef-0123-456789;TYPE=LVM2_member | false",
        "UUID=1;LABEL=nas:0;TYPE=linux_raid_member                    | true",
        "UUID=1;LABEL=ztp:3;TYPE=linux_raid_member                    | false",
        "LABEL=tank;UUID=1;TYPE=zfs_member                            | true",
        "TYPE=ceph_bluestore                                          | true",
        "LABEL=home;UUID=1;TYPE=ext4                                  | false"
      })
  void aDiskWithVolumesOfSomebodyElseIsLeftAlone(String held, boolean stopped) throws Exception {
    Files.writeString(folder.resolve("held"), held.replace(';', '\n') + "\n");
    String told = install(Layouts.VOLUMES);
    if (stopped) {
      assertThat(told).contains("failed", "nothing was written", "code=DISK_NOT_OURS");
      assertThat(folder.resolve("calls")).doesNotExist();
    } else {
      assertThat(told).contains("installed");
    }
  }

  /** What it reports, over a system of which only some folders are there. */
  private String install(DiskLayout layout) throws Exception {
    Path system = folder.resolve("system");
    for (String path :
        List.of(
            "boot/grub",
            "boot/efi/EFI/debian",
            "etc/ssh",
            "etc/default",
            "etc/apt/sources.list.d",
            "etc/mdadm",
            "etc/modules-load.d",
            "etc/sudoers.d",
            "etc/systemd/network",
            "mnt")) {
      Files.createDirectories(system.resolve(path));
    }
    Files.createFile(system.resolve("boot/vmlinuz-6.12"));
    Files.createFile(system.resolve("etc/systemd/network/20-ztp.network"));
    Path dev = Files.createDirectories(folder.resolve("dev"));
    for (String name :
        List.of("vda", "vda1", "vda2", "vda3", "vda4", "vda5", "vdb", "vdb3", "vdb4")) {
      Files.createFile(dev.resolve(name));
    }
    String script =
        (STAND_INS + task(layout))
            .replace("DEV/", folder + "/dev/")
            .replace("SYSTEM", system.toString())
            .replace("/dev/", folder + "/dev/")
            .replace(folder + folder.toString(), folder.toString())
            .replace("[ -b ", "[ -e ")
            .replace("[ ! -b ", "[ ! -e ")
            .replace(" /etc/resolv.conf", " " + folder + "/resolv.conf")
            .replace("/mnt", system.toString())
            .replace(system + system.toString(), system + "/mnt")
            .replace("/run/ztp", folder.toString())
            // A shell function cannot have a dot in its name.
            .replace("mkfs.", "mkfs -t ")
            .replace("/usr/sbin/", "")
            .replace("\nfetch_image\n", "\n: >image\n");
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String task(DiskLayout layout) {
    InstallImage plain = GoldenTest.INSTALL;
    return new Templates()
        .installImageTask(
            new InstallImage(
                plain.imageSize(),
                plain.imageSha256(),
                layout,
                plain.hostname(),
                plain.kernelArgs(),
                plain.suite(),
                plain.mirrorUrl(),
                plain.offline(),
                plain.authorizedKeys(),
                List.of(new UserAccount("ada", List.of("ssh-ed25519 AAAAC3Nza ada"), true)),
                List.of(NETWORK),
                List.of("10.77.0.1"),
                Optional.of("10.77.0.201")));
  }

  private static void check(String name, String text) throws Exception {
    Path golden = GOLDENS.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
      fail("rewrote " + golden);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }
}
