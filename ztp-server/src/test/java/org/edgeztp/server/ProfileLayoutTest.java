package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.assets.DiskLayout;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.layout.DiskLayouts;
import org.edgeztp.server.layout.NetworkFiles;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Storage and network of profiles as files write them. Each {@code network} in the folder stands
 * beside the files that systemd-networkd gets of it; {@code -Dgolden.update=true} rewrites those
 * and fails once.
 */
class ProfileLayoutTest {
  private static final Path GOLDENS = Path.of("src/test/resources/org/edgeztp/server/layout");

  @TestFactory
  Stream<DynamicTest> aNetworkBecomesItsFiles() throws Exception {
    try (var files = Files.list(GOLDENS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path yaml) throws Exception {
    NetworkFiles network =
        NetworkFiles.of(profile("network:\n" + Files.readString(yaml)).network(), machine());
    String text =
        network.files().stream()
                .map(file -> "# " + file.name() + "\n" + file.text())
                .collect(Collectors.joining("\n"))
            + "\n# name servers %s; the server goes to %s\n"
                .formatted(
                    network.nameServers(),
                    network.own().map(InetAddress::getHostAddress).orElse("its lease"));
    Path golden = Path.of(yaml.toString().replace(".yaml", ".expected"));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, text);
      fail("rewrote " + golden);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  @Test
  void aMachineWithoutAnAddressOfItsOwnIsToldOfByAllThatItIsKnownBy() {
    var network = profile("network: [{name: lan, addresses: {SN-9: 10.77.0.9/24}}]").network();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkFiles.of(network, machine()))
        .withMessageContaining("no address for this machine on its link 'lan'")
        .withMessageContaining("52:54:00:77:00:01, LAB-0001");
  }

  @Test
  void storageBecomesNumberedPartitionsAndVolumes() {
    DiskLayout layout =
        DiskLayouts.of(
            profile(
                    """
                    storage:
                      disk: {size: [">= 8 GiB", "<= 2 TiB"], transport: nvme, rotational: false, serial: [A, B]}
                      mirrored: true
                      partitions:
                        - {filesystem: swap, size: 1 GiB}
                        - volume-group: vg0
                          volumes:
                            - {name: root, mount: /, size: 4 GiB}
                            - {name: data, mount: /srv, filesystem: xfs}
                    """)
                .storage(),
            400L << 20);
    assertThat(layout.wanted())
        .isEqualTo(
            new DiskLayout.Wanted(
                List.of(),
                List.of("A", "B"),
                List.of(),
                Optional.of("nvme"),
                Optional.of(false),
                8L << 30,
                2L << 40,
                true));
    assertThat(layout.partitions())
        .extracting(DiskLayout.Partition::mebibytes)
        .containsExactly(512L, 1024L, 0L);
    assertThat(layout.fileSystems())
        .extracting(system -> system.place() + " " + system.mount())
        .containsExactly("vg0/root /", "3 /boot", "vg0/data /srv", "4 ");
  }

  @Test
  void mountsOuterFileSystemsBeforeThoseInThemAndSwapLast() {
    DiskLayout layout =
        DiskLayouts.of(
            profile(
                    """
                    storage:
                      partitions:
                        - {filesystem: swap, size: 64 MiB}
                        - {filesystem: swap, size: 64 MiB}
                        - volume-group: vg0
                          volumes:
                            - {name: a, mount: /var/lib, size: 64 MiB}
                            - {name: b, mount: /var, size: 64 MiB}
                            - {name: root, mount: /}
                    """)
                .storage(),
            400L << 20);
    assertThat(layout.fileSystems())
        .extracting(system -> system.place() + " " + system.mount())
        .containsExactly("vg0/root /", "3 /boot", "vg0/b /var", "vg0/a /var/lib", "4 ", "5 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "storage: {partitions: [{mont: /}]} | unknown key 'profiles.storage.partitions.mont', did you mean 'mount'?",
        "storage: {disk: {sice: 1 GiB}} | unknown key 'profiles.storage.disk.sice', did you mean 'size'?",
        "network: [{name: lan, adress: dhcp}] | unknown key 'profiles.network.adress', did you mean 'address'?",
        "storage: {disk: {size: 5 GiB}} | '5 GiB' is no size of a disk; write '>= 100 GiB'",
        "storage: {partitions: [{mount: /, size: big}]} | 'big' is no size",
        "storage: {partitions: [{mount: /srv}]} | profile 'p': nothing is mounted at /",
        "storage: {partitions: [{mount: /, volumes: [{name: a}]}]} | a partition with volumes has a 'volume-group'",
        "storage: {partitions: [{mount: /, volume-group: a}]} | has no 'mount'",
        "network: [{name: a}, {name: a, card: x}] | two links are called 'a'",
        "network: [{name: v, vlan: {id: 5, link: a}}] | the VLAN 'v' is on 'a', which is no link before it",
        "network: [{name: a}, {name: v, vlan: {id: 5000, link: a}}] | 5000 is no VLAN",
        "network: [{name: b, bond: {mode: lacp, members: [boot]}}] | unknown mode 'bond lacp'",
        "network: [{name: b, bond: {mode: active-backp, members: [boot]}}] | did you mean 'active-backup'?",
        "network: [{name: a}, {name: b, bridge: [a]}] | 'a' is part of 'b', so it has no address",
        "network: [{name: a}, {name: c, card: x, address: none}, {name: b, bond: {members: [c]}}] | 'c' is part of 'b', which is made of cards alone",
        "network: [{name: a}, {name: c, bridge: [x], address: none}, {name: b, bridge: [c]}] | 'c' is part of 'b', and both are bridges",
        "network: [{name: a}, {name: b, bridge: [boot]}] | 'boot' is part of 'a' and of 'b'",
        "network: [{name: a, address: none}] | the first link has no address",
        "network: [{name: a, addresses: {x: 10.0.0.5}}] | is no address as 10.20.0.5/24",
        "network: [{name: a, addresses: {x: 10.0.0.5/24, y: 10.0.0.5/24}}] | two machines have the address 10.0.0.5",
        "network: [{name: a, addresses: {x: 10.0.0.5/24}, gateway: 10.0.1.1}] | the gateway 10.0.1.1 is not in the network of",
        "network: [{name: a, gateway: 10.0.0.1}] | 'gateway' and 'dns' go with 'addresses'",
        "network: [{name: a, card: boot, bridge: [x]}] | it is one of 'card', 'bond', 'vlan' and 'bridge'",
        "network: [{name: 'a b'}] | is no name of a link",
        "network: [{name: a, card: '$(reboot)'}] | is no card",
        "users: [{name: Ada, keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ada]}] | profile 'p': 'Ada' is no name of a user",
        "users: [{name: root, keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ada]}] | root is the server's own",
        "users: [{name: ada}] | the user 'ada' has no 'keys' to log in with",
        "users: [{name: ada, keys: [AAAAC3NzaC1lZDI1NTE5]}] | 'AAAAC3NzaC1lZDI1NTE5' is no public key",
        "users: [{name: ada, keys: [a]}, {name: ada, keys: [a]}] | two users are called 'ada'",
        "kernel-options: quiet $(reboot) | profile 'p': 'quiet $(reboot)' are no kernel options",
        "installer: preseed, network: [{name: a}] | has storage, network or users, which only images have"
      })
  void refusesWhatCannotBe(String lines, String why) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> profile(lines))
        .withMessageContaining(why);
  }

  private static Profile profile(String lines) {
    String installer = lines.startsWith("installer") ? lines.split(",", 2)[0] + "\n" : "";
    String rest = lines.startsWith("installer") ? lines.split(",", 2)[1].strip() : lines;
    String yaml =
        "profiles:\n  - name: p\n    image: debian-13\n    orchestrator: o\n"
            + (installer + rest).indent(4);
    return ConfigFile.parsePolicy(yaml, "site.yaml").profiles().getFirst().toProfile();
  }

  private static Machine machine() {
    Draft draft =
        Machine.discovered(new MachineId("m-0000000001"), "s1", Machines.MAC, Machines.NOON)
            .draft();
    draft.serial = Optional.of("LAB-0001");
    return draft.toMachine();
  }
}
