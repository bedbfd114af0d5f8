package org.edgeztp.server.dhcp;

import java.util.EnumSet;
import java.util.Set;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.server.boot.ArchitectureCode;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/** Which program on the machine sent a packet. */
final class Clients {
  /** The beginnings of hardware addresses that Raspberry Pi boards have. */
  private static final Set<String> RASPBERRY_PI =
      Set.of("b8:27:eb", "dc:a6:32", "e4:5f:01", "28:cd:c1", "d8:3a:dd", "2c:cf:67", "88:a2:9e");

  /** 32-bit UEFI comes last: some x86-64 firmware names it beside its own. */
  private static final Set<Architecture> UNFIT =
      EnumSet.of(Architecture.UNKNOWN, Architecture.X86_UEFI);

  private Clients() {}

  static Client of(DhcpRequest request) {
    return SwitchClients.of(request).orElseGet(() -> server(request));
  }

  private static Client server(DhcpRequest request) {
    int code = bestCode(request);
    return new Client(
        request.chaddr(),
        request.uuid(),
        isBootClient(request) ? firmware(request, code) : Firmware.NONE,
        isRaspberryPi(request, code) ? Architecture.RASPBERRY_PI : ArchitectureCode.of(code));
  }

  /**
   * Boot clients say so in option 60 and describe themselves in 93 and 94. Operating systems may
   * send one of these, but never all.
   */
  private static boolean isBootClient(DhcpRequest request) {
    Options options = request.options();
    String vendor = request.vendorClass().orElse("");
    return (request.type() == MessageType.DISCOVER || request.type() == MessageType.REQUEST)
        && !request.userClasses().contains(ServerProbe.USER_CLASS)
        && (vendor.startsWith("PXEClient") || vendor.startsWith("HTTPClient"))
        && !request.architectures().isEmpty()
        && options.has(OptionCode.NETWORK_INTERFACE)
        && options
            .get(OptionCode.CLIENT_UUID)
            .map(value -> value.length == 17 && value[0] == 0)
            .orElse(true);
  }

  /**
   * iPXE is known by its user class: option 175 is there as well when a person at its prompt has
   * set another class to be treated as plain firmware. Some network cards carry an iPXE without
   * HTTP; it is the firmware that loads a better one.
   */
  private static Firmware firmware(DhcpRequest request, int code) {
    if (isRaspberryPi(request, code)) {
      return Firmware.RASPBERRY_PI;
    }
    if (request.userClasses().contains("iPXE") && ClientOptions.ipxeHasHttp(request.options())) {
      return Firmware.IPXE;
    }
    if (request.vendorClass().orElse("").startsWith("HTTPClient")) {
      return Firmware.UEFI_HTTP;
    }
    return switch (code) {
      case 0 -> Firmware.BIOS;
      case 6, 7, 9, 10, 11, 25, 27, 37, 39 -> Firmware.UEFI;
      default -> Firmware.NONE;
    };
  }

  /**
   * The ROM of a Raspberry Pi says 41, or 0 (Pi 4 and 5) as if it were a BIOS: then its maker's
   * address tells. An iPXE or UEFI firmware on the same board says what it is.
   */
  private static boolean isRaspberryPi(DhcpRequest request, int code) {
    return code == 41
        || (code == 0 && RASPBERRY_PI.contains(request.chaddr().value().substring(0, 8)));
  }

  /** The first code that can be booted here, else the first. */
  private static int bestCode(DhcpRequest request) {
    return request.architectures().stream()
        .filter(code -> !UNFIT.contains(ArchitectureCode.of(code)))
        .findFirst()
        .orElseGet(() -> request.architectures().stream().findFirst().orElse(-1));
  }
}
