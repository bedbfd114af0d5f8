package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of two steps that is cut twenty times, each time at another moment of its work, completes.
 */
class CutRunTest {
  private static final int CUTS = 20;

  /** Of each step. */
  private static final int RESOURCES = 11;

  /**
   * Resources that take a moment each; what is made already stays made. Each waits until the test
   * lets it begin, so that the run is never over before the last cut.
   */
  private static final String CLIENT =
      """
      echo '{"event":"run_started","client":"Chef","resources":11}' >>events.jsonl
      case $PWD in *1-base) before=0 ;; *) before=11 ;; esac
      for i in 1 2 3 4 5 6 7 8 9 10 11; do
        until [ -e 'GATE'/$((before + i)) ]; do sleep 0.02; done
        status=up_to_date
        grep -qsx $i made-by-whom || { sleep 0.1; echo $i >>made-by-whom; status=updated; }
        echo '{"event":"resource","name":"file['$i']","action":"create","status":"'$status'",\
      "seconds":0.1,"cookbook":"base","recipe":"default","line":'$i'}' >>events.jsonl
      done
      echo '{"event":"run_completed","updated":11,"total":11,"seconds":1}' >>events.jsonl
      """;

  @TempDir Path directory;
  private final Random random = new Random(20);
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory, Path.of("push").toAbsolutePath());
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void completesHoweverOftenItIsCut() throws Exception {
    node.cookbook("edge", "roles.yaml", "edge: {after: [base]}\n");
    node.follow("edge", "base");
    Path gate = Files.createDirectory(directory.resolve("gate"));
    node.client(CLIENT.replace("GATE", gate.toString()));
    Machine machine = node.converging();
    Convergence server = node.convergence;
    Thread run = advance(server, machine);
    for (int cut = 0; cut < CUTS; cut++) {
      Files.createFile(gate.resolve(String.valueOf(cut + 1)));
      run.join(Duration.ofMillis(random.nextInt(20, 300)));
      assertThat(run.isAlive()).as("before cut %d", cut).isTrue();
      assertThat(node.state()).isEqualTo(State.CONVERGING);
      switch (cut % 3) {
        case 0 -> node.host.dropLinks();
        case 1 -> {
          run.interrupt();
          run.join();
          server = node.newConvergence();
          run = advance(server, machine);
        }
        default -> {
          FakeSystemd.reboot(node.home);
          node.host.dropLinks();
        }
      }
    }
    for (int last = CUTS + 1; last <= 2 * RESOURCES; last++) {
      Files.createFile(gate.resolve(String.valueOf(last)));
    }
    assertThat(run.join(Duration.ofSeconds(60))).isTrue();
    assertThat(node.state()).as(node.told("ConvergeFailed").toString()).isEqualTo(State.VERIFYING);
    assertThat(node.told("converge")).isEqualTo(toldOnTheMachine());
    for (String step : List.of("1-base", "2-edge")) {
      assertThat(node.step(step).resolve("made-by-whom")).content().hasLineCount(RESOURCES);
    }
    assertThat(node.told("step")).filteredOn(text -> text.contains(" is done")).hasSize(2);
  }

  private static Thread advance(Convergence server, Machine machine) {
    return Thread.ofVirtual().start(() -> server.advance(machine));
  }

  /** What the events of all starts of both steps say, each once. */
  private List<String> toldOnTheMachine() throws Exception {
    List<String> told = new ArrayList<>();
    for (String step : List.of("1-base", "2-edge")) {
      var report = new Report(0, (Observation seen) -> told.add(seen.text()));
      List<Path> files;
      try (Stream<Path> all = Files.list(node.step(step))) {
        files =
            all.filter(file -> file.getFileName().toString().matches("events.jsonl.[0-9]+"))
                .sorted()
                .toList();
      }
      for (Path file : files) {
        Files.readAllLines(file).forEach(report::accept);
      }
      Files.readAllLines(node.step(step).resolve("events.jsonl")).forEach(report::accept);
    }
    return told;
  }
}
