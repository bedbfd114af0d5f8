package org.edgeztp.server.bench;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.Platform;
import org.edgeztp.inventory.machine.State;

/**
 * Made-up servers, each the same whenever it is asked for: two network cards and two disks, as dull
 * as in a real rack. Of a hundred, 93 are in service, 4 ready, 2 failed and 1 is not taken on.
 */
final class Fleet {
  static final String SITE = "bench";

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> VENDORS = List.of("Dell Inc.", "HPE", "Lenovo", "Supermicro");
  private static final List<String> CPUS =
      List.of("AMD EPYC 9354P 32-Core Processor", "Intel(R) Xeon(R) Gold 6430");
  private static final List<String> DISKS =
      List.of("SAMSUNG MZQL23T8HCLS-00A07", "KIOXIA KCD8XPUG3T84", "Micron_7450_MTFDKCC3T8TFR");

  private Fleet() {}

  static MachineId id(int number) {
    return new MachineId("m-%010x".formatted(number));
  }

  static String serial(int number) {
    return "SN%07d".formatted(number);
  }

  static String hostname(int number) {
    return "edge-%06d".formatted(number);
  }

  static Machine machine(int number) {
    MacAddress mac = mac(0, number);
    Instant since = BEGIN.plusSeconds(number * 60L);
    Draft draft = Machine.discovered(id(number), SITE, mac, since).draft();
    draft.state = state(number);
    draft.architecture = Architecture.X86_64_UEFI;
    if (draft.state != State.DISCOVERED) {
      Hardware hardware = hardware(number, mac);
      draft.hardware = Optional.of(hardware);
      draft.serial = Optional.of(hardware.serial());
      draft.uuid = Optional.of(hardware.uuid());
      draft.address = Optional.of(InetAddress.ofLiteral(address(number)));
    }
    if (draft.state == State.IN_SERVICE || draft.state == State.FAILED) {
      draft.hostname = Optional.of(hostname(number));
      draft.profile = Optional.of("profile-" + number % 7);
      draft.hostKey =
          Optional.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI%043d root@host".formatted(number));
      draft.run = 1;
      draft.boot = 1;
    }
    if (draft.state == State.FAILED) {
      draft.failure =
          Optional.of(
              new Failure(
                  State.CONVERGING,
                  CauseCode.RECIPE_FAILED,
                  "package[chrony] failed: the mirror answered 503"));
    }
    return draft.toMachine();
  }

  private static State state(int number) {
    int part = number % 100;
    return part < 93
        ? State.IN_SERVICE
        : part < 97 ? State.READY : part < 99 ? State.FAILED : State.DISCOVERED;
  }

  private static Hardware hardware(int number, MacAddress mac) {
    String vendor = VENDORS.get(number % VENDORS.size());
    int cores = 16 << number % 4;
    return new Hardware(
        2 * cores,
        64L << (30 + number % 5),
        "uefi",
        vendor,
        "Model " + number % 9,
        serial(number),
        "4c4c4544-0000-4000-8000-%012x".formatted(number),
        List.of(disk("nvme0n1", 2 * number), disk("nvme1n1", 2 * number + 1)),
        List.of(nic("eno1", number, 0, mac), nic("eno2", number, 1, mac(1, number))),
        Optional.of(platform(number, vendor, cores)),
        Optional.empty());
  }

  private static Disk disk(String name, int number) {
    return new Disk(
        name,
        3840L * 1_000_000_000,
        "",
        DISKS.get(number % DISKS.size()),
        "S%013d".formatted(number),
        "eui.36344830%08x".formatted(number),
        "nvme",
        false,
        List.of());
  }

  private static Nic nic(String name, int number, int port, MacAddress mac) {
    return new Nic(
        name,
        mac,
        true,
        "ice",
        "0000:31:00." + port,
        25_000,
        Optional.of(
            new Nic.Neighbour(
                "leaf-%04d%s".formatted(number / 40, port == 0 ? "a" : "b"),
                "Ethernet" + number % 40,
                "server " + number % 40)));
  }

  private static Platform platform(int number, String vendor, int cores) {
    return new Platform(
        Optional.of(new Platform.Processor(CPUS.get(number % CPUS.size()), 1, cores)),
        Optional.of(new Platform.Release(vendor, "2." + number % 12 + ".1", "03/14/2026")),
        Optional.of(
            new Platform.Board(vendor, "0XY" + number % 9, "A0", "BN%08d".formatted(number))),
        Optional.of(new Platform.Chassis(vendor, 23, serial(number), "")),
        Optional.of(
            new Platform.Controller(
                address(number + (1 << 20)), Optional.of(mac(2, number)), "7.10")),
        List.of(),
        Optional.of("2"));
  }

  private static MacAddress mac(int card, int number) {
    return new MacAddress(
        "52:54:%02x:%02x:%02x:%02x"
            .formatted(card, number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
  }

  private static String address(int number) {
    return "10.%d.%d.%d".formatted(100 + (number >> 16 & 0x3f), number >> 8 & 0xff, number & 0xff);
  }
}
