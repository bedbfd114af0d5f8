package org.edgeztp.inventory.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.MachineStore;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a stream asks of the store. */
class EventStreamTest {
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");

  private final AtomicInteger reads = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          counted(new MemoryMachineStore()),
          Policy.of(),
          new TestClock(),
          () -> new MachineId("m-0000000001"));

  @Test
  void whoWaitsReadsNothing() throws Exception {
    var machine = inventory.register(MAC, "lab", "ada");
    var events = new EventStream(inventory, JsonMapper.shared());
    var out = new ByteArrayOutputStream();
    var stream = CompletableFuture.runAsync(() -> write(events, out));
    await()
        .during(Duration.ofSeconds(3))
        .untilAsserted(
            () -> assertThat(reads).as("what is there, and that there is no more").hasValue(2));
    inventory.note(machine, Observation.of(Observation.Kind.HTTP, "a word"));
    await().untilAsserted(() -> assertThat(out.toString(UTF_8)).contains("a word"));
    events.close();
    assertThat(stream).succeedsWithin(Duration.ofSeconds(5));
  }

  /** All behind where its client stands was deleted: that something was there once is no news. */
  @Test
  void whoComesBackToWhatWasDeletedReadsNothingUntilThereIsMore() throws Exception {
    var events = new EventStream(inventory, JsonMapper.shared());
    assertThat(inventory.forget(inventory.register(MAC, "lab", "ada"))).isTrue();
    var out = new ByteArrayOutputStream();
    var stream = CompletableFuture.runAsync(() -> write(events, out));
    await()
        .during(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(reads).as("that there is nothing").hasValue(1));
    inventory.register(MAC, "lab", "bob");
    await().untilAsserted(() -> assertThat(out.toString(UTF_8)).contains("bob"));
    events.close();
    assertThat(stream).succeedsWithin(Duration.ofSeconds(5));
  }

  private static void write(EventStream events, ByteArrayOutputStream out) {
    try {
      events.write(out, 0);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private MachineStore counted(MachineStore store) {
    return (MachineStore)
        Proxy.newProxyInstance(
            MachineStore.class.getClassLoader(),
            new Class<?>[] {MachineStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("entries")) {
                reads.incrementAndGet();
              }
              return method.invoke(store, arguments);
            });
  }
}
