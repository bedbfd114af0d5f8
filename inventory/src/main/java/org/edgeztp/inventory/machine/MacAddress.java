package org.edgeztp.inventory.machine;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IEEE 802 48-bit hardware address in its canonical form: lower case, separated by colons.
 *
 * @param value for example {@code 52:54:00:77:00:01}
 */
public record MacAddress(String value) implements Comparable<MacAddress> {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
  private static final int LENGTH = 17;
  private static final Pattern SEPARATOR = Pattern.compile("[:.-]");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{12}");

  public MacAddress {
    if (!isCanonical(value)) {
      throw new IllegalArgumentException("not a MAC address: '" + value + "'");
    }
  }

  /**
   * Reads the notations operators and protocols use: colons, hyphens, dots or nothing between the
   * digits, in either case.
   *
   * @throws IllegalArgumentException if the text does not hold exactly twelve hexadecimal digits
   */
  public static MacAddress parse(String text) {
    return read(text)
        .orElseThrow(() -> new IllegalArgumentException("not a MAC address: '" + text + "'"));
  }

  /** The same for a text that may be something else. */
  public static Optional<MacAddress> read(String text) {
    String digits = SEPARATOR.matcher(text).replaceAll("");
    return DIGITS.matcher(digits).matches()
        ? Optional.of(of(HexFormat.of().parseHex(digits)))
        : Optional.empty();
  }

  /** The address in the first six of these bytes, as in the chaddr field of DHCP. */
  public static MacAddress of(byte[] bytes) {
    return new MacAddress(COLONS.formatHex(bytes, 0, 6));
  }

  /** By hand: each packet makes one, and a regular expression takes ten times as long. */
  private static boolean isCanonical(String text) {
    boolean canonical = text.length() == LENGTH;
    for (int i = 0; canonical && i < LENGTH; i++) {
      char c = text.charAt(i);
      canonical = i % 3 == 2 ? c == ':' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return canonical;
  }

  public byte[] bytes() {
    return COLONS.parseHex(value);
  }

  /** The form used in file names and URLs: {@code 52-54-00-77-00-01}, as iPXE's hexhyp. */
  public String hyphenated() {
    return value.replace(':', '-');
  }

  @Override
  public int compareTo(MacAddress other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
