package org.edgeztp.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kea's load generator, which stands for a relay in front of many clients. */
final class Perfdhcp {
  /**
   * Clients that take turns, so that many exchanges lease a new address; fewer than half of the
   * pool, beyond which new ones are taken for a flood.
   */
  static final int CLIENTS = 30_000;

  /** Clients a second that ask a server which is being started, and how long they do. */
  static final int EAGER = 50;

  private static final int EAGER_SECONDS = 5;

  private static final int WAIT_MICROS = 300_000;
  private static final Pattern SENT = Pattern.compile("sent packets: (\\d+)");
  private static final Pattern RECEIVED = Pattern.compile("received packets: (\\d+)");
  private static final Pattern TIMES =
      Pattern.compile("sent / received: (\\d+\\.\\d+) / (\\d+\\.\\d+)");

  /**
   * What a run showed.
   *
   * @param rate asked for, in exchanges a second
   * @param discovers sent, over all the run
   * @param offers received
   * @param acks received: whole four-way exchanges
   */
  record Result(int rate, int seconds, int discovers, int offers, int requests, int acks) {
    int lost() {
      return discovers - offers + requests - acks;
    }

    /** Whole exchanges a second. */
    int reached() {
      return acks / seconds;
    }

    /** Whether the generator was able to send what was asked for. */
    boolean atRate() {
      return discovers >= 0.97 * rate * seconds;
    }
  }

  /** Milliseconds from a question to its answer, of both halves of the exchange. */
  record Delays(double median, double p99) {}

  private final Stage stage;
  private final int clients;

  /**
   * Makes a generator.
   *
   * @param clients that take turns
   */
  Perfdhcp(Stage stage, int clients) {
    this.stage = stage;
    this.clients = clients;
  }

  Result run(int rate, int seconds) throws IOException, InterruptedException {
    return result(rate, seconds, start(rate, seconds));
  }

  Delays delays(int rate, int seconds) throws IOException, InterruptedException {
    return delays(start(rate, seconds, "-x", "t"));
  }

  /**
   * Asks a server that is being started.
   *
   * @param since when that began, by {@link System#nanoTime}
   * @return seconds from then until the first client has its lease
   */
  double firstAck(long since) throws IOException {
    Process process = process(EAGER, EAGER_SECONDS, "-x", "t");
    try (BufferedReader output = process.inputReader(UTF_8)) {
      // Its clock begins with its first line.
      String first = output.readLine();
      double before = (System.nanoTime() - since) / 1e9;
      return before + firstAck(first + "\n" + String.join("\n", output.lines().toList()));
    }
  }

  static double firstAck(String output) throws IOException {
    Matcher times = TIMES.matcher(output);
    int acks = output.indexOf("packets: REQUEST-ACK");
    if (acks < 0 || !times.find(acks)) {
      throw new IOException("no client got a lease:\n" + output);
    }
    return Double.parseDouble(times.group(2));
  }

  /** Answers that reached it and found its receive buffer full, in all runs of this stage. */
  long overruns() throws IOException {
    Process process = stage.load(List.of("cat", "/proc/net/snmp")).start();
    return overruns(new String(process.getInputStream().readAllBytes(), UTF_8));
  }

  static long overruns(String snmp) throws IOException {
    List<String[]> udp =
        snmp.lines().filter(line -> line.startsWith("Udp:")).map(line -> line.split(" ")).toList();
    int column = udp.isEmpty() ? -1 : List.of(udp.getFirst()).indexOf("RcvbufErrors");
    if (udp.size() != 2 || column < 0) {
      throw new IOException("the kernel counts no full buffers:\n" + snmp);
    }
    return Long.parseLong(udp.get(1)[column]);
  }

  static Result result(int rate, int seconds, String output) throws IOException {
    List<Integer> sent = numbers(SENT, output);
    List<Integer> received = numbers(RECEIVED, output);
    if (sent.size() != 2 || received.size() != 2) {
      throw new IOException("perfdhcp told no statistics:\n" + output);
    }
    return new Result(rate, seconds, sent.get(0), received.get(0), sent.get(1), received.get(1));
  }

  static Delays delays(String output) throws IOException {
    Matcher times = TIMES.matcher(output);
    double[] millis =
        times
            .results()
            .mapToDouble(found ->
                1000 * (Double.parseDouble(found.group(2)) - Double.parseDouble(found.group(1))))
            .sorted()
            .toArray();
    if (millis.length == 0) {
      throw new IOException("perfdhcp told no times:\n" + output);
    }
    return new Delays(millis[millis.length / 2], millis[millis.length * 99 / 100]);
  }

  private String start(int rate, int seconds, String... more)
      throws IOException, InterruptedException {
    Process process = process(rate, seconds, more);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }

  private Process process(int rate, int seconds, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "perfdhcp",
                "-4",
                "-l",
                Stage.LOAD_INTERFACE,
                "-r",
                String.valueOf(rate),
                "-R",
                String.valueOf(clients),
                "-p",
                String.valueOf(seconds),
                "-W",
                String.valueOf(WAIT_MICROS)));
    command.addAll(Arrays.asList(more));
    command.add(Stage.SERVER);
    return stage.load(command).redirectErrorStream(true).start();
  }

  private static List<Integer> numbers(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> Integer.valueOf(found.group(1))).toList();
  }
}
