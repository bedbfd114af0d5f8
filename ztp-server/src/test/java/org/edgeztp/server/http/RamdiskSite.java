package org.edgeztp.server.http;

import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.edgeztp.assets.Manifest;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Admission;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.boot.Ramdisk;
import org.edgeztp.server.boot.Stock;
import org.edgeztp.server.boot.Tokens;

/** A machine before the device plane, which it speaks to over real HTTP on the loopback. */
final class RamdiskSite implements AutoCloseable {
  /** Why the containers of whatever profile do not run on whatever machine. */
  Optional<String> lack = Optional.empty();

  final Site own =
      new Site(
          "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA push",
          "ops",
          List.of(),
          _ -> List.of(),
          () -> false,
          (_, _) -> lack);
  static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  static final String HARDWARE =
      """
      {"cpus": 2, "memoryBytes": 1073741824, "firmware": "uefi",
       "system": {"vendor": "EdgeZTP", "product": "Lab", "serial": "LAB-0001", "uuid": ""},
       "disks": [{"name": "vda", "size": 4294967296, "model": null, "serial": "D1", "rota": false}],
       "nics": [{"name": "eth0", "type": "1", "address": "52:54:00:77:00:01", "carrier": "1"}]}
      """;
  final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE).with(new Rule("any", "lab", "edge")),
          Clock.systemUTC(),
          () -> new MachineId("m-0000000001"));
  final Tokens tokens = new Tokens(new byte[32]);
  final Intake intake = new Intake(inventory, Admission.ofSite(1));
  final Boot boot =
      new Boot(
          inventory,
          intake,
          tokens,
          new Stock(EnumSet.allOf(BootFile.class), EnumSet.allOf(Ramdisk.class)),
          "lab");
  final Loopback plane;

  RamdiskSite(Path assets) throws Exception {
    for (String file :
        List.of("vmlinuz", "ramdisk.cpio.zst", "localdisk.efi", "ipxe.iso", "image.zst")) {
      Files.writeString(assets.resolve(file), "content of " + file);
    }
    String sha256 = "0".repeat(64);
    var manifest =
        new Manifest(
            Instant.EPOCH,
            "trixie",
            Map.of(),
            Map.of(
                "debian-13",
                new Manifest.Image("image.zst", 20, sha256, 1 << 20, "6.12", "amd64", null)));
    var served = new Served(assets, manifest, assets.resolve("none"), Map.of());
    var installations = new Installations(inventory, new Templates(), Map::of, own);
    plane =
        new Loopback(
            DevicePlane.handler(
                boot,
                inventory,
                tokens,
                () -> served,
                own,
                new Scripts(boot, inventory, new Templates(), installations),
                installations,
                new SwitchScripts(inventory, tokens, Map::of),
                address ->
                    inventory.all().stream()
                        .filter(machine -> machine.address().equals(Optional.of(address)))
                        .findFirst(),
                new Loopback.NoMirror(),
                (_, _, _) -> {}));
  }

  @Override
  public void close() {
    plane.close();
  }

  void booting() {
    booting(Architecture.X86_BIOS);
  }

  void booting(Architecture architecture) {
    Machine machine = seen(HERE, architecture);
    var hardware = HardwareReport.parse(HARDWARE).hardware();
    inventory.apply(machine, new Event.HardwareReported(hardware));
    intake.assign(now());
    intake.admit(now());
  }

  Machine seen(InetAddress address) {
    return seen(address, Architecture.X86_BIOS);
  }

  private Machine seen(InetAddress address, Architecture architecture) {
    boot.target(
        new Client(MAC, Optional.of(new UUID(1, 2)), Firmware.IPXE, architecture),
        Optional.of(address));
    return now();
  }

  Machine now() {
    return inventory.find(MAC).orElseThrow();
  }

  Entry last() {
    return inventory.timeline(now().id(), 0, 1000).getLast();
  }

  String run() {
    return "/run/" + tokens.of(now()).text();
  }

  HttpResponse<String> range(String path, String range) throws Exception {
    return plane.send(plane.request(path).header("Range", range));
  }
}
