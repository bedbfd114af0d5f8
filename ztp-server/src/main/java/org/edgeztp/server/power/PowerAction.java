package org.edgeztp.server.power;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of a machine's power. */
enum PowerAction {
  ON("powers it on"),
  OFF("cuts its power"),
  /** Asks its system to shut down. */
  SOFT_OFF("asks its system to shut down"),
  CYCLE("cuts its power and gives it back"),
  /** Boots it from the network, this once; on when it is off, cut and given back when it is on. */
  NETBOOT("boots it from the network once"),
  /** The same by another way, for firmware or a controller that does not follow the first one. */
  NETBOOT_OTHERWISE("boots it from the network once, in another way"),
  /**
   * Boots it from a CD of this server's, this once, for cards and firmware whose own network boot
   * does not work: iPXE on it asks the network then.
   */
  BOOT_MEDIA("boots it once from the CD that its controller has in its virtual drive"),
  EJECT_MEDIA("takes the CD out of its controller's virtual drive");

  private final String text;

  PowerAction(String text) {
    this.text = text;
  }

  /** The action that people call by the name, for example {@code soft-off}. */
  static Optional<PowerAction> named(String name) {
    return Arrays.stream(values()).filter(action -> action.label().equals(name)).findFirst();
  }

  /** Whether it has the machine boot, which takes its time. */
  boolean boots() {
    return switch (this) {
      case ON, CYCLE, NETBOOT, NETBOOT_OTHERWISE, BOOT_MEDIA -> true;
      case OFF, SOFT_OFF, EJECT_MEDIA -> false;
    };
  }

  /** What it does, to follow the name of who does it. */
  String text() {
    return text;
  }

  /** The name that people type. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
