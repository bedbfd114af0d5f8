package org.edgeztp.inventory.machine;

import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * An IEEE 802 48-bit hardware address. Its canonical form is in lower case, separated by colons:
 * {@code 52:54:00:77:00:01}. A number within, as each of many machines has several.
 */
public final class MacAddress implements Comparable<MacAddress> {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
  private static final int BYTES = 6;
  private static final int LENGTH = 17;
  private static final Pattern SEPARATOR = Pattern.compile("[:.-]");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{12}");

  /** Its first byte is the highest of six. */
  private final long number;

  private MacAddress(long number) {
    this.number = number;
  }

  /**
   * Of the canonical form.
   *
   * @throws IllegalArgumentException if it is written in any other way
   */
  public MacAddress(String value) {
    this(number(value));
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

  /**
   * Tests whether digits stand side by side in an address, wherever its separators would be.
   *
   * @param digits from one to twelve, hexadecimal, in either case
   * @throws IllegalArgumentException if they are anything else
   */
  public static Predicate<MacAddress> showing(String digits) {
    long wanted = HexFormat.fromHexDigitsToLong(digits);
    return address -> address.shows(wanted, digits.length());
  }

  private boolean shows(long wanted, int digits) {
    long mask = (1L << (4 * digits)) - 1;
    for (int behind = 2 * BYTES - digits; behind >= 0; behind--) {
      if (((number >> (4 * behind)) & mask) == wanted) {
        return true;
      }
    }
    return false;
  }

  /** The address in the first six of these bytes, as in the chaddr field of DHCP. */
  public static MacAddress of(byte[] bytes) {
    long number = 0;
    for (int i = 0; i < BYTES; i++) {
      number = (number << 8) | (bytes[i] & 0xff);
    }
    return new MacAddress(number);
  }

  /** By hand: each packet makes one, and a regular expression takes ten times as long. */
  private static long number(String text) {
    boolean canonical = text.length() == LENGTH;
    long number = 0;
    for (int i = 0; canonical && i < LENGTH; i++) {
      char c = text.charAt(i);
      if (i % 3 == 2) {
        canonical = c == ':';
      } else {
        canonical = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        number = (number << 4) | (c <= '9' ? c - '0' : c - 'a' + 10);
      }
    }
    if (!canonical) {
      throw new IllegalArgumentException("not a MAC address: '" + text + "'");
    }
    return number;
  }

  /** Its canonical form. */
  public String value() {
    return COLONS.formatHex(bytes());
  }

  public byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (number >> (8 * (BYTES - 1 - i)));
    }
    return bytes;
  }

  /** The form used in file names and URLs: {@code 52-54-00-77-00-01}, as iPXE's hexhyp. */
  public String hyphenated() {
    return value().replace(':', '-');
  }

  /** In the order of their canonical forms. */
  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(number, other.number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MacAddress address && address.number == number;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  @Override
  public String toString() {
    return value();
  }
}
