package org.edgeztp.server.runlog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who wrote. */
public enum Source {
  /** The console and the kernel of the ramdisk. */
  RAMDISK,
  /** The end of what an installer wrote, with its report of a failure. */
  INSTALLER,
  /** What came by syslog, from an installer or from the system. */
  SYSLOG,
  /** What the machine wrote to its serial port, handed over by its management controller. */
  SERIAL,
  /** What the push did and what the converge printed. */
  PUSH;

  /** The name in paths and in the API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Source> named(String name) {
    return Arrays.stream(values()).filter(source -> source.label().equals(name)).findFirst();
  }
}
