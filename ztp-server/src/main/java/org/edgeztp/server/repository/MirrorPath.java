package org.edgeztp.server.repository;

import java.util.regex.Pattern;

/**
 * A file of one mirrored archive. Safe to append to a folder or to a base URL as it stands.
 *
 * @param name the archive, as in the configuration
 * @param path below the archive's base: no leading slash, decoded, no segment that starts with a
 *     dot but a {@code .treeinfo} at the end
 */
record MirrorPath(String name, String path) implements Asked {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  @Override
  public String toString() {
    return name + "/" + path;
  }
}
