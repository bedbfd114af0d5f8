package org.edgeztp.inventory.store;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Trait;
import org.jspecify.annotations.Nullable;

/**
 * What machines tell of a trait that many of them share, row by row: those that tell the same have
 * the same object there. So a question is answered once for all of them. Guarded by its owner.
 */
final class Column {
  private final Trait trait;
  private final Map<Optional<?>, Told> told = new HashMap<>();
  private final BitSet numbers = new BitSet();
  private @Nullable Told[] rows = {};

  private static final class Told {
    final Optional<?> value;
    final int number;
    int machines;

    Told(Optional<?> value, int number) {
      this.value = value;
      this.number = number;
    }
  }

  private enum Answer {
    YES,
    NO
  }

  Column(Trait trait) {
    this.trait = trait;
  }

  void put(int row, Machine machine) {
    if (row >= rows.length) {
      rows = Arrays.copyOf(rows, Math.max(row + 1, rows.length * 3 / 2));
    }
    Optional<?> value = trait.of(machine);
    Told before = rows[row];
    if (before == null || !before.value.equals(value)) {
      Told now = told.computeIfAbsent(value, this::first);
      now.machines++;
      remove(row);
      rows[row] = now;
    }
  }

  void remove(int row) {
    Told before = rows[row];
    rows[row] = null;
    if (before != null && --before.machines == 0) {
      told.remove(before.value);
      numbers.clear(before.number);
    }
  }

  /**
   * How many tell what.
   *
   * @param among rows that have a machine
   */
  Map<Optional<?>, Integer> counts(IntStream among) {
    int[] byNumber = new int[numbers.length()];
    among.forEach(row -> byNumber[Objects.requireNonNull(rows[row]).number]++);
    Map<Optional<?>, Integer> counts = new HashMap<>();
    told.forEach((value, those) -> counts.put(value, byNumber[those.number]));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private Told first(Optional<?> value) {
    int number = numbers.nextClearBit(0);
    numbers.set(number);
    return new Told(value, number);
  }

  /**
   * Tests machines by what they tell here, until the next change.
   *
   * @param passes answers the same for all that tell the same
   * @param machines by row
   */
  IntPredicate test(Predicate<Machine> passes, IntFunction<Machine> machines) {
    var answers = new @Nullable Answer[numbers.length()];
    return row -> {
      Told here = rows[row];
      if (here == null) {
        return false;
      }
      Answer answer = answers[here.number];
      if (answer == null) {
        answer = passes.test(machines.apply(row)) ? Answer.YES : Answer.NO;
        answers[here.number] = answer;
      }
      return answer == Answer.YES;
    };
  }
}
