package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.List;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/** The boot part of an answer to a switch. */
final class SwitchOffer {
  private static final byte INSTALLER_URL = 1;

  private SwitchOffer() {}

  /**
   * The exact URL where there is something to install. The servers are named in any case: what ONIE
   * then asks them for is refused at once, where a name that leads nowhere costs it a time-out.
   */
  static BootOffer onie(BootTarget target, Network network) {
    return new BootOffer(
        network.server(),
        "",
        "",
        options -> {
          options
              .address(OptionCode.LOG_SERVER, network.server())
              .text(OptionCode.TFTP_SERVER, network.server().getHostAddress())
              .address(OptionCode.WWW_SERVER, network.server())
              .addresses(OptionCode.TFTP_SERVERS, List.of(network.server()));
          if (target instanceof BootTarget.OnieInstaller(var token, _)) {
            String url = network.http() + "/run/" + token.text() + "/installer";
            options.text(OptionCode.DEFAULT_URL, url).bytes(OptionCode.VENDOR_INFO, onie(url));
          }
        },
        target.why());
  }

  /** SONiC takes the URL of its JSON before that of a script, others know of scripts only. */
  static BootOffer system(Client client, BootTarget target, Network network) {
    if (!(target instanceof BootTarget.Provisioning(var token, var why))) {
      return BootOffer.nothing(target.why());
    }
    String run = network.http() + "/run/" + token.text();
    return new BootOffer(
        Ipv4.ANY,
        "",
        "",
        options -> {
          if (client.firmware() == Firmware.SONIC) {
            options.text(OptionCode.BOOT_FILE, run + "/ztp");
          } else {
            options.text(OptionCode.PROVISION_SCRIPT, run + "/provision");
          }
        },
        why);
  }

  /** Enterprise number, length, and the one sub-option (RFC 3925, section 4). */
  private static byte[] onie(String url) {
    byte[] text = url.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(4 + 1 + 2 + text.length)
        .putInt(SwitchClients.ONIE)
        .put((byte) (2 + text.length))
        .put(INSTALLER_URL)
        .put((byte) text.length)
        .put(text)
        .array();
  }
}
