package org.edgeztp.server;

import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.dhcp.Refusal;
import org.edgeztp.server.dhcp6.Dhcp6Event;
import org.edgeztp.server.tftp.TransferEvent;

/** What the events of the protocol rooms show to whoever asks why a machine is stuck. */
final class Signs {
  private static final String AUTOEXEC = "autoexec.ipxe";

  private Signs() {}

  static Optional<Sign> of(DhcpEvent.Answered event) {
    return event.answer().equals("NAK")
        ? Optional.empty()
        : address(event.firmware(), event.answer().equals("ACK"), event.boots());
  }

  static Optional<Sign> of(Dhcp6Event.Answered event) {
    return event.address().isEmpty()
        ? Optional.empty()
        : address(event.firmware(), event.answer().equals("REPLY"), event.boots());
  }

  static Sign of(Refusal.Kind refused) {
    return switch (refused) {
      case POOL_EXHAUSTED -> Sign.POOL_EMPTY;
      case NOT_SERVED -> Sign.NOT_SERVED;
    };
  }

  private static Optional<Sign> address(Firmware firmware, boolean given, String boots) {
    return switch (firmware) {
      case NONE -> Optional.of(Sign.SYSTEM_ASKED).filter(_ -> given);
      case BIOS, UEFI, UEFI_HTTP, IPXE, GRUB, RASPBERRY_PI -> Optional.of(boot(given, boots));
      // Switches try dozens of names, and what they are told of is not in the boot file.
      case ONIE, SONIC, SWITCH_SYSTEM -> Optional.empty();
    };
  }

  private static Sign boot(boolean given, String boots) {
    if (boots.isEmpty()) {
      return Sign.NAMED_NOTHING;
    }
    if (!given) {
      return Sign.OFFERED;
    }
    return boots.startsWith("http") ? Sign.NAMED_URL : Sign.NAMED_FILE;
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
