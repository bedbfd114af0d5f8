package org.edgeztp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Daemons to compare with that are unpacked and not installed: installed they would start, and some
 * of them refuse to live together. The launcher unpacks them.
 */
final class Peers {
  private static final Path FOLDER = Path.of("/var/cache/edgeztp/peers");

  private Peers() {}

  static boolean unpacked(String debian) {
    return Files.exists(versionFile(debian));
  }

  static String version(String debian) throws IOException {
    return Files.readString(versionFile(debian)).strip();
  }

  static String program(String name) {
    return FOLDER.resolve("usr/sbin").resolve(name).toString();
  }

  private static Path versionFile(String debian) {
    return FOLDER.resolve(debian + ".version");
  }
}
