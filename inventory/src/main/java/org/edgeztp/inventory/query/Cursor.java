package org.edgeztp.inventory.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;

/**
 * Where a page ended: what its last machine was sorted by then, which one it was, and how many were
 * discovered before it. So the next page goes on there whatever became of the machine, even when it
 * was forgotten; only a restart in between counts anew, and then only that of a forgotten one is
 * off.
 *
 * @param order in which the page was
 */
public record Cursor(Order order, Key key, MachineId id, int discovered) {
  private static final String NONE = "that is no cursor: go on by the link of the page before";

  static Cursor at(Order order, Machine machine, Rank rank) {
    return new Cursor(order, rank.key(), machine.id(), rank.discovered());
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when it did not write that
   */
  public static Cursor parse(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", 5);
    if (parts.length != 5 || !parts[1].matches("\\d{1,19}") || !parts[3].matches("\\d{1,9}")) {
      throw new IllegalArgumentException(NONE);
    }
    return new Cursor(
        Order.parse(parts[0]),
        new Key(Long.parseLong(parts[1]), parts[4]),
        new MachineId(parts[2]),
        Integer.parseInt(parts[3]));
  }

  @Override
  public String toString() {
    String text =
        "%s\n%d\n%s\n%d\n%s".formatted(order, key.number(), id.value(), discovered, key.text());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
