package org.edgeztp.server.repository;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A request that the mirror could not answer as asked, told once for each asker.
 *
 * @param client who asked
 * @param path what was asked for, such as {@code debian/dists/bookworm/InRelease}; text of the
 *     client's, so quote it
 * @param why one line, the same that the client was told
 */
public record MirrorFault(InetAddress client, String path, Kind kind, String why) {
  private static final Pattern NEEDED =
      Pattern.compile("(.*/)?(InRelease|Packages(\\.\\w+)?|repomd\\.xml|[^/]+\\.(u?deb|rpm))");

  /** From the asker's fault to the upstream's. */
  public enum Kind {
    /** Not a request this mirror takes: method, path or archive. */
    REFUSED,
    /** The upstream has no such file. Usual for apt, which tries optional files. */
    ABSENT,
    /** No upstream is asked, and the file is not here. */
    MISSING,
    /** The upstream failed and an older index was served in its place. */
    STALE,
    /** The file could not be had, answered with 502. */
    FAILED,
    /** The file broke off under way and the asker's connection was cut, so that it can tell. */
    CUT_OFF
  }

  /** Whether nothing can be installed without the file; others are asked for in case they exist. */
  public boolean isOfNeeded() {
    return NEEDED.matcher(path).matches();
  }
}
