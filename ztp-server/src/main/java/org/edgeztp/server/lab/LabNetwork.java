package org.edgeztp.server.lab;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A network namespace with everything in it.
 *
 * <pre>
 *   this host            namespace
 *   ztp-lab0 ----------- api0        10.77.1.2: the operator plane, as seen from the host
 *                        up0         slirp4netns: the server's own way to its package upstream
 *                        br0         10.77.0.1, fd77::1: the provisioning network
 *                         |-- tap0   a machine
 *                         `-- tap1   another
 * </pre>
 *
 * Nothing is forwarded between them, so machines have no route out. A second lab on the same host
 * has {@code ztp-lab1} and 10.77.1.6, and so on.
 */
final class LabNetwork implements AutoCloseable {
  static final String BRIDGE = "br0";
  static final String SERVER = "10.77.0.1";
  static final String SERVER6 = "fd77::1";
  private static final String UPLINK = "slirp4netns";
  private static final String SLIRP_RESOLVER = "10.0.2.3";
  private static final String HOST_PORT = "ztp-lab";
  private static final String API_PORT = "api0";
  private static final String API_NETWORK = "10.77.1.";
  private static final Pattern API_ADDRESS = Pattern.compile("inet ([0-9.]+)/30");
  private static final int LABS = 64;

  private final String name;
  private final String api;
  private final Addressing addressing;

  private LabNetwork(String name, String api, Addressing addressing) {
    this.name = name;
    this.api = api;
    this.addressing = addressing;
  }

  /**
   * @param name of the namespace
   * @param uplinkLog what the way out of it writes to; none: there is no way out
   * @throws IOException with what to do when a lab of that name is there already
   */
  static LabNetwork raise(String name, Addressing addressing, Optional<Path> uplinkLog)
      throws IOException, InterruptedException {
    if (exists(name)) {
      throw new IOException("a lab called " + name + " is up; ./ztp lab down ends it");
    }
    Tool.run("ip", "netns", "add", name);
    try {
      in(name, "link", "set", "lo", "up");
      in(name, "link", "add", BRIDGE, "type", "bridge", "forward_delay", "0", "stp_state", "0");
      in(name, "addr", "add", SERVER + "/24", "dev", BRIDGE);
      in(name, "addr", "add", SERVER6 + "/64", "dev", BRIDGE, "nodad");
      in(name, "link", "set", BRIDGE, "up");
      int lab = claimPort(name);
      Tool.run("ip", "addr", "add", API_NETWORK + (4 * lab + 1) + "/30", "dev", HOST_PORT + lab);
      Tool.run("ip", "link", "set", HOST_PORT + lab, "up");
      String api = API_NETWORK + (4 * lab + 2);
      in(name, "addr", "add", api + "/30", "dev", API_PORT);
      in(name, "link", "set", API_PORT, "up");
      if (uplinkLog.isPresent()) {
        startUplink(name, uplinkLog.get());
      }
      return new LabNetwork(name, api, addressing);
    } catch (IOException | InterruptedException e) {
      remove(name);
      throw e;
    }
  }

  /** How its machines get their addresses. */
  Addressing addressing() {
    return addressing;
  }

  /** The address of the operator plane, as seen from the host. */
  String api() {
    return api;
  }

  /** The host's own address beside it, as seen from inside. */
  String host() {
    int last = api.lastIndexOf('.') + 1;
    return api.substring(0, last) + (Integer.parseInt(api.substring(last)) - 1);
  }

  /**
   * The same for a network that this process need not have raised.
   *
   * @throws IOException when no lab of that name is up
   */
  static String api(String name) throws IOException, InterruptedException {
    if (!exists(name)) {
      throw new IOException("no lab called " + name + " is up; ./ztp lab raises it");
    }
    String told = Tool.run("ip", "-n", name, "-4", "addr", "show", "dev", API_PORT);
    return API_ADDRESS
        .matcher(told)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new IOException("the lab " + name + " is still coming up"));
  }

  /** Two labs that start at once cannot get the same one: the kernel refuses the second. */
  private static int claimPort(String name) throws IOException, InterruptedException {
    for (int lab = 0; lab < LABS; lab++) {
      String port = HOST_PORT + lab;
      try {
        Tool.run(
            "ip", "link", "add", port, "type", "veth", "peer", "name", API_PORT, "netns", name);
        return lab;
      } catch (IOException e) {
        if (!Files.exists(Path.of("/sys/class/net", port))) {
          throw e;
        }
      }
    }
    throw new IOException(LABS + " labs are up on this host; ./ztp lab down ends one");
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
    new ProcessBuilder("ip", "-n", name, "link", "del", API_PORT).start().waitFor();
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
    Path resolver = Files.createDirectories(resolvers(name)).resolve("resolv.conf");
    Files.writeString(resolver, "nameserver " + SLIRP_RESOLVER + "\n");
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
