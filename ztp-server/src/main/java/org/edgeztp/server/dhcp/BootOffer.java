package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.function.Consumer;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;

/**
 * The boot part of an answer.
 *
 * @param file name of the boot program in the header; empty when options alone tell it
 * @param options adds what belongs into the options
 */
record BootOffer(
    Inet4Address siaddr, String sname, String file, Consumer<Options.Builder> options, String why) {

  /** PXE sub-option 6 with bit 3: ask no boot server, take the file named in this packet. */
  private static final byte[] NO_DISCOVERY = {6, 1, 8, (byte) 255};

  /** iPXE's no-pxedhcp: do not wait for the offer of a ProxyDHCP server. */
  private static final byte[] NO_PROXY_DHCP = {(byte) 176, 1, 1};

  static BootOffer of(Client client, BootTarget target, Network network) {
    return switch (client.firmware()) {
      case BIOS, UEFI ->
          target instanceof BootTarget.Chainload chainload
              ? tftp(chainload, network, BootOffer::pxe)
              : unfit(client, target);
      case UEFI_HTTP ->
          target instanceof BootTarget.HttpBoot http ? http(http, network) : unfit(client, target);
      case IPXE -> ipxe(client, target, network);
      case ONIE -> SwitchOffer.onie(target, network);
      case SONIC, SWITCH_SYSTEM -> SwitchOffer.system(client, target, network);
      case GRUB, RASPBERRY_PI, NONE -> nothing(target.why());
    };
  }

  static BootOffer nothing(String why) {
    return new BootOffer(Ipv4.ANY, "", "", _ -> {}, why);
  }

  private static BootOffer ipxe(Client client, BootTarget target, Network network) {
    return switch (target) {
      case BootTarget.Ramdisk _, BootTarget.LocalDisk _ -> {
        String script = network.http() + "/boot/" + client.mac().hyphenated() + ".ipxe";
        yield new BootOffer(
            network.server(),
            "",
            "",
            options -> {
              options.text(OptionCode.BOOT_FILE, script);
              noProxy(options);
            },
            target.why());
      }
      case BootTarget.Chainload chainload -> tftp(chainload, network, BootOffer::noProxy);
      case BootTarget.HttpBoot _,
          BootTarget.OnieInstaller _,
          BootTarget.Provisioning _,
          BootTarget.Nothing _ ->
          new BootOffer(Ipv4.ANY, "", "", BootOffer::noProxy, target.why());
    };
  }

  /** The name both in the header and in the options: firmware looks at either. */
  private static BootOffer tftp(
      BootTarget.Chainload target, Network network, Consumer<Options.Builder> more) {
    String server = network.server().getHostAddress();
    String file = target.file().fileName();
    return new BootOffer(
        network.server(),
        server,
        file,
        options -> {
          more.accept(options);
          options.text(OptionCode.TFTP_SERVER, server).text(OptionCode.BOOT_FILE, file);
        },
        target.why());
  }

  /** UEFI takes the offer only with its own vendor class, and not with PXE's option 43. */
  private static BootOffer http(BootTarget.HttpBoot target, Network network) {
    String url = network.http() + "/boot/" + target.file().fileName();
    return new BootOffer(
        network.server(),
        "",
        "",
        options ->
            options.text(OptionCode.VENDOR_CLASS, "HTTPClient").text(OptionCode.BOOT_FILE, url),
        target.why());
  }

  private static BootOffer unfit(Client client, BootTarget target) {
    return nothing(
        target instanceof BootTarget.Nothing
            ? target.why()
            : "%s cannot boot %s (%s)"
                .formatted(client.firmware(), target.getClass().getSimpleName(), target.why()));
  }

  private static void pxe(Options.Builder options) {
    options
        .text(OptionCode.VENDOR_CLASS, "PXEClient")
        .bytes(OptionCode.VENDOR_SPECIFIC, NO_DISCOVERY);
  }

  private static void noProxy(Options.Builder options) {
    options.bytes(OptionCode.IPXE, NO_PROXY_DHCP);
  }
}
