package org.edgeztp.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.layout.Links;
import org.edgeztp.inventory.layout.Storage;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Condition;
import org.edgeztp.inventory.machine.Fact;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;

/** A switch is its serial number and its address together. */
class SwitchIdentityTest {
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:41");
  private static final MacAddress OTHER = new MacAddress("52:54:00:77:00:42");

  private static final Profile LEAF =
      new Profile(
          "leaf",
          Profile.Installer.ONIE,
          "sonic",
          "leaf-{serial}",
          List.of(),
          Map.of(),
          "",
          "central",
          Duration.ofHours(1),
          Duration.ofHours(1),
          Storage.WHOLE_DISK,
          Links.EVERY_CARD,
          List.of(),
          Optional.of(new Profile.Ztp(Optional.empty(), Optional.empty())),
          Optional.empty(),
          false);

  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE, LEAF),
          Clock.systemUTC(),
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));

  @Test
  void aSwitchThatNobodyRegisteredIsDiscoveredWithWhatItTells() {
    BootTarget target = ask(boot(List.of()), MAC, "TW1");
    assertThat(target.why()).isEqualTo("no rule takes this switch on");
    assertThat(machine(MAC).kind()).isEqualTo(Machine.Kind.SWITCH);
    assertThat(machine(MAC).serial()).contains("TW1");
    assertThat(machine(MAC).hardware().orElseThrow().product()).isEqualTo("accton_as7712_32x");
  }

  @Test
  void aRuleOfServersLeavesItAloneAndOneOfSwitchesTakesItOn() {
    var servers = new Rule("servers", "lab", "edge");
    assertThat(ask(boot(List.of(servers)), MAC, "TW1")).isInstanceOf(BootTarget.Nothing.class);
    assertThat(ask(boot(List.of(servers, rule("dell*", "*"))), MAC, "TW1"))
        .isInstanceOf(BootTarget.Nothing.class);
    assertThat(ask(boot(List.of(servers, rule("Accton", "*as7712*"))), MAC, "TW1"))
        .isInstanceOf(BootTarget.OnieInstaller.class);
    assertThat(machine(MAC).state()).isEqualTo(State.INSPECTING);
  }

  @Test
  void aSerialNumberOfAnotherAddressIsAConflictThatAPersonEnds() {
    Boot boot = boot(List.of(rule("*", "*")));
    ask(boot, MAC, "TW1");
    BootTarget target = ask(boot, OTHER, "TW1");
    assertThat(target).isInstanceOf(BootTarget.Nothing.class);
    assertThat(target.why())
        .contains("serial TW1 belongs to m-0000000001 with the address " + MAC)
        .contains("retire m-0000000001");
    assertThat(machine(OTHER).state()).isEqualTo(State.DISCOVERED);
    assertThat(machine(OTHER).serial()).isEmpty();

    inventory.apply(machine(MAC), new Event.InspectFailed("gone", CauseCode.INSPECTION_FAILED));
    inventory.apply(machine(MAC), new Event.Retire("a person"));
    assertThat(ask(boot, OTHER, "TW1")).isInstanceOf(BootTarget.OnieInstaller.class);
    assertThat(machine(OTHER).serial()).contains("TW1");
  }

  @Test
  void anAddressWithAnotherSerialNumberIsAConflictThatAPersonEnds() {
    Boot boot = boot(List.of(rule("*", "*")));
    ask(boot, MAC, "TW1");
    BootTarget target = ask(boot, MAC, "TW2");
    assertThat(target).isInstanceOf(BootTarget.Nothing.class);
    assertThat(target.why()).contains("had serial TW1 and tells TW2 now");
    assertThat(machine(MAC).serial()).contains("TW1");

    inventory.apply(
        machine(MAC), new Event.InspectFailed("another switch", CauseCode.INSPECTION_FAILED));
    inventory.apply(machine(MAC), new Event.Retire("a person"));
    inventory.apply(machine(MAC), new Event.Rediscovered("a person"));
    assertThat(ask(boot, MAC, "TW2")).isInstanceOf(BootTarget.OnieInstaller.class);
    assertThat(machine(MAC).serial()).contains("TW2");
  }

  @Test
  void aSystemOnASwitchThatNobodyKnowsIsLeftAlone() {
    var sonic = Client.onSwitch(MAC, Firmware.SONIC);
    assertThat(boot(List.of(rule("*", "*"))).target(sonic, Optional.empty()))
        .isInstanceOf(BootTarget.Nothing.class);
    assertThat(inventory.find(MAC)).isEmpty();
  }

  private Boot boot(List<Rule> rules) {
    Stock nothing = new Stock(Set.of(), Set.of());
    inventory.follow(new Policy(inventory.policy().profiles(), rules));
    return new Boot(
        inventory,
        new Intake(inventory, Admission.ofSite(8)),
        new Tokens(new byte[32]),
        nothing,
        "lab");
  }

  private static Rule rule(String vendor, String model) {
    return new Rule(
        "switches",
        "lab",
        "leaf",
        Machine.Kind.SWITCH,
        List.of(
            new Condition(Fact.VENDOR, List.of(vendor)), new Condition(Fact.MODEL, List.of(model))),
        Optional.empty());
  }

  private static BootTarget ask(Boot boot, MacAddress mac, String serial) {
    var facts = new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", serial, "", "");
    var client =
        new Client(mac, Optional.empty(), Firmware.ONIE, Architecture.UNKNOWN, Optional.of(facts));
    return boot.target(client, Optional.of(Inet4Address.ofLiteral("10.77.0.50")));
  }

  private Machine machine(MacAddress mac) {
    return inventory.find(mac).orElseThrow();
  }
}
