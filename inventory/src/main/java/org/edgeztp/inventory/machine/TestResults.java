package org.edgeztp.inventory.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.layout.Size;

/**
 * What the tests of a machine's hardware measured.
 *
 * @param load of memory and processors; empty where that was not tested
 * @param disks in the order of their names
 * @param throughput of a download from the server, in Mbit/s; empty where that was not measured
 */
public record TestResults(Optional<Load> load, List<DiskResult> disks, Optional<Long> throughput) {
  public TestResults {
    disks = List.copyOf(disks);
  }

  /**
   * What came of exercising the memory with all processors.
   *
   * @param memoryBytes that were written and read again
   * @param errors what was read otherwise than it was written
   * @param machineChecks errors that the processors reported meanwhile, the corrected ones too
   * @param throttled how often processors slowed down because they were too hot
   */
  public record Load(
      long memoryBytes, long seconds, long errors, long machineChecks, long throttled) {}

  /**
   * What came of a disk.
   *
   * @param name kernel name, as of the {@link Disk}
   * @param serial empty where it tells none
   * @param health what it tells of itself; empty where it tells nothing, as virtual ones and those
   *     behind RAID controllers do
   * @param surface empty where it was not read
   */
  public record DiskResult(
      String name, String serial, Optional<Health> health, Optional<Surface> surface) {
    /** As sentences call it. */
    String label() {
      return "disk " + name + (serial.isEmpty() ? "" : " (serial " + serial + ")");
    }
  }

  /**
   * What a disk tells by SMART; a number is 0 where it tells none.
   *
   * @param passed its own word for whether it works
   * @param hours that it was powered on
   * @param reallocated sectors that it replaced by spare ones
   * @param pending sectors that it could not read, and other errors of its media
   * @param wear percent of the life it was made for that it has used
   */
  public record Health(boolean passed, long hours, long reallocated, long pending, long wear) {}

  /**
   * What came of reading a disk.
   *
   * @param bytes that were read
   * @param isWhole whether that is all of it
   * @param bad blocks that could not be read; counting ends at about a hundred
   * @param first offset of the first of them in bytes; 0 where there is none
   */
  public record Surface(long bytes, boolean isWhole, long bad, long first) {}

  /** By its name: one that was replaced since the inspection is tested like any other. */
  Optional<DiskResult> of(Disk disk) {
    return disks.stream().filter(result -> result.name().equals(disk.name())).findFirst();
  }

  /** One sentence for a person. */
  public String summary() {
    List<String> said = new ArrayList<>();
    load.ifPresent(tested ->
        said.add(
            "%s of memory exercised for %d s, %d errors"
                .formatted(Size.text(tested.memoryBytes()), tested.seconds(), tested.errors())));
    disks.forEach(disk ->
        disk.surface()
            .ifPresent(read ->
                said.add(
                    "%s of %s read, %d bad blocks"
                        .formatted(
                            read.isWhole() ? "all" : Size.text(read.bytes()),
                            disk.name(),
                            read.bad()))));
    throughput.ifPresent(speed -> said.add(speed + " Mbit/s from the server"));
    return said.isEmpty() ? "nothing was tested" : String.join("; ", said);
  }
}
