package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Two network namespaces with a cable between them: one for a server, one for its client. */
public final class PrivateNetwork implements AutoCloseable {
  public static final String SERVER_SIDE = "zts";
  public static final String CLIENT_SIDE = "ztc";
  public static final String CLIENT_MAC = "52:54:00:77:00:31";

  private final String server = "zt-dhcp-s" + ProcessHandle.current().pid();
  private final String client = "zt-dhcp-c" + ProcessHandle.current().pid();

  public PrivateNetwork() throws IOException {
    try {
      run("ip", "netns", "add", server);
      run("ip", "netns", "add", client);
      ip(server, "link set lo up");
      ip(server, "link add " + SERVER_SIDE + " type veth peer name " + CLIENT_SIDE);
      ip(server, "link set " + CLIENT_SIDE + " netns " + client);
      ip(server, "addr add 10.77.0.1/24 dev " + SERVER_SIDE);
      ip(server, "addr add fd77::1/64 dev " + SERVER_SIDE + " nodad");
      ip(server, "link set " + SERVER_SIDE + " up");
      ip(client, "link set " + CLIENT_SIDE + " address " + CLIENT_MAC + " up");
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Why this machine cannot have one; empty when it can. */
  public static String missing() {
    if (!System.getProperty("user.name").equals("root")) {
      return "needs root for network namespaces";
    }
    return Stream.of("ip", "busybox")
        .filter(tool -> !has(tool))
        .map(tool -> "needs " + tool + "; ")
        .reduce("", String::concat);
  }

  public static boolean has(String tool) {
    return Stream.of("/bin", "/sbin", "/usr/bin", "/usr/sbin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  public Process onServer(String... command) throws IOException {
    return start(server, command);
  }

  public Process onClient(String... command) throws IOException {
    return start(client, command);
  }

  private static void ip(String namespace, String arguments) throws IOException {
    run(
        Stream.of("ip", "-n", namespace, arguments)
            .flatMap(PrivateNetwork::words)
            .toArray(String[]::new));
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.split(" "));
  }

  private static Process start(String namespace, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(List.of(command));
    return new ProcessBuilder(all).redirectErrorStream(true).start();
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (String namespace : List.of(server, client)) {
      if (Files.exists(Path.of("/run/netns", namespace))) {
        run("ip", "netns", "del", namespace);
      }
    }
  }
}
