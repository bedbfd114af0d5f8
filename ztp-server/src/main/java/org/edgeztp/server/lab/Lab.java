package org.edgeztp.server.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.cli.ApiClient;

/**
 * One lab: its network, the server, an orchestrator, a clock, and the machines powered on so far.
 */
public final class Lab implements AutoCloseable {
  private static final int API_PORT = 8080;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final LabSettings settings;
  private final LabNetwork network;
  private final List<VirtualMachine> machines = new ArrayList<>();
  private final LabControllers controllers;
  private final ApiClient api;
  private Process orchestrator;
  private Process server;

  private Lab(LabSettings settings, LabNetwork network, Process orchestrator, Process server) {
    this.settings = settings;
    this.network = network;
    this.controllers = new LabControllers(settings.folder(), network);
    this.orchestrator = orchestrator;
    this.server = server;
    this.api = new ApiClient(apiUrl(), () -> token(settings));
  }

  /** A client of the API of a lab that this process need not have raised. */
  static ApiClient api(LabSettings settings) throws IOException, InterruptedException {
    URI url = apiUrl(LabNetwork.api(settings.name()));
    return new ApiClient(url, () -> token(settings));
  }

  private static Optional<String> token(LabSettings settings) throws IOException {
    Path file = LabFiles.adminToken(settings.folder());
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /** Raises the network and starts everything but machines; returns when the server answers. */
  public static Lab raise(LabSettings settings) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(settings.folder());
    LabNetwork network =
        LabNetwork.raise(
            settings.name(),
            settings.addressing(),
            settings.bundle().isPresent()
                ? Optional.empty()
                : Optional.of(folder.resolve("uplink.log")));
    try {
      LabFiles.write(settings, network.api());
      Tool.start(
          folder.resolve("clock.log"),
          network.inside(List.of("chronyd", "-d", "-x", "-f", LabFiles.clock(folder).toString())));
      Process orchestrator = startOrchestrator(settings, network);
      if (settings.addressing() == Addressing.PROXY) {
        Tool.start(folder.resolve("dnsmasq.log"), network.inside(LabFiles.dnsmasq(folder)));
      }
      var lab = new Lab(settings, network, orchestrator, startServer(settings, network));
      lab.awaitServer();
      return lab;
    } catch (IOException | InterruptedException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Where its API is, as seen from the host. */
  public URI apiUrl() {
    return apiUrl(network.api());
  }

  private static URI apiUrl(String address) {
    return URI.create("http://" + address + ":" + API_PORT);
  }

  /** Ends the lab with this process, however that ends short of being killed. */
  public void endWithThisProcess() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    if (isUp()) {
                      close();
                    }
                  } catch (IOException e) {
                    System.err.println("the lab did not end cleanly: " + e.getMessage());
                  }
                },
                "lab-end"));
  }

  /** Whether it is still up: another command may have ended it. */
  public boolean isUp() {
    return LabNetwork.exists(settings.name());
  }

  public ApiClient api() {
    return api;
  }

  public VirtualMachine powerOn(VirtualMachine.Firmware firmware)
      throws IOException, InterruptedException {
    int number = machines.size() + 1;
    VirtualMachine machine =
        VirtualMachine.powerOn(number, firmware, settings.parts(), network, settings.folder());
    machines.add(machine);
    return machine;
  }

  /** A machine that is plugged in and not powered on. */
  VirtualMachine rack(VirtualMachine.Firmware firmware) throws IOException, InterruptedException {
    int number = machines.size() + 1;
    VirtualMachine machine =
        VirtualMachine.rack(number, firmware, settings.parts(), network, settings.folder());
    machines.add(machine);
    return machine;
  }

  /** A machine with a management controller, of which the server is told: it powers it on. */
  VirtualMachine entrust(VirtualMachine.Firmware firmware)
      throws IOException, InterruptedException {
    VirtualMachine machine = rack(firmware);
    RedfishEmulator controller = control(machine, machine.command());
    api.register(machine.mac().value());
    api.put(machine.mac().value(), "bmc", controller.told());
    return machine;
  }

  /**
   * Gives a machine that is off a management controller, which the server reaches by Redfish.
   *
   * @param command what runs while the machine is on
   */
  RedfishEmulator control(VirtualMachine machine, List<String> command) throws IOException {
    return controllers.add(machine, command);
  }

  /** Ends the server as a power cut would. */
  public void killServer() throws InterruptedException {
    kill(server);
  }

  /** The orchestrator is away for a while. */
  void killOrchestrator() throws InterruptedException {
    kill(orchestrator);
  }

  private static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  void startOrchestrator() throws IOException {
    orchestrator = startOrchestrator(settings, network);
  }

  public void startServer() throws IOException, InterruptedException {
    server = startServer(settings, network);
    awaitServer();
  }

  /** A command inside the lab's network, for example a client that tries something. */
  public List<String> inside(List<String> command) {
    return network.inside(command);
  }

  /** How a person logs in to a machine. */
  public static List<String> login(LabSettings settings, String address) {
    return List.of(
        "ip",
        "netns",
        "exec",
        settings.name(),
        "ssh",
        "-i",
        LabFiles.key(settings.folder()).toString(),
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "LogLevel=ERROR",
        "-o",
        "ConnectTimeout=10",
        "-o",
        "ServerAliveInterval=10",
        "ops@" + address);
  }

  /** Ends everything and leaves nothing behind. */
  @Override
  public void close() throws IOException {
    api.close();
    controllers.close();
    network.close();
    delete(settings.folder());
  }

  /** Takes away what a lab of that name left, however it ended. */
  public static void remove(LabSettings settings) throws IOException, InterruptedException {
    if (LabNetwork.exists(settings.name())) {
      LabNetwork.remove(settings.name());
    }
    delete(settings.folder());
  }

  private static Process startServer(LabSettings settings, LabNetwork network) throws IOException {
    Path folder = settings.folder();
    return Tool.start(
        folder.resolve("server.log"),
        network.inside(settings.java("serve", "--config", LabFiles.config(folder).toString())));
  }

  private static Process startOrchestrator(LabSettings settings, LabNetwork network)
      throws IOException {
    return Tool.start(
        settings.folder().resolve("orchestrator.log"), network.inside(orchestrator(settings)));
  }

  private static List<String> orchestrator(LabSettings settings) {
    Path folder = settings.folder();
    return settings.java(
        "receiver",
        "--port",
        String.valueOf(LabFiles.ORCHESTRATOR_PORT),
        "--key-file",
        LabFiles.webhookKey(folder).toString(),
        "--events",
        folder.resolve("events.jsonl").toString());
  }

  private void awaitServer() throws IOException, InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!api.isUp()) {
      if (!server.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            "the server did not start; its log says:\n"
                + Files.readString(settings.folder().resolve("server.log")));
      }
      Thread.sleep(Duration.ofMillis(200));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var found = Files.walk(folder)) {
      found.sorted(Comparator.reverseOrder()).forEach(Lab::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
