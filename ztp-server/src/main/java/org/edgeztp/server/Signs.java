package org.edgeztp.server;

import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.tftp.TransferEvent;

/** What the events of the protocol rooms show to whoever asks why a machine is stuck. */
final class Signs {
  private static final String AUTOEXEC = "autoexec.ipxe";

  private Signs() {}

  static Optional<Sign> of(DhcpEvent.Answered event) {
    boolean acknowledged = event.answer().equals("ACK");
    return switch (event.firmware()) {
      case NONE -> Optional.of(Sign.SYSTEM_ASKED).filter(_ -> acknowledged);
      case BIOS, UEFI, UEFI_HTTP, IPXE, GRUB, RASPBERRY_PI -> boot(event, acknowledged);
      // Switches try dozens of names, and what they are told of is not in the boot file.
      case ONIE, SONIC, SWITCH_SYSTEM -> Optional.empty();
    };
  }

  private static Optional<Sign> boot(DhcpEvent.Answered event, boolean acknowledged) {
    if (event.answer().equals("NAK")) {
      return Optional.empty();
    }
    if (event.boots().isEmpty()) {
      return Optional.of(Sign.NAMED_NOTHING);
    }
    if (!acknowledged) {
      return Optional.of(Sign.OFFERED);
    }
    return Optional.of(event.boots().contains("://") ? Sign.NAMED_URL : Sign.NAMED_FILE);
  }

  /** iPXE that has its first script is sent on to HTTP; a kernel by TFTP comes after GRUB. */
  static Sign of(TransferEvent.Finished event, Machine machine) {
    if (event.path().startsWith("run/")) {
      return Sign.KERNEL_SENT;
    }
    if (name(event).equals(AUTOEXEC)) {
      return Sign.NAMED_URL;
    }
    return isForeign(event, machine) ? Sign.WRONG_FILE : Sign.FILE_SENT;
  }

  static Sign of(TransferEvent.Refused event, Machine machine) {
    if (event.path().startsWith("run/")) {
      return Sign.TOKEN_REFUSED;
    }
    return isForeign(event, machine) ? Sign.WRONG_FILE : Sign.FILE_REFUSED;
  }

  /** Whether a boot program is made for another firmware than asks by DHCP. */
  private static boolean isForeign(TransferEvent event, Machine machine) {
    return BootFile.named(name(event))
        .map(BootFile::architecture)
        .filter(made -> machine.architecture() != Architecture.UNKNOWN)
        .filter(made -> made != machine.architecture())
        .isPresent();
  }

  private static String name(TransferEvent event) {
    return event.path().substring(event.path().lastIndexOf('/') + 1);
  }
}
