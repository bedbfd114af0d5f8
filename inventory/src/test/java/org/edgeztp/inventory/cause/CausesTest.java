package org.edgeztp.inventory.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.Machines.NOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table by itself; that the rooms feed it rightly is shown by tests that inject faults. */
class CausesTest {
  @ParameterizedTest
  @EnumSource(value = CauseCode.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void everyCodeHasARowThatSaysWhatIsWrongAndWhatToDo(CauseCode code) {
    List<Cause> rows = CauseTable.ROWS.stream().filter(row -> row.code() == code).toList();
    assertThat(rows).isNotEmpty();
    assertThat(rows)
        .allSatisfy(row -> {
          assertThat(row.sentence()).isNotBlank();
          assertThat(row.remedy()).isNotBlank();
          assertThat(row.symptoms()).isNotEmpty();
        });
  }

  /** Each line: state, seconds in it, SIGN@SECOND in their order, the code. */
  @ParameterizedTest
  @CsvSource({
    "BOOTING, 100, , ",
    "BOOTING, 180, , NO_DHCP_REQUEST",
    "BOOTING, 15, OFFERED@0, ",
    "BOOTING, 25, OFFERED@0, OFFER_NOT_TAKEN",
    "BOOTING, 25, OFFERED@0 OFFERED@15, ",
    "BOOTING, 5, OFFERED@0 TOOK_OTHER_OFFER@3, OTHER_DHCP_SERVER",
    "BOOTING, 5, POOL_EMPTY@3, POOL_EXHAUSTED",
    "BOOTING, 15, POOL_EMPTY@3 OFFERED@10, ",
    "BOOTING, 5, NOT_SERVED@3, NOT_SERVED",
    "BOOTING, 25, OFFERED@0 NAMED_FILE@1, TFTP_NOT_ASKED",
    "BOOTING, 20, NAMED_FILE@1 FILE_SENT@2, ",
    "BOOTING, 25, NAMED_FILE@1 FILE_SENT@2 NAMED_URL@4, HTTP_UNREACHABLE",
    "BOOTING, 30, FILE_SENT@2, BOOT_PROGRAM_DIED",
    "BOOTING, 30, NAMED_URL@4 SCRIPT_SENT@5, KERNEL_NOT_FETCHED",
    "BOOTING, 60, KERNEL_SENT@5, ",
    "BOOTING, 100, KERNEL_SENT@5 SYSTEM_ASKED@8, RAMDISK_SILENT",
    "BOOTING, 100, KERNEL_SENT@5 SYSTEM_ASKED@8 TASK_SENT@9, ",
    "INSPECTING, 200, TASK_SENT@9, RAMDISK_STOPPED",
    "TESTING, 200, TASK_SENT@9 TASK_PROGRESS@100, ",
    "TESTING, 300, TASK_SENT@9 TASK_PROGRESS@100, RAMDISK_STOPPED",
    "INSTALLED, 100, SENT_TO_DISK@20, ",
    "INSTALLED, 300, SSH_UNANSWERED@1 SENT_TO_DISK@20 SSH_UNANSWERED@21, DISK_NOT_BOOTED",
    "INSTALLED, 300, SSH_UNANSWERED@1 SENT_TO_DISK@20 SYSTEM_ASKED@50, HOST_UNREACHABLE",
    "INSTALLED, 300, SYSTEM_ASKED@50 SSH_CLOSED@60, SSH_CLOSED",
    "CONVERGING, 300, SSH_UNANSWERED@50 SSH_ANSWERED@60, ",
    "CONVERGING, 300, MIRROR_FAILED@50, ",
    "HANDING_OFF, 300, HANDOFF_WAITS@50, ORCHESTRATOR_SILENT",
    "IN_SERVICE, 9999, OFFERED@0, "
  })
  void findsTheCauseOfWhatWasSeen(State state, int seconds, String signs, CauseCode code) {
    assertThat(Causes.of(seen(state, seconds, signs, Optional.empty())).map(Finding::code))
        .isEqualTo(Optional.ofNullable(code));
  }

  @Test
  void aFailureIsOfTheMirrorWhenTheMirrorFailedIt() {
    Event.Bad failed = new Event.ConvergeFailed("package[x]", "base::default line 1", "404", "");
    assertThat(code(seen(State.CONVERGING, 60, "MIRROR_FAILED@5", Optional.of(failed))))
        .isEqualTo(CauseCode.PACKAGE_MIRROR_FAILED);
    assertThat(code(seen(State.CONVERGING, 60, "", Optional.of(failed))))
        .isEqualTo(CauseCode.RECIPE_FAILED);
  }

  @Test
  void aPassedDeadlineIsExplainedByWhatWasSeenBefore() {
    Event.Bad late = new Event.DeadlinePassed("the installer to start");
    assertThat(code(seen(State.BOOTING, 900, "NAMED_FILE@1", Optional.of(late))))
        .isEqualTo(CauseCode.TFTP_NOT_ASKED);
    assertThat(code(seen(State.VERIFYING, 600, "", Optional.of(late))))
        .isEqualTo(CauseCode.DEADLINE_PASSED);
  }

  @Test
  void aSwitchIsNotFollowedThroughItsBoot() {
    Draft draft = since(State.BOOTING, Duration.ofHours(1)).draft();
    draft.hardware =
        Optional.of(
            Hardware.ofSwitch(
                new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", "TW1", "2023", ""),
                Machines.MAC));
    Case seen = new Case(draft.toMachine(), List.of(), NOON.plusSeconds(900), Optional.empty());
    assertThat(Causes.of(seen)).isEmpty();
  }

  @Test
  void anImageIsTooSlowWhenItsPaceSaysSo() {
    Machine machine = since(State.INSTALLING, Duration.ofMinutes(20));
    var slow = List.of(progress(60, 30 << 20), progress(0, 0));
    var quick = List.of(progress(60, 90 << 20), progress(0, 0));
    var early = List.of(progress(10, 1), progress(0, 0));
    assertThat(Causes.of(new Case(machine, slow, NOON.plusSeconds(60), Optional.empty())))
        .hasValueSatisfying(found -> {
          assertThat(found.code()).isEqualTo(CauseCode.IMAGE_TOO_SLOW);
          assertThat(found.evidence()).endsWith("512 KiB a second");
        });
    assertThat(Causes.of(new Case(machine, quick, NOON.plusSeconds(60), Optional.empty())))
        .isEmpty();
    assertThat(Causes.of(new Case(machine, early, NOON.plusSeconds(10), Optional.empty())))
        .isEmpty();
  }

  @Test
  void everyPassingStateHasCausesOfItsOwn() {
    Set<State> covered = EnumSet.noneOf(State.class);
    CauseTable.ROWS.stream()
        .filter(row -> row.states().size() < State.values().length)
        .forEach(row -> covered.addAll(row.states()));
    assertThat(covered)
        .containsAll(
            Lifecycle.passingStates().stream().filter(state -> state != State.VERIFYING).toList());
  }

  private static CauseCode code(Case seen) {
    return Causes.of(seen).orElseThrow().code();
  }

  private static Case seen(State state, int seconds, String signs, Optional<Event.Bad> end) {
    List<Entry> entries = new ArrayList<>();
    if (signs != null && !signs.isEmpty()) {
      Arrays.stream(signs.split(" ", -1)).map(CausesTest::entry).forEach(entries::addFirst);
    }
    return new Case(since(state, Duration.ofHours(1)), entries, NOON.plusSeconds(seconds), end);
  }

  private static Machine since(State state, Duration within) {
    Draft draft = Machines.in(state).draft();
    draft.deadline = Optional.of(NOON.plus(within));
    return draft.toMachine();
  }

  private static Entry entry(String text) {
    String[] parts = text.split("@", 2);
    return entry(Integer.parseInt(parts[1]), Map.of(Entry.SIGN, parts[0]));
  }

  private static Entry progress(int second, int done) {
    return entry(second, Map.of(Entry.SIGN, "IMAGE_PROGRESS", "done", done, "total", 1000L << 20));
  }

  private static Entry entry(int second, Map<String, Object> facts) {
    return new Entry(
        second + 1,
        Machines.discovered().id(),
        1,
        NOON.plusSeconds(second),
        "test",
        "seen",
        Optional.empty(),
        Optional.empty(),
        facts);
  }
}
