package org.edgeztp.server.dhcp6;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/** The boot part of an answer: RFC 5970. */
final class BootUrl {
  /** Intel's, under which PXE and UEFI define their vendor classes. */
  private static final int ENTERPRISE = 343;

  private BootUrl() {}

  /** Where the client finds what it shall boot; empty when that is nothing it can fetch. */
  static Optional<String> of(Client client, BootTarget target, Dhcp6Settings network) {
    return switch (target) {
      case BootTarget.Chainload(var file, _) -> Optional.of(network.tftp() + "/" + file.fileName());
      case BootTarget.HttpBoot(var file, _) ->
          Optional.of(network.http() + "/boot/" + file.fileName());
      case BootTarget.Ramdisk _, BootTarget.LocalDisk _ ->
          Optional.of(network.http() + "/boot/" + client.mac().hyphenated() + ".ipxe");
      case BootTarget.OnieInstaller _, BootTarget.Provisioning _, BootTarget.Nothing _ ->
          Optional.empty();
    };
  }

  static void write(Options.Builder options, Client client, String url) {
    options.text(OptionCode.BOOT_URL, url);
    // UEFI takes an answer for HTTP boot only with its own vendor class in it.
    if (client.firmware() == Firmware.UEFI_HTTP) {
      byte[] name = "HTTPClient".getBytes(StandardCharsets.US_ASCII);
      options.bytes(
          OptionCode.VENDOR_CLASS,
          ByteBuffer.allocate(6 + name.length)
              .putInt(ENTERPRISE)
              .putShort((short) name.length)
              .put(name)
              .array());
    }
  }
}
