package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.web.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.MissingNode;

/** A machine whose role needs one of another machine, and the plans of both. */
class WaitingTest {
  private static final MacAddress OTHER = new MacAddress("52:54:00:00:00:02");

  @TempDir Path directory;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory);
    node.cookbook("edge", "roles.yaml", "edge: {after: [base], needs: [control]}\n");
    node.inventory.follow(
        Policy.of(Node.profile("base", "edge"), Node.named("control", "control")));
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void waitsForTheRoleAndSaysForWhom() throws Exception {
    Machine machine = node.installed(node.host.hostKey());
    node.convergence.advance(machine);
    assertThat(node.state()).isEqualTo(State.WAITING);
    assertThat(why())
        .startsWith("waits for its turn to converge; last seen")
        .endsWith("edge needs control in service: no machine of its site has it");
    Machine control = control();
    node.turns.sweep();
    node.turns.sweep();
    assertThat(node.told("queue"))
        .containsExactly("edge needs control in service: cp-1 (CONVERGING) has it");
    serve(control);
    node.turns.sweep();
    assertThat(node.state()).isEqualTo(State.INSTALLED);
    node.convergence.advance(node.machine());
    assertThat(node.state()).isEqualTo(State.CONVERGING);
  }

  @Test
  void waitsAlsoWhenTheOtherIsOfAnotherSite() throws Exception {
    Machine machine = node.installed(node.host.hostKey());
    serve(control("elsewhere"));
    node.convergence.advance(machine);
    assertThat(node.state()).isEqualTo(State.WAITING);
  }

  @Test
  void tellsThePlanBeforeItIsTaken() throws Exception {
    PlanResource.View plan = plan(node.installed(node.host.hostKey()));
    assertThat(plan.waits())
        .isEqualTo("edge needs control in service: no machine of its site has it");
    assertThat(plan.steps())
        .containsExactly(
            new PlanResource.StepView(
                1, "base", List.of(), List.of(), "open", null, null, null, null, null),
            new PlanResource.StepView(
                2,
                "edge",
                List.of("base"),
                List.of(new PlanResource.NeedView("control", false, List.of())),
                "open",
                null,
                null,
                null,
                null,
                null));
  }

  @Test
  void tellsHowFarAPlanIs() throws Exception {
    node.follow("base", "edge");
    node.cookbook("edge", "roles.yaml", "edge: {}\n");
    node.durations.took("edge", 100);
    node.converge(
        """
        echo '{"event":"run_started","client":"x","resources":4}' >>events.jsonl
        echo '{"event":"resource","name":"file[a]","action":"create","status":"updated"}' >>events.jsonl
        case $1 in *edge) while [ ! -e go ]; do sleep 0.05; done; esac
        echo '{"event":"run_completed","updated":1,"total":4,"seconds":2.5}' >>events.jsonl
        echo 0 >exit-code
        """);
    Machine machine = node.converging();
    Thread caller = Thread.ofVirtual().start(() -> node.convergence.advance(machine));
    await().atMost(Duration.ofSeconds(40)).until(() -> node.told("converge").size() == 2);
    node.clock.advance(Duration.ofSeconds(30));
    PlanResource.View plan = plan(machine);
    assertThat(plan.secondsLeft()).isEqualTo(70);
    assertThat(plan.steps())
        .containsExactly(
            new PlanResource.StepView(
                1,
                "base",
                List.of(),
                List.of(),
                "done",
                "base is done: 1 of 4 resources changed in 2.5 s",
                null,
                null,
                2.5,
                2.5),
            new PlanResource.StepView(
                2,
                "edge",
                List.of(),
                List.of(),
                "running",
                "step 2 of 2, edge, begins",
                1,
                4,
                null,
                100.0));
    assertThat(node.log)
        .contains("PUSH: [base] file[a] create updated in 0.0 s")
        .contains("PUSH: [edge] file[a] create updated in 0.0 s");
    java.nio.file.Files.createFile(node.step("2-edge").resolve("go"));
    caller.join();
    assertThat(plan(machine).steps()).map(PlanResource.StepView::status).containsOnly("done");
  }

  @Test
  void saysThatAMachineWithoutAProfileHasNoPlan() throws Exception {
    Machine stranger =
        node.inventory.sight(OTHER, "lab", new Sighting(Optional.empty(), Optional.empty()));
    assertThat(resource().answer(stranger, "GET", MissingNode.getInstance()))
        .isInstanceOf(Problem.class);
    assertThat(
            resource()
                .answer(stranger, "GET", Map.of("profile", "edge"), MissingNode.getInstance()))
        .isInstanceOf(PlanResource.View.class);
  }

  private PlanResource.View plan(Machine machine) {
    return (PlanResource.View) resource().answer(machine, "GET", MissingNode.getInstance());
  }

  private PlanResource resource() {
    return new PlanResource(
        node.inventory, node.settings.cookbooks(), node.turns, node.durations, node.clock);
  }

  private String why() {
    return node.inventory.explain(node.machine()).sentence();
  }

  private Machine control() {
    return control("lab");
  }

  /** Another machine, which has the role that this one needs and is about to converge it. */
  private Machine control(String site) {
    node.nextId("m-0000000002");
    Machine machine =
        node.inventory.sight(OTHER, site, new Sighting(Optional.empty(), Optional.empty()));
    for (Event event :
        List.of(
            new Event.Inspect("test"),
            new Event.HardwareReported(Node.HARDWARE),
            new Event.Assigned("control", "cp-1", "test"),
            new Event.Admitted(),
            new Event.InstallerStarted(),
            new Event.Installed("ssh-ed25519 AAAA", "/dev/vda", 60),
            new Event.Reachable("10.0.0.2"))) {
      node.inventory.apply(node.inventory.find(machine.id()).orElseThrow(), event);
    }
    return machine;
  }

  private void serve(Machine machine) {
    for (Event event :
        List.of(
            new Event.Converged(0, 0, 0, "x"),
            new Event.Accepted(0),
            new Event.Joined("none", "x"))) {
      node.inventory.apply(node.inventory.find(machine.id()).orElseThrow(), event);
    }
  }
}
