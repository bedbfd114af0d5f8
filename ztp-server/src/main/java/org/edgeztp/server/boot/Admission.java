package org.edgeztp.server.boot;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.machine.Machine;

/**
 * How many machines may be installed at the same time: a decision, pure but for what it is given to
 * ask. A machine that its image or its link holds up holds up nobody behind it.
 *
 * @param site at most here
 * @param image at most with the same image
 * @param link at most behind the same interface of the server
 * @param images the image of a machine
 * @param links the interface that a machine is served on
 */
public record Admission(
    int site,
    int image,
    int link,
    Function<Machine, Optional<String>> images,
    Function<Machine, Optional<String>> links) {

  /** With a limit for the site alone. */
  public static Admission ofSite(int site) {
    return new Admission(site, site, site, _ -> Optional.empty(), _ -> Optional.empty());
  }

  /**
   * Why a machine has to wait; empty when it is its turn.
   *
   * @param busy those that are being installed
   */
  Optional<String> obstacle(Machine machine, List<Machine> busy) {
    return full(busy.size(), site, "at this site")
        .or(() -> same(machine, busy, images, image, "with image "))
        .or(() -> same(machine, busy, links, link, "on link "));
  }

  private static Optional<String> same(
      Machine machine,
      List<Machine> busy,
      Function<Machine, Optional<String>> of,
      int most,
      String where) {
    return of.apply(machine)
        .flatMap(mine -> {
          long same =
              busy.stream().filter(other -> of.apply(other).equals(Optional.of(mine))).count();
          return full(same, most, where + mine);
        });
  }

  private static Optional<String> full(long busy, int most, String where) {
    return busy < most
        ? Optional.empty()
        : Optional.of("%d of %d machines are being installed %s".formatted(busy, most, where));
  }
}
