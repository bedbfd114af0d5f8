package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.Tokens;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.metrics.Metrics;
import org.edgeztp.server.repository.MirrorFault;
import org.edgeztp.server.syslog.LogBatch;
import org.edgeztp.server.syslog.SyslogServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes by syslog, as far as the timelines. */
class WitnessTest {
  private static final InetAddress SWITCH = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.3");
  private static final InetAddress STRANGER = InetAddress.ofLiteral("127.0.0.4");
  private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.5");

  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(),
          Clock.systemUTC(),
          () -> new MachineId("m-%010d".formatted(ids.incrementAndGet())));
  private final List<String> kept = new CopyOnWriteArrayList<>();
  private final SentAnswers answers = new SentAnswers(Clock.systemUTC());
  private Leases leases;
  private Witness witness;
  private Machine leaf;
  private Machine host;

  @BeforeEach
  void know() {
    leases = new Leases(List.of(), new MemoryLeaseStore(), Clock.systemUTC());
    witness =
        new Witness(
            new Whereabouts(inventory, leases),
            NetworkWatches.none(),
            (machine, source, text) -> kept.add(machine.id() + " " + source + ": " + text),
            new Metrics(inventory, leases, Clock.systemUTC()),
            answers,
            Clock.systemUTC());
    leaf = sight("52:54:00:77:00:41", SWITCH, Optional.of(facts("TW1")));
    host = sight("52:54:00:77:00:42", HOST, Optional.empty());
  }

  @AfterEach
  void close() {
    witness.close();
    leases.close();
  }

  @Test
  void keepsWhatTheInstallerOfASwitchSaysAndOfNobodyElse() throws IOException {
    try (var server = new SyslogServer(InetAddress.ofLiteral("127.0.0.1"), 0, witness::saw)) {
      for (InetAddress source : List.of(STRANGER, HOST, SWITCH)) {
        send(source, server.port(), "<134>Nov 25 10:00:01 os-install: from " + source);
      }
      await().until(() -> !logs(leaf).isEmpty());
    }
    assertThat(logs(leaf)).containsExactly("from /127.0.0.2");
    assertThat(logs(host)).isEmpty();
    assertThat(kept)
        .containsExactlyInAnyOrder(
            host.id() + " SYSLOG: from /127.0.0.3", leaf.id() + " SYSLOG: from /127.0.0.2");
    assertThat(inventory.all()).containsExactlyInAnyOrder(leaf, host);
  }

  @Test
  void saysHowManyLinesWereLost() {
    witness.saw(new LogBatch(SWITCH, List.of("a", "b"), 17));
    await().until(() -> !logs(leaf).isEmpty());
    assertThat(logs(leaf)).containsExactly("a\nb\n(17 lines lost)");
  }

  @Test
  void keepsOnlySoMuchOfARunAndSaysSo() {
    for (int i = 0; i < 1000; i++) {
      witness.saw(new LogBatch(SWITCH, List.of("line " + i), 0));
    }
    Machine other = sight("52:54:00:77:00:43", OTHER, Optional.of(facts("TW2")));
    witness.saw(new LogBatch(OTHER, List.of("the last"), 0));
    await().until(() -> !logs(other).isEmpty());
    assertThat(logs(leaf))
        .hasSize(201)
        .startsWith("line 0")
        .endsWith("line 199", "the installer says more, which its log has");
    assertThat(kept.stream().filter(line -> line.contains(" line "))).hasSize(1000);
  }

  @Test
  void saysOfEachMachineOnceWhatAnOfflineMirrorLacks() {
    String needed = "debian/pool/main/h/hello/hello_1_amd64.deb";
    for (String path : List.of(needed, needed, "debian/dists/trixie/main/i18n/Translation-en")) {
      witness.saw(new MirrorFault(HOST, path, MirrorFault.Kind.MISSING, "not here"));
    }
    await().until(() -> refusals().size() == 2);
    assertThat(refusals().getFirst().text()).isEqualTo("package mirror, " + needed + ": not here");
    assertThat(refusals())
        .extracting(entry -> entry.facts().containsKey(Entry.SIGN))
        .containsExactly(true, false);
  }

  @Test
  void keepsAllOfTheLastAnswersToEachMachine() {
    for (int i = 0; i < 10; i++) {
      witness.saw(offer("52:54:00:77:00:42", i));
      witness.saw(offer("52:54:00:77:00:99", i));
    }
    String last = "option 67 boot-file: 9.efi";
    await().until(() -> answers.of(host).stream().anyMatch(one -> one.lines().contains(last)));

    assertThat(answers.of(host)).hasSize(8);
    assertThat(answers.of(host).getFirst().lines()).containsExactly("option 67 boot-file: 2.efi");
    assertThat(answers.of(host).getLast())
        .returns("DHCP", SentAnswers.View::protocol)
        .returns("DISCOVER", SentAnswers.View::question)
        .returns("OFFER", SentAnswers.View::answer);
    assertThat(answers.of(leaf)).isEmpty();
  }

  @Test
  void keepsWhatProvesATokenOutOfAnswers() {
    String token = new Tokens(new byte[32]).of(host).text();
    witness.saw(answered(host.mac(), Firmware.ONIE, "option 114 URL: http://h/run/" + token));
    await().until(() -> !answers.of(host).isEmpty());
    assertThat(answers.of(host).getFirst().lines().getFirst())
        .endsWith("." + "***")
        .doesNotContain(token);
  }

  private static DhcpEvent.Answered offer(String mac, int number) {
    return answered(new MacAddress(mac), Firmware.UEFI, "option 67 boot-file: " + number + ".efi");
  }

  private static DhcpEvent.Answered answered(MacAddress mac, Firmware firmware, String line) {
    return new DhcpEvent.Answered(
        mac,
        firmware,
        "DISCOVER",
        "OFFER",
        Ipv4.parse("10.77.0.50"),
        "what it boots",
        "install",
        () -> List.of(line));
  }

  private List<Entry> refusals() {
    return inventory.timeline(host.id(), 0, 2000).stream()
        .filter(entry -> entry.kind().equals("refused"))
        .toList();
  }

  private Machine sight(String mac, InetAddress address, Optional<SwitchFacts> facts) {
    return inventory.sight(
        new MacAddress(mac),
        "lab",
        new Sighting(Optional.empty(), Optional.of(address), Architecture.UNKNOWN, facts));
  }

  private static SwitchFacts facts(String serial) {
    return new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", serial, "2023.02", "");
  }

  private List<String> logs(Machine machine) {
    return inventory.timeline(machine.id(), 0, 2000).stream()
        .filter(entry -> entry.kind().equals("log"))
        .map(Entry::text)
        .toList();
  }

  private static void send(InetAddress from, int port, String message) throws IOException {
    byte[] bytes = message.getBytes(UTF_8);
    try (var socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
      socket.send(
          new DatagramPacket(bytes, bytes.length, InetAddress.ofLiteral("127.0.0.1"), port));
    }
  }
}
