package org.edgeztp.inventory.query;

import java.time.Instant;

/**
 * What machines are compared by: a text, letter case coming second, or a number.
 *
 * @param number 0 for texts
 * @param text empty for numbers
 */
public record Key(long number, String text) implements Comparable<Key> {
  /** Of machines that have nothing there: behind all others. */
  public static final Key NONE = new Key(Long.MAX_VALUE, "");

  static Key of(String text) {
    return new Key(0, text);
  }

  static Key of(long number) {
    return new Key(number, "");
  }

  /** In microseconds, which is what databases keep of a time. */
  public static Key of(Instant time) {
    return of(time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000);
  }

  @Override
  public int compareTo(Key other) {
    int numbers = Long.compare(number, other.number);
    if (numbers != 0) {
      return numbers;
    }
    int texts = text.compareToIgnoreCase(other.text);
    return texts != 0 ? texts : text.compareTo(other.text);
  }
}
