package org.edgeztp.server.lab;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network namespace with everything in it.
 *
 * <pre>
 *   this host            namespace
 *   NAME-0 ------------- api0        10.77.1.2: the operator plane, as seen from the host
 *                        up0         slirp4netns: the server's own way to its package upstream
 *                        br0         10.77.0.1, fd77::1: the provisioning network
 *                         |-- tap0   a machine
 *                         `-- tap1   another
 * </pre>
 *
 * Nothing is forwarded between them, so machines have no route out.
 */
final class LabNetwork implements AutoCloseable {
  static final String BRIDGE = "br0";
  static final String SERVER = "10.77.0.1";
  static final String SERVER6 = "fd77::1";
  static final String API = "10.77.1.2";
  static final String HOST = "10.77.1.1";
  private static final String UPLINK = "slirp4netns";
  private static final String SLIRP_RESOLVER = "10.0.2.3";

  private final String name;
  private final Addressing addressing;

  private LabNetwork(String name, Addressing addressing) {
    this.name = name;
    this.addressing = addressing;
  }

  /**
   * @param name of the namespace; at most ten characters, as interfaces are called after it
   * @throws IOException with what to do when a lab of that name is there already
   */
  static LabNetwork raise(String name, Addressing addressing, Path log)
      throws IOException, InterruptedException {
    if (exists(name)) {
      throw new IOException("a lab called " + name + " is up; ./ztp lab down ends it");
    }
    if (!Tool.run("ip", "-o", "addr", "show", "to", HOST).isBlank()) {
      throw new IOException("another lab is up on this host: one at a time");
    }
    Tool.run("ip", "netns", "add", name);
    try {
      in(name, "link", "set", "lo", "up");
      in(name, "link", "add", BRIDGE, "type", "bridge", "forward_delay", "0", "stp_state", "0");
      in(name, "addr", "add", SERVER + "/24", "dev", BRIDGE);
      in(name, "addr", "add", SERVER6 + "/64", "dev", BRIDGE, "nodad");
      in(name, "link", "set", BRIDGE, "up");
      String host = name + "-0";
      Tool.run("ip", "link", "add", host, "type", "veth", "peer", "name", "api0", "netns", name);
      Tool.run("ip", "addr", "add", HOST + "/30", "dev", host);
      Tool.run("ip", "link", "set", host, "up");
      in(name, "addr", "add", API + "/30", "dev", "api0");
      in(name, "link", "set", "api0", "up");
      Path resolver = Files.createDirectories(resolvers(name)).resolve("resolv.conf");
      Files.writeString(resolver, "nameserver " + SLIRP_RESOLVER + "\n");
      startUplink(name, log);
      return new LabNetwork(name, addressing);
    } catch (IOException | InterruptedException e) {
      remove(name);
      throw e;
    }
  }

  /** How its machines get their addresses. */
  Addressing addressing() {
    return addressing;
  }

  static boolean exists(String name) {
    return Files.exists(path(name));
  }

  void addTap(String tap) throws IOException, InterruptedException {
    in(name, "tuntap", "add", "dev", tap, "mode", "tap");
    in(name, "link", "set", tap, "master", BRIDGE, "up");
  }

  void removeTap(String tap) throws IOException, InterruptedException {
    in(name, "link", "del", tap);
  }

  /** The command, to be run inside. */
  List<String> inside(List<String> command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", name), command.stream()).toList();
  }

  @Override
  public void close() throws IOException {
    try {
      remove(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("taking the lab network " + name + " away");
    }
  }

  /** Ends every process that is inside or its uplink, and takes the namespace away. */
  static void remove(String name) throws IOException, InterruptedException {
    ProcessHandle.allProcesses()
        .filter(process -> isUplink(process, name))
        .forEach(ProcessHandle::destroy);
    for (String signal : List.of("-TERM", "-KILL")) {
      for (String pid : Tool.run("ip", "netns", "pids", name).lines().toList()) {
        new ProcessBuilder("kill", signal, pid).start().waitFor();
      }
      awaitEmpty(name);
    }
    // By hand, as the kernel takes it away only when nothing holds the namespace any more.
    new ProcessBuilder("ip", "link", "del", name + "-0").start().waitFor();
    Tool.run("ip", "netns", "del", name);
    Files.deleteIfExists(resolvers(name).resolve("resolv.conf"));
    Files.deleteIfExists(resolvers(name));
  }

  private static void awaitEmpty(String name) throws IOException, InterruptedException {
    for (int i = 0; i < 50 && !Tool.run("ip", "netns", "pids", name).isBlank(); i++) {
      Thread.sleep(100);
    }
  }

  /** Runs in the host's own namespace, so it is not among the processes inside. */
  private static void startUplink(String name, Path log) throws IOException {
    Tool.start(
        log,
        List.of(
            UPLINK,
            "--configure",
            "--disable-host-loopback",
            "--netns-type=path",
            path(name).toString(),
            "up0"));
  }

  private static boolean isUplink(ProcessHandle process, String name) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains(UPLINK) && line.contains(" " + path(name) + " "))
        .isPresent();
  }

  private static Path path(String name) {
    return Path.of("/run/netns", name);
  }

  private static Path resolvers(String name) {
    return Path.of("/etc/netns", name);
  }

  private static void in(String name, String... arguments)
      throws IOException, InterruptedException {
    Tool.run(
        Stream.concat(Stream.of("ip", "-n", name), Stream.of(arguments)).toArray(String[]::new));
  }
}
