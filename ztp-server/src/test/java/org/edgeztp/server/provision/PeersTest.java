package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;

/** Four machines with a role: one serves, one is new, one is retired, one serves elsewhere. */
class PeersTest {
  private static final String SITE = "lab";

  private final Machine serving = machine(1, SITE, State.IN_SERVICE);
  private final Machine fresh = machine(2, SITE, State.READY);
  private final Machine gone = machine(3, SITE, State.RETIRED);
  private final Machine elsewhere = machine(4, "elsewhere", State.IN_SERVICE);
  private final Inventory inventory =
      new Inventory(
          MemoryMachineStore.holding(List.of(serving, fresh, gone, elsewhere)),
          Policy.of(Node.named("control", "control")),
          new TestClock(),
          () -> new MachineId("m-00000000aa"));

  @Test
  void haveARoleOnASiteUnlessTheyAreRetired() {
    Peers.Holders holders = new Peers(inventory).holders(gone, "control");
    assertThat(holders.all()).containsExactly(serving, fresh);
    assertThat(holders.serving()).containsExactly(serving);
    assertThat(new Peers(inventory).holders(gone, "worker").all()).isEmpty();
  }

  @Test
  void areOthersThanWhoAsks() {
    var peers = new Peers(inventory);
    assertThat(peers.holders(serving, "control").all()).containsExactly(fresh);
    assertThat(peers.holders(serving, "control").serving()).isEmpty();
    assertThat(peers.holders(fresh, "control").all()).containsExactly(serving);
    assertThat(peers.holders(elsewhere, "control").all()).isEmpty();
  }

  /** What has become of them since, the next sweep asks. */
  @Test
  void areAsAllWereAtOneMoment() {
    var peers = new Peers(inventory);
    assertThat(peers.holders(gone, "control").serving()).containsExactly(serving);
    inventory.apply(serving, new Event.Reconverge("test"));
    assertThat(peers.holders(fresh, "control").serving()).containsExactly(serving);
    assertThat(new Peers(inventory).holders(fresh, "control").serving()).isEmpty();
  }

  private static Machine machine(int number, String site, State state) {
    Draft draft =
        Machine.discovered(
                new MachineId("m-000000000" + number),
                site,
                new MacAddress("52:54:00:00:02:0" + number),
                Machines.NOON)
            .draft();
    draft.profile = Optional.of("control");
    draft.state = state;
    return draft.toMachine();
  }
}
