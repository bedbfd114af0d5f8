package org.edgeztp.server.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * An empty machine of the lab: QEMU without hardware acceleration, network first in its boot order,
 * its console in a file.
 */
public final class VirtualMachine {
  /** What a machine starts with. */
  public enum Firmware {
    /** With iPXE in the ROM of its card. */
    BIOS,
    /** PXE by the firmware itself, Secure Boot off. */
    UEFI,
    /** HTTP boot by the firmware itself, Secure Boot off. */
    UEFI_HTTP,
    /** PXE by the firmware itself, Secure Boot on with Microsoft's keys. */
    SECURE_BOOT,
    /** UEFI on an ARM64 processor. */
    ARM64
  }

  private static final long DISK_BYTES = 4L << 30;
  private static final long SECOND_DISK_BYTES = 6L << 30;

  private final int number;
  private final Firmware firmware;
  private final Parts parts;
  private final LabNetwork network;
  private final Path folder;
  private final Optional<Process> process;

  private VirtualMachine(
      int number,
      Firmware firmware,
      Parts parts,
      LabNetwork network,
      Path folder,
      Optional<Process> process) {
    this.number = number;
    this.firmware = firmware;
    this.parts = parts;
    this.network = network;
    this.folder = folder;
    this.process = process;
  }

  /** Gives the machine an empty disk and a network port, and presses its power button. */
  static VirtualMachine powerOn(
      int number, Firmware firmware, Parts parts, LabNetwork network, Path folder)
      throws IOException, InterruptedException {
    return rack(number, firmware, parts, network, folder).start();
  }

  /** Gives the machine empty disks and a network port. Somebody else powers it on. */
  static VirtualMachine rack(
      int number, Firmware firmware, Parts parts, LabNetwork network, Path folder)
      throws IOException, InterruptedException {
    makeEmpty(disk(folder, number), DISK_BYTES);
    makeEmpty(secondDisk(folder, number), SECOND_DISK_BYTES);
    Emulator.prepare(firmware, variables(folder, number));
    network.addTap(tap(number));
    network.addTap(secondTap(number));
    LabSwitch.plugIn(number, tap(number), network, folder);
    return new VirtualMachine(number, firmware, parts, network, folder, Optional.empty());
  }

  /** The same machine with what is on its disk, after its power was cut. */
  public VirtualMachine powerOnAgain() throws IOException, InterruptedException {
    powerOff();
    return start();
  }

  /** What is run to power it on; it ends when the machine is powered off. */
  List<String> command() {
    return network.inside(
        Emulator.command(
            number,
            firmware,
            network.addressing(),
            mac(number),
            tap(number),
            parts,
            folder,
            variables(folder, number),
            console(folder, number)));
  }

  /** Pulls the plug. */
  public void powerOff() throws InterruptedException {
    if (process.isPresent()) {
      process.get().descendants().forEach(ProcessHandle::destroyForcibly);
      process.get().destroyForcibly().waitFor();
    }
  }

  public MacAddress mac() {
    return new MacAddress(mac(number));
  }

  Firmware firmware() {
    return firmware;
  }

  /** SMBIOS UUID. */
  String uuid() {
    return uuid(mac(number));
  }

  static String uuid(String mac) {
    return "77e2e000-0000-4000-8000-" + mac.replace(":", "");
  }

  public boolean isOn() {
    return process.filter(Process::isAlive).isPresent();
  }

  /** Everything its console has shown. */
  public String console() throws IOException {
    return Files.readString(console(folder, number), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private VirtualMachine start() throws IOException {
    Process started = Tool.start(folder.resolve("machine-" + number + ".qemu.log"), command());
    return new VirtualMachine(number, firmware, parts, network, folder, Optional.of(started));
  }

  private static String mac(int number) {
    return "52:54:00:77:00:%02x".formatted(number);
  }

  private static String tap(int number) {
    return "tap" + number;
  }

  static String secondTap(int number) {
    return "tap" + number + "b";
  }

  static Path disk(Path folder, int number) {
    return folder.resolve("machine-" + number + ".disk");
  }

  static Path secondDisk(Path folder, int number) {
    return folder.resolve("machine-" + number + ".second-disk");
  }

  /** No block of the file is written. */
  private static void makeEmpty(Path disk, long bytes) throws IOException {
    try (var file =
        FileChannel.open(
            disk,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(1), bytes - 1);
    }
  }

  private static Path variables(Path folder, int number) {
    return folder.resolve("machine-" + number + ".uefi-variables");
  }

  /** Where its serial port listens, inside the lab's network, for whoever reads along. */
  String serial() {
    return "127.0.0.1:" + Emulator.serialPort(number);
  }

  private static Path console(Path folder, int number) {
    return folder.resolve("machine-" + number + ".console");
  }
}
