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
 *                        br0         10.77.0.1: the provisioning network
 *                         |-- tap0   a machine
 *                         `-- tap1   another
 * </pre>
 *
 * Nothing is forwarded between them, so machines have no route out.
 */
final class LabNetwork implements AutoCloseable {
  static final String BRIDGE = "br0";
  static final String SERVER = "10.77.0.1";
  static final String API = "10.77.1.2";
  private static final String HOST_SIDE = "10.77.1.1/30";
  private static final String SLIRP_RESOLVER = "10.0.2.3";

  private final String name;
  private final Process uplink;

  private LabNetwork(String name, Process uplink) {
    this.name = name;
    this.uplink = uplink;
  }

  /**
   * @param name of the namespace; at most ten characters, as interfaces are called after it
   * @throws IOException with what to do when a lab of that name is there already
   */
  static LabNetwork raise(String name, Path log) throws IOException, InterruptedException {
    if (exists(name)) {
      throw new IOException("a lab called " + name + " is up; ./ztp lab down ends it");
    }
    Tool.run("ip", "netns", "add", name);
    try {
      in(name, "link", "set", "lo", "up");
      in(name, "link", "add", BRIDGE, "type", "bridge", "forward_delay", "0", "stp_state", "0");
      in(name, "addr", "add", SERVER + "/24", "dev", BRIDGE);
      in(name, "link", "set", BRIDGE, "up");
      String host = name + "-0";
      Tool.run("ip", "link", "add", host, "type", "veth", "peer", "name", "api0", "netns", name);
      Tool.run("ip", "addr", "add", HOST_SIDE, "dev", host);
      Tool.run("ip", "link", "set", host, "up");
      in(name, "addr", "add", API + "/30", "dev", "api0");
      in(name, "link", "set", "api0", "up");
      Path resolver = Files.createDirectories(resolvers(name)).resolve("resolv.conf");
      Files.writeString(resolver, "nameserver " + SLIRP_RESOLVER + "\n");
      return new LabNetwork(name, slirp(name, log));
    } catch (IOException | InterruptedException e) {
      remove(name);
      throw e;
    }
  }

  static boolean exists(String name) {
    return Files.exists(Path.of("/run/netns", name));
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
    uplink.destroy();
    try {
      remove(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("taking the lab network " + name + " away");
    }
  }

  /** Ends every process inside and takes the namespace away, whoever made it. */
  static void remove(String name) throws IOException, InterruptedException {
    for (String signal : List.of("-TERM", "-KILL")) {
      for (String pid : Tool.run("ip", "netns", "pids", name).lines().toList()) {
        new ProcessBuilder("kill", signal, pid).start().waitFor();
      }
      awaitEmpty(name);
    }
    Tool.run("ip", "netns", "del", name);
    Files.deleteIfExists(resolvers(name).resolve("resolv.conf"));
    Files.deleteIfExists(resolvers(name));
  }

  private static void awaitEmpty(String name) throws IOException, InterruptedException {
    for (int i = 0; i < 50 && !Tool.run("ip", "netns", "pids", name).isBlank(); i++) {
      Thread.sleep(100);
    }
  }

  /** Runs in the host's namespace and ends by itself when its one tap is gone. */
  private static Process slirp(String name, Path log) throws IOException {
    return Tool.start(
        log,
        List.of(
            "slirp4netns",
            "--configure",
            "--disable-host-loopback",
            "--netns-type=path",
            "/run/netns/" + name,
            "up0"));
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
