package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.layout.Links;
import org.edgeztp.inventory.layout.Storage;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.MissingNode;

/** A server that is plugged into a switch, and both come into service. */
class AfterSwitchTest {
  private static final MacAddress LEAF = new MacAddress("52:54:00:00:00:41");

  @TempDir Path directory;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory);
    node.inventory.follow(Policy.of(profile("edge", true), profile("leaf", false)));
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"leaf-1", "LEAF-1.example.net", "TW1", "52:54:00:00:00:41"})
  void waitsForTheSwitchThatItHeard(String heard) throws Exception {
    Machine leaf = leaf("lab");
    Machine server = server(heard);
    node.convergence.advance(server);
    assertThat(node.state()).isEqualTo(State.WAITING);
    assertThat(node.inventory.explain(node.machine()).sentence())
        .endsWith("it is plugged into switch leaf-1 (INSTALLED)");
    assertThat(plan().switches())
        .containsExactly(new PlanResource.SwitchView("leaf-1", List.of("Ethernet4"), false));
    apply(leaf, new Event.SystemStarted("SONiC"));
    node.turns.sweep();
    assertThat(node.told("queue")).containsExactly("it is plugged into switch leaf-1 (CONVERGING)");
    assertThat(plan().waits()).isEqualTo("it is plugged into switch leaf-1 (CONVERGING)");
    apply(leaf, new Event.Converged(0, 0, 0, "x"));
    apply(leaf, new Event.Accepted(0));
    apply(leaf, new Event.Joined("none", "x"));
    node.turns.sweep();
    assertThat(node.state()).isEqualTo(State.INSTALLED);
    assertThat(plan().waits()).isNull();
    assertThat(plan().switches()).extracting(PlanResource.SwitchView::met).containsExactly(true);
  }

  @Test
  void waitsForNoSwitchThatNobodyBringsIntoService() throws Exception {
    node.nextId("m-0000000041");
    sightLeaf("lab");
    node.nextId("m-0123456789");
    node.convergence.advance(server("TW1"));
    assertThat(node.state()).isEqualTo(State.CONVERGING);
  }

  @Test
  void waitsForNoSwitchOfAnotherSite() throws Exception {
    leaf("elsewhere");
    node.convergence.advance(server("leaf-1"));
    assertThat(node.state()).isEqualTo(State.CONVERGING);
  }

  @Test
  void waitsOnlyWhereItsProfileSaysSo() throws Exception {
    node.inventory.follow(Policy.of(profile("edge", false), profile("leaf", false)));
    leaf("lab");
    node.convergence.advance(server("leaf-1"));
    assertThat(node.state()).isEqualTo(State.CONVERGING);
    assertThat(plan().switches()).isEmpty();
  }

  private PlanResource.View plan() {
    return (PlanResource.View)
        new PlanResource(
                node.inventory, node.settings.cookbooks(), node.turns, node.durations, node.clock)
            .answer(node.machine(), "GET", MissingNode.getInstance());
  }

  /** A switch whose system was installed. */
  private Machine leaf(String site) {
    node.nextId("m-0000000041");
    Machine leaf = sightLeaf(site);
    apply(leaf, new Event.Inspect("test"));
    apply(leaf, new Event.HardwareReported(leaf.hardware().orElseThrow()));
    apply(leaf, new Event.Assigned("leaf", "leaf-1", "test"));
    apply(leaf, new Event.Admitted());
    apply(leaf, new Event.InstallerStarted());
    apply(leaf, new Event.Installed("", "", 60));
    node.nextId("m-0123456789");
    return leaf;
  }

  private Machine sightLeaf(String site) {
    var facts = new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", "TW1", "", "");
    return node.inventory.sight(
        LEAF,
        site,
        new Sighting(Optional.empty(), Optional.empty(), Architecture.UNKNOWN, Optional.of(facts)));
  }

  /** A server whose system was installed, and whose first card heard a switch. */
  private Machine server(String heard) throws Exception {
    Machine seen =
        node.inventory.sight(
            Node.MAC,
            "lab",
            new Sighting(Optional.empty(), Optional.of(InetAddress.getLoopbackAddress())));
    apply(seen, new Event.Inspect("test"));
    apply(seen, new Event.HardwareReported(plugged(heard)));
    apply(seen, new Event.Assigned("edge", "edge-1", "test"));
    apply(seen, new Event.Admitted());
    apply(seen, new Event.InstallerStarted());
    apply(seen, new Event.Installed(node.host.hostKey(), "/dev/vda", 60));
    return node.machine();
  }

  private void apply(Machine machine, Event event) {
    node.inventory.apply(node.inventory.find(machine.id()).orElseThrow(), event);
  }

  private static Hardware plugged(String heard) {
    Hardware like = Node.HARDWARE;
    var card =
        new Nic(
            "eth0",
            Node.MAC,
            true,
            "",
            "",
            1000,
            Optional.of(new Nic.Neighbour(heard, "Ethernet4", "")));
    return new Hardware(
        like.cpus(),
        like.memoryBytes(),
        like.firmware(),
        like.vendor(),
        like.product(),
        like.serial(),
        like.uuid(),
        like.disks(),
        List.of(card),
        like.platform(),
        like.onie());
  }

  private static Profile profile(String name, boolean afterSwitch) {
    Profile like = Node.named(name, "base");
    return new Profile(
        name,
        like.installer(),
        like.image(),
        like.hostname(),
        like.roles(),
        Map.of(),
        "",
        like.orchestrator(),
        Duration.ofHours(1),
        Duration.ofHours(1),
        Storage.WHOLE_DISK,
        Links.EVERY_CARD,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        afterSwitch);
  }
}
