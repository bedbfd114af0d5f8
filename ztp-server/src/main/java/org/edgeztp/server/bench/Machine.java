package org.edgeztp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.edgeztp.server.lab.Tool;

/** What a benchmark was run on. */
final class Machine {
  /** User, nice, system, interrupts, soft interrupts: proc(5). */
  private static final int[] BUSY = {1, 2, 3, 6, 7};

  private Machine() {}

  /** One line: processors, memory, kernel, Java. */
  static String describe() throws IOException {
    return "%d x %s, %d GiB, Linux %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            value("/proc/cpuinfo", "model name"),
            Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) >> 20,
            System.getProperty("os.version"),
            Runtime.version());
  }

  /** Processor time that everything on the machine used so far, interrupts included. */
  static Duration busy() throws IOException {
    String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
    long ticks = 0;
    for (int field : BUSY) {
      ticks += Long.parseLong(fields[field]);
    }
    return Duration.ofMillis(10 * ticks);
  }

  /** Whether a program is installed where Debian puts programs. */
  static boolean has(String program) {
    return java.util.stream.Stream.of("/usr/sbin", "/usr/bin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The version of an installed Debian package. */
  static String version(String debian) throws IOException, InterruptedException {
    return Tool.run("dpkg-query", "-W", "-f", "${Version}", debian);
  }

  private static String value(String file, String key) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("?");
  }
}
