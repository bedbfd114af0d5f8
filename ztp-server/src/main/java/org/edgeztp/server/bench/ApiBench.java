package org.edgeztp.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The API over a database that many machines have filled for months. */
final class ApiBench {
  private static final int PORT = 8080;
  private static final int VERBS = 21;
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /**
   * How much there is.
   *
   * @param rows entries of all timelines together
   * @param database they are kept in
   * @param heap of the server, as Java takes it
   */
  record Size(int machines, long rows, ApiDatabase database, String heap) {}

  /**
   * What was measured.
   *
   * @param startSeconds until the API answered
   * @param verbSeconds of a command line, the median
   */
  private record Measured(
      double startSeconds, List<ApiResult> results, long residentMiB, double verbSeconds) {}

  private final Stage stage;
  private final Size size;
  private final Consumer<String> tell;

  ApiBench(Stage stage, Size size, Consumer<String> tell) {
    this.stage = stage;
    this.size = size;
    this.tell = tell;
  }

  Section run() throws IOException, InterruptedException {
    Files.createDirectories(stage.file("data"));
    String database = size.database().start(stage);
    writeConfig(database);
    tell.accept("filling %,d machines, %,d entries".formatted(size.machines(), size.rows()));
    verb(tell, "api-fill", database, size.machines(), size.rows() / size.machines());
    return section(measure());
  }

  private Measured measure() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    String launcher = stage.home().resolve("ztp").toString();
    try (Daemon daemon =
        stage.serve(
            "edgeztp",
            List.of(
                "env",
                "ZTP_HEAP=" + size.heap(),
                launcher,
                "serve",
                "--config",
                stage.file("ztp.yaml").toString()))) {
      List<String> health =
          List.of("curl", "-sf", "http://%s:%d/healthz".formatted(Stage.SERVER, PORT));
      daemon.await(stage.load(health), START_LIMIT);
      double start = (System.nanoTime() - begun) / 1e9;
      List<ApiResult> results = load();
      return new Measured(start, results, daemon.residentMiB(), verb(launcher));
    }
  }

  /** Seconds of {@code ztp machine show}, as somebody waits for it. */
  private double verb(String launcher) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "env",
            "ZTP_SERVER=http://%s:%d".formatted(Stage.SERVER, PORT),
            "ZTP_TOKEN_FILE=" + stage.file("data").resolve("admin-token"),
            launcher,
            "machine",
            "show",
            Fleet.id(0).value());
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < VERBS; i++) {
      long begun = System.nanoTime();
      Process verb = stage.load(command).redirectOutput(Redirect.DISCARD).start();
      if (verb.waitFor() != 0) {
        throw new IOException(command + " ended with " + verb.exitValue());
      }
      seconds.add((System.nanoTime() - begun) / 1e9);
    }
    return seconds.stream().sorted().skip(VERBS / 2).findFirst().orElseThrow();
  }

  private void writeConfig(String database) throws IOException {
    Path assets = Files.createDirectories(stage.file("assets"));
    Files.writeString(
        assets.resolve("manifest.json"),
        """
        {"built": "2026-01-01T00:00:00Z", "suite": "trixie", "files": {}, "images": {}}
        """);
    Files.writeString(
        stage.file("ztp.yaml"),
        """
        site: %s
        data: %s
        assets: %s
        api: {address: %s, port: %d, tls: false}
        %s
        networks:
          - interface: %s
            address: %s
            dhcp: off
        """
            .formatted(
                Fleet.SITE,
                stage.file("data"),
                assets,
                Stage.SERVER,
                PORT,
                size.database() == ApiDatabase.H2
                    ? ""
                    : "database: {url: '%s', user: %s}".formatted(database, ApiDatabase.USER),
                Stage.INTERFACE,
                Stage.SERVER));
  }

  private List<ApiResult> load() throws IOException, InterruptedException {
    List<ApiResult> results = new ArrayList<>();
    verb(
        line -> {
          ApiResult result = ApiResult.parse(line);
          tell.accept("  " + row(result));
          results.add(result);
        },
        "api-load",
        "http://%s:%d".formatted(Stage.SERVER, PORT),
        stage.file("data").resolve("admin-token"),
        size.machines());
    return results;
  }

  /** Runs a hidden verb of the benchmarks on the load's side, and passes on each line it prints. */
  private void verb(Consumer<String> line, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(stage.home().resolve("ztp").toString(), "bench"));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    Process process = stage.load(command).redirectError(Redirect.INHERIT).start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(line);
    }
    if (process.waitFor() != 0) {
      throw new IOException(arguments[0] + " ended with " + process.exitValue());
    }
  }

  private static String row(ApiResult result) {
    return "| %s | %.1f | %.1f | %.1f | %.0f |"
        .formatted(result.label(), result.median(), result.p99(), result.slowest(), result.rate());
  }

  private Section section(Measured measured) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| | p50 ms | p99 ms | slowest ms | requests/s |");
    lines.add("|---|---|---|---|---|");
    measured.results().forEach(result -> lines.add(row(result)));
    lines.add("");
    lines.add(
        ("%,d machines and %,d entries of their timelines in %s. The server, with a heap of %s,"
                + " answered %.1f s after it was started, and had %d MiB resident at the end. `ztp"
                + " machine show`, from the command to its end, took %.2f s (the median of %d).")
            .formatted(
                size.machines(),
                size.rows(),
                size.database().label,
                size.heap(),
                measured.startSeconds(),
                measured.residentMiB(),
                measured.verbSeconds(),
                VERBS));
    lines.add("");
    lines.add(
        ("Milliseconds of one client that asks again as soon as it has the answer, over one connection;"
                + " requests/s of %d such clients; %d s of each, after as long a warm-up. Pages have"
                + " 100 machines with all that is told of them. Changes take machines into maintenance"
                + " and out of it at a fixed rate, each an entry of the timeline and of the audit;"
                + " their milliseconds count from when they were due.")
            .formatted(ApiLoad.CLIENTS, ApiLoad.SPAN.toSeconds()));
    lines.add("");
    lines.add(Machine.describe() + ".");
    return new Section("API, " + size.database().label, lines);
  }
}
