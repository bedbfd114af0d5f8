package org.edgeztp.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
  private static final MachineId ID = new MachineId("m-0000000001");
  private static final Inet4Address ADDRESS = Inet4Address.ofLiteral("10.77.0.50");

  @ParameterizedTest
  @CsvSource({
    "KERNEL, INSPECTING QUEUED TESTING BOOTING WIPING RESCUING RESCUE",
    "RAMDISK, INSPECTING QUEUED TESTING BOOTING WIPING RESCUING RESCUE",
    "TASK, INSPECTING READY QUEUED TESTING BOOTING WIPING RESCUING RESCUE",
    "HARDWARE, INSPECTING",
    "TESTED, TESTING",
    "STARTED, BOOTING",
    "IMAGE, INSTALLING",
    "PROGRESS, TESTING INSTALLING WIPING",
    "INSTALLED, INSTALLING",
    "ANSWER, BOOTING INSTALLING",
    "FILE, BOOTING INSTALLING",
    "FAILED, INSPECTING TESTING BOOTING INSTALLING WIPING RESCUING RESCUE",
    "WIPING, WIPING",
    "WIPED_DISK, WIPING",
    "WIPED, WIPING",
    "RESCUED, RESCUING RESCUE"
  })
  void givesEachPartInItsStatesOnly(Access.Part part, String states) {
    for (State state : State.values()) {
      assertThat(refusal(in(state), token(1, 1), part).isEmpty())
          .as("%s in %s", part, state)
          .isEqualTo((" " + states + " ").contains(" " + state + " "));
    }
  }

  @Test
  void takesTheAddressThatTheCardHasByItself() {
    assertThat(refusalAt("fd77::5054:ff:fe77:1")).isEmpty();
    assertThat(refusalAt("fd77::5054:ff:fe77:99").orElseThrow().reason())
        .isEqualTo(
            "this boot token belongs to another machine than the one at fd77::5054:ff:fe77:99");
  }

  @Test
  void refusesAnotherMachinesToken() {
    Optional<Refusal> refusal =
        Access.refusal(
            in(State.BOOTING), token(1, 1), Access.Part.TASK, Inet4Address.ofLiteral("10.77.0.99"));
    assertThat(refusal.orElseThrow().status()).isEqualTo(403);
    assertThat(refusal.orElseThrow().reason()).contains("belongs to another machine");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "2, 1", "1, 2"})
  void refusesAStaleToken(int run, int boot) {
    Refusal refusal = refusal(in(State.BOOTING), token(run, boot), Access.Part.TASK).orElseThrow();
    assertThat(refusal.status()).isEqualTo(410);
    assertThat(refusal.reason())
        .isEqualTo(
            "this boot token is stale: it is of run %d boot %d, and %s is at run 1 boot 1"
                .formatted(run, boot, ID));
  }

  @Test
  void saysThatATokenWasUsed() {
    Refusal refusal = refusal(in(State.INSTALLING), token(1, 1), Access.Part.STARTED).orElseThrow();
    assertThat(refusal.status()).isEqualTo(409);
    assertThat(refusal.reason())
        .isEqualTo(
            "this boot token was used at 1970-01-01T00:00:00Z by the installer that"
                + " started then");
  }

  @Test
  void tellsAFailedMachineItsCause() {
    Refusal refusal = refusal(in(State.FAILED), token(1, 1), Access.Part.TASK).orElseThrow();
    assertThat(refusal.reason()).isEqualTo(ID + " is FAILED and gets no task: no disk");
  }

  private static Optional<Refusal> refusalAt(String address) {
    return Access.refusal(in(State.BOOTING), token(1, 1), Access.Part.TASK, Ipv6.parse(address));
  }

  private static Optional<Refusal> refusal(Machine machine, BootToken token, Access.Part part) {
    return Access.refusal(machine, token, part, ADDRESS);
  }

  private static BootToken token(int run, int boot) {
    return new BootToken(ID, run, boot, "text");
  }

  private static Machine in(State state) {
    Draft draft =
        Machine.discovered(ID, "lab", new MacAddress("52:54:00:77:00:01"), Instant.EPOCH).draft();
    draft.state = state;
    draft.run = 1;
    draft.boot = 1;
    draft.address = Optional.of(ADDRESS);
    if (state == State.FAILED) {
      draft.failure =
          Optional.of(new Failure(State.INSTALLING, CauseCode.NO_DISK_MATCHES, "no disk"));
    }
    return draft.toMachine();
  }
}
