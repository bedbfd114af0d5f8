package org.edgeztp.inventory.layout;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: powers of 1024 are KiB to PiB, powers of 1000 kB to PB. */
public enum Size {
  B(1),
  KIB(1L << 10),
  MIB(1L << 20),
  GIB(1L << 30),
  TIB(1L << 40),
  PIB(1L << 50),
  KB(1_000L),
  MB(1_000_000L),
  GB(1_000_000_000L),
  TB(1_000_000_000_000L),
  PB(1_000_000_000_000_000L);

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");

  private final long bytes;

  Size(long bytes) {
    this.bytes = bytes;
  }

  /**
   * A size as {@code 20 GiB}, in bytes.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static long parse(String text) {
    Matcher size = SHAPE.matcher(text.strip());
    if (!size.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no size; write it as '20 GiB'");
    }
    return bytes(Long.parseLong(size.group(1)), size.group(2));
  }

  /**
   * So many of a unit, in bytes.
   *
   * @param unit in any case; none stands for bytes
   * @throws IllegalArgumentException when the unit is unknown or the size too large for 64 bits
   */
  public static long bytes(long count, String unit) {
    Size size =
        Arrays.stream(values())
            .filter(known -> known.name().equalsIgnoreCase(unit.isEmpty() ? "B" : unit))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "'" + unit + "' is no unit of size; there are KiB, MiB, GiB, TiB, GB, TB"));
    try {
      return Math.multiplyExact(count, size.bytes);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(count + " " + unit + " is too large", e);
    }
  }

  /** In MiB below 4 GiB, in whole GiB from there on. */
  public static String text(long bytes) {
    return bytes < 4 * GIB.bytes ? bytes / MIB.bytes + " MiB" : bytes / GIB.bytes + " GiB";
  }
}
