package org.edgeztp.assets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * As little of a Debian as an image must have, in the formats that people bring: {@code root.ext4},
 * {@code disk.raw}, {@code disk.qcow2}, {@code root.tar}; and boot assets whose image has a boot
 * loader.
 */
final class TinyDebian {
  private static final int SECTOR = 512;
  private static final int START = 2048;

  final Path folder;
  private final Path tree;

  TinyDebian(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    tree = Files.createDirectory(folder.resolve("tree"));
    has("usr/lib/os-release", "PRETTY_NAME=\"Debian 12\"\nVERSION_CODENAME=bookworm\nID=debian\n");
    has("usr/lib/systemd/systemd", "");
    // An ELF header up to e_machine, which is EM_X86_64.
    Files.write(
        tree.resolve("usr/lib/systemd/systemd"),
        HexFormat.of().parseHex("7f454c46020101000000000000000000" + "03003e00"));
    has("usr/lib/systemd/systemd-networkd", "");
    has("usr/sbin/sshd", "");
    has("usr/sbin/useradd", "");
    has("usr/bin/ssh-keygen", "");
    has("usr/bin/ruby", "");
    has("usr/lib/shim/shimx64.efi.signed", "");
    has("usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed", "");
    has("boot/vmlinuz-6.1.0-1-amd64", "kernel");
    has("boot/initrd.img-6.1.0-1-amd64", "initrd");
    has("boot/grub/i386-pc/core.img", "for other partitions");
    has("usr/lib/modules/6.1.0-1-amd64/modules.order", "");
    has("etc/ssh/ssh_host_rsa_key", "everybody's");
    has("etc/netplan/50-cloud-init.yaml", "network: {version: 2}\n");
    has("etc/systemd/system/multi-user.target.wants/other.service", "");
    has(
        "var/lib/dpkg/status",
        "Package: ruby\nStatus: install ok installed\nVersion: 1:3.1\nArchitecture: amd64\n\n");
    run("mke2fs", "-q", "-t", "ext4", "-d", "tree", "root.ext4", "16M");
    partitioned("disk.raw", "root.ext4");
    run("qemu-img", "convert", "-O", "qcow2", "disk.raw", "disk.qcow2");
    run("qemu-img", "create", "-q", "-f", "qcow2", "-b", "disk.raw", "-F", "raw", "on.qcow2");
    run("xz", "-k", "-0", "disk.raw");
    run("tar", "-c", "-z", "-f", "root.tar.gz", "-C", "tree", ".");
    bootAssets();
  }

  private void bootAssets() throws IOException, InterruptedException {
    has("boot/grub/i386-pc/core.img", "for the installer's partitions");
    has("boot/grub/i386-pc/boot.img", "the first sector");
    Files.createDirectory(folder.resolve("assets"));
    Files.writeString(folder.resolve("assets/manifest.json"), "{}");
    run("mke2fs", "-q", "-t", "ext4", "-d", "tree", "assets/debian-13.ext4", "16M");
    run("zstd", "-q", "--rm", "assets/debian-13.ext4");
  }

  /** A disk with an MBR whose one partition holds a file system, one sector after 1 MiB. */
  void partitioned(String disk, String content) throws IOException {
    byte[] system = Files.readAllBytes(folder.resolve(content));
    ByteBuffer all = ByteBuffer.allocate(START * SECTOR + system.length);
    all.order(ByteOrder.LITTLE_ENDIAN).put(446 + 4, (byte) 0x83);
    all.putInt(446 + 8, START).putInt(446 + 12, system.length / SECTOR);
    all.putShort(SECTOR - 2, (short) 0xaa55);
    Files.write(folder.resolve(disk), all.put(START * SECTOR, system).array());
  }

  private void has(String path, String text) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Another file system, changed by these commands of debugfs. */
  void changed(String name, String commands) throws IOException, InterruptedException {
    Files.copy(folder.resolve("root.ext4"), folder.resolve(name));
    Files.writeString(folder.resolve("commands"), commands);
    run("/usr/sbin/debugfs", "-w", "-f", "commands", name);
  }

  /** What a program prints that must succeed in the folder. */
  String run(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
