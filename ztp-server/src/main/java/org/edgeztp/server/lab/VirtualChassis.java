package org.edgeztp.server.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A machine of the lab in the hands of its management controller: QEMU runs while it is on. What it
 * boots from first is set between its reset and its start, and set back at once: firmware reads the
 * order at each reset.
 */
final class VirtualChassis implements Chassis {
  private static final int CONNECTS = 100;

  private final List<String> command;
  private final Path folder;
  private final UnaryOperator<List<String>> inside;
  private Optional<Process> process = Optional.empty();
  private Optional<Path> medium = Optional.empty();

  /**
   * A machine that is off.
   *
   * @param command what runs while it is on; see {@link VirtualMachine#command()}
   * @param folder of its own, for its log, its socket and what is in its drive
   * @param inside puts a command into the network by which its controller fetches images
   */
  VirtualChassis(List<String> command, Path folder, UnaryOperator<List<String>> inside) {
    this.command = List.copyOf(command);
    this.folder = folder;
    this.inside = inside;
  }

  @Override
  public synchronized boolean isOn() {
    return process.filter(Process::isAlive).isPresent();
  }

  @Override
  public synchronized void powerOn(Optional<Source> first)
      throws IOException, InterruptedException {
    if (isOn()) {
      return;
    }
    Files.deleteIfExists(socket());
    List<String> started = new ArrayList<>(command);
    started.addAll(Emulator.controlled(command, socket()));
    if (first.filter(Source.UEFI_HTTP::equals).isPresent()) {
      started.addAll(Emulator.HTTP_ALONE);
    }
    process = Optional.of(Tool.start(folder.resolve("qemu.log"), started));
    try (Qmp qmp = connect()) {
      if (medium.isPresent()) {
        insert(qmp, medium.get());
      }
      resetTo(first, qmp);
    }
  }

  @Override
  public synchronized void reset(Optional<Source> first) throws IOException, InterruptedException {
    if (first.filter(Source.UEFI_HTTP::equals).isPresent()) {
      powerOff();
      powerOn(first);
      return;
    }
    try (Qmp qmp = connect()) {
      resetTo(first, qmp);
    }
  }

  private static void resetTo(Optional<Source> first, Qmp qmp) throws IOException {
    Optional<Emulator.Device> device = first.flatMap(Emulator.Device::of);
    if (device.isPresent()) {
      qmp.execute("qom-set", device.get().at(0));
    }
    qmp.execute("system_reset", Map.of());
    qmp.await("RESET");
    if (device.isPresent()) {
      qmp.execute("qom-set", device.get().at(device.get().place()));
    }
    qmp.execute("cont", Map.of());
  }

  @Override
  public synchronized void shutDown() throws IOException, InterruptedException {
    if (isOn()) {
      try (Qmp qmp = connect()) {
        qmp.execute("system_powerdown", Map.of());
      }
    }
  }

  @Override
  public synchronized void powerOff() throws InterruptedException {
    if (process.isPresent()) {
      process.get().descendants().forEach(ProcessHandle::destroyForcibly);
      process.get().destroyForcibly().waitFor();
    }
  }

  @Override
  public synchronized void insert(URI image) throws IOException, InterruptedException {
    Path file = folder.resolve("medium.iso");
    List<String> fetch =
        List.of("curl", "-sSf", "--max-time", "60", "-o", file.toString(), image.toString());
    Tool.run(inside.apply(fetch).toArray(String[]::new));
    medium = Optional.of(file);
    if (isOn()) {
      try (Qmp qmp = connect()) {
        insert(qmp, file);
      }
    }
  }

  private static void insert(Qmp qmp, Path file) throws IOException {
    qmp.execute(
        "blockdev-change-medium",
        Map.of(
            "device",
            Emulator.DRIVE,
            "filename",
            file.toString(),
            "format",
            "raw",
            "read-only-mode",
            "read-only"));
  }

  @Override
  public synchronized void eject() throws IOException, InterruptedException {
    if (isOn()) {
      try (Qmp qmp = connect()) {
        qmp.execute("eject", Map.of("device", Emulator.DRIVE, "force", true));
      }
    }
    medium = Optional.empty();
    Files.deleteIfExists(folder.resolve("medium.iso"));
  }

  private Path socket() {
    return folder.resolve("qmp");
  }

  /** QEMU listens a moment after it was started. */
  private Qmp connect() throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      try {
        return Qmp.connect(socket());
      } catch (IOException e) {
        if (i == CONNECTS || !isOn()) {
          throw new IOException(
              "QEMU does not answer; its log says: " + Files.readString(folder.resolve("qemu.log")),
              e);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
