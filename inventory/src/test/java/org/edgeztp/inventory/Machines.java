package org.edgeztp.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;

/** Machines for tests. */
public final class Machines {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  public static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  public static final Hardware HARDWARE =
      new Hardware(
          2,
          1L << 30,
          "uefi",
          "EdgeZTP",
          "Lab",
          "LAB-0001",
          "77e2e000-0000-4000-8000-525400770001",
          List.of(
              new Disk("vda", 4L << 30, "", "", "LABDISK-0001", "", "virtio", false, List.of())),
          List.of(
              new Nic(
                  "eth0",
                  MAC,
                  true,
                  "virtio_net",
                  "0000:00:03.0",
                  10_000,
                  Optional.of(new Nic.Neighbour("leaf-3a", "7", "to rack 4")))),
          Optional.of(
              new Platform(
                  Optional.of(new Platform.Processor("AMD EPYC 7313", 1, 2)),
                  Optional.of(new Platform.Release("EdgeZTP", "1.0", "01/01/2026")),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(new Platform.Controller("10.9.0.7", Optional.of(MAC), "1.0")),
                  List.of(
                      new Platform.Accelerator(
                          "0000:41:00.0", Platform.Accelerator.Kind.DISPLAY, "10de:20b0", "")),
                  Optional.of("2"))),
          Optional.empty());
  public static final Profile PROFILE =
      new Profile(
          "edge",
          Profile.Installer.IMAGE,
          "debian-13",
          "edge-{serial}",
          List.of("base"),
          Map.of(),
          "",
          "lab",
          Duration.ofMinutes(20),
          Duration.ofMinutes(40));

  private Machines() {}

  /** The same hardware with another disk in it. */
  public static Hardware withDisk(String serial) {
    return new Hardware(
        HARDWARE.cpus(),
        HARDWARE.memoryBytes(),
        HARDWARE.firmware(),
        HARDWARE.vendor(),
        HARDWARE.product(),
        HARDWARE.serial(),
        HARDWARE.uuid(),
        List.of(new Disk("vda", 4L << 30, "", "", serial, "", "virtio", false, List.of())),
        HARDWARE.nics(),
        HARDWARE.platform(),
        HARDWARE.onie());
  }

  /**
   * Like {@link #HARDWARE}, with a card for each of these switches: eth0 in its port 1, and so on.
   */
  public static Hardware plugged(String... switches) {
    return new Hardware(
        HARDWARE.cpus(),
        HARDWARE.memoryBytes(),
        HARDWARE.firmware(),
        HARDWARE.vendor(),
        HARDWARE.product(),
        HARDWARE.serial(),
        HARDWARE.uuid(),
        HARDWARE.disks(),
        IntStream.range(0, switches.length)
            .mapToObj(at ->
                new Nic(
                    "eth" + at,
                    new MacAddress("52:54:00:78:%02x:01".formatted(at)),
                    true,
                    "virtio_net",
                    "",
                    10_000,
                    Optional.of(new Nic.Neighbour(switches[at], "" + (at + 1), ""))))
            .toList(),
        HARDWARE.platform(),
        HARDWARE.onie());
  }

  public static Machine discovered() {
    return discovered(1);
  }

  public static Machine discovered(int number) {
    return Machine.discovered(
        new MachineId("m-%010x".formatted(number)),
        "lab",
        new MacAddress("52:54:00:77:00:%02x".formatted(number)),
        NOON);
  }

  /** A machine that was led to the state by hand; a failed one failed while INSTALLING. */
  public static Machine in(State state) {
    Draft draft = discovered().draft();
    draft.state = state;
    draft.run = 1;
    draft.boot = 1;
    draft.profile = Optional.of("edge");
    draft.hostname = Optional.of("edge-1");
    if (state == State.FAILED) {
      draft.failure =
          Optional.of(new Failure(State.INSTALLING, CauseCode.NO_DISK_MATCHES, "no disk"));
    }
    return draft.toMachine();
  }
}
