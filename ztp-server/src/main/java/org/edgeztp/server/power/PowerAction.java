package org.edgeztp.server.power;

import java.util.Locale;

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
  NETBOOT_OTHERWISE("boots it from the network once, in another way");

  private final String text;

  PowerAction(String text) {
    this.text = text;
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
