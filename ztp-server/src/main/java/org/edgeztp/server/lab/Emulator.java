package org.edgeztp.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** QEMU's arguments for each kind of machine. */
final class Emulator {
  private static final Path OVMF = Path.of("/usr/share/OVMF");
  private static final Path AAVMF = Path.of("/usr/share/AAVMF");

  private static final int SERIAL_PORTS = 5000;

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
                .formatted(number, "77e2e000-0000-4000-8000-" + mac.replace(":", "")),
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
      case UEFI_HTTP ->
          pc(
              "q35,graphics=off",
              "-fw_cfg",
              "name=opt/org.tianocore/IPv4PXESupport,string=n",
              "-fw_cfg",
              "name=opt/org.tianocore/IPv6PXESupport,string=n");
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
