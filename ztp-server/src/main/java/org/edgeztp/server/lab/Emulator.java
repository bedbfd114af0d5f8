package org.edgeztp.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** QEMU's arguments for each kind of machine. */
final class Emulator {
  private static final Path OVMF = Path.of("/usr/share/OVMF");
  private static final Path AAVMF = Path.of("/usr/share/AAVMF");

  private static final int SERIAL_PORTS = 5000;

  /** The CD drive of a machine that has a management controller, for QEMU's machine protocol. */
  static final String DRIVE = "cd";

  /** Leaves a UEFI machine HTTP boot as its only way to the network. */
  static final List<String> HTTP_ALONE =
      List.of(
          "-fw_cfg",
          "name=opt/org.tianocore/IPv4PXESupport,string=n",
          "-fw_cfg",
          "name=opt/org.tianocore/IPv6PXESupport,string=n");

  /** What a machine boots from, by QEMU's name for it and its place in the boot order. */
  enum Device {
    CARD("card", 1),
    DISK("disk", 2),
    /** In no order of its own. */
    CD("cdrom", -1);

    private final String id;
    private final int place;

    Device(String id, int place) {
      this.id = id;
      this.place = place;
    }

    String id() {
      return id;
    }

    int place() {
      return place;
    }

    /** Arguments of {@code qom-set}; 0 comes before all others, and -1 takes it out. */
    Map<String, Object> at(int place) {
      return Map.of("path", "/machine/peripheral/" + id, "property", "bootindex", "value", place);
    }

    static Optional<Device> of(Chassis.Source source) {
      return switch (source) {
        case PXE -> Optional.of(CARD);
        case UEFI_HTTP -> Optional.empty();
        case CD -> Optional.of(CD);
        case HDD -> Optional.of(DISK);
      };
    }
  }

  private Emulator() {}

  /**
   * The whole command.
   *
   * @param mac of its card
   * @param tap the card's other end
   * @param folder where its disks are
   * @param variables what UEFI firmware remembers; see {@link #prepare}
   * @param console where its serial port is written to
   */
  static List<String> command(
      int number,
      VirtualMachine.Firmware firmware,
      Addressing addressing,
      String mac,
      String tap,
      Parts parts,
      Path folder,
      Path variables,
      Path console) {
    List<String> command = new ArrayList<>(processor(firmware));
    command.addAll(
        List.of(
            "-name",
            "machine-" + number,
            "-accel",
            "tcg,thread=multi,tb-size=512",
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
            "-chardev",
            "socket,id=serial,server=on,wait=off,host=127.0.0.1,port=%d,logappend=off,logfile=%s"
                .formatted(serialPort(number), console),
            "-serial",
            "chardev:serial",
            "-device",
            "virtio-rng-pci,rombar=0",
            "-smbios",
            "type=1,manufacturer=EdgeZTP,product=Lab,serial=LAB-%04d,uuid=%s"
                .formatted(number, VirtualMachine.uuid(mac)),
            "-netdev",
            "tap,id=n0,ifname=" + tap + ",script=no,downscript=no"));
    // Without its option ROM a card is served by the UEFI firmware's own PXE client.
    String rom = firmware == VirtualMachine.Firmware.BIOS ? "" : ",romfile=";
    command.addAll(parts.arguments(number, mac, VirtualMachine.secondTap(number), rom, folder));
    command.addAll(withoutIpv4(firmware, addressing));
    code(firmware)
        .ifPresent(code ->
            command.addAll(
                List.of(
                    "-drive",
                    "if=pflash,unit=0,format=raw,readonly=on,file=" + code,
                    "-drive",
                    "if=pflash,unit=1,format=raw,file=" + variables)));
    return command;
  }

  /**
   * What a machine's command has besides when a management controller has it: an empty CD drive, a
   * socket for QEMU's machine protocol, and that it waits to be started by that.
   */
  static List<String> controlled(List<String> command, Path socket) {
    // The virtual board of ARM64 has no IDE.
    List<String> drive =
        command.contains("qemu-system-aarch64")
            ? List.of("-device", "virtio-scsi-pci", "-device", "scsi-cd")
            : List.of("-device", "ide-cd,bus=ide.0");
    List<String> all = new ArrayList<>(drive.subList(0, drive.size() - 1));
    all.add(drive.getLast() + ",drive=" + DRIVE + ",id=" + Device.CD.id());
    all.addAll(List.of("-drive", "if=none,media=cdrom,id=" + DRIVE));
    all.addAll(List.of("-S", "-qmp", "unix:" + socket + ",server=on,wait=off"));
    return all;
  }

  /** Where a machine's serial port listens, on the loopback. */
  static int serialPort(int number) {
    return SERIAL_PORTS + number;
  }

  /** Where there is IPv6 alone, UEFI firmware would first ask for an IPv4 address for a minute. */
  private static List<String> withoutIpv4(VirtualMachine.Firmware firmware, Addressing addressing) {
    return firmware == VirtualMachine.Firmware.UEFI && addressing == Addressing.IPV6
        ? List.of("-fw_cfg", "name=opt/org.tianocore/IPv4PXESupport,string=n")
        : List.of();
  }

  /** Gives a machine the variables of firmware that never started. */
  static void prepare(VirtualMachine.Firmware firmware, Path variables) throws IOException {
    Optional<Path> fresh =
        switch (firmware) {
          case BIOS -> Optional.empty();
          case UEFI, UEFI_HTTP -> Optional.of(OVMF.resolve("OVMF_VARS_4M.fd"));
          // With Microsoft's keys in them, as machines are sold.
          case SECURE_BOOT -> Optional.of(OVMF.resolve("OVMF_VARS_4M.ms.fd"));
          case ARM64 -> Optional.of(AAVMF.resolve("AAVMF_VARS.fd"));
        };
    if (fresh.isPresent()) {
      Files.copy(fresh.get(), variables, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Optional<Path> code(VirtualMachine.Firmware firmware) {
    return switch (firmware) {
      case BIOS -> Optional.empty();
      case UEFI, UEFI_HTTP -> Optional.of(OVMF.resolve("OVMF_CODE_4M.fd"));
      case SECURE_BOOT -> Optional.of(OVMF.resolve("OVMF_CODE_4M.secboot.fd"));
      case ARM64 -> Optional.of(AAVMF.resolve("AAVMF_CODE.fd"));
    };
  }

  private static List<String> processor(VirtualMachine.Firmware firmware) {
    return switch (firmware) {
      case BIOS -> pc("pc,graphics=off");
      case UEFI -> pc("q35,graphics=off");
      case UEFI_HTTP -> pc("q35,graphics=off", HTTP_ALONE.toArray(String[]::new));
      // The firmware keeps its keys from the system by the processor's system management mode.
      case SECURE_BOOT ->
          pc(
              "q35,graphics=off,smm=on",
              "-global",
              "driver=cfi.pflash01,property=secure,value=on",
              "-global",
              "ICH9-LPC.disable_s3=1");
      case ARM64 ->
          List.of("qemu-system-aarch64", "-machine", "virt,graphics=off", "-cpu", "cortex-a57");
    };
  }

  /**
   * The plainest processor is the fastest to emulate; with svm the guest would load kvm_amd. With
   * rdrand its kernel has its entropy before its second processor runs: the code that Linux patches
   * once it has entropy can be met half-written by another emulated processor.
   */
  private static List<String> pc(String machine, String... more) {
    return Stream.concat(
            Stream.of("qemu-system-x86_64", "-cpu", "qemu64,-svm,+rdrand", "-machine", machine),
            Stream.of(more))
        .toList();
  }
}
