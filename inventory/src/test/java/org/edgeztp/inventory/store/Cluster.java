package org.edgeztp.inventory.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A throw-away PostgreSQL of Debian's package, on a port of the loopback. */
public final class Cluster implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final List<String> AS_POSTGRES =
      List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");

  private final Path folder;
  private final Path programs;
  private final int port;
  private final Starter starter;
  private final Process process;
  private int databases;

  /** How processes are started: where, is the caller's to say. */
  public interface Starter {
    Process start(List<String> command) throws IOException;
  }

  /** Starts one that tests of this process use. */
  public static Cluster start() throws IOException {
    return new Cluster(freePort(), command -> new ProcessBuilder(command).start());
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Why there is none on this machine; empty when there is. */
  public static String missing() throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return "needs root to become the user postgres";
    }
    return programs().isEmpty() ? "needs postgresql" : "";
  }

  /**
   * Makes one and starts it.
   *
   * @param starter of the server itself
   */
  public Cluster(int port, Starter starter) throws IOException {
    this.port = port;
    this.starter = starter;
    this.programs = programs().orElseThrow();
    this.folder = Files.createTempDirectory("ztp-postgresql");
    run(List.of("chown", "postgres", folder.toString()));
    run(asPostgres("initdb", "--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C"));
    this.process =
        starter.start(
            asPostgres(
                "postgres",
                "-c",
                "listen_addresses=127.0.0.1",
                "-p",
                String.valueOf(port),
                "-k",
                "",
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off"));
  }

  /** A new database in it, once it answers. */
  Postgresql fresh() {
    String name = "test" + databases++;
    create(name);
    return at(name);
  }

  /** Makes a database in it, once it answers. */
  public void create(String name) {
    List<String> command =
        List.of(
            programs.resolve("createdb").toString(),
            "-h",
            "127.0.0.1",
            "-p",
            String.valueOf(port),
            "-U",
            "postgres",
            name);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try {
      while (starter.start(command).onExit().join().exitValue() != 0) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new IllegalStateException("no database could be made in " + folder);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Postgresql at(String name) {
    return new Postgresql(
        "postgresql://127.0.0.1:%d/%s".formatted(port, name), "postgres", Optional.empty());
  }

  /** As its administrator. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(at("postgres").jdbc(), "postgres", "");
  }

  /** Whoever is connected is thrown out. */
  @Override
  public void close() throws IOException {
    run(List.of("kill", "-INT", String.valueOf(process.pid())));
    process.onExit().join();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private List<String> asPostgres(String program, String... arguments) {
    return Stream.of(
            AS_POSTGRES.stream(),
            Stream.of(
                programs.resolve(program).toString(), "-D", folder.resolve("data").toString()),
            Stream.of(arguments))
        .flatMap(words -> words)
        .toList();
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = process.inputReader().readAllAsString();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(command + ": " + output);
    }
  }

  private static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.naturalOrder());
    }
  }
}
