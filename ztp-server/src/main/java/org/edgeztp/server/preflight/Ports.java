package org.edgeztp.server.preflight;

import static org.edgeztp.server.preflight.Finding.ok;
import static org.edgeztp.server.preflight.Finding.problem;
import static org.edgeztp.server.preflight.Finding.warning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ports that the server needs, and who has them. The kernel's tables are read instead of trying
 * to bind: DHCP servers share their port with anybody who says SO_REUSEADDR.
 */
final class Ports {
  private static final String LISTENING = "0A";

  private Ports() {}

  /**
   * A port the server needs.
   *
   * @param at its addresses there; empty when it listens on all of the host
   * @param must whether the server cannot do without
   */
  record Wanted(String protocol, int port, String purpose, Set<InetAddress> at, boolean must) {
    boolean isTakenBy(Socket socket) {
      boolean here =
          at.isEmpty() || socket.address().isAnyLocalAddress() || at.contains(socket.address());
      return here && socket.protocol().equals(protocol) && socket.port() == port;
    }

    @Override
    public String toString() {
      return protocol + " port " + port;
    }
  }

  /**
   * A socket of the kernel's tables.
   *
   * @param address that it is bound to
   * @param inode by which it is found among the open files of processes
   */
  record Socket(String protocol, InetAddress address, int port, long inode) {}

  static List<Wanted> wanted(PreflightSettings.Host host) {
    InetAddress api = host.api().getAddress();
    return List.of(
        new Wanted("UDP", 67, "DHCP", Set.of(), true),
        new Wanted("UDP", 69, "TFTP", host.addresses(), true),
        new Wanted("TCP", 80, "boot files and scripts", host.addresses(), true),
        new Wanted(
            "TCP",
            host.api().getPort(),
            "the API",
            api.isAnyLocalAddress() ? Set.of() : Set.of(api),
            true),
        new Wanted("UDP", 4011, "ProxyDHCP", Set.of(), host.proxies()),
        new Wanted("UDP", 547, "DHCPv6", Set.of(), host.ipv6()),
        new Wanted("UDP", 514, "logs of machines", host.addresses(), true));
  }

  static List<Finding> check(PreflightSettings.Host host) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (String table : List.of("udp", "udp6", "tcp", "tcp6")) {
      Path file = Path.of("/proc/net", table);
      if (Files.exists(file)) {
        sockets.addAll(
            parse(table.substring(0, 3).toUpperCase(Locale.ROOT), Files.readAllLines(file)));
      }
    }
    return findings(wanted(host), sockets, owners());
  }

  /** One sentence for what is free, and one for each port that is not. */
  static List<Finding> findings(
      List<Wanted> wanted, List<Socket> sockets, Map<Long, String> owners) {
    List<Finding> findings = new ArrayList<>();
    List<String> free = new ArrayList<>();
    for (Wanted port : wanted) {
      Optional<Socket> taken = sockets.stream().filter(port::isTakenBy).findFirst();
      if (taken.isEmpty()) {
        free.add(port.toString());
      } else {
        findings.add(taken(port, owners.get(taken.get().inode())));
      }
    }
    if (!free.isEmpty()) {
      findings.addFirst(ok("ports", "free: " + String.join(", ", free)));
    }
    return findings;
  }

  private static Finding taken(Wanted port, @Nullable String owner) {
    String who = owner == null ? "a process that cannot be seen from here" : owner;
    String sentence = "%s (%s) is in use by %s: stop that".formatted(port, port.purpose(), who);
    return port.must() ? problem("ports", sentence) : warning("ports", sentence);
  }

  /** The sockets of one table of {@code /proc/net} that receive from anybody. */
  static List<Socket> parse(String protocol, List<String> lines) {
    return lines.stream()
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length > 9)
        .filter(columns -> protocol.equals("UDP") || columns[3].equals(LISTENING))
        .map(columns ->
            new Socket(
                protocol,
                address(columns[1]),
                Integer.parseInt(columns[1].substring(columns[1].lastIndexOf(':') + 1), 16),
                Long.parseLong(columns[9])))
        .toList();
  }

  /** Words of four bytes, each as the processor has it: little-endian where this runs. */
  private static InetAddress address(String local) {
    byte[] words = HexFormat.of().parseHex(local.substring(0, local.lastIndexOf(':')));
    ByteBuffer address = ByteBuffer.allocate(words.length);
    for (int at = 0; at < words.length; at += 4) {
      address.putInt(ByteBuffer.wrap(words).order(ByteOrder.nativeOrder()).getInt(at));
    }
    try {
      return InetAddress.getByAddress(address.array());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(local + " is no address", e);
    }
  }

  /** Which process has a socket open, as {@code dnsmasq (process 712)}, by the socket's inode. */
  private static Map<Long, String> owners() throws IOException {
    Map<Long, String> owners = new HashMap<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      processes
          .filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
          .forEach(folder -> own(folder, owners));
    }
    return owners;
  }

  private static void own(Path process, Map<Long, String> owners) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      String name =
          Files.readString(process.resolve("comm")).strip()
              + " (process "
              + process.getFileName()
              + ")";
      for (Path file : files.toList()) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith("socket:[")) {
          owners.put(Long.parseLong(target.substring(8, target.length() - 1)), name);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // It ended while it was looked at, or belongs to somebody else: its sockets stay nameless.
    }
  }
}
