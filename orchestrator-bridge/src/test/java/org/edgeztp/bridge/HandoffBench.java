package org.edgeztp.bridge;

import static org.edgeztp.bridge.Fixtures.ID;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.bridge.outbox.DeliveryStore;
import org.edgeztp.bridge.outbox.MemoryDeliveryStore;
import org.edgeztp.bridge.webhook.FakeOrchestrator;
import org.edgeztp.bridge.webhook.FakeOrchestrator.Seen;
import org.edgeztp.bridge.webhook.WebhookTarget;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.AfterEach;

/** One machine in HANDING_OFF, a real HTTP server as its orchestrator, and a clock to move. */
abstract class HandoffBench {
  private static final String SECRET = "whsec_ZXhhbXBsZSBvcmNoZXN0cmF0b3Igc2VjcmV0IDAxIHg=";

  final TestClock clock = new TestClock();
  final FakeOrchestrator orchestrator = new FakeOrchestrator();
  final WebhookTarget target = new WebhookTarget(orchestrator.config(SECRET), clock);
  DeliveryStore deliveries = new MemoryDeliveryStore();
  Inventory inventory = Fixtures.inventory(new MemoryMachineStore(), clock, "lab");
  Machine machine = Fixtures.handingOff(inventory);

  @AfterEach
  void stop() {
    target.close();
    orchestrator.close();
  }

  Progress advance() {
    return handoff(deliveries).advance(machine);
  }

  /** A fresh hand each time, as after a restart. */
  void advanceWhenDue(int times) {
    for (int i = 0; i < times; i++) {
      deliveries
          .find(ID, machine.run())
          .map(Delivery::nextAt)
          .filter(clock.instant()::isBefore)
          .ifPresent(clock::moveTo);
      advance();
    }
  }

  Handoff handoff(DeliveryStore store) {
    return new Handoff(inventory, store, List.of(target), clock, new Random(1));
  }

  Delivery delivery() {
    return deliveries.find(ID, machine.run()).orElseThrow();
  }

  Machine current() {
    return inventory.find(ID).orElseThrow();
  }

  State state() {
    return current().state();
  }

  Stream<String> ids() {
    return orchestrator.events().stream().map(event -> id(event).orElse("none"));
  }

  private static Optional<String> id(Seen event) {
    return event.header("webhook-id");
  }

  List<String> timeline(String kind) {
    return inventory.timeline(ID, 0, 1000).stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(Entry::text)
        .toList();
  }
}
