package org.edgeztp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.bridge.outbox.SqlDeliveryStore;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server may die between any two steps; a fresh one over the same database goes on. */
class HandoffDeathTest extends HandoffBench {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void keepEverythingInAFile() {
    database = Database.open(folder.resolve("db"));
    deliveries = new SqlDeliveryStore(database.source());
    inventory = Fixtures.inventory(new SqlMachineStore(database), clock, "lab");
    machine = Fixtures.handingOff(inventory);
  }

  @AfterEach
  void closeTheFile() {
    database.close();
  }

  @Test
  void aProcessThatDiesBetweenSendingAndStoringRepeatsTheSameEvent() {
    var dying = new DyingStore(deliveries, 2);
    assertThat(catchThrowable(() -> handoff(dying).advance(machine))).hasMessage("killed");
    assertThat(orchestrator.events()).hasSize(1);
    assertThat(delivery().offeredAt()).isEmpty();

    advanceWhenDue(2);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(ids()).containsExactly("evt_0123456789_1", "evt_0123456789_1");
    assertThat(delivery().attempts()).isEqualTo(2);
  }

  @Test
  void aProcessThatDiesBeforeSendingLosesNothing() {
    var dying = new DyingStore(deliveries, 1);
    assertThat(catchThrowable(() -> handoff(dying).advance(machine))).hasMessage("killed");
    assertThat(orchestrator.events()).isEmpty();

    advanceWhenDue(2);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(orchestrator.events()).hasSize(1);
  }

  @Test
  void aConfirmationThatWasStoredIsNotAskedForAgain() {
    advance();
    Delivery claimed = delivery().claimed(clock.instant());
    deliveries.replace(claimed);
    deliveries.replace(claimed.confirmed(clock.instant(), "node-9"));

    advance();

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(orchestrator.questions()).isEmpty();
    assertThat(timeline("Joined")).containsExactly("lab confirms it as node-9");
  }
}
