package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.edgeztp.inventory.lease.Ipv4;

/** An option that the configuration sets by number. */
public final class RawOption {
  /** Options that have a key of their own. */
  private static final Map<Integer, String> KEYS =
      Map.of(
          OptionCode.ROUTER, "gateway",
          OptionCode.DNS, "dns",
          OptionCode.LOG_SERVER, "log",
          OptionCode.DOMAIN, "domain",
          OptionCode.MTU, "mtu",
          OptionCode.NTP, "ntp",
          OptionCode.LEASE_TIME, "lease",
          OptionCode.SEARCH, "search",
          OptionCode.ROUTES, "routes",
          OptionCode.HOSTNAME, "hostname");

  /**
   * What the server itself writes (53, 54, 60, 82 and others), what follows from the subnet (1,
   * 28), what only clients send (50, 55, 93), and the marks of padding and end.
   */
  private static final Set<Integer> OURS =
      Set.of(
          0, 1, 28, 50, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 77, 80, 82, 90, 93, 94, 97, 118,
          175, 255);

  private static final String ALWAYS = "always ";

  private final byte[] value;
  private final boolean always;

  private RawOption(byte[] value, boolean always) {
    this.value = value;
    this.always = always;
  }

  /**
   * Reads an option.
   *
   * @param code its number
   * @param text the type and the value: {@code ip 10.0.0.1 10.0.0.2}, {@code text boot.cfg}, {@code
   *     hex 01:02}, {@code u8 1}, {@code u16 1} or {@code u32 1}; with {@code always} before it the
   *     option is sent to clients that do not ask for it as well
   * @throws IllegalArgumentException if it is none of these, or the option is not set this way
   */
  public static RawOption parse(String code, String text) {
    check(number(code));
    boolean always = text.startsWith(ALWAYS);
    String[] parts = (always ? text.substring(ALWAYS.length()) : text).strip().split("\\s+", 2);
    try {
      return new RawOption(bytes(parts[0], parts.length < 2 ? "" : parts[1]), always);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option %s, '%s': write ip, text, hex, u8, u16 or u32 and the value (%s)"
              .formatted(code, text, e.getMessage()),
          e);
    }
  }

  /**
   * The number of an option.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static int number(String code) {
    if (!code.matches("\\d{1,3}")) {
      throw new IllegalArgumentException("'" + code + "' is no option's number");
    }
    return Integer.parseInt(code);
  }

  /** The value itself, not a copy: not to be written to. */
  byte[] value() {
    return value;
  }

  /** Whether it is sent to clients that do not ask for it. */
  boolean always() {
    return always;
  }

  private static void check(int code) {
    if (code > 255 || OURS.contains(code)) {
      throw new IllegalArgumentException(
          "option " + code + " is the server's own, or none: it is not to be set");
    }
    if (KEYS.containsKey(code)) {
      throw new IllegalArgumentException(
          "option " + code + " is written as '" + KEYS.get(code) + "'");
    }
    if (code == OptionCode.DEFAULT_URL) {
      throw new IllegalArgumentException(
          "option 114 means a captive portal to everybody but ONIE, which gets it unasked");
    }
  }

  private static byte[] bytes(String type, String value) {
    return switch (type) {
      case "ip" -> addresses(value);
      case "text" -> text(value);
      case "hex" -> HexFormat.of().parseHex(value.replaceAll("[\\s:]", ""));
      case "u8" -> new byte[] {(byte) number(value, 8)};
      case "u16" -> ByteBuffer.allocate(2).putShort((short) number(value, 16)).array();
      case "u32" -> ByteBuffer.allocate(4).putInt((int) number(value, 32)).array();
      default -> throw new IllegalArgumentException("no type: " + type);
    };
  }

  private static byte[] addresses(String value) {
    var out = new ByteArrayOutputStream();
    for (String address : value.split("\\s+", -1)) {
      out.writeBytes(Ipv4.parse(address).getAddress());
    }
    return out.toByteArray();
  }

  private static byte[] text(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("no text");
    }
    return value.getBytes(ISO_8859_1);
  }

  private static long number(String value, int bits) {
    long number = Long.parseLong(value);
    if (number < 0 || number >= 1L << bits) {
      throw new IllegalArgumentException("out of range: " + value);
    }
    return number;
  }
}
