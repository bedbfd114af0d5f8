package org.edgeztp.server.dhcp6;

import java.util.Optional;
import java.util.UUID;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.boot.ArchitectureCode;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/** Which program on the machine sent a message. */
final class Clients {
  private Clients() {}

  static Client of(Request request, MacAddress card) {
    int code =
        request.architectures().stream()
            .filter(known -> ArchitectureCode.of(known) != Architecture.UNKNOWN)
            .findFirst()
            .orElse(-1);
    Firmware firmware = firmware(request, code);
    // EDK2 sends the UUID in the byte order of SMBIOS, against RFC 6355; iPXE sends it rightly.
    Optional<UUID> uuid =
        firmware == Firmware.IPXE ? request.client().flatMap(Duid::uuid) : Optional.empty();
    return new Client(card, uuid, firmware, ArchitectureCode.of(code));
  }

  /** The firmware alone; NONE where the card is not known. */
  static Firmware firmware(Request request) {
    return request.card().map(card -> of(request, card).firmware()).orElse(Firmware.NONE);
  }

  private static Firmware firmware(Request request, int code) {
    Optional<String> vendor = request.vendorClass();
    boolean http = vendor.filter(name -> name.startsWith("HTTPClient")).isPresent();
    boolean pxe = vendor.filter(name -> name.startsWith("PXEClient")).isPresent();
    boolean probe = request.userClasses().contains(ServerProbe6.USER_CLASS);
    if (request.architectures().isEmpty() || !(http || pxe) || probe) {
      return Firmware.NONE;
    }
    if (request.userClasses().contains("iPXE")) {
      return Firmware.IPXE;
    }
    if (http) {
      return Firmware.UEFI_HTTP;
    }
    return code == 0 ? Firmware.BIOS : Firmware.UEFI;
  }
}
