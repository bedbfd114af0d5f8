package org.edgeztp.server.socket;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Whether this process may call the C library. */
public final class NativeCalls {
  /** Structures are laid out here for these alone, which are 64-bit and little-endian. */
  private static final Set<String> KNOWN = Set.of("Linux amd64", "Linux aarch64");

  private NativeCalls() {}

  /** Why it may not, as a clause; empty when it may. */
  public static Optional<String> missing() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!KNOWN.contains(system)) {
      return Optional.of("this is " + system);
    }
    return NativeCalls.class.getModule().isNativeAccessEnabled()
        ? Optional.empty()
        : Optional.of("Java was started without --enable-native-access");
  }

  static void require() throws IOException {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      throw new NotPermittedException("no native sockets, as " + missing.get());
    }
  }
}
