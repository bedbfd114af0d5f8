package org.edgeztp.inventory.machine;

import java.util.List;
import java.util.Optional;

/**
 * What a server tells of itself beside its size: what it was put together from. A text is empty and
 * a number 0 where the machine tells none.
 *
 * @param release of its firmware
 * @param accelerators its GPUs and other processors on PCI cards
 * @param tpm version of its trusted platform module, for example {@code 2}; empty without one
 */
public record Platform(
    Optional<Processor> processor,
    Optional<Release> release,
    Optional<Board> board,
    Optional<Chassis> chassis,
    Optional<Controller> controller,
    List<Accelerator> accelerators,
    Optional<String> tpm) {
  public Platform {
    accelerators = List.copyOf(accelerators);
  }

  /**
   * Its processors, which are all of one model.
   *
   * @param sockets that hold one
   * @param cores of all of them; the machine counts as many cpus as these have threads
   */
  public record Processor(String model, int sockets, int cores) {}

  /**
   * A version of the firmware.
   *
   * @param date as its maker writes it
   */
  public record Release(String vendor, String version, String date) {}

  /** The main board. */
  public record Board(String vendor, String name, String version, String serial) {}

  /**
   * What it is all in.
   *
   * @param type number of SMBIOS, for example 23 for a rack mount
   * @param tag what its owner stuck on it
   */
  public record Chassis(String vendor, int type, String serial, String tag) {}

  /**
   * Its management controller.
   *
   * @param address of its own network port, the IPv4 one; empty until it has one
   * @param version of its firmware
   */
  public record Controller(String address, Optional<MacAddress> mac, String version) {}

  /**
   * A processor on a PCI card.
   *
   * @param slot its PCI address
   * @param id maker and device as PCI numbers them: {@code 10de:20b0}
   * @param driver that serves it in the ramdisk
   */
  public record Accelerator(String slot, Kind kind, String id, String driver) {
    /** What the PCI class says that it is for. */
    public enum Kind {
      DISPLAY,
      PROCESSING
    }
  }
}
