package org.edgeztp.server;

import static org.edgeztp.inventory.machine.HardwareTests.QUICK;
import static org.edgeztp.server.Config.or;

import java.time.Duration;
import org.edgeztp.inventory.machine.HardwareTests;
import org.jspecify.annotations.Nullable;

/**
 * What the hardware of a machine has to stand before it is installed, as the file writes it.
 *
 * @param load seconds for which all processors exercise the memory, 0 for not at all; 30 by default
 * @param surface how much of each disk is read: none, sample (512 MiB, the default) or full
 * @param reallocated sectors that each disk may have replaced; 0 by default
 * @param wear percent of its life that each disk may have used; 100 by default
 * @param throughput Mbit/s that a download from the server has to reach; 0, the default, for
 *     measuring it only
 * @param within minutes that all of it may take; 60 by default
 */
public record TestsEntry(
    Integer load,
    HardwareTests.Surface surface,
    int reallocated,
    Integer wear,
    int throughput,
    int within) {
  public TestsEntry(
      @Nullable Integer load,
      HardwareTests.@Nullable Surface surface,
      int reallocated,
      @Nullable Integer wear,
      int throughput,
      int within) {
    this.load = or(load, Math.toIntExact(QUICK.load()));
    this.surface = or(surface, QUICK.surface());
    this.reallocated = reallocated;
    this.wear = or(wear, Math.toIntExact(QUICK.wear()));
    this.throughput = throughput;
    this.within = within == 0 ? Math.toIntExact(QUICK.within().toMinutes()) : within;
    atLeast(0, this.load, "load");
    atLeast(0, reallocated, "reallocated");
    atLeast(0, this.wear, "wear");
    atLeast(0, throughput, "throughput");
    atLeast(1, this.within, "within");
  }

  HardwareTests toTests() {
    return new HardwareTests(
        load, surface, reallocated, wear, throughput, Duration.ofMinutes(within));
  }

  private static void atLeast(int least, int value, String key) {
    if (value < least) {
      throw new ConfigException(
          "profiles.tests.%s is at least %d, not %d".formatted(key, least, value));
    }
  }
}
