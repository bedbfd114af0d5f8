package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Fact;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.Cursor;
import org.edgeztp.inventory.query.Field;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachineQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How every form of the machine store answers questions about many machines. */
abstract class PagingContract extends TimelineContract {
  private static final int MACHINES = 23;

  /** Of a machine that is unlike the others. */
  private static final Hardware ONE_CPU =
      new Hardware(
          1,
          1L << 30,
          "bios",
          "",
          "",
          "",
          "",
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty());

  /** Machines whose hostnames go down and repeat; some have none, and every third is READY. */
  private void fill() {
    IntStream.rangeClosed(1, MACHINES)
        .forEach(number -> {
          Draft draft = insert(Machines.discovered(number)).draft();
          draft.hostname =
              number % 5 == 0
                  ? Optional.empty()
                  : Optional.of("host-%02d".formatted(90 - number / 2));
          draft.state = number % 3 == 0 ? State.READY : State.DISCOVERED;
          draft.since = Machines.NOON.plusSeconds(number * 7L % 11);
          draft.hardware = Optional.of(number % 2 == 0 ? Machines.HARDWARE : ONE_CPU);
          assertThat(store.replace(draft.toMachine())).isTrue();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "sort=discovered",
    "sort=-discovered",
    "sort=hostname",
    "sort=-hostname",
    "sort=since&state=READY",
    "sort=-since",
    "sort=discovered&state=READY",
    "sort=-discovered&state=READY",
    "sort=discovered&state!=READY",
    "sort=id&search=-8",
    "sort=discovered&fact.cpus=2",
    "sort=-since&fact.cpus>1&state=READY"
  })
  void pagesInAStableOrderWithoutGapsOrRepeats(String question) {
    fill();
    List<Machine> whole = page(question + "&limit=1000").machines();
    assertThat(whole).isNotEmpty().isSortedAccordingTo(order(question));
    assertThat(store.count(query(question).filter())).isEqualTo(whole.size());
    List<Machine> paged = new ArrayList<>();
    Optional<Cursor> next = Optional.empty();
    do {
      MachinePage page =
          page(question + "&limit=4" + next.map(cursor -> "&after=" + cursor).orElse(""));
      paged.addAll(page.machines());
      next = page.next();
    } while (next.isPresent());
    assertThat(paged).isEqualTo(whole);
  }

  /** Two machines may be alike in what they are sorted by; then the one discovered first is. */
  private static Comparator<Machine> order(String question) {
    Comparator<Machine> discovered = Comparator.comparing(machine -> machine.id().value());
    Comparator<Machine> hostname =
        Comparator.comparing(machine -> machine.hostname().orElse("zzz"));
    Comparator<Machine> absent = Comparator.comparing(machine -> machine.hostname().isEmpty());
    return switch (question.split("&", 2)[0]) {
      case "sort=-discovered" -> discovered.reversed();
      case "sort=hostname" -> hostname.thenComparing(discovered);
      case "sort=-hostname" ->
          absent.thenComparing(hostname.reversed()).thenComparing(discovered.reversed());
      case "sort=since" -> Comparator.comparing(Machine::since).thenComparing(discovered);
      case "sort=-since" ->
          Comparator.comparing(Machine::since).thenComparing(discovered).reversed();
      default -> discovered;
    };
  }

  @Test
  void goesOnWhereThePageEndedWhateverBecameOfItsLastMachine() {
    fill();
    MachinePage page = page("sort=hostname&limit=3");
    Machine last = page.machines().getLast();
    Draft renamed = last.draft();
    renamed.hostname = Optional.of("zz-renamed");
    assertThat(store.replace(renamed.toMachine())).isTrue();
    List<Machine> rest =
        page("sort=hostname&limit=1000&after=" + page.next().orElseThrow()).machines();
    assertThat(rest).hasSize(MACHINES - 3 + 1).contains(renamed.toMachine());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort=discovered", "sort=-discovered", "sort=hostname", "sort=-since"})
  void goesOnWhereThePageEndedWhenItsLastMachineWasForgotten(String question) {
    fill();
    List<Machine> whole = page(question + "&limit=1000").machines();
    MachinePage page = page(question + "&limit=5");
    assertThat(store.remove(page.machines().getLast())).isTrue();
    assertThat(page(question + "&limit=1000&after=" + page.next().orElseThrow()).machines())
        .isEqualTo(whole.subList(5, whole.size()));
  }

  @Test
  void findsMachinesInTheStateTheyAreInNow() {
    fill();
    Machine moved = page("state=READY").machines().getFirst();
    Draft draft = moved.draft();
    draft.state = State.QUEUED;
    assertThat(store.replace(draft.toMachine())).isTrue();
    assertThat(page("state=READY").machines()).extracting(Machine::id).doesNotContain(moved.id());
    assertThat(page("state=QUEUED").machines()).extracting(Machine::id).containsOnly(moved.id());
    assertThat(store.count(Filter.parse(List.of("state=QUEUED")))).isEqualTo(1);
  }

  /** Each is asked before the change too: what is kept for the answer follows it. */
  @ParameterizedTest
  @CsvSource({
    "fact.cpus=1",
    "fact.cpus!=1",
    "fact.switch=leaf*",
    "profile=",
    "profile=p1",
    "need=UNDECIDED",
    "maintenance=disks",
    "site=lab"
  })
  void findsMachinesByWhatTheyTellNow(String question) {
    fill();
    assertThat(page(question).machines()).isEqualTo(passing(question));
    for (Machine machine : store.all().subList(3, 9)) {
      Draft draft = machine.draft();
      draft.hardware = Optional.of(ONE_CPU);
      draft.profile = Optional.of("p1");
      draft.maintenance = Optional.of("disks");
      assertThat(store.replace(draft.toMachine())).isTrue();
    }
    assertThat(store.remove(store.all().get(4))).isTrue();
    insert(Machines.discovered(MACHINES + 1));
    assertThat(page(question).machines()).isEqualTo(passing(question));
  }

  private List<Machine> passing(String question) {
    return store.all().stream().filter(query(question).filter()::passes).toList();
  }

  @Test
  void findsMachinesByWhatTheyAreCalledNow() {
    Draft draft = insert(Machines.discovered()).draft();
    draft.hostname = Optional.of("Edge-1");
    draft.serial = Optional.of("SN-1");
    assertThat(store.replace(draft.toMachine())).isTrue();
    MachineId id = Machines.discovered().id();
    assertThat(store.named("EDGE-1")).extracting(Machine::id).containsExactly(id);
    assertThat(store.named("sn-1")).extracting(Machine::id).containsExactly(id);
    Draft renamed = draft.toMachine().draft();
    renamed.hostname = Optional.of("edge-2");
    assertThat(store.replace(renamed.toMachine())).isTrue();
    assertThat(store.named("edge-1")).isEmpty();
    assertThat(store.named("edge-2")).containsExactly(renamed.toMachine());
  }

  @Test
  void countsWhatThoseThatPassTellNow() {
    fill();
    int ready = MACHINES / 3;
    assertThat(store.counts(Filter.ALL, Field.STATE))
        .isEqualTo(Map.of("READY", ready, "DISCOVERED", MACHINES - ready));
    assertThat(store.counts(Filter.ALL, Field.PROFILE)).isEmpty();
    Draft draft = page("state=READY").machines().getFirst().draft();
    draft.profile = Optional.of("edge");
    assertThat(store.replace(draft.toMachine())).isTrue();
    assertThat(store.counts(Filter.parse(List.of("state=READY")), Field.PROFILE))
        .isEqualTo(Map.of("edge", 1));
    assertThat(store.counts(Filter.parse(List.of("state=DISCOVERED")), Field.PROFILE)).isEmpty();
  }

  @Test
  void countsEachOfWhatAMachineTellsSeveralOf() {
    fill();
    List<Machine> two = page("state=READY&limit=2").machines();
    for (int i = 0; i < two.size(); i++) {
      Draft draft = two.get(i).draft();
      draft.hardware = Optional.of(Machines.plugged("leaf-" + i, "leaf-9"));
      assertThat(store.replace(draft.toMachine())).isTrue();
    }
    assertThat(
            store.counts(Filter.parse(List.of("state=READY", "fact.switch!=leaf-3a")), Fact.SWITCH))
        .isEqualTo(Map.of("leaf-0", 1, "leaf-1", 1, "leaf-9", 2));
    assertThat(store.all(Filter.parse(List.of("fact.switch=leaf-9"))))
        .extracting(Machine::id)
        .isEqualTo(two.stream().map(Machine::id).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "sort=nothing", "after=x!"})
  void refusesWhatIsNoQuestion(String question) {
    assertThatIllegalArgumentException().isThrownBy(() -> page(question));
  }

  @Test
  void refusesACursorOfAnotherOrder() {
    fill();
    Cursor cursor = page("limit=2&sort=hostname").next().orElseThrow();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> page("sort=since&after=" + cursor))
        .withMessageContaining("of another order");
  }

  private MachinePage page(String question) {
    return store.page(query(question));
  }

  private static MachineQuery query(String question) {
    return MachineQuery.parse(
        java.util.Arrays.stream(question.split("&", -1))
            .map(part -> (part.contains("=") ? part : part + "=").split("=", 2))
            .map(part -> Map.entry(part[0], part[1]))
            .toList());
  }
}
