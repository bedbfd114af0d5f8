package org.edgeztp.server.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The management controllers of a lab's machines. They run in this process, at the host's own end
 * of the lab's network, and end with it.
 */
final class LabControllers implements AutoCloseable {
  private final Path folder;
  private final LabNetwork network;
  private final List<RedfishEmulator> all = new ArrayList<>();

  LabControllers(Path folder, LabNetwork network) {
    this.folder = folder;
    this.network = network;
  }

  /** One for a machine that is off; what it is asked for it writes into a file. */
  RedfishEmulator add(VirtualMachine machine, List<String> command) throws IOException {
    Path own = Files.createDirectories(folder.resolve("controller-" + (all.size() + 1)));
    RedfishEmulator controller =
        RedfishEmulator.start(
            InetAddress.ofLiteral(network.host()),
            own,
            RedfishModel.of(machine),
            new VirtualChassis(command, own, network::inside),
            line -> append(own.resolve("controller.log"), line));
    all.add(controller);
    return controller;
  }

  private static void append(Path log, String line) {
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    all.forEach(RedfishEmulator::close);
  }
}
