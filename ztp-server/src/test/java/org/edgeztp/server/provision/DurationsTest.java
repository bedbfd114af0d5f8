package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.edgeztp.inventory.lifecycle.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurationsTest {
  @TempDir Path directory;

  @Test
  void areKnownToAServerThatWasRestarted() throws Exception {
    try (var node = new Node(directory)) {
      node.converge(
          """
          echo '{"event":"run_started","client":"x","resources":0}' >>events.jsonl
          echo '{"event":"run_completed","updated":0,"total":0,"seconds":2.5}' >>events.jsonl
          echo 0 >exit-code
          """);
      node.convergence.advance(node.converging());
      assertThat(Durations.of(node.inventory).of("base")).as("not in service yet").isEmpty();
      node.inventory.apply(node.machine(), new Event.Accepted(0));
      node.inventory.apply(node.machine(), new Event.Joined("none", "x"));
      assertThat(Durations.of(node.inventory).of("base")).contains(Duration.ofMillis(2500));
      assertThat(Durations.of(node.inventory).of("edge")).isEmpty();
    }
  }
}
