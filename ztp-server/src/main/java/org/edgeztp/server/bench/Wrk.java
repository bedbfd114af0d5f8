package org.edgeztp.server.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP load generator, at its end of the cable. */
final class Wrk {
  private static final Pattern RESULT =
      Pattern.compile("Requests/sec: +([0-9.]+)\\s+Transfer/sec: +([0-9.]+)([KMG]?)B");

  /** Each a second. */
  record Result(double requests, double mib) {}

  private final Stage stage;

  Wrk(Stage stage) {
    this.stage = stage;
  }

  /**
   * @param range value of the header; empty for none
   */
  Result run(String path, int connections, String range, int seconds)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("wrk", "-t1", "--timeout", "30"));
    command.addAll(List.of("-c" + connections, "-d" + seconds + "s"));
    if (!range.isEmpty()) {
      command.addAll(List.of("-H", "Range: " + range));
    }
    command.add(url(path));
    String output = new String(output(command), java.nio.charset.StandardCharsets.UTF_8);
    Matcher found = RESULT.matcher(output);
    if (!found.find() || output.contains("Non-2xx")) {
      throw new IOException("wrk says: " + output);
    }
    double number = Double.parseDouble(found.group(2));
    double mib =
        switch (found.group(3)) {
          case "K" -> number / 1024;
          case "M" -> number;
          case "G" -> number * 1024;
          default -> number / (1 << 20);
        };
    return new Result(Double.parseDouble(found.group(1)), mib);
  }

  /** The body; empty when there is no answer. */
  byte[] fetch(String path) throws IOException, InterruptedException {
    return output(List.of("curl", "-sf", "--retry", "3", "--retry-connrefused", url(path)));
  }

  private byte[] output(List<String> command) throws IOException, InterruptedException {
    Process process = stage.load(command).redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    process.waitFor();
    return output;
  }

  private static String url(String path) {
    return "http://" + Stage.SERVER + path;
  }
}
