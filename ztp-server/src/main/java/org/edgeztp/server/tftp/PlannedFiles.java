package org.edgeztp.server.tftp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Architecture;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/** The boot programs, each for a machine that the boot plan sends to it and for no other. */
public final class PlannedFiles implements BootFiles {
  private final Boot boot;
  private final Function<InetAddress, Optional<Machine>> machines;
  private final Map<BootFile, ByteBuffer> programs = new EnumMap<>(BootFile.class);

  /**
   * Reads the programs into memory.
   *
   * @param machines who has an address leased
   * @param folder of the boot assets
   * @throws IOException when a boot program cannot be read
   */
  public PlannedFiles(Boot boot, Function<InetAddress, Optional<Machine>> machines, Path folder)
      throws IOException {
    this.boot = boot;
    this.machines = machines;
    for (BootFile file : BootFile.values()) {
      programs.put(file, ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file.fileName()))));
    }
  }

  @Override
  public Answer open(String path, InetAddress client) {
    for (BootFile file : BootFile.values()) {
      if (file.fileName().equals(path)) {
        return machines
            .apply(client)
            .map(machine -> open(file, machine))
            .orElseGet(() -> denied(Ipv6.text(client) + " has no lease of a known machine"));
      }
    }
    return new Refused(TftpError.FILE_NOT_FOUND, "there is no boot program called " + path);
  }

  private Answer open(BootFile file, Machine machine) {
    BootTarget target = boot.plan(machine, clientFor(file, machine));
    return target instanceof BootTarget.Chainload(var planned, _) && planned == file
        ? new Content(java.util.Objects.requireNonNull(programs.get(file)))
        : denied(machine.label() + " is not to boot " + file.fileName() + ": " + target.why());
  }

  /** Who asks for this program: the file tells the firmware, as each is made for one kind. */
  private static Client clientFor(BootFile file, Machine machine) {
    return switch (file) {
      case UNDIONLY ->
          new Client(machine.mac(), Optional.empty(), Firmware.BIOS, Architecture.X86_BIOS);
      case IPXE_EFI, LOCALDISK_EFI ->
          new Client(machine.mac(), Optional.empty(), Firmware.UEFI, Architecture.X86_64_UEFI);
    };
  }

  private static Refused denied(String reason) {
    return new Refused(TftpError.ACCESS_VIOLATION, reason);
  }
}
