package org.edgeztp.server.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.edgeztp.server.lab.Tool;

/**
 * Two network namespaces with a cable between them, and a folder for files; gone afterwards, also
 * after Ctrl-C.
 *
 * <pre>
 *   NAME-s                      NAME-l
 *   server 10.78.0.1/16 ------- load 10.78.0.2/16
 * </pre>
 */
final class Stage implements AutoCloseable {
  static final String INTERFACE = "server";
  static final String LOAD_INTERFACE = "load";
  static final String SERVER = "10.78.0.1";
  static final String NETWORK = "10.78.0.0/16";

  private final String name;
  private final Path home;
  private final Path folder;
  private final List<Daemon> daemons = new ArrayList<>();
  private final Thread end = new Thread(this::remove, "stage-end");

  private Stage(String name, Path home) {
    this.name = name;
    this.home = home;
    this.folder = Path.of("/var/tmp", name);
  }

  /**
   * Builds the stage, on the ruins of one that was killed if need be.
   *
   * @param home of the product: where the launcher lies
   */
  static Stage raise(String name, Path home) throws IOException, InterruptedException {
    var stage = new Stage(name, home);
    stage.remove();
    Runtime.getRuntime().addShutdownHook(stage.end);
    String server = stage.serverSide();
    String load = stage.loadSide();
    for (String side : List.of(server, load)) {
      Tool.run("ip", "netns", "add", side);
      Tool.run("ip", "-n", side, "link", "set", "lo", "up");
    }
    ip(server, "link add " + INTERFACE + " type veth peer name " + LOAD_INTERFACE + " netns", load);
    ip(server, "addr add " + SERVER + "/16 dev", INTERFACE);
    ip(load, "addr add 10.78.0.2/16 dev", LOAD_INTERFACE);
    ip(server, "link set up dev", INTERFACE);
    ip(load, "link set up dev", LOAD_INTERFACE);
    Files.createDirectories(stage.folder);
    return stage;
  }

  Path home() {
    return home;
  }

  /** A file of this run. */
  Path file(String file) {
    return folder.resolve(file);
  }

  /** Starts a server on its side of the cable; its output goes to a file of its name. */
  Daemon serve(String daemon, List<String> command) throws IOException {
    Path log = file(daemon + ".log");
    var started = new Daemon(daemon, Tool.start(log, inside(serverSide(), command)), log);
    daemons.add(started);
    return started;
  }

  /** Starts a load generator on the other side. */
  ProcessBuilder load(List<String> command) {
    return new ProcessBuilder(inside(loadSide(), command));
  }

  @Override
  public void close() throws IOException {
    remove();
    Runtime.getRuntime().removeShutdownHook(end);
  }

  private void remove() {
    try {
      for (Daemon daemon : daemons) {
        daemon.close();
      }
      for (String side : List.of(serverSide(), loadSide())) {
        if (Files.exists(Path.of("/run/netns", side))) {
          for (String pid : Tool.run("ip", "netns", "pids", side).lines().toList()) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
          }
          Tool.run("ip", "netns", "del", side);
        }
      }
      delete(folder);
    } catch (IOException | InterruptedException e) {
      System.err.println("the stage did not come down cleanly: " + e.getMessage());
    }
  }

  private String serverSide() {
    return name + "-s";
  }

  private String loadSide() {
    return name + "-l";
  }

  private static List<String> inside(String side, List<String> command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", side), command.stream()).toList();
  }

  private static void ip(String side, String words, String last)
      throws IOException, InterruptedException {
    Tool.run(
        Stream.of(Stream.of("ip", "-n", side), Stream.of(words.split(" ")), Stream.of(last))
            .flatMap(parts -> parts)
            .toArray(String[]::new));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (java.io.UncheckedIOException e) {
      throw new InterruptedIOException(e.getMessage());
    }
  }
}
