package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.Machines.NOON;
import static org.edgeztp.inventory.machine.State.DISCOVERED;
import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.READY;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every form of the machine store does with the entries of timelines. */
abstract class TimelineContract {
  MachineStore store;

  /** An empty store. */
  abstract MachineStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @Test
  void givesBackTheFactsOfAnEntry() {
    Machine machine = insert(Machines.discovered());
    var entry =
        new Entry(
            0,
            machine.id(),
            7,
            Machines.NOON,
            "Inspect",
            "because",
            Optional.of(DISCOVERED),
            Optional.of(INSPECTING),
            Map.of("reason", "rule x", "count", 3, "deep", Map.of("list", List.of("a", "b"))));
    Entry stored = store.append(entry);
    assertThat(store.lastSeen(List.of(machine.id()))).containsValue(stored);
    assertThat(stored).isEqualTo(entry.withSeq(stored.seq()));
  }

  @Test
  void givesTheSignsSinceATimeNewestFirst() {
    Machine machine = insert(Machines.discovered());
    Entry first = store.append(sign(machine, Sign.OFFERED, NOON));
    Entry second = store.append(sign(machine, Sign.NAMED_FILE, NOON.plusSeconds(1)));
    store.append(entry(machine, "cause"));
    Entry plain = store.append(entry(machine, "dhcp"));
    store.append(entry(machine, "cause"));
    assertThat(store.signs(machine.id(), NOON, 10)).containsExactly(second, first);
    assertThat(store.signs(machine.id(), NOON.plusSeconds(1), 10)).containsExactly(second);
    assertThat(store.signs(machine.id(), NOON, 1)).containsExactly(second);
    assertThat(store.lastSeen(List.of(machine.id()))).containsValue(plain);
  }

  @Test
  void tellsWhoCameToAStateSinceATime() {
    Machine machine = insert(Machines.discovered());
    Entry inspected = store.append(move(machine, DISCOVERED, INSPECTING, NOON));
    store.append(move(machine, INSPECTING, INSPECTING, NOON));
    Entry ready = store.append(move(machine, INSPECTING, READY, NOON.plusSeconds(1)));
    store.append(entry(machine, "dhcp"));
    assertThat(store.arrivals(List.of(INSPECTING, READY), NOON))
        .containsExactlyInAnyOrder(inspected, ready);
    assertThat(store.arrivals(List.of(INSPECTING, READY), NOON.plusSeconds(1)))
        .containsExactly(ready);
    assertThat(store.arrivals(List.of(INSPECTING), NOON.plusSeconds(1))).isEmpty();
  }

  private static Entry move(Machine machine, State from, State to, Instant at) {
    return new Entry(
        0, machine.id(), 0, at, "Move", "because", Optional.of(from), Optional.of(to), Map.of());
  }

  @Test
  void givesWhatMovedAMachineOldestFirst() {
    Machine machine = insert(Machines.discovered());
    store.append(entry(machine, "dhcp"));
    Entry moved = store.append(move(machine, DISCOVERED, INSPECTING, NOON));
    store.append(entry(machine, "cause"));
    assertThat(store.moves(machine.id())).allMatch(entry -> entry.to().isPresent());
    assertThat(store.moves(machine.id())).last().isEqualTo(moved);
    assertThat(store.moves(new MachineId("m-0000000099"))).isEmpty();
  }

  @Test
  void amendsAnEntryThatIsThere() {
    Machine machine = insert(Machines.discovered());
    Entry stored = store.append(entry(machine, "dhcp"));
    Entry again = stored.again(NOON.plusSeconds(9)).again(NOON.plusSeconds(10));
    assertThat(store.amend(again)).isTrue();
    assertThat(store.lastSeen(List.of(machine.id())).values())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.facts()).containsEntry("times", 3);
          assertThat(entry.at()).isEqualTo(NOON);
          assertThat(entry.lastAt()).isEqualTo(NOON.plusSeconds(10));
        });
    assertThat(store.amend(again.withSeq(9999))).isFalse();
  }

  /** It is looked at before each change: what is remembered of it must not outlive that. */
  @Test
  void knowsWhatWasSeenLastWhateverHappensToIt() {
    Machine machine = insert(Machines.discovered());
    List<MachineId> ids = List.of(machine.id());
    assertThat(store.lastSeen(ids)).hasSize(1);
    Entry first = store.append(entry(machine, "dhcp"));
    assertThat(store.lastSeen(ids)).containsValue(first);
    Entry amended = first.again(NOON.plusSeconds(5));
    assertThat(store.amend(amended)).isTrue();
    assertThat(store.lastSeen(ids)).containsValue(amended);
    Draft next = machine.draft();
    next.state = INSPECTING;
    Entry moved =
        new Entry(
            0,
            machine.id(),
            0,
            NOON,
            "Inspect",
            "x",
            Optional.of(DISCOVERED),
            Optional.of(INSPECTING),
            Map.of());
    assertThat(store.replace(next.toMachine(), List.of(moved))).isPresent();
    assertThat(store.lastSeen(ids).get(machine.id())).extracting(Entry::kind).isEqualTo("Inspect");
    Entry late = store.append(entry(machine, "dhcp"));
    assertThat(store.lastSeen(ids)).containsValue(late);
    assertThat(store.forget(List.of("dhcp"), NOON.plusSeconds(99))).isEqualTo(2);
    assertThat(store.lastSeen(ids).get(machine.id())).extracting(Entry::kind).isEqualTo("Inspect");
    assertThat(store.remove(next.toMachine())).isTrue();
    assertThat(store.lastSeen(ids)).isEmpty();
  }

  @Test
  void forgetsOldObservationsOfKindsAndNoMoves() {
    Machine machine = insert(Machines.discovered());
    store.append(entry(machine, "dhcp"));
    Entry check = store.append(entry(machine, "check"));
    Entry late = store.append(sign(machine, Sign.OFFERED, NOON.plusSeconds(5)));
    Machine moved = inState(machine, INSPECTING);
    var move =
        new Entry(
            0,
            machine.id(),
            0,
            NOON,
            "dhcp",
            "a move",
            Optional.of(DISCOVERED),
            Optional.of(INSPECTING),
            Map.of());
    Entry kept = store.replace(moved, List.of(move)).orElseThrow().getFirst();
    assertThat(store.forget(List.of("dhcp", "tftp"), NOON.plusSeconds(5))).isEqualTo(1);
    assertThat(store.timeline(machine.id(), 1, 10)).containsExactly(check, late, kept);
    assertThat(store.append(entry(machine, "dhcp")).seq()).isGreaterThan(kept.seq());
    assertThat(store.forget(List.of("dhcp"), NOON.plusSeconds(6))).isEqualTo(2);
    assertThat(store.timeline(machine.id(), 1, 10)).containsExactly(check, kept);
  }

  private static Entry sign(Machine machine, Sign sign, Instant at) {
    return new Entry(
        0,
        machine.id(),
        machine.run(),
        at,
        "dhcp",
        "text",
        Optional.empty(),
        Optional.empty(),
        Map.of(Entry.SIGN, sign.name()));
  }

  Machine insert(Machine machine) {
    assertThat(store.insert(machine, entry(machine, "Discovered"))).isPresent();
    return machine;
  }

  static Machine inState(Machine machine, State state) {
    Draft draft = machine.draft();
    draft.state = state;
    return draft.toMachine();
  }

  static Entry entry(Machine machine, String kind) {
    return new Entry(
        0,
        machine.id(),
        machine.run(),
        Machines.NOON,
        kind,
        "text",
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
