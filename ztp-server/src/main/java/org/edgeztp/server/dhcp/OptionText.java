package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.edgeztp.inventory.lease.Ipv4;

/** Options by their names, with values in the form that each has. */
final class OptionText {
  /** Enterprise, length of its data, and code and length of the first option in these. */
  private static final int VENDOR_HEADER = 7;

  private OptionText() {}

  static String of(int code, byte[] value) {
    return "option %d %s: %s".formatted(code, name(code), value(code, value));
  }

  private static String name(int code) {
    return switch (code) {
      case OptionCode.SUBNET_MASK -> "subnet mask";
      case OptionCode.ROUTER -> "router";
      case OptionCode.DNS -> "name servers";
      case OptionCode.LOG_SERVER -> "log server";
      case OptionCode.HOSTNAME -> "host name";
      case OptionCode.DOMAIN -> "domain";
      case OptionCode.MTU -> "MTU";
      case OptionCode.BROADCAST -> "broadcast address";
      case OptionCode.NTP -> "time servers";
      case OptionCode.VENDOR_SPECIFIC -> "PXE";
      case OptionCode.LEASE_TIME -> "lease time";
      case OptionCode.MESSAGE_TYPE -> "message type";
      case OptionCode.SERVER_ID -> "server";
      case OptionCode.MESSAGE -> "message";
      case OptionCode.RENEWAL_TIME -> "renewal after";
      case OptionCode.REBINDING_TIME -> "rebinding after";
      case OptionCode.VENDOR_CLASS -> "vendor class";
      case OptionCode.CLIENT_ID -> "client identifier";
      case OptionCode.TFTP_SERVER -> "TFTP server";
      case OptionCode.BOOT_FILE -> "boot file";
      case OptionCode.WWW_SERVER -> "HTTP server";
      case OptionCode.RELAY_INFO -> "relay";
      case OptionCode.CLIENT_UUID -> "client UUID";
      case OptionCode.DEFAULT_URL -> "URL";
      case OptionCode.VENDOR_INFO -> "vendor";
      case OptionCode.SEARCH -> "search list";
      case OptionCode.ROUTES -> "routes";
      case OptionCode.TFTP_SERVERS -> "TFTP servers";
      case OptionCode.IPXE -> "iPXE";
      case OptionCode.PROVISION_SCRIPT -> "provisioning script";
      default -> "(no name here)";
    };
  }

  private static String value(int code, byte[] value) {
    return switch (code) {
      case OptionCode.SUBNET_MASK,
          OptionCode.ROUTER,
          OptionCode.DNS,
          OptionCode.LOG_SERVER,
          OptionCode.BROADCAST,
          OptionCode.NTP,
          OptionCode.SERVER_ID,
          OptionCode.WWW_SERVER,
          OptionCode.TFTP_SERVERS ->
          addresses(value);
      case OptionCode.LEASE_TIME, OptionCode.RENEWAL_TIME, OptionCode.REBINDING_TIME ->
          Integer.toUnsignedString(ByteBuffer.wrap(value).getInt()) + " s";
      case OptionCode.MESSAGE_TYPE -> type(value[0]);
      case OptionCode.VENDOR_INFO -> vendor(value);
      default -> textOrBytes(value);
    };
  }

  /** The number of the enterprise, and what its first option says (RFC 3925 section 4). */
  private static String vendor(byte[] value) {
    return value.length < VENDOR_HEADER
        ? textOrBytes(value)
        : "%d %s"
            .formatted(
                Integer.toUnsignedLong(ByteBuffer.wrap(value).getInt()),
                textOrBytes(Arrays.copyOfRange(value, VENDOR_HEADER, value.length)));
  }

  private static String type(byte code) {
    return Arrays.stream(MessageType.values())
        .filter(type -> type.code() == code)
        .findFirst()
        .map(MessageType::name)
        .orElseThrow();
  }

  private static String addresses(byte[] value) {
    List<String> addresses = new ArrayList<>();
    for (int at = 0; at + 4 <= value.length; at += 4) {
      addresses.add(Ipv4.of(Arrays.copyOfRange(value, at, at + 4)).getHostAddress());
    }
    return String.join(" ", addresses);
  }

  private static String textOrBytes(byte[] value) {
    String text = printable(value);
    return text.length() >= 2 && text.length() == value.length
        ? text
        : HexFormat.of().formatHex(value);
  }

  /** Up to the first NUL; empty where a byte is not a printable one of ASCII. */
  static String printable(byte[] value) {
    String text = new String(value, ISO_8859_1);
    String whole = text.indexOf('\0') < 0 ? text : text.substring(0, text.indexOf('\0'));
    return whole.matches("[ -~]*") ? whole : "";
  }
}
