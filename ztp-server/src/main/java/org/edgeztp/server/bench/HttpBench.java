package org.edgeztp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Boot scripts and images over HTTP, beside nginx. */
final class HttpBench {
  private static final int IMAGE_MIB = 512;
  private static final String SCRIPT = "/boot/52:54:00:00:00:01.ipxe";
  private static final String IMAGE = "/boot/ipxe.efi";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int WARM_UP_SECONDS = 5;
  private static final int SECONDS = 5;

  private enum Row {
    WHOLE("image of 512 MiB, 4 connections", IMAGE, 4, ""),
    RANGE("16 MiB out of an image, 4 connections", IMAGE, 4, "bytes=1048576-17825791"),
    SMALL("boot script, 32 connections", SCRIPT, 32, "");

    private final String label;
    private final String path;
    private final int connections;
    private final String range;

    Row(String label, String path, int connections, String range) {
      this.label = label;
      this.path = path;
      this.connections = connections;
      this.range = range;
    }
  }

  private record Measured(String server, Row row, Wrk.Result result, double cores, long mib) {}

  private final Stage stage;
  private final Wrk wrk;
  private final Consumer<String> tell;
  private final List<Measured> measured = new ArrayList<>();

  HttpBench(Stage stage, Consumer<String> tell) {
    this.stage = stage;
    this.wrk = new Wrk(stage);
    this.tell = tell;
  }

  Section run() throws IOException, InterruptedException {
    Path image = stage.file("assets").resolve("ipxe.efi");
    try (Daemon daemon = DhcpContender.EDGEZTP.start(stage)) {
      awaitAnswer(daemon);
      // Only now: a boot program that is there at the start is kept in memory for TFTP.
      write(image);
      measure("EdgeZTP", daemon);
      // What nginx serves as a file is what this server writes for each request.
      Files.write(stage.file("script"), wrk.fetch(SCRIPT));
    }
    if (Peers.unpacked("nginx")) {
      try (Daemon daemon = nginx(image)) {
        awaitAnswer(daemon);
        measure("nginx", daemon);
      }
    }
    return section();
  }

  private static void write(Path image) throws IOException {
    byte[] mebibyte = new byte[1 << 20];
    new Random(1).nextBytes(mebibyte);
    try (var out = Files.newOutputStream(image)) {
      for (int i = 0; i < IMAGE_MIB; i++) {
        out.write(mebibyte);
      }
    }
  }

  private void measure(String server, Daemon daemon) throws IOException, InterruptedException {
    for (Row row : Row.values()) {
      wrk.run(row.path, row.connections, row.range, WARM_UP_SECONDS);
      Duration before = daemon.cpuWithChildren();
      Wrk.Result result = wrk.run(row.path, row.connections, row.range, SECONDS);
      double cores = daemon.cpuWithChildren().minus(before).toMillis() / 1e3 / SECONDS;
      var one = new Measured(server, row, result, cores, daemon.residentMiB());
      tell.accept(line(one, result));
      measured.add(one);
    }
  }

  private void awaitAnswer(Daemon daemon) throws IOException, InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (wrk.fetch(SCRIPT).length == 0) {
      daemon.mustRun();
      if (System.nanoTime() > end) {
        throw new IOException("no answer within " + START_LIMIT.toSeconds() + " s");
      }
    }
  }

  private Daemon nginx(Path image) throws IOException {
    Path config =
        Files.writeString(
            stage.file("nginx.conf"),
            """
            daemon off;
            user root;
            worker_processes 2;
            pid %1$s/pid;
            error_log /dev/null;
            events { worker_connections 1024; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 10000000;
              open_file_cache max=10;
              # Debian's build asks for a folder of each, which only its package makes.
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              server {
                listen %2$s:80;
                location = %3$s { alias %4$s; }
                location = %5$s { alias %6$s; }
              }
            }
            """
                .formatted(
                    Files.createDirectories(stage.file("nginx")),
                    Stage.SERVER,
                    SCRIPT,
                    stage.file("script"),
                    IMAGE,
                    image));
    return stage.serve("nginx", List.of(Peers.program("nginx"), "-c", config.toString()));
  }

  private Section section() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| | server | requests/s | MiB/s | ratio | processors used | resident MiB |");
    lines.add("|---|---|---|---|---|---|---|");
    for (Row row : Row.values()) {
      List<Measured> ofRow = measured.stream().filter(one -> one.row() == row).toList();
      ofRow.forEach(one -> lines.add(line(one, ofRow.getFirst().result())));
    }
    lines.add("");
    lines.add(
        "Ratios compare EdgeZTP with the server of the row; above 1 EdgeZTP is better. EdgeZTP is the"
            + " whole server; its script is written for each request (for a machine nobody knows)"
            + " and its image goes the way of all assets. nginx serves both as files, with sendfile"
            + " and two workers. wrk with one thread, "
            + SECONDS
            + " s after as long a warm-up.");
    lines.add("");
    if (Peers.unpacked("nginx")) {
      lines.add("- nginx: " + Peers.version("nginx"));
      lines.add("");
    }
    lines.add(Machine.describe() + ".");
    return new Section("HTTP", lines);
  }

  private static String line(Measured one, Wrk.Result ours) {
    return "| %s | %s | %.0f | %.0f | %.2f | %.1f | %d |"
        .formatted(
            one.row().label,
            one.server(),
            one.result().requests(),
            one.result().mib(),
            ratio(one, ours),
            one.cores(),
            one.mib());
  }

  private static double ratio(Measured one, Wrk.Result ours) {
    return one.row() == Row.SMALL
        ? ours.requests() / one.result().requests()
        : ours.mib() / one.result().mib();
  }
}
