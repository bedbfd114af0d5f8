package org.edgeztp.server.repository;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** For how long a file of a package archive stays what it is. */
enum Freshness {
  /** Named by version or by content: once fetched, never asked for again. */
  IMMUTABLE,
  /** Replaced in place at every publication: ask the upstream whether it changed. */
  REVALIDATE;

  private static final Pattern BY_HASH = Pattern.compile("(.*/)?by-hash/[^/]+/[^/]+");

  /** Of rpm archives: what repomd.xml names carries its checksum in its own name. */
  private static final Pattern REPODATA =
      Pattern.compile(
          "(.*/)?repodata/([0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})-[^/]+");

  private static final Pattern RPM = Pattern.compile(".*\\.d?rpm");
  private static final Pattern PACKAGE =
      Pattern.compile("(.*/)?pool/.*(\\.(deb|udeb|dsc)|\\.diff\\.gz|\\.tar\\.[^/]+)");

  /** Judges by the path below the archive's base, such as {@code dists/bookworm/InRelease}. */
  static Freshness of(String path) {
    return Stream.of(BY_HASH, PACKAGE, REPODATA, RPM).anyMatch(kind -> kind.matcher(path).matches())
        ? IMMUTABLE
        : REVALIDATE;
  }
}
