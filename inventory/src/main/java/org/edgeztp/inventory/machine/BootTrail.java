package org.edgeztp.inventory.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a machine's network boots have shown, for the next one to be decided by.
 *
 * @param loader what its UEFI firmware was last seen to run
 * @param awaited whether it fetched the first program of that loader and has shown no sign of life
 *     since
 * @param boots network boots since it last did something else: reported, or ran its own system
 * @param last when the latest of them was
 */
public record BootTrail(Loader loader, boolean awaited, int boots, Optional<Instant> last) {
  /** What comes within this time belongs to the same boot: stages, repetitions, second askings. */
  static final Duration SAME_BOOT = Duration.ofSeconds(30);

  /** Boots further apart than this are no loop. */
  static final Duration WINDOW = Duration.ofMinutes(30);

  /** A machine that never booted from the network. */
  public static final BootTrail NONE = new BootTrail(Loader.UNKNOWN, false, 0, Optional.empty());

  /** It fetched the first program of its loader. */
  public BootTrail fetched() {
    return new BootTrail(loader, true, boots, last);
  }

  /** A program of this loader runs. */
  public BootTrail runs(Loader seen) {
    return new BootTrail(seen, false, boots, last);
  }

  /** Its firmware asks again and what it fetched never ran: the other loader is next. */
  public BootTrail gaveUp() {
    Loader other =
        switch (loader) {
          case UNKNOWN, SIGNED -> Loader.IPXE;
          case IPXE -> Loader.SIGNED;
        };
    return new BootTrail(other, false, boots, last);
  }

  /** It booted from the network. */
  public BootTrail booted(Instant now) {
    if (within(SAME_BOOT, now)) {
      return this;
    }
    int so = within(WINDOW, now) ? boots : 0;
    return new BootTrail(loader, awaited, so + 1, Optional.of(now));
  }

  /** It did what its boots were for. */
  public BootTrail settled() {
    return new BootTrail(loader, awaited, 0, last);
  }

  private boolean within(Duration span, Instant now) {
    return last.filter(then -> now.isBefore(then.plus(span))).isPresent();
  }
}
