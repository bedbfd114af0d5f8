package org.edgeztp.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * An empty machine of the lab: QEMU without hardware acceleration, network first in its boot order,
 * its console in a file.
 */
public final class VirtualMachine {
  /** What a machine starts with. */
  public enum Firmware {
    BIOS,
    UEFI
  }

  private static final Path OVMF_CODE = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");
  private static final Path OVMF_VARS = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");
  private static final long DISK_BYTES = 4L << 30;

  private final int number;
  private final Firmware firmware;
  private final LabNetwork network;
  private final Path folder;
  private final Process process;

  private VirtualMachine(
      int number, Firmware firmware, LabNetwork network, Path folder, Process process) {
    this.number = number;
    this.firmware = firmware;
    this.network = network;
    this.folder = folder;
    this.process = process;
  }

  /** Gives the machine an empty disk and a network port, and presses its power button. */
  static VirtualMachine powerOn(int number, Firmware firmware, LabNetwork network, Path folder)
      throws IOException, InterruptedException {
    try (var disk =
        java.nio.channels.FileChannel.open(
            disk(folder, number),
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.TRUNCATE_EXISTING,
            java.nio.file.StandardOpenOption.WRITE)) {
      disk.write(java.nio.ByteBuffer.allocate(1), DISK_BYTES - 1);
    }
    if (firmware == Firmware.UEFI) {
      Files.copy(
          OVMF_VARS, variables(folder, number), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    network.addTap(tap(number));
    return start(number, firmware, network, folder);
  }

  /** The same machine with what is on its disk, after its power was cut. */
  public VirtualMachine powerOnAgain() throws IOException, InterruptedException {
    powerOff();
    return start(number, firmware, network, folder);
  }

  /** Pulls the plug. */
  public void powerOff() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  public MacAddress mac() {
    return new MacAddress("52:54:00:77:00:%02x".formatted(number));
  }

  public boolean isOn() {
    return process.isAlive();
  }

  /** Everything its console has shown. */
  public String console() throws IOException {
    return Files.readString(console(folder, number), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static VirtualMachine start(
      int number, Firmware firmware, LabNetwork network, Path folder) throws IOException {
    List<String> command = network.inside(command(number, firmware, folder));
    Process process = Tool.start(folder.resolve("machine-" + number + ".qemu.log"), command);
    return new VirtualMachine(number, firmware, network, folder, process);
  }

  private static List<String> command(int number, Firmware firmware, Path folder) {
    String mac = "52:54:00:77:00:%02x".formatted(number);
    // The plainest processor is the fastest to emulate; with svm the guest would load kvm_amd.
    List<String> command =
        new ArrayList<>(
            List.of(
                "qemu-system-x86_64",
                "-name",
                "machine-" + number,
                "-accel",
                "tcg,thread=multi,tb-size=512",
                "-cpu",
                "qemu64,-svm",
                "-smp",
                "2",
                "-m",
                "1024",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-vga",
                "none",
                "-serial",
                "file:" + console(folder, number),
                "-device",
                "virtio-rng-pci,rombar=0",
                "-smbios",
                "type=1,manufacturer=EdgeZTP,product=Lab,serial=LAB-%04d,uuid=%s"
                    .formatted(number, "77e2e000-0000-4000-8000-" + mac.replace(":", "")),
                "-netdev",
                "tap,id=n0,ifname=" + tap(number) + ",script=no,downscript=no",
                "-drive",
                "if=none,id=d0,format=raw,cache=unsafe,discard=unmap,file=" + disk(folder, number),
                "-device",
                "virtio-blk-pci,drive=d0,bootindex=2,serial=LABDISK-%04d".formatted(number)));
    command.addAll(
        switch (firmware) {
          case BIOS ->
              List.of(
                  "-machine",
                  "pc,graphics=off",
                  "-device",
                  "virtio-net-pci,netdev=n0,bootindex=1,mac=" + mac);
          // Without its option ROM the card is served by the firmware's own PXE client.
          case UEFI ->
              List.of(
                  "-machine",
                  "q35,graphics=off",
                  "-device",
                  "virtio-net-pci,netdev=n0,bootindex=1,romfile=,mac=" + mac,
                  "-drive",
                  "if=pflash,unit=0,format=raw,readonly=on,file=" + OVMF_CODE,
                  "-drive",
                  "if=pflash,unit=1,format=raw,file=" + variables(folder, number));
        });
    return command;
  }

  private static String tap(int number) {
    return "tap" + number;
  }

  private static Path disk(Path folder, int number) {
    return folder.resolve("machine-" + number + ".disk");
  }

  private static Path variables(Path folder, int number) {
    return folder.resolve("machine-" + number + ".uefi-variables");
  }

  private static Path console(Path folder, int number) {
    return folder.resolve("machine-" + number + ".console");
  }
}
