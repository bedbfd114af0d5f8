package org.edgeztp.server.provision;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;

/** The server's own acceptance checks: that the machine is the one the inventory knows. */
final class ServerChecks {
  private static final Duration CLOCK_OFF = Duration.ofSeconds(2);
  private static final Duration CLOCK_WITHIN = Duration.ofSeconds(60);
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private ServerChecks() {}

  /** Those that apply: a machine without a hardware report has no memory to compare. */
  static List<Check> of(Machine machine) {
    List<Check> checks = new ArrayList<>();
    machine.hostname().ifPresent(name -> checks.add(hostname(name)));
    checks.add(new Check("clock", "date +%s.%N", CLOCK_WITHIN, ServerChecks::clock));
    machine.hardware().ifPresent(hardware -> checks.add(memory(hardware)));
    machine.hardware().ifPresent(hardware -> checks.add(disks(hardware)));
    return List.copyOf(checks);
  }

  private static Check hostname(String name) {
    return new Check(
        "hostname",
        "uname -n",
        WITHIN,
        answer -> {
          String told = answer.output().stdout().strip();
          return told.split("\\.", 2)[0].equals(name.split("\\.", 2)[0])
              ? Optional.empty()
              : Optional.of("is '" + told + "' instead of '" + name + "'");
        });
  }

  /** The link's delay counts for the machine: its clock was read at some time between the two. */
  private static Optional<String> clock(Check.Answer answer) {
    String told = answer.output().stdout().strip();
    if (!told.matches("[0-9]{1,11}(\\.[0-9]{1,9})?")) {
      return Optional.of("tells no time: '" + Sentences.bounded(told, 80) + "'");
    }
    BigDecimal seconds = new BigDecimal(told);
    long whole = seconds.longValue();
    int nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).intValue();
    Instant time = Instant.ofEpochSecond(whole, nanos);
    Duration behind = Duration.between(time, answer.asked());
    Duration ahead = Duration.between(answer.answered(), time);
    if (behind.compareTo(CLOCK_OFF) > 0) {
      return Optional.of("is " + seconds(behind) + " behind the server");
    }
    if (ahead.compareTo(CLOCK_OFF) > 0) {
      return Optional.of("is " + seconds(ahead) + " ahead of the server");
    }
    return Optional.empty();
  }

  /** A tenth less is left to kernels that keep different amounts for themselves. */
  private static Check memory(Hardware hardware) {
    return new Check(
        "memory",
        "grep MemTotal: /proc/meminfo",
        WITHIN,
        answer -> {
          String digits = answer.output().stdout().replaceAll("[^0-9]", "");
          long bytes = digits.isEmpty() ? 0 : new BigDecimal(digits).longValue() * 1024;
          return bytes >= hardware.memoryBytes() / 10 * 9
              ? Optional.empty()
              : Optional.of(
                  "is %d MiB, but %d MiB were reported before the installation"
                      .formatted(bytes >> 20, hardware.memoryBytes() >> 20));
        });
  }

  /**
   * Disks by size, because names change between kernels. Only block devices with hardware behind
   * them; a further one, such as a stick or a virtual CD of a management controller, does no harm.
   */
  private static Check disks(Hardware hardware) {
    return new Check(
        "disks",
        "for d in /sys/block/*; do [ -e $d/device ] && echo ${d##*/} $(($(cat $d/size) * 512));"
            + " done; true",
        WITHIN,
        answer -> missing(hardware.disks(), answer.output().stdout()));
  }

  private static Optional<String> missing(List<Disk> known, String listed) {
    List<String> sizes =
        new ArrayList<>(listed.lines().map(line -> line.replaceFirst("^\\S+ ", "")).toList());
    List<String> missing =
        known.stream()
            .filter(disk -> !sizes.remove(Long.toString(disk.bytes())))
            .map(disk -> disk.name() + " of " + disk.bytes() + " bytes")
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("do not include " + String.join(", ", missing) + ", as reported before");
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
