package org.edgeztp.assets;

/**
 * How a machine's hardware is tested.
 *
 * @param load seconds for which memory and processors are exercised; 0 for not at all
 * @param surface how much of each disk is read: {@code none}, {@code sample} or {@code full}
 * @param throughput Mbit/s to try for; 0 for measuring once
 */
public record TestHardware(long load, String surface, long throughput) {
  /**
   * Checks what is asked for.
   *
   * @throws IllegalArgumentException when there is no such test
   */
  public TestHardware {
    surface = Checked.SURFACE.of(surface);
    if (load < 0 || throughput < 0) {
      throw new IllegalArgumentException("tests for " + load + " s, of " + throughput + " Mbit/s");
    }
  }
}
