package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.machine.State.DISCOVERED;
import static org.edgeztp.inventory.machine.State.FAILED;
import static org.edgeztp.inventory.machine.State.INSPECTING;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.junit.jupiter.api.Test;

/** What every form of the machine store does. */
abstract class MachineStoreContract extends PagingContract {
  @Test
  void givesBackTheLongestAddress() {
    Draft draft = insert(Machines.discovered()).draft();
    draft.address = Optional.of(InetAddress.ofLiteral("fd77:1111:2222:3333:4444:5555:6666:7777"));
    Machine next = draft.toMachine();
    assertThat(store.replace(next)).isTrue();
    assertThat(store.find(next.id())).contains(next);
  }

  @Test
  void givesBackEveryFieldOfAMachine() {
    Machine machine = insert(Machines.discovered());
    Draft draft = machine.draft();
    draft.uuid = Optional.of("77e2e000-0000-4000-8000-525400770001");
    draft.serial = Optional.of("LAB-0001");
    draft.address = Optional.of(InetAddress.ofLiteral("10.77.0.50"));
    draft.hardware = Optional.of(Machines.HARDWARE);
    draft.hostname = Optional.of("edge-1");
    draft.profile = Optional.of("edge");
    draft.ownAddress = Optional.of(InetAddress.ofLiteral("10.77.0.201"));
    draft.hostKey = Optional.of("ssh-ed25519 AAAA");
    draft.failure =
        Optional.of(
            new Failure(
                State.INSTALLING, CauseCode.DISK_TOO_SMALL, "a cause with \"quotes\" and é"));
    draft.state = FAILED;
    draft.run = 3;
    draft.boot = 2;
    draft.since = Machines.NOON.plusNanos(123_456_000);
    draft.deadline = Optional.of(Machines.NOON.plusSeconds(60));
    draft.resumes = Optional.of(State.IN_SERVICE);
    draft.maintenance = Optional.of("new memory");
    Machine next = draft.toMachine();
    assertThat(store.replace(next)).isTrue();
    assertThat(store.find(machine.id())).contains(next);
    assertThat(store.find(machine.mac())).contains(next);
  }

  @Test
  void findsSwitchesBySerialNumberAndGivesBackWhatTheyTold() {
    var facts =
        new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", "TW1", "2023.02", "k");
    Machine machine = insert(Machines.discovered());
    Draft draft = machine.draft();
    draft.serial = Optional.of("TW1");
    draft.hardware = Optional.of(Hardware.ofSwitch(facts, machine.mac()));
    Machine next = draft.toMachine();
    assertThat(store.replace(next)).isTrue();
    assertThat(store.withSerial("TW1")).containsExactly(next);
    assertThat(store.withSerial("TW2")).isEmpty();
  }

  @Test
  void removesAMachineWithAllThatIsKeptOfIt() {
    Machine first = insert(Machines.discovered(1));
    Machine gone = insert(Machines.discovered(2));
    Machine last = insert(Machines.discovered(3));
    assertThat(store.remove(gone)).isTrue();
    assertThat(store.find(gone.id())).isEmpty();
    assertThat(store.find(gone.mac())).isEmpty();
    assertThat(store.all()).containsExactly(first, last);
    assertThat(store.inState(Set.of(DISCOVERED))).containsExactly(first, last);
    assertThat(store.timeline(gone.id(), 0, 10)).isEmpty();
    assertThat(store.remove(gone)).isFalse();
    assertThat(store.replace(inState(gone, INSPECTING))).isFalse();
    Machine back = insert(Machines.discovered(2));
    assertThat(store.all()).containsExactly(first, last, back);
  }

  @Test
  void keepsAMachineThatChangedBeforeItsRemoval() {
    Machine machine = insert(Machines.discovered());
    Machine next = inState(machine, INSPECTING);
    assertThat(store.replace(next)).isTrue();
    assertThat(store.remove(machine)).isFalse();
    assertThat(store.find(machine.id())).contains(next);
    assertThat(store.timeline(machine.id(), 0, 10)).hasSize(1);
  }

  @Test
  void knowsNothingOfAStranger() {
    assertThat(store.find(Machines.MAC)).isEmpty();
    assertThat(store.find(new MachineId("m-00000000ff"))).isEmpty();
    assertThat(store.all()).isEmpty();
  }

  @Test
  void insertsAHardwareAddressOnce() {
    Machine first = insert(Machines.discovered(1));
    Machine twin =
        Machine.discovered(new MachineId("m-00000000aa"), "lab", first.mac(), Machines.NOON);
    assertThat(store.insert(twin, entry(twin, "Discovered"))).isEmpty();
    assertThat(store.all()).containsExactly(first);
    assertThat(store.timeline(twin.id(), 0, 10)).isEmpty();
  }

  @Test
  void refusesAnOldVersionWithItsEntry() {
    Machine machine = insert(Machines.discovered());
    Machine next = inState(machine, INSPECTING);
    assertThat(store.replace(next, List.of(entry(next, "Inspect")))).isPresent();
    Machine late = inState(machine, FAILED);
    assertThat(store.replace(late, List.of(entry(late, "InspectFailed")))).isEmpty();
    assertThat(store.find(machine.id())).contains(next);
    assertThat(store.timeline(machine.id(), 0, 10))
        .extracting(Entry::kind)
        .containsExactly("Discovered", "Inspect");
  }

  @Test
  void listsByStateLongestThereFirst() {
    insert(Machines.discovered(1));
    Machine second = insert(Machines.discovered(2));
    Draft draft = second.draft();
    draft.since = Machines.NOON.minusSeconds(60);
    Machine earlier = draft.toMachine();
    store.replace(earlier);
    assertThat(store.inState(Set.of(DISCOVERED)))
        .extracting(Machine::id)
        .containsExactly(second.id(), Machines.discovered(1).id());
    assertThat(store.inState(Set.of(FAILED))).isEmpty();
    assertThat(store.inState(Set.of())).isEmpty();
  }

  @Test
  void findsByTheAddressLastSeenTheLatestFirst() {
    InetAddress address = InetAddress.ofLiteral("10.77.0.60");
    List<Machine> machines =
        Stream.of(1, 2, 3)
            .map(n -> {
              Machine machine = insert(Machines.discovered(n));
              Draft draft = machine.draft();
              draft.address = n == 3 ? Optional.empty() : Optional.of(address);
              draft.since = Machines.NOON.plusSeconds(n);
              Machine next = draft.toMachine();
              store.replace(next);
              return next;
            })
            .toList();
    assertThat(store.at(address)).containsExactly(machines.get(1), machines.get(0));
  }

  @Test
  void findsTheOverdueOnly() {
    Machine machine = insert(Machines.discovered(1));
    insert(Machines.discovered(2));
    Draft draft = machine.draft();
    draft.deadline = Optional.of(Machines.NOON);
    store.replace(draft.toMachine());
    assertThat(store.overdue(Machines.NOON.minusSeconds(1))).isEmpty();
    assertThat(store.overdue(Machines.NOON.plus(Duration.ofSeconds(1))))
        .extracting(Machine::id)
        .containsExactly(machine.id());
  }

  @Test
  void numbersEntriesInTheirOrder() {
    Machine one = insert(Machines.discovered(1));
    Machine two = insert(Machines.discovered(2));
    IntStream.range(0, 5).forEach(i -> store.append(entry(i % 2 == 0 ? one : two, "dhcp")));
    List<Entry> all = store.entries(0, 100);
    assertThat(all).extracting(Entry::seq).isSorted().doesNotHaveDuplicates().hasSize(7);
    long third = all.get(2).seq();
    assertThat(store.entries(third, 2)).isEqualTo(all.subList(3, 5));
    assertThat(store.timeline(one.id(), third, 100))
        .isEqualTo(
            all.subList(3, 7).stream().filter(entry -> entry.machine().equals(one.id())).toList());
    assertThat(store.lastSeen(List.of(two.id(), one.id())).values())
        .containsExactlyInAnyOrder(
            all.reversed().stream()
                .filter(entry -> entry.machine().equals(two.id()))
                .findFirst()
                .orElseThrow(),
            all.reversed().stream()
                .filter(entry -> entry.machine().equals(one.id()))
                .findFirst()
                .orElseThrow());
    assertThat(store.count(one.id(), 0, "dhcp")).isEqualTo(3);
    assertThat(store.count(one.id(), 1, "dhcp")).isZero();
  }

  @Test
  void aReaderThatFollowsMissesNoEntryOfManyWriters() throws Exception {
    int writers = 4;
    int changes = 150;
    List<Long> followed = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(writers)) {
      List<Future<?>> writing =
          IntStream.rangeClosed(1, writers)
              .<Future<?>>mapToObj(number -> threads.submit(() -> write(number, changes)))
              .toList();
      boolean over;
      do {
        over = writing.stream().allMatch(Future::isDone);
        long last = followed.isEmpty() ? 0 : followed.getLast();
        store.entries(last, Integer.MAX_VALUE).forEach(entry -> followed.add(entry.seq()));
      } while (!over);
      for (Future<?> one : writing) {
        one.get();
      }
    }
    assertThat(followed).hasSize(writers * (1 + 2 * changes));
  }

  /** Tells the timeline of one machine by every way there is. */
  private void write(int number, int changes) {
    Machine machine = insert(Machines.discovered(number));
    for (int i = 0; i < changes; i++) {
      store.append(entry(machine, "dhcp"));
      machine = inState(machine, i % 2 == 0 ? INSPECTING : FAILED);
      assertThat(store.replace(machine, List.of(entry(machine, "Inspect")))).isPresent();
    }
  }

  @Test
  void aHandThatWasSlowerFindsWhatTheOtherDid() throws Exception {
    Machine machine = insert(Machines.discovered());
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> hands =
          IntStream.range(0, 4).<Future<?>>mapToObj(_ -> threads.submit(this::change)).toList();
      for (Future<?> hand : hands) {
        hand.get();
      }
    }
    assertThat(store.find(machine.mac())).get().extracting(Machine::version).isEqualTo(200L);
  }

  private void change() {
    for (int i = 0; i < 50; i++) {
      boolean changed;
      do {
        Machine next = inState(store.find(Machines.discovered().mac()).orElseThrow(), INSPECTING);
        changed =
            i % 2 == 0
                ? store.replace(next)
                : store.replace(next, List.of(entry(next, "dhcp"))).isPresent();
      } while (!changed);
    }
  }
}
