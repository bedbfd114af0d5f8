package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison that does not end leaves the machine to the converge that comes after. */
class SlowComparisonTest {
  private static final String CLIENT =
      """
      case "$*" in *--why-run*) trap 'exit 2' INT; touch asked; while :; do sleep 0.1; done ;; esac
      echo '{"event":"run_started","client":"Chef","resources":0}' >>events.jsonl
      echo '{"event":"run_completed","updated":0,"total":0,"seconds":0.1}' >>events.jsonl
      """;

  @TempDir Path directory;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory, Path.of("push").toAbsolutePath());
    node.client(CLIENT);
    node.serve();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void isStoppedWhenItsTimeIsOver() throws Exception {
    try (Drift drift = node.drift(Duration.ofSeconds(2))) {
      drift.ask(node.machine());
      await().atMost(Duration.ofSeconds(40)).until(() -> !node.told("drift").isEmpty());
    }
    // Interrupted, or killed where this whole process was started with SIGINT ignored.
    assertThat(node.told("drift"))
        .singleElement()
        .asString()
        .startsWith("could not be compared: base took more than 2 s and was stopped (");
    assertThat(isFree()).isTrue();
  }

  @Test
  void isStoppedWithTheServer() throws Exception {
    try (Drift drift = node.drift(Duration.ofMinutes(1))) {
      drift.ask(node.machine());
      await().until(this::isAsked);
      assertThat(isFree()).isFalse();
    }
    await().until(this::isFree);
    assertThat(node.told("drift")).isEmpty();
  }

  private boolean isAsked() {
    return Files.exists(node.home.resolve("runs/m-0123456789-drift-1-base/asked"));
  }

  /** Whether another run could have the machine. */
  private boolean isFree() throws Exception {
    String lock = node.home.resolve("runs/converge.lock").toString();
    return new ProcessBuilder("flock", "-n", lock, "true").start().waitFor() == 0;
  }
}
