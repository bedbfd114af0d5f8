package org.edgeztp.server.repository;

import java.util.regex.Pattern;

/** For how long a file of a package archive stays what it is. */
enum Freshness {
  /** Named by version or by content: once fetched, never asked for again. */
  IMMUTABLE,
  /** Replaced in place at every publication: ask the upstream whether it changed. */
  REVALIDATE;

  private static final Pattern BY_HASH = Pattern.compile("(.*/)?by-hash/[^/]+/[^/]+");
  private static final Pattern PACKAGE =
      Pattern.compile("(.*/)?pool/.*(\\.(deb|udeb|dsc)|\\.diff\\.gz|\\.tar\\.[^/]+)");

  /** Judges by the path below the archive's base, such as {@code dists/bookworm/InRelease}. */
  static Freshness of(String path) {
    return BY_HASH.matcher(path).matches() || PACKAGE.matcher(path).matches()
        ? IMMUTABLE
        : REVALIDATE;
  }
}
