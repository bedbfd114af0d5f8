package org.edgeztp.server.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.edgeztp.inventory.web.Rejected;
import org.edgeztp.server.boot.Admission;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.power.BmcStore;
import org.edgeztp.server.power.BootMedium;
import org.edgeztp.server.power.Power;
import org.edgeztp.server.secret.Vault;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** From a list of machines to the machines, with no rule that takes any on. */
class ArrivalsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final MacAddress OTHER = new MacAddress("52:54:00:77:00:02");

  @TempDir Path folder;
  private final Vault vault = new Vault(new byte[32]);
  private Database database;
  private Inventory inventory;
  private Power power;
  private Arrivals arrivals;
  private Intake intake;

  @BeforeEach
  void start() {
    database = Database.open(folder.resolve("ztp"));
    var ids = new AtomicInteger();
    inventory =
        new Inventory(
            new SqlMachineStore(database),
            Policy.of(Machines.PROFILE),
            new TestClock(),
            () -> new MachineId("m-%010d".formatted(ids.incrementAndGet())));
    power =
        new Power(
            inventory,
            new BmcStore(database.source(), vault),
            new BootMedium(List.of(), 80, Optional.empty()));
    restart();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void registersAtOnceWhatIsKnownByOneCard() {
    post("{'items': [{'mac': '525400770001', 'profile': 'edge', 'bmc-address': '10.9.0.7'}]}");
    Machine machine = inventory.find(Machines.MAC).orElseThrow();
    assertThat(machine.state()).isEqualTo(State.INSPECTING);
    assertThat(power.bmc(machine).orElseThrow().address()).isEqualTo("10.9.0.7");
  }

  @Test
  void knowsAMachineByTheSerialNumberThatItsRamdiskTells() {
    post(
        "{'items': [{'serial': 'LAB-0001', 'name': 'db1', 'profile': 'edge',"
            + " 'bmc-address': '10.9.0.7', 'bmc-password': 'hush'}]}");
    assertThat(inventory.all()).isEmpty();
    restart();
    Machine seen = intake.consider(sighted(Machines.MAC));
    assertThat(seen.state()).isEqualTo(State.INSPECTING);
    Machine ready = reported(seen, Machines.HARDWARE);
    arrivals.arrive(intake::consider);
    intake.assign(ready);
    Machine assigned = inventory.find(ready.id()).orElseThrow();
    assertThat(assigned.state()).isEqualTo(State.QUEUED);
    assertThat(assigned.hostname()).contains("db1");
    assertThat(assigned.profile()).contains("edge");
    assertThat(power.bmc(assigned).orElseThrow().password()).isEqualTo("hush");
    assertThat(arrivals.all().getFirst().machine()).contains(ready.id());
  }

  @Test
  void leavesAMachineAloneThatTurnsOutToBeAnother() {
    post("{'items': [{'serial': 'SN-7', 'profile': 'edge'}]}");
    Machine ready = reported(intake.consider(sighted(Machines.MAC)), Machines.HARDWARE);
    intake.assign(ready);
    assertThat(inventory.find(ready.id()).orElseThrow().state()).isEqualTo(State.READY);
    assertThat(arrivals.all().getFirst().machine()).isEmpty();
  }

  @Test
  void showsAConflictAndGuessesNothing() {
    post("{'items': [{'mac': '525400770001', 'serial': 'SN-7', 'profile': 'edge'}]}");
    Machine machine = inventory.find(Machines.MAC).orElseThrow();
    Machine ready = reported(machine, Machines.HARDWARE);
    intake.assign(ready);
    intake.assign(ready);
    assertThat(inventory.find(ready.id()).orElseThrow().state()).isEqualTo(State.READY);
    assertThat(inventory.timeline(ready.id(), 0, 100))
        .extracting(Entry::text)
        .containsOnlyOnce(
            "m-0000000001 boots from 52:54:00:77:00:01 and tells serial LAB-0001, and was announced"
                + " with address 52:54:00:77:00:01 and serial SN-7: correct the list and import it"
                + " again");
  }

  @Test
  void takesNeitherOfTwoMachinesWithOneSerialNumber() {
    post("{'items': [{'serial': 'LAB-0001', 'profile': 'edge'}]}");
    Machine one = reported(intake.consider(sighted(Machines.MAC)), Machines.HARDWARE);
    Machine two = reported(intake.consider(sighted(OTHER)), hardware("LAB-0001", OTHER));
    arrivals.arrive(intake::consider);
    intake.assign(one);
    intake.assign(two);
    assertThat(inventory.all()).extracting(Machine::state).containsOnly(State.READY);
    assertThat(arrivals.all().getFirst().machine()).isEmpty();
  }

  @Test
  void takesInNothingOfAListWithAWrongLine() {
    Object answer =
        post("{'items': [{'mac': '525400770001'}, {'serial': 'SN-1', 'profile': 'db'}]}");
    assertThat(answer).isInstanceOf(Rejected.class);
    assertThat(JSON.writeValueAsString(((Rejected) answer).body()))
        .contains("\"accepted\":false")
        .contains("{\"field\":\"profile\",\"text\":\"no profile 'db'; there are [edge]\"}");
    assertThat(arrivals.all()).isEmpty();
    assertThat(inventory.all()).isEmpty();
  }

  @Test
  void doesNothingInADryRun() {
    Object answer =
        resource()
            .answer(
                "POST",
                Map.of("dry-run", "true"),
                JSON.readTree("{\"items\": [{\"mac\": \"525400770001\"}]}"));
    assertThat(text(answer)).contains("\"result\":\"new\"");
    assertThat(arrivals.all()).isEmpty();
    assertThat(inventory.all()).isEmpty();
  }

  @Test
  void changesNothingWhenTheSameListComesAgain() {
    String list =
        "{'items': [{'mac': '525400770001', 'bmc-address': '10.9.0.7', 'bmc-password': 'hush'},"
            + " {'serial': 'SN-1', 'bmc-address': '10.9.0.8', 'bmc-password': 'hush'}]}";
    post(list);
    int entries = inventory.entries(0, 100).size();
    restart();
    assertThat(text(post(list))).contains("unchanged").doesNotContain("\"result\":\"new\"");
    assertThat(inventory.entries(0, 100)).hasSize(entries);
    assertThat(text(post(list.replace("hush", "loud")))).contains("changed");
    Machine machine = inventory.find(Machines.MAC).orElseThrow();
    assertThat(power.bmc(machine).orElseThrow().password()).isEqualTo("loud");
  }

  @Test
  void leavesTheControllerAloneThatALineDoesNotTellOf() {
    post("{'items': [{'mac': '525400770001', 'bmc-address': '10.9.0.7'}]}");
    String list = "{'items': [{'mac': '525400770001', 'rack': 'R1'}]}";
    assertThat(text(post(list))).contains("\"result\":\"changed\"");
    assertThat(text(post(list))).contains("\"result\":\"unchanged\"");
    Machine machine = inventory.find(Machines.MAC).orElseThrow();
    assertThat(power.bmc(machine).orElseThrow().address()).isEqualTo("10.9.0.7");
  }

  @Test
  void givesThePlaceOfARetiredMachineToTheOneThatTellsTheSame() {
    post("{'items': [{'serial': 'LAB-0001', 'profile': 'edge'}]}");
    Machine old = reported(intake.consider(sighted(Machines.MAC)), Machines.HARDWARE);
    arrivals.arrive(intake::consider);
    inventory.apply(old, new Event.Retire("an operator"));
    Machine next = reported(intake.consider(sighted(OTHER)), hardware("LAB-0001", OTHER));
    arrivals.arrive(intake::consider);
    intake.assign(next);
    assertThat(inventory.find(next.id()).orElseThrow().state()).isEqualTo(State.QUEUED);
    assertThat(arrivals.all().getFirst().machine()).contains(next.id());
  }

  @Test
  void keepsPasswordsSealedAndTellsThemToNobody() {
    post(
        "{'items': [{'serial': 'SN-1', 'bmc-address': '10.9.0.8', 'bmc-user': 'admin',"
            + " 'bmc-password': 'hush'}]}");
    List<String> rows =
        Jdbi.create(database.source())
            .withHandle(handle ->
                handle.createQuery("select sealed from expected").mapTo(String.class).list());
    assertThat(rows).singleElement().asString().isNotEmpty().doesNotContain("hush");
    assertThat(vault.open(rows.getFirst(), "expected 1")).isEqualTo("hush");
    assertThat(text(resource().answer("GET", JSON.missingNode())))
        .contains("ipmi at 10.9.0.8:623 as 'admin'")
        .doesNotContain("hush");
    assertThat(arrivals.all().toString()).doesNotContain("hush");
  }

  @Test
  void forgetsAPasswordThatWentOverToTheMachine() {
    post("{'items': [{'mac': '525400770001', 'bmc-address': '10.9.0.7', 'bmc-password': 'hush'}]}");
    Optional<String> sealed =
        Jdbi.create(database.source())
            .withHandle(handle ->
                handle
                    .createQuery("select sealed from expected where sealed is not null")
                    .mapTo(String.class)
                    .findFirst());
    assertThat(sealed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"db1", "sn-1", "52-54-00-77-00-09", "4C4C4544-0042-3510-8054-B6C04F4D3233"})
  void forgetsAMachineByWhatItIsCalled(String ref) {
    post(
        "{'items': [{'name': 'db1', 'serial': 'SN-1', 'mac': '525400770009 525400770010',"
            + " 'uuid': '4c4c4544-0042-3510-8054-b6c04f4d3233'}, {'serial': 'SN-2'}]}");
    assertThat(text(resource().item("DELETE", ref)))
        .contains("db1, known by address 52:54:00:77:00:09 and address", "is expected no longer");
    restart();
    assertThat(arrivals.all()).extracting(one -> one.told().label()).containsExactly("serial SN-2");
  }

  @Test
  void forgetsNoneOfTwoThatAreCalledTheSame() {
    post("{'items': [{'name': 'db1', 'serial': 'SN-1'}, {'serial': 'DB1'}]}");
    assertThat(text(resource().item("DELETE", "db1")))
        .contains("serial SN-1, serial DB1; say which");
    assertThat(text(resource().item("DELETE", "db2"))).contains("no machine that is called 'db2'");
    assertThat(arrivals.all()).hasSize(2);
  }

  @Test
  void leavesAMachineThatHasComeWhereItIsWhenItsAnnouncementIsForgotten() {
    post("{'items': [{'mac': '525400770001', 'profile': 'edge', 'bmc-address': '10.9.0.7'}]}");
    Machine machine = inventory.find(Machines.MAC).orElseThrow();
    assertThat(text(resource().item("DELETE", "525400770001")))
        .contains("it has come as m-0000000001");
    assertThat(arrivals.all()).isEmpty();
    assertThat(inventory.find(machine.id())).contains(machine);
    assertThat(power.bmc(machine)).isPresent();
  }

  /** What is in memory is gone; what is in the database stays. */
  private void restart() {
    arrivals = new Arrivals(inventory, new ExpectedStore(database.source(), vault), power, "lab");
    intake = new Intake(inventory, Admission.ofSite(8), arrivals);
  }

  private ExpectedResource resource() {
    return new ExpectedResource(arrivals, intake::consider);
  }

  private Object post(String json) {
    return resource().answer("POST", JSON.readTree(json.replace('\'', '"')));
  }

  private static String text(Object answer) {
    return JSON.writeValueAsString(answer);
  }

  private Machine sighted(MacAddress mac) {
    return inventory.sight(mac, "lab", new Sighting(Optional.empty(), Optional.empty()));
  }

  private Machine reported(Machine machine, Hardware hardware) {
    return inventory.apply(machine, new Event.HardwareReported(hardware)).after(machine);
  }

  private static Hardware hardware(String serial, MacAddress mac) {
    Hardware lab = Machines.HARDWARE;
    return new Hardware(
        lab.cpus(),
        lab.memoryBytes(),
        lab.firmware(),
        lab.vendor(),
        lab.product(),
        serial,
        "",
        lab.disks(),
        List.of(new Nic("eth0", mac, true, "", "", 0, Optional.empty())),
        lab.platform(),
        Optional.empty());
  }
}
