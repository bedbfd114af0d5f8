package org.edgeztp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that is being measured: one process, as {@code /proc} tells of it. */
final class Daemon implements AutoCloseable {
  /** The kernel counts processor time in hundredths of a second here, on every architecture. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final int USER_TIME = 11;
  private static final Duration END_LIMIT = Duration.ofSeconds(30);
  private static final Duration PACE = Duration.ofMillis(50);

  private final String name;
  private final Process process;
  private final Path log;

  Daemon(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Processor time used so far, by the program and by the kernel for it. */
  Duration cpu() throws IOException {
    return cpu(process.toHandle());
  }

  /** The same with that of the processes it started and that still run. */
  Duration cpuWithChildren() throws IOException {
    Duration sum = cpu();
    for (ProcessHandle child : process.descendants().toList()) {
      sum = sum.plus(cpu(child));
    }
    return sum;
  }

  private static Duration cpu(ProcessHandle process) throws IOException {
    String stat = Files.readString(proc(process, "stat"));
    // The second field is the program's name in parentheses and may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    return TICK.multipliedBy(ticks);
  }

  /** Resident memory in MiB. */
  long residentMiB() throws IOException {
    List<String> lines = Files.readAllLines(proc(process.toHandle(), "status"));
    String kib = lines.stream().filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
    return Long.parseLong(kib.replaceAll("[^0-9]", "")) / 1024;
  }

  boolean alive() {
    return process.isAlive();
  }

  /**
   * Checks that it still runs.
   *
   * @throws IOException with what it logged
   */
  void mustRun() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(name + " ended; its log says:\n" + Files.readString(log));
    }
  }

  /**
   * Waits until a program ends well that asks whether it serves.
   *
   * @throws IOException when it has ended, or does not serve in time
   */
  void await(ProcessBuilder question, Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    question.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    while (question.start().waitFor() != 0) {
      mustRun();
      if (System.nanoTime() > end) {
        throw new IOException(name + " did not answer within " + limit.toSeconds() + " s");
      }
      Thread.sleep(PACE);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Path proc(ProcessHandle process, String file) {
    return Path.of("/proc", String.valueOf(process.pid()), file);
  }
}
