package org.edgeztp.inventory.store;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.Trait;
import org.edgeztp.inventory.query.Field;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.Key;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachinePage.Ranked;
import org.edgeztp.inventory.query.MachineQuery;
import org.edgeztp.inventory.query.Part;
import org.edgeztp.inventory.query.Rank;
import org.jspecify.annotations.Nullable;

/**
 * All machines in the order of their discovery, a row each, with what they tell in columns: a
 * question about all of them reads these and looks at no machine that it does not want. A column is
 * made when something is first asked of it.
 *
 * <p>Who asks keeps changes waiting, and is kept waiting by them, for as long as it takes to go
 * through the rows.
 */
final class Roster {
  private static final BitSet NONE = new BitSet();

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<Trait, Column> columns = new ConcurrentHashMap<>();
  private final Map<Field, Keys> keys = new ConcurrentHashMap<>();
  private final Map<State, BitSet> byState = new EnumMap<>(State.class);
  private @Nullable Slot[] rows = {};
  private int size;

  /** Takes in a machine, or the next value of one. */
  void put(Slot slot, Machine machine) {
    holding(
        lock.writeLock(),
        () -> {
          int row = slot.discovered;
          if (row >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(row + 1, rows.length * 3 / 2));
          }
          rows[row] = slot;
          size = Math.max(size, row + 1);
          slot.machine = machine;
          byState.values().forEach(those -> those.clear(row));
          byState.computeIfAbsent(machine.state(), _ -> new BitSet()).set(row);
          columns.values().forEach(column -> column.put(row, machine));
          keys.values().forEach(column -> column.put(row, machine));
          return slot;
        });
  }

  void remove(Slot slot) {
    holding(
        lock.writeLock(),
        () -> {
          rows[slot.discovered] = null;
          byState.values().forEach(those -> those.clear(slot.discovered));
          columns.values().forEach(column -> column.remove(slot.discovered));
          keys.values().forEach(column -> column.remove(slot.discovered));
          return slot;
        });
  }

  /** In the order of their discovery. */
  List<Machine> all() {
    return holding(lock.readLock(), () -> rows(0, size, false).mapToObj(this::machine).toList());
  }

  /** Those in one of the states, as somebody asks for them all the time. */
  List<Machine> inState(Collection<State> states) {
    return holding(
        lock.readLock(),
        () ->
            states.stream()
                .distinct()
                .flatMapToInt(state -> byState.getOrDefault(state, NONE).stream())
                .mapToObj(this::machine)
                .toList());
  }

  int count(Filter filter) {
    return holding(lock.readLock(), () -> (int) passing(filter, false).count());
  }

  /** Those that pass, in the order of their discovery. */
  List<Machine> all(Filter filter) {
    return holding(lock.readLock(), () -> passing(filter, false).mapToObj(this::machine).toList());
  }

  /** How many of those that pass tell each text of a trait that many share. */
  Map<String, Integer> counts(Filter filter, Trait by) {
    return holding(
        lock.readLock(),
        () -> {
          Map<String, Integer> counts = new HashMap<>();
          column(by)
              .counts(passing(filter, false))
              .forEach((told, count) ->
                  told.stream()
                      .flatMap(Roster::texts)
                      .forEach(text -> counts.merge(text, count, Integer::sum)));
          return counts;
        });
  }

  private static Stream<String> texts(Object told) {
    return told instanceof List<?> several
        ? several.stream().map(String.class::cast)
        : Stream.of(((Key) told).text());
  }

  /** Those whose deadline lies before the given time. */
  List<Machine> overdue(Instant now) {
    return holding(
        lock.readLock(),
        () -> {
          Keys deadlines = keys(Field.DEADLINE);
          Key moment = Key.of(now);
          return rows(0, size, false)
              .filter(row -> deadlines.of(row).compareTo(moment) <= 0)
              .mapToObj(this::machine)
              .filter(machine -> machine.deadline().filter(now::isAfter).isPresent())
              .toList();
        });
  }

  /**
   * A page.
   *
   * @param last how many were discovered before the last machine of the page before
   */
  MachinePage page(MachineQuery query, OptionalInt last) {
    return holding(
        lock.readLock(),
        () ->
            MachinePage.of(
                query,
                query
                    .order()
                    .by()
                    .map(field -> sorted(query, keys(field), last))
                    .orElseGet(() -> discovered(query, last))));
  }

  /** No further than the page goes. */
  private List<Ranked> discovered(MachineQuery query, OptionalInt last) {
    IntStream behind =
        query.order().descending()
            ? rows(0, Math.min(last.orElse(size), size), true)
            : rows(last.orElse(-1) + 1, size, false);
    return behind
        .filter(test(query.filter()))
        .limit(query.limit() + 1L)
        .mapToObj(row -> new Ranked(new Rank(Key.NONE, row), machine(row)))
        .toList();
  }

  /**
   * All rows, of which it keeps the page's worth; from the end that is more likely to have that, as
   * those discovered later have most things later.
   */
  private List<Ranked> sorted(MachineQuery query, Keys by, OptionalInt last) {
    Comparator<Rank> order = query.order().comparator();
    Optional<Rank> after =
        query.after().map(cursor -> new Rank(cursor.key(), last.orElse(cursor.discovered())));
    int wanted = query.limit() + 1;
    var kept = new PriorityQueue<Rank>(wanted + 1, order.reversed());
    passing(query.filter(), query.order().descending())
        .mapToObj(row -> new Rank(by.of(row), row))
        .filter(rank -> after.isEmpty() || order.compare(after.get(), rank) < 0)
        .filter(rank -> kept.size() < wanted || order.compare(rank, kept.element()) < 0)
        .forEach(rank -> {
          kept.add(rank);
          if (kept.size() > wanted) {
            kept.remove();
          }
        });
    return kept.stream()
        .sorted(order)
        .map(rank -> new Ranked(rank, machine(rank.discovered())))
        .toList();
  }

  private IntStream passing(Filter filter, boolean descending) {
    return rows(0, size, descending).filter(test(filter));
  }

  /** Those that have a machine. */
  private IntStream rows(int from, int to, boolean descending) {
    return IntStream.range(from, to)
        .map(row -> descending ? to - 1 - (row - from) : row)
        .filter(row -> rows[row] != null);
  }

  /** What columns tell is asked first. */
  private IntPredicate test(Filter filter) {
    return filter.parts().stream()
        .sorted(comparing(part -> !isInColumn(part)))
        .map(this::test)
        .reduce(IntPredicate::and)
        .orElse(_ -> true);
  }

  private IntPredicate test(Part part) {
    return isInColumn(part)
        ? column(part.of().orElseThrow()).test(part.test(), this::machine)
        : row -> part.test().test(machine(row));
  }

  private static boolean isInColumn(Part part) {
    return part.of().filter(Trait::isShared).isPresent();
  }

  private Column column(Trait trait) {
    return columns.computeIfAbsent(
        trait,
        _ -> {
          var column = new Column(trait);
          rows(0, size, false).forEach(row -> column.put(row, machine(row)));
          return column;
        });
  }

  private Keys keys(Field field) {
    return keys.computeIfAbsent(
        field,
        _ -> {
          var column = new Keys(field);
          rows(0, size, false).forEach(row -> column.put(row, machine(row)));
          return column;
        });
  }

  private Machine machine(int row) {
    return Objects.requireNonNull(rows[row]).machine;
  }

  private static <T> T holding(Lock held, Supplier<T> work) {
    held.lock();
    try {
      return work.get();
    } finally {
      held.unlock();
    }
  }
}
