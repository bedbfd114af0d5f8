package org.edgeztp.inventory.store;

import java.util.Arrays;
import java.util.Objects;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.query.Field;
import org.edgeztp.inventory.query.Key;
import org.jspecify.annotations.Nullable;

/** What machines are sorted by, row by row. Guarded by its owner. */
final class Keys {
  private final Field field;
  private @Nullable Key[] rows = {};

  Keys(Field field) {
    this.field = field;
  }

  void put(int row, Machine machine) {
    if (row >= rows.length) {
      rows = Arrays.copyOf(rows, Math.max(row + 1, rows.length * 3 / 2));
    }
    Key before = rows[row];
    Key now = field.of(machine).orElse(Key.NONE);
    if (!now.equals(before)) {
      rows[row] = now;
    }
  }

  void remove(int row) {
    rows[row] = null;
  }

  /** Of a row that has a machine. */
  Key of(int row) {
    return Objects.requireNonNull(rows[row]);
  }
}
